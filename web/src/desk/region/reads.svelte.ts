// What the pages of a region read more than once.
import type { Problem } from '../net/problem'
import { list } from '../net/query.svelte'
import { now } from '../ui/clock.svelte'
import { endOfDay, type Order } from './orders'

/** So many orders of a kind are read at most; beyond them the page says that there are more. */
const MOST = 5000

/** What the morning page sorts: an order may be named twice. */
export function morningOrders(): { readonly orders: Order[]; readonly loading: boolean; readonly more: boolean; readonly problem: Problem | null; reload(): void } {
  const end = $derived(new Date(endOfDay(now())).toISOString())
  const all = [
    list('/v1/rectifications', () => ({ query: { open: true, overdue: true } }), { limit: 500 }),
    list('/v1/rectifications', () => ({ query: { open: true, overdue: false, due_by: end } }), { limit: 500 }),
    list('/v1/rectifications', () => ({ query: { state: 'draft,submitted,verified' } }), { limit: 500 }),
    list('/v1/rectifications', () => ({ query: { open: true, class: 'T0' } }), { limit: 500 }),
    list('/v1/rectifications', () => ({ query: { extension_waiting: true } }), { limit: 500 }),
  ]
  $effect(() => {
    for (const one of all) if (one.more && !one.busy && one.items.length < MOST) void one.next()
  })
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
