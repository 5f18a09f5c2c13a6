// What evidence an answer needs and whether it is there (decision 10, domain.md 2.1).

import { isBonus, isCritical, missOf, scoringOf } from './checklist'
import type { Checklist, Item, Value } from './model'
import type { Asks } from './views'

/** What stands behind an answer. */
export interface Given {
  /** At least one referred photo whose bytes are safe here or on the server. */
  photo: boolean
  photo_reason: boolean
  /** Length of the remark without blanks around it, in code points. */
  remark_chars: number
}

/** What the rules ask of an answer. */
export interface Evidence {
  needs: 'nothing' | 'photo' | 'remark'
  met: boolean
  /** Least length of a remark where one counts. */
  remark_min: number
  /** A red line was failed: a photo, or a reason together with a remark. */
  grave: boolean
}

/** The length of a remark as the server counts it. */
export function remarkChars(note: string): number {
  return [...note.trim()].length
}

/** What will be asked beside the answer of an item, told before there is one. */
export function asksOf(item: Item): Asks {
  if (isBonus(item)) return item.photo === 'always' ? 'photo_when_claimed' : 'nothing'
  if (item.photo === 'always') return 'photo'
  return item.photo === 'never' && !isCritical(item) ? 'remark_on_miss' : 'photo_on_miss'
}

/** The evidence of an answer that was given to an item that applies. */
export function evidenceOf(checklist: Checklist, item: Item, value: Value, given: Given): Evidence {
  const remark_min = scoringOf(checklist).remark_min_chars
  const missed = missOf(checklist, item, value) !== 'none'
  const needed = isBonus(item) ? value === true && item.photo === 'always' : missed || item.photo === 'always'
  if (value === null || !needed) return { needs: 'nothing', met: true, remark_min, grave: false }
  const remark = given.remark_chars >= remark_min
  if (item.photo === 'never' && !isCritical(item)) return { needs: 'remark', met: remark, remark_min, grave: false }
  const grave = isCritical(item) && missed
  const met = given.photo || (given.photo_reason && (remark || !grave))
  return { needs: 'photo', met, remark_min, grave }
}
