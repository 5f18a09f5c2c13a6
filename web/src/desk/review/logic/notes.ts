// A proposal for what the station reads about a missed item: what was seen and what would be right, from the checklist
// alone. Nothing of the shopper's own words goes into it (decision 21); a reviewer may write what he likes.
import { bestWords, ruleParts, valueWords, type ValueTexts } from './values'
import type { Both, Item, Line, Value } from './types'

export interface NoteTexts {
  /** {item}: the question. */
  fail: string
  /** {seen}, {best} */
  graded: string
  /** {value}, {best} */
  measured: string
  never: string
  red_line: string
  bonus: string
}

interface Around {
  texts: NoteTexts
  values: ValueTexts
  say: (text: Both) => string
  fill: (text: string, values: Record<string, string | number>) => string
}

/** The question without the mark of its weight. */
export const question = (text: string): string => text.replace(/^(红线|加分|RED LINE|BONUS)[:\uff1a]\s*/, '')

/** The proposed note of a missed item. */
export function proposal(item: Item, line: Line, { texts, values, say, fill }: Around): string {
  const best = bestWords(item, say) ?? ''
  const { word } = ruleParts(line.rule)
  const asked = question(say(item.text))
  if (item.severity === 'critical') return fill(texts.red_line, { item: asked })
  if (word === 'never_happened') return fill(texts.never, { item: asked, best })
  if (item.answer.kind === 'graded') {
    const grade = item.answer.grades?.find((one) => one.value === line.value)
    return fill(texts.graded, { item: asked, seen: grade ? say(grade.text) : '', best })
  }
  if (item.answer.kind === 'measured' || item.answer.kind === 'count') {
    return fill(texts.measured, { item: asked, value: valueWords(item, line.value, values, say), best })
  }
  return fill(item.severity === 'bonus' ? texts.bonus : texts.fail, { item: asked })
}

/** A line as it would be with another answer, as far as a proposal reads it. */
export function lineOf(item: Item, line: Line, value: Value): Line {
  if (value === (line.value ?? null)) return line
  const isNever = value !== null && value === (item.answer.never ?? null)
  return { ...line, value, rule: isNever ? 'never_happened' : '' }
}
