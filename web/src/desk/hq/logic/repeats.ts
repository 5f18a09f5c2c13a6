// Items that one station missed in several audits, from its orders.

import type { Both } from '../../texts/index.svelte'

/** What is needed of an order. */
export interface OrderLike {
  state: string
  visit_day: string
  station: { id: string; code: string; name: Both }
  item: { id: string; n?: number | null; text?: Both | null }
}

/** An item that a station missed more than once. */
export interface Missed {
  station: OrderLike['station']
  item: OrderLike['item']
  times: number
  /** Day of the last visit that missed it. */
  last: string
}

/** Pairs of station and item with orders of two visits or more, the most frequent first; cancelled orders count for nothing. */
export function missedAgain(orders: readonly OrderLike[]): Missed[] {
  const found = new Map<string, Missed & { days: Set<string> }>()
  for (const { state, visit_day, station, item } of orders) {
    if (state === 'cancelled') continue
    const key = `${station.id} ${item.id}`
    const known = found.get(key) ?? { station, item, times: 0, last: visit_day, days: new Set<string>() }
    known.days.add(visit_day)
    known.times = known.days.size
    if (visit_day > known.last) known.last = visit_day
    found.set(key, known)
  }
  return [...found.values()]
    .filter((one) => one.times > 1)
    .sort((a, b) => b.times - a.times || (a.last < b.last ? 1 : a.last > b.last ? -1 : 0) || (a.station.code < b.station.code ? -1 : 1) || (a.item.n ?? 0) - (b.item.n ?? 0))
    .map(({ station, item, times, last }) => ({ station, item, times, last }))
}
