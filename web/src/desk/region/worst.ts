// The stations of a region, the worst first: scores and standing orders in one row.

import type { components } from '../../api/schema'

type Rank = components['schemas']['RankRowView']
type Line = components['schemas']['BulletinLine']
type Both = components['schemas']['Text']

/** A station on the page of a region. */
export interface StationRow {
  id: string
  code: string
  name: Both
  /** Mean of the period, basis points; `null` without a published audit. */
  score: number | null
  /** Grade of the period: a red line holds it down, whatever the score is. */
  grade: string | null
  stars: number | null
  /** A red line, or false evidence, holds the grade down. */
  capped: boolean
  rank: number | null
  /** Comparison class: 0 full stations, 1 self-service and small sites. */
  rankClass: number
  classSize: number
  movement: number | null
  audits: number
  redLines: number
  touchpoints: (number | null)[]
  /** Orders that stand open; `null` until that is read. */
  open: number | null
  /** Of them overdue: the ranking's number until what stands open is read. */
  overdue: number
}

/** Joins the ranking with what stands open, `null` until that is read; stations that are in one of them only are kept. */
export function joined(ranks: readonly Rank[], lines: readonly Line[] | null): StationRow[] {
  const standing = new Map((lines ?? []).flatMap((line) => (line.subject_id ? [[line.subject_id, line] as const] : [])))
  const rows = ranks.map((rank) => row(rank, standing.get(rank.id), lines !== null))
  const ranked = new Set(ranks.map((rank) => rank.id))
  for (const [id, line] of standing) {
    if (ranked.has(id)) continue
    const code = line.subject_code ?? id
    rows.push({ ...bare(id, code, line.subject_name ?? { zh: code, en: code }), open: line.standing.open, overdue: line.standing.overdue })
  }
  return rows
}

const bare = (id: string, code: string, name: Both): Omit<StationRow, 'open' | 'overdue'> => ({
  id,
  code,
  name,
  score: null,
  grade: null,
  stars: null,
  capped: false,
  rank: null,
  rankClass: 0,
  classSize: 0,
  movement: null,
  audits: 0,
  redLines: 0,
  touchpoints: [],
})

function row(rank: Rank, line: Line | undefined, isRead: boolean): StationRow {
  return {
    ...bare(rank.id, rank.code, rank.name),
    ...(rank.audits > 0 ? { score: rank.score_bp, grade: rank.grade ?? null, stars: rank.stars ?? null, capped: rank.capped } : {}),
    rank: rank.rank ?? null,
    rankClass: rank.class,
    classSize: rank.class_size,
    movement: rank.movement ?? null,
    audits: rank.audits,
    redLines: rank.critical_misses,
    touchpoints: rank.touchpoints.map((one) => one ?? null),
    // Whom the bulletin does not name has nothing open.
    open: line?.standing.open ?? (isRead ? 0 : null),
    overdue: line?.standing.overdue ?? rank.open_overdue,
  }
}

/** The worst first: the lowest score, then the most red lines, then the most overdue. Without a score at the end. */
export function worstFirst(a: StationRow, b: StationRow): number {
  if (a.score === null || b.score === null) return Number(a.score === null) - Number(b.score === null) || b.overdue - a.overdue || compare(a.code, b.code)
  return a.score - b.score || b.redLines - a.redLines || b.overdue - a.overdue || compare(a.code, b.code)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Which touchpoint a station is weakest at: its place in the list, `null` when nothing was scored. */
export function weakest(row: StationRow): number | null {
  let found: number | null = null
  row.touchpoints.forEach((score, index) => {
    if (score !== null && (found === null || score < (row.touchpoints[found] ?? Infinity))) found = index
  })
  return found
}
