// Lenses: the same items grouped by a tag of the checklist (§4.2). A lens never scores anew, it adds up.

import { halfUp } from './histogram'
import type { WeakItem } from './pareto'

/** The lenses. */
export const LENSES = ['touchpoint', 'servqual', 'characteristic', 'kano', 'severity'] as const
export type Lens = (typeof LENSES)[number]

/** What the checklist says about an item, as far as lenses need it. */
export interface Tagged {
  id: string
  n: number
  touchpoint: string
  points: number
  severity: string
  servqual?: string | null
  characteristic?: string | null
  kano?: string | null
}

/** A report row that also knows its points, once the server gives them. */
export type LensItem = WeakItem & { answered_points?: number | null; earned_points?: number | null }

/** What a lens shows of one value of its tag. */
export interface LensRow {
  value: string
  items: number
  nominal: number
  /** Answers that count, and misses among them. */
  answered: number
  missed: number
  /** Answered and not missed ÷ answered, each answer weighed by the points of its item; null without answers. */
  met_bp: number | null
  /** Earned ÷ answered points (§4.2); null until the server gives points. */
  score_bp: number | null
  /** The items of it, the weakest first. */
  weakest: LensItem[]
}

/** The value of an item in a lens; `none` when the checklist gives none. */
export function tagOf(item: Tagged, lens: Lens): string {
  return item[lens] ?? 'none'
}

/** The order in which a lens shows its values; what stands in no order comes last, by name. */
const ORDER: Record<Lens, readonly string[]> = {
  touchpoint: [],
  servqual: ['reliability', 'responsiveness', 'assurance', 'tangibles', 'empathy'],
  characteristic: ['safety', 'functionality', 'economy', 'time', 'civility', 'comfort'],
  kano: ['must_be', 'one_dimensional', 'attractive'],
  severity: ['critical', 'major', 'minor', 'bonus'],
}

/** Values of a lens in their order; touchpoints stand as in the checklist. */
export function valuesOf(checklist: readonly Tagged[], lens: Lens): string[] {
  const found = [...new Set([...checklist].sort((a, b) => a.n - b.n).map((item) => tagOf(item, lens)))]
  const place = (value: string) => {
    const at = ORDER[lens].indexOf(value)
    return at < 0 ? ORDER[lens].length : at
  }
  return lens === 'touchpoint' ? found : found.sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
}

/** The report seen through a lens. Items that the report does not list (bonus) count as items without answers. */
export function lensRows(checklist: readonly Tagged[], report: readonly LensItem[], lens: Lens): LensRow[] {
  const rows = new Map(report.map((row) => [row.item, row]))
  return valuesOf(checklist, lens).map((value) => lensRow(value, checklist.filter((item) => tagOf(item, lens) === value), rows))
}

function lensRow(value: string, items: readonly Tagged[], rows: ReadonlyMap<string, LensItem>): LensRow {
  let answered = 0
  let missed = 0
  let weighed = 0
  let met = 0
  let earnedPoints = 0
  let answeredPoints = 0
  let known = true
  const seen: LensItem[] = []
  for (const item of items) {
    const row = rows.get(item.id)
    if (!row) continue
    seen.push(row)
    const misses = row.partial + row.full
    answered += row.answered
    missed += misses
    weighed += row.answered * item.points
    met += (row.answered - misses) * item.points
    if (row.earned_points === null || row.earned_points === undefined || row.answered_points === null || row.answered_points === undefined) known = false
    else {
      earnedPoints += row.earned_points
      answeredPoints += row.answered_points
    }
  }
  return {
    value,
    items: items.length,
    nominal: items.reduce((sum, item) => sum + item.points, 0),
    answered,
    missed,
    met_bp: weighed === 0 ? null : halfUp(10_000 * met, weighed),
    score_bp: known && answeredPoints > 0 ? halfUp(10_000 * earnedPoints, answeredPoints) : null,
    weakest: seen.filter((row) => row.enough).sort((a, b) => (a.pass_rate_bp ?? 10_000) - (b.pass_rate_bp ?? 10_000) || a.n - b.n),
  }
}
