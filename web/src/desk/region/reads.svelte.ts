// What the pages of a region read more than once.
import { untrack } from 'svelte'
import type { components } from '../../api/schema'
import { list, listRaw } from '../net/query.svelte'
import type { Problem } from '../net/problem'
import { send } from '../net/send'
import { now } from '../ui/clock.svelte'
import { asksForTime, endOfDay, mayAskForTime, type Order } from './orders'

type Timeline = components['schemas']['OrderTimeline']
const AT_ONCE = 4
/** Timelines that are read at most to find extensions, where lists do not say. */
const MOST = 80

/** Whether the server filters by waiting extensions; `null` until it was asked. */
let filters = $state.raw<boolean | null>(null)
/** What timelines said, by order and version. */
const told = new Map<string, Order['extension']>()

/** Orders whose extension nobody has decided. Servers that cannot list them are asked order by order. */
export function waitingForTime(): { readonly items: Order[]; readonly loading: boolean } {
  const direct = listRaw<Order>(() => (filters === false ? null : '/v1/rectifications?extension=waiting&limit=500'), { whole: true })
  $effect(() => {
    if (direct.problem?.status === 400) filters = false
  })
  const running = list('/v1/rectifications', () => (filters === false ? { query: { state: 'issued,acknowledged,submitted', overdue: false } } : null), { whole: true })
  const asked = $derived((running.items as Order[]).filter((order) => mayAskForTime(order, Date.now())).slice(0, MOST))
  let read = $state.raw(0)
  $effect(() => {
    const missing = asked.filter((order) => !told.has(keyOf(order)))
    if (missing.length > 0) void untrack(() => readAll(missing, () => (read += 1)))
  })
  return {
    get items() {
      if (filters !== false) return direct.items.filter(asksForTime)
      void read
      return asked.map((order) => ({ ...order, extension: told.get(keyOf(order)) ?? null })).filter(asksForTime)
    },
    get loading() {
      return filters === false ? running.loading : direct.loading
    },
  }
}

const keyOf = (order: Order): string => `${order.id} ${order.version}`

async function readAll(orders: readonly Order[], each: () => void): Promise<void> {
  const left = [...orders]
  const one = async (): Promise<void> => {
    for (let order = left.shift(); order; order = left.shift()) {
      const reply = await send('get', '/v1/rectifications/{id}/timeline', { path: { id: order.id } })
      if (!reply.ok) continue
      told.set(keyOf(order), (reply.data as Timeline).extension ?? null)
      each()
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
}

/** Everything that the morning page sorts. */
export function morningOrders(): { readonly orders: Order[]; readonly loading: boolean; readonly problem: Problem | null; reload(): void } {
  const end = $derived(new Date(endOfDay(now())).toISOString())
  const late = list('/v1/rectifications', () => ({ query: { open: true, overdue: true } }), { whole: true })
  const today = list('/v1/rectifications', () => ({ query: { open: true, overdue: false, due_by: end } }), { whole: true })
  const mine = list('/v1/rectifications', () => ({ query: { state: 'draft,submitted,verified' } }), { whole: true })
  const red = list('/v1/rectifications', () => ({ query: { open: true, class: 'T0' } }), { whole: true })
  const time = waitingForTime()
  const all = [late, today, mine, red]
  return {
    get orders() {
      // The last of two rows of one order stays: that with its extension.
      return [...all.flatMap((one) => one.items as Order[]), ...time.items]
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
