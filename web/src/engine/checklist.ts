// What a checklist says about a visit: which items apply, which are implied, what an answer is worth.

import type { Checklist, FlagDef, FlagValue, FlagValues, Item, Value } from './model'
import { because, holds, type Condition, type FlagLookup } from './predicate'

/** Looks flags up: the given value where it has the flag's type, else the default; unknown flags are false. */
export function flagLookup(checklist: Checklist, given: FlagValues): FlagLookup {
  const defaults = new Map(checklist.flags.map((flag) => [flag.id, flag]))
  return (id) => {
    const flag = defaults.get(id)
    if (!flag) return false
    const value = given[id]
    const suits = flag.kind === 'bool' ? typeof value === 'boolean' : typeof value === 'number'
    return suits ? (value as FlagValue) : (flag.default as unknown as FlagValue)
  }
}

/** The flags of a visit with reference values, by which it is judged whether only the visit causes an N/A (decision 7). */
export function referenceLookup(checklist: Checklist, given: FlagValues): FlagLookup {
  const actual = flagLookup(checklist, given)
  const references = new Map(checklist.flags.map((flag) => [flag.id, flag.reference]))
  return (id) => {
    const reference = references.get(id)
    return isVisitFlag(id) && reference !== undefined && reference !== null ? (reference as FlagValue) : actual(id)
  }
}

/** Whether a flag is of the visit (`v.…`), not of the station. */
export function isVisitFlag(id: string): boolean {
  return id.startsWith('v.')
}

/** The condition under which an item does not apply. */
export function naCondition(item: Item): Condition | null {
  return (item.na_when?.tree as Condition | undefined) ?? null
}

/** Whether the flags make an item N/A. */
export function isNa(item: Item, value: FlagLookup): boolean {
  const condition = naCondition(item)
  return condition !== null && holds(condition, value)
}

/** The flags that make an item N/A, each with its value. */
export function naBecause(checklist: Checklist, item: Item, value: FlagLookup): { flag: FlagDef; value: FlagValue }[] {
  const condition = naCondition(item)
  if (!condition) return []
  return because(condition, value).flatMap((id) => {
    const flag = checklist.flags.find((one) => one.id === id)
    return flag ? [{ flag, value: value(id) }] : []
  })
}

/** Whether a value may stand on an item: true or false for pass_fail, else a whole number up to its maximum. */
export function suits(item: Item, value: Value): boolean {
  if (value === null) return true
  const max = item.answer.max
  if (max === undefined || max === null) return typeof value === 'boolean'
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max
}

/** Points that a value earns; 0 for bonus items. */
export function earned(item: Item, value: Value): number {
  const answer = item.answer
  if (value === null || !suits(item, value)) return 0
  if (typeof value === 'boolean') return value ? item.points : 0
  if (answer.grades?.length) return answer.grades[value]?.points ?? 0
  if (value === answer.never) return 0
  const band = answer.bands?.find((one) => value <= one.le)
  return Math.floor((item.points * (band?.pct ?? answer.else_pct ?? 0)) / 100)
}

/** How far an item is missed: below the checklist's limit a miss, nothing earned a full one. Bonus items are none. */
export function missOf(checklist: Checklist, item: Item, value: Value): 'none' | 'partial' | 'full' {
  if (value === null || isBonus(item)) return 'none'
  const got = earned(item, value)
  if (got * 100 >= item.points * scoringOf(checklist).miss_below_pct) return 'none'
  return got === 0 ? 'full' : 'partial'
}

/** Whether an item only ever adds. */
export function isBonus(item: Item): boolean {
  return item.severity === 'bonus'
}

/** Whether an item is a red line. */
export function isCritical(item: Item): boolean {
  return item.severity === 'critical'
}

/** The constants of scoring that the phone uses. */
export function scoringOf(checklist: Checklist): { miss_below_pct: number; remark_min_chars: number } {
  const scoring = checklist.scoring as Record<string, unknown>
  return { miss_below_pct: Number(scoring.miss_below_pct), remark_min_chars: Number(scoring.remark_min_chars) }
}

/** What a visit slot is called and when it is, minutes of the local day. */
export interface Slot {
  id: string
  text: { zh: string; en: string }
  from_minute: number
  to_minute: number
  night: boolean
}

/** The slots of a checklist. */
export function slotsOf(checklist: Checklist): Slot[] {
  const visit = checklist.visit as { slots?: Slot[] }
  return visit.slots ?? []
}

/** Looks up items by id. */
export function itemsById(checklist: Checklist): Map<string, Item> {
  return new Map(checklist.items.map((item) => [item.id, item]))
}

/** State of an item without looking at its evidence. */
export type ItemState = 'open' | 'answered' | 'na' | 'implied'

/**
 * The state of every item in the order of the checklist: N/A by its flags; answered; implied, when it has no answer and
 * its gate was answered and earned nothing (decision 8).
 */
export function itemStates(checklist: Checklist, flags: FlagLookup, valueOf: (item: string) => Value): ItemState[] {
  const failed = new Set<string>()
  return checklist.items.map((item) => {
    if (isNa(item, flags)) return 'na'
    const value = valueOf(item.id)
    if (value === null || !suits(item, value)) return item.gated_by && failed.has(item.gated_by) ? 'implied' : 'open'
    if (!isBonus(item) && earned(item, value) === 0) failed.add(item.id)
    return 'answered'
  })
}

/** Items and points that do not apply: in all, and only because of the visit. */
export function notApplicable(checklist: Checklist, given: FlagValues): { na: Item[]; visitCaused: Item[] } {
  const actual = flagLookup(checklist, given)
  const reference = referenceLookup(checklist, given)
  const na = checklist.items.filter((item) => isNa(item, actual))
  return { na, visitCaused: na.filter((item) => !isNa(item, reference)) }
}

/** Points of items. */
export function pointsOf(items: Item[]): number {
  return items.reduce((points, item) => points + item.points, 0)
}
