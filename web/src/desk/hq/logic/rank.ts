// Rows of a ranking. The rank itself is the server's: here is only which rows are shown, and in which words.

import type { components } from '../../../api/schema'

/** One row of a ranking. */
export type RankRow = components['schemas']['RankRowView']

/** Which rows are shown. */
export interface RankFilter {
  search: string
  quartile: number | null
  /** Only those with a failed red line or an overdue order. */
  trouble: boolean
}

/** The rows that a filter lets through, in their order. */
export function filteredRows(rows: readonly RankRow[], filter: RankFilter): RankRow[] {
  const words = filter.search.trim().toLowerCase().split(/\s+/).filter((word) => word !== '')
  return rows.filter(
    (row) =>
      (filter.quartile === null || row.quartile === filter.quartile) &&
      (!filter.trouble || row.critical_misses > 0 || row.open_overdue > 0) &&
      words.every((word) => `${row.code} ${row.name.zh} ${row.name.en}`.toLowerCase().includes(word)),
  )
}

/** Ranks that several rows of one class share, as `class/rank`: they are shown with `=`. */
export function tiedRanks(rows: readonly RankRow[]): Set<string> {
  const seen = new Set<string>()
  const tied = new Set<string>()
  for (const row of rows) {
    if (row.rank === null || row.rank === undefined) continue
    const name = `${row.class}/${row.rank}`
    if (seen.has(name)) tied.add(name)
    seen.add(name)
  }
  return tied
}

/** A rank as it is shown: `2=` when it is shared, `–` when there is none. */
export function rankText(row: RankRow, tied: ReadonlySet<string>): string {
  if (row.rank === null || row.rank === undefined) return '–'
  return tied.has(`${row.class}/${row.rank}`) ? `${row.rank}=` : String(row.rank)
}

/** How sure a rank is: by the share of its class that the likely ranks span. */
export function sureness(row: RankRow): 'sure' | 'rough' | 'unsure' | 'unknown' {
  const [best, worst] = row.likely_ranks ?? []
  if (best === undefined || worst === undefined || row.class_size === 0) return 'unknown'
  const share = (worst - best) / row.class_size
  if (share <= 0.1 || worst - best <= 1) return 'sure'
  return share <= 0.35 ? 'rough' : 'unsure'
}
