// Where problems come back: repeats of one item at one station, from their orders.

import type { Both } from '../../texts/index.svelte'

/** What is needed of an order. */
export interface OrderLike {
  state: string
  visit_day: string
  repeats: number
  station: { id: string; code: string; name: Both }
  item: { id: string; n?: number | null; text?: Both | null }
}

/** An item that came back at a station. */
export interface Missed {
  station: OrderLike['station']
  item: OrderLike['item']
  /** How often it came back: the most that one of its orders counts. */
  times: number
  /** Day of the last visit that missed it. */
  last: string
}

/** Pairs of station and item, the most frequent first; cancelled orders count for nothing. */
export function byPlace(orders: readonly OrderLike[]): Missed[] {
  const found = new Map<string, Missed>()
  for (const { state, visit_day, repeats, station, item } of orders) {
    if (state === 'cancelled') continue
    const key = `${station.id} ${item.id}`
    const known = found.get(key)
    found.set(key, {
      station, item, times: Math.max(known?.times ?? 0, repeats, 1), last: known && known.last > visit_day ? known.last : visit_day,
    })
  }
  return [...found.values()].sort((a, b) => b.times - a.times || (a.last < b.last ? 1 : a.last > b.last ? -1 : 0) || (a.station.code < b.station.code ? -1 : 1) || (a.item.n ?? 0) - (b.item.n ?? 0))
}
