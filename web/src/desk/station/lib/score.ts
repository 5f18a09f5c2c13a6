// Why a point was lost: from the explained score to lines that a manager can act on.

import type { components } from '../../../api/schema'

type Schemas = components['schemas']
/** The explained score of a station. */
export type Score = Schemas['StationScore']
/** A line of it. */
export type Line = Schemas['ScoreLine']
/** A checklist version. */
export type Checklist = Schemas['ChecklistView']
/** One question of it. */
export type Item = Schemas['ItemView']
type Text = Schemas['Text']

/** An item that cost something. */
export interface Loss {
  line: Line
  /** Points of the item that were lost. */
  points: number
  /** What it cost of the score, basis points, rounded; the sum of all is 10000 − base score, give or take a point of rounding. */
  cost_bp: number
  critical: boolean
}

/** The items that lost points, the dearest first; failed red lines stand before all. */
export function losses(score: Score, checklist: Checklist | undefined): Loss[] {
  const touchpoints = new Map(score.touchpoints.map((one) => [one.id, one]))
  const whole = score.touchpoints.reduce((sum, one) => sum + (one.answered > 0 ? one.weight_bp : 0), 0)
  const items = new Map(checklist?.items.map((item) => [item.id, item]))
  return score.lines
    .filter((line) => line.state === 'answered' && line.earned < line.nominal)
    .map((line): Loss => {
      const touchpoint = touchpoints.get(items.get(line.item)?.touchpoint ?? line.item.split('.')[0] ?? '')
      const points = line.nominal - line.earned
      const share = touchpoint && touchpoint.answered > 0 && whole > 0 ? (touchpoint.weight_bp * points) / touchpoint.answered / whole : 0
      return { line, points, cost_bp: Math.round(share * 10_000), critical: isRedLine(line, items.get(line.item)) }
    })
    .sort((a, b) => Number(b.critical) - Number(a.critical) || b.cost_bp - a.cost_bp || a.line.n - b.line.n)
}

/** Whether an item was met and earned all it could: what is met within an allowed limit may still cost points. */
export const isWhole = ({ state, miss, rule, earned, nominal }: Line): boolean =>
  state === 'answered' && miss === 'none' && earned >= nominal && rule !== 'not_proven' && !rule.startsWith('bonus')

/** Whether a line is a failed red line. */
export const isRedLine = (line: Line, item: Item | undefined): boolean =>
  line.rule === 'red_line' || (item?.severity === 'critical' && line.miss !== 'none')

/** The rule that decided, with what it needs to be said in words. */
export type Rule =
  | { kind: 'pass' | 'fail' | 'over_bands' | 'never_happened' | 'not_observed' | 'red_line' | 'not_proven' | 'na' | 'other' }
  | { kind: 'bonus_claimed' | 'bonus_not_claimed' | 'bonus_not_accepted' }
  | { kind: 'grade'; grade: number; max: number }
  | { kind: 'band'; upTo: number; percent: number }
  | { kind: 'implied_by'; item: string }

const PLAIN = new Set([
  'pass', 'fail', 'over_bands', 'never_happened', 'not_observed', 'red_line', 'not_proven', 'bonus_claimed', 'bonus_not_claimed', 'bonus_not_accepted',
])

/** Reads the word of a rule. What this app does not know is `other`: the page then shows the word itself. */
export function ruleOf(text: string): Rule {
  if (PLAIN.has(text)) return { kind: text } as Rule
  const grade = /^grade:(\d+)\/(\d+)$/.exec(text)
  if (grade) return { kind: 'grade', grade: Number(grade[1]), max: Number(grade[2]) }
  const band = /^band:(\d+):(\d+)$/.exec(text)
  if (band) return { kind: 'band', upTo: Number(band[1]), percent: Number(band[2]) }
  if (text.startsWith('implied_by:')) return { kind: 'implied_by', item: text.slice('implied_by:'.length) }
  return text.startsWith('na:') ? { kind: 'na' } : { kind: 'other' }
}

/** One step of what is good: what has to be seen, and what share of the points it earns. */
export interface Step {
  /** In words, of a grade. */
  text: Text | null
  /** Up to this value, of what is measured or counted; `null`: above all of them. */
  upTo: number | null
  percent: number
  /** It is what was found. */
  here: boolean
}

/** What good looks like, from the checklist's own texts: the steps from best to worst, and which of them was found. */
export function steps(item: Item, value: unknown): Step[] {
  const { answer } = item
  const grades = 'grades' in answer ? answer.grades : null
  if (grades && grades.length > 0) {
    const best = Math.max(...grades.map((one) => one.points))
    return [...grades].sort((a, b) => b.points - a.points).map((one) => ({
      text: one.text ?? null, upTo: null, percent: best > 0 ? Math.round((one.points * 100) / best) : 0, here: one.value === value,
    }))
  }
  const bands = 'bands' in answer ? answer.bands : null
  if (!bands || bands.length === 0) return []
  const found = typeof value === 'number' ? (bands.find((band) => value <= band.le)?.le ?? null) : undefined
  const rows: Step[] = bands.map((band) => ({ text: null, upTo: band.le, percent: band.pct, here: band.le === found }))
  return [...rows, { text: null, upTo: null, percent: 'else_pct' in answer ? (answer.else_pct ?? 0) : 0, here: found === null }]
}

/** The unit of what is measured or counted; `null` of everything else. */
export const unitOf = (item: Pick<Item, 'answer'>): Text | null => ('unit_text' in item.answer ? (item.answer.unit_text ?? null) : null)

/** How a condition is looked at, where the checklist says so. */
export const aboutOf = (item: Item): Text | null => ('about' in item.answer ? (item.answer.about ?? null) : null)

/** The name of a grade, in the checklist's words. */
export function gradeText(checklist: Checklist | undefined, grade: string | null | undefined, stars: number | null | undefined): Text | null {
  const grades = (checklist?.scoring as { grades?: { grade: string; stars: number; text: Text }[] } | undefined)?.grades
  return grades?.find((one) => one.grade === grade && (stars == null || one.stars === stars))?.text ?? null
}
