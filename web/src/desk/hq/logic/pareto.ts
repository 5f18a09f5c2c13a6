// Weak items in the order of what they cost, with what they add up to.

import type { components } from '../../../api/schema'
import { halfUp } from './histogram'

/** One item of the report on items. */
export type WeakItem = components['schemas']['WeakItemView']

/** By what items are weighed. */
export type Weight = 'misses' | 'points'

/** An item in the Pareto order. */
export interface ParetoRow {
  item: WeakItem
  /** Misses, whole and partial. */
  misses: number
  /** What the bar stands for: misses, or misses times the points of the item. */
  weight: number
  share_bp: number
  cumulative_bp: number
  /** Whether it belongs to the few that make up the first four fifths. */
  vital: boolean
}

/** The share that the vital few make up, bp. */
export const VITAL_BP = 8000

/** Items with misses, the heaviest first. `points` gives the nominal points of an item. */
export function pareto(items: readonly WeakItem[], by: Weight, points: (item: string) => number): ParetoRow[] {
  const weighed = items
    .map((item) => {
      const misses = item.partial + item.full
      return { item, misses, weight: by === 'misses' ? misses : misses * points(item.item) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.item.n - b.item.n)
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0)
  let sum = 0
  return weighed.map((row) => {
    const before = halfUp(10_000 * sum, total)
    sum += row.weight
    return { ...row, share_bp: halfUp(10_000 * row.weight, total), cumulative_bp: halfUp(10_000 * sum, total), vital: before < VITAL_BP }
  })
}

/** How far an item lies from the network, bp; null when one of them has no rate. */
export const offNetwork = ({ pass_rate_bp, network_rate_bp }: WeakItem): number | null =>
  pass_rate_bp === null || pass_rate_bp === undefined || network_rate_bp === null || network_rate_bp === undefined
    ? null
    : pass_rate_bp - network_rate_bp
