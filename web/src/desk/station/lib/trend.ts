// My months beside the median of my class, and my place in it.

import type { components } from '../../../api/schema'

type Ranking = components['schemas']['RankingView']
/** A row of a ranking. */
export type Row = components['schemas']['RankRowView']

/** One month. */
export interface Point {
  period: string
  /** My mean score of the month, basis points; `null` without an audit. */
  mine_bp: number | null
  /** The median of my class. */
  median_bp: number | null
  rank: number | null
  class_size: number
  audits: number
}

/** The months up to this one (`2026-11`), the oldest first. */
export function monthsUpTo(last: string, many: number): string[] {
  const [year = 0, month = 1] = last.split('-').map(Number)
  return Array.from({ length: many }, (_, back) => {
    const index = year * 12 + (month - 1) - (many - 1 - back)
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
  })
}

/** The month of an instant in Shanghai. */
export const monthOf = (now: number): string => new Date(now + 8 * 3_600_000).toISOString().slice(0, 7)

/** My row of a ranking, and what my class looks like. */
export function placeOf(ranking: Ranking | undefined, station_id: string): { row: Row; median_bp: number | null; quartiles_bp: number[] | null } | null {
  const row = ranking?.items.find((one) => one.id === station_id)
  if (!ranking || !row) return null
  const quartiles = ranking.classes.find((one) => one.class === row.class)?.quartiles_bp ?? null
  return { row, median_bp: quartiles?.[1] ?? null, quartiles_bp: quartiles }
}

/** A point of the trend. */
export function pointOf(period: string, ranking: Ranking | undefined, station_id: string, cls: number | null): Point {
  const mine = placeOf(ranking, station_id)
  const median = mine?.median_bp ?? ranking?.classes.find((one) => one.class === cls)?.quartiles_bp?.[1] ?? null
  return {
    period, mine_bp: mine?.row.score_bp ?? null, median_bp: median, rank: mine?.row.rank ?? null, class_size: mine?.row.class_size ?? 0,
    audits: mine?.row.audits ?? 0,
  }
}

/** The place of the last month that has a score of mine; −1 without one. */
export const lastWith = (points: readonly Point[]): number => points.reduce((found, one, at) => (one.mine_bp === null ? found : at), -1)

/** A month on the picture. */
export interface Drawn {
  x: number
  mine: number | null
  median: number | null
}

/** Where points stand in a box of this size; the scale spans what is there, at least ten points of score. */
export function drawn(points: readonly Point[], width: number, height: number): { at: Drawn[]; low: number; high: number } {
  const values = points.flatMap((one) => [one.mine_bp, one.median_bp]).filter((one): one is number => one !== null)
  if (values.length === 0) return { at: [], low: 0, high: 10_000 }
  const middle = (Math.min(...values) + Math.max(...values)) / 2
  const half = Math.max(500, ((Math.max(...values) - Math.min(...values)) / 2) * 1.15)
  const high = Math.min(10_000, middle + half)
  const low = Math.max(0, Math.min(middle - half, high - 1000))
  const y = (bp: number | null) => (bp === null ? null : Math.round(((high - bp) / (high - low)) * height * 10) / 10)
  const step = points.length > 1 ? width / (points.length - 1) : 0
  return { at: points.map((one, index) => ({ x: Math.round((points.length > 1 ? index * step : width / 2) * 10) / 10, mine: y(one.mine_bp), median: y(one.median_bp) })), low, high }
}

/** The parts of a line without its gaps, as SVG points. */
export function lines(at: readonly Drawn[], of: 'mine' | 'median'): string[] {
  const parts: string[][] = [[]]
  for (const one of at) {
    const y = one[of]
    if (y === null) parts.push([])
    else parts.at(-1)?.push(`${one.x},${y}`)
  }
  return parts.filter((part) => part.length > 1).map((part) => part.join(' '))
}
