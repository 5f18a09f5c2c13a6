// Lenses: the same answers grouped by a tag of the checklist (§4.2). The server adds up; here it is laid side by side.

import type { Both } from '../../texts/index.svelte'
import type { WeakItem } from './pareto'

/** The lenses. */
export const LENSES = ['touchpoint', 'servqual', 'characteristic', 'kano'] as const
export type Lens = (typeof LENSES)[number]

/** Points of a tag. */
export interface LensPoints {
  answers: number
  answered_points: number
  earned_points: number
  score_bp?: number | null
}

/** The report on a lens: tags in order, and a row per subject with its points tag by tag. */
export interface LensReport {
  tags: { tag: string; name: Both }[]
  items: { subject_id?: string | null; subject_code?: string | null; subject_name?: Both | null; audits: number; tags: LensPoints[] }[]
  exact: boolean
  window: string
}

/** What is shown of one tag. */
export interface LensRow extends LensPoints {
  tag: string
  name: Both
  /** Points that were lost, and their share of all lost points, bp. */
  lost: number
  lost_bp: number | null
  before_bp: number | null
  delta_bp: number | null
  /** Its items, the weakest first; those with too few answers are left out. */
  weakest: WeakItem[]
}

/** The tag of an item under a lens. */
export function tagOf(item: { touchpoint: string; servqual?: string | null; characteristic?: string | null; kano?: string | null }, lens: Lens): string | null {
  return item[lens] ?? null
}

/** The first row of a report, tag by tag, beside an earlier one; the weakest items from the report on items. */
export function lensRows(report: LensReport, earlier: LensReport | undefined, items: readonly WeakItem[], lens: Lens): LensRow[] {
  const own = report.items[0]
  if (!own) return []
  const before = new Map(earlier?.items[0] ? earlier.tags.map(({ tag }, at) => [tag, earlier.items[0]?.tags[at]?.score_bp ?? null]) : [])
  const lost = own.tags.map(({ answered_points, earned_points }) => answered_points - earned_points)
  const all = lost.reduce((sum, one) => sum + one, 0)
  return report.tags.map(({ tag, name }, at) => {
    const points = own.tags[at] ?? { answers: 0, answered_points: 0, earned_points: 0, score_bp: null }
    const before_bp = before.get(tag) ?? null
    const gone = lost[at] ?? 0
    return {
      ...points, tag, name, lost: gone, lost_bp: all === 0 ? null : Math.floor((2 * 10_000 * gone + all) / (2 * all)),
      before_bp, delta_bp: before_bp === null || points.score_bp == null ? null : points.score_bp - before_bp,
      weakest: items
        .filter((item) => item.enough && item.partial + item.full > 0 && tagOf(item, lens) === tag)
        .sort((a, b) => (a.pass_rate_bp ?? 10_000) - (b.pass_rate_bp ?? 10_000) || a.n - b.n),
    }
  })
}

/** Ranks under a lens, best first, equal scores share one; only what has a rank of its own has one here, each class for itself (§3.5). */
export function lensRanks(rows: readonly { id: string; class: number; rank?: number | null }[], scores: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const counted = rows.flatMap((row) => {
    const bp = scores.get(row.id)
    return row.rank == null || bp === undefined ? [] : [{ id: row.id, class: row.class, bp }]
  })
  const ranks = new Map<string, number>()
  let [above, at] = [counted[0], 0]
  for (const row of counted.sort((a, b) => a.class - b.class || b.bp - a.bp)) {
    at = row.class === above?.class ? at + 1 : 1
    const same = row.class === above?.class && row.bp === above.bp
    ranks.set(row.id, same && above ? (ranks.get(above.id) ?? at) : at)
    above = row
  }
  return ranks
}

/** Scores of every subject under one tag, by subject; subjects without answers are not in it. */
export function scoresOf(report: LensReport | undefined, tag: string | null): ReadonlyMap<string, number> {
  const at = report?.tags.findIndex((one) => one.tag === tag) ?? -1
  const rows = at < 0 ? [] : (report?.items ?? [])
  return new Map(rows.flatMap(({ subject_id, tags }) => (subject_id != null && tags[at]?.score_bp != null ? [[subject_id, tags[at].score_bp] as const] : [])))
}
