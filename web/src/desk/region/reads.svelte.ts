// What the pages of a region read more than once.
import type { Problem } from '../net/problem'
import { list } from '../net/query.svelte'
import { MOST_ORDERS } from '../net/whole'
import { now } from '../ui/clock.svelte'
import { endOfDay, type Order } from './orders'

/** What the morning page sorts: an order may be named twice. */
export function morningOrders(): { readonly orders: Order[]; readonly loading: boolean; readonly more: boolean; readonly problem: Problem | null; reload(): void } {
  const end = $derived(new Date(endOfDay(now())).toISOString())
  const all = [
    list('/v1/rectifications', () => ({ query: { open: true, overdue: true } }), { most: MOST_ORDERS }),
    list('/v1/rectifications', () => ({ query: { open: true, overdue: false, due_by: end } }), { most: MOST_ORDERS }),
    list('/v1/rectifications', () => ({ query: { state: 'draft,submitted,verified' } }), { most: MOST_ORDERS }),
    list('/v1/rectifications', () => ({ query: { open: true, class: 'T0' } }), { most: MOST_ORDERS }),
    list('/v1/rectifications', () => ({ query: { extension_waiting: true } }), { most: MOST_ORDERS }),
  ]
  return {
    get orders() {
      return all.flatMap((one) => one.items as Order[])
    },
    get more() {
      return all.some((one) => one.more)
    },
    get loading() {
      return all.some((one) => one.loading)
    },
    get problem() {
      return all.map((one) => one.problem).find((one) => one !== null) ?? null
    },
    reload: () => all.forEach((one) => void one.reload()),
  }
}
