// What the pages of a region read more than once.
import type { Problem } from '../net/problem'
import { list } from '../net/query.svelte'
import { MOST_COUNTED, MOST_ROWS } from '../net/whole'
import { now } from '../ui/clock.svelte'
import { MARKS } from './filter'
import { endOfDay, type Order } from './orders'

/** How many open orders carry a mark. */
export interface Marked {
  mark: (typeof MARKS)[number]
  n: number
  /** There are more than were read. */
  more: boolean
}

/** What the morning page sorts: an order may be named twice. `marked` counts what is not told by the orders themselves. */
export function morningOrders(): { readonly orders: Order[]; readonly marked: Marked[]; readonly loading: boolean; readonly more: boolean; readonly problem: Problem | null; reload(): void } {
  const end = $derived(new Date(endOfDay(now())).toISOString())
  const all = [
    list('/v1/rectifications', () => ({ query: { open: true, overdue: true } }), { most: MOST_ROWS }),
    list('/v1/rectifications', () => ({ query: { open: true, overdue: false, due_by: end } }), { most: MOST_ROWS }),
    list('/v1/rectifications', () => ({ query: { state: 'draft,submitted,verified' } }), { most: MOST_ROWS }),
    list('/v1/rectifications', () => ({ query: { open: true, class: 'T0' } }), { most: MOST_ROWS }),
    list('/v1/rectifications', () => ({ query: { extension_waiting: true } }), { most: MOST_ROWS }),
  ]
  const marks = MARKS.map((mark) => ({ mark, read: list('/v1/rectifications', () => ({ query: { open: true, mark } }), { most: MOST_COUNTED }) }))
  const reads = [...all, ...marks.map((one) => one.read)]
  return {
    get orders() {
      return all.flatMap((one) => one.items as Order[])
    },
    get marked() {
      return marks.map(({ mark, read }) => ({ mark, n: read.items.length, more: read.more }))
    },
    get more() {
      return all.some((one) => one.more)
    },
    get loading() {
      return reads.some((one) => one.loading)
    },
    get problem() {
      return reads.map((one) => one.problem).find((one) => one !== null) ?? null
    },
    reload: () => reads.forEach((one) => void one.reload()),
  }
}
