// Answers and score lines in words.
import type { Both, Item, Line, Value } from './types'

/** Texts that a value needs. */
export interface ValueTexts {
  pass: string
  miss: string
  claimed: string
  not_claimed: string
  not_observed: string
  never: string
}

type Say = (text: Both) => string

/** What was answered, in words: "no", "209 s", "1 · defects on less than 20 %". */
export function valueWords(item: Item, value: unknown, texts: ValueTexts, say: Say): string {
  if (value === null || value === undefined) return texts.not_observed
  if (typeof value === 'boolean') {
    if (item.severity === 'bonus') return value ? texts.claimed : texts.not_claimed
    return value ? texts.pass : texts.miss
  }
  const { answer } = item
  if (answer.kind === 'graded') {
    const grade = answer.grades?.find((one) => one.value === value)
    return grade ? `${String(value)} · ${say(grade.text)}` : String(value)
  }
  if (answer.never !== null && answer.never !== undefined && value === answer.never) return texts.never
  return answer.unit_text ? `${String(value)} ${say(answer.unit_text)}` : String(value)
}

/** What would have earned everything: the best grade, the limit of the best band, nothing for yes or no. */
export function bestWords(item: Item, say: Say): string | null {
  const { answer } = item
  if (answer.kind === 'graded') {
    const best = answer.grades?.at(-1)
    return best ? say(best.text) : null
  }
  const band = answer.bands?.[0]
  return band ? `≤ ${band.le}${answer.unit_text ? ` ${say(answer.unit_text)}` : ''}` : null
}

/** The word of a rule and what it refers to: `band:10:80` → band, [10, 80]. */
export function ruleParts(rule: string): { word: string; about: string; numbers: number[] } {
  const at = rule.indexOf(':')
  const word = at < 0 ? rule : rule.slice(0, at)
  const about = at < 0 ? '' : rule.slice(at + 1)
  const numbers = word === 'grade' || word === 'band' ? about.split(/[:/]/).map(Number) : []
  return { word, about, numbers }
}

/** The values that a correction may set: for a graded item its grades, for yes or no both, else any whole number. */
export function choices(item: Item): { value: Value; points: number | null }[] | null {
  const { answer } = item
  if (answer.kind === 'pass_fail') return [{ value: true, points: item.points }, { value: false, points: 0 }]
  if (answer.kind === 'graded') return (answer.grades ?? []).map((grade) => ({ value: grade.value, points: grade.points })).reverse()
  return null
}

/** Whether a whole number is one that the item takes. */
export const inRange = (item: Item, value: number): boolean =>
  Number.isInteger(value) && value >= 0 && value <= (item.answer.max ?? Number.MAX_SAFE_INTEGER)

/** Lines that a reviewer has something to see in: what was missed, what lacks evidence, what was changed or is asked for. */
export function needsEyes(line: Line): boolean {
  return line.miss !== 'none' || line.evidence === 'missing' || line.state === 'not_observed' || line.changed_from !== undefined || line.rule === 'not_proven'
}
