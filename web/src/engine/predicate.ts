// Conditions over flags, as the tree that the server sends: `{flag}`, `{flag, is, than}`, `{not}`, `{all}`, `{any}`.

import type { FlagValue } from './model'

/** A condition over station and visit flags. */
export type Condition =
  | { flag: string; is?: undefined }
  | { flag: string; is: '<' | '<=' | '>' | '>=' | '==' | '!='; than: number }
  | { not: Condition }
  | { all: Condition[] }
  | { any: Condition[] }

/** Gives the value of a flag, defaults included. */
export type FlagLookup = (flag: string) => FlagValue

/** Whether a condition holds. */
export function holds(condition: Condition, value: FlagLookup): boolean {
  if ('not' in condition) return !holds(condition.not, value)
  if ('all' in condition) return condition.all.every((part) => holds(part, value))
  if ('any' in condition) return condition.any.some((part) => holds(part, value))
  const found = Number(value(condition.flag))
  if (condition.is === undefined) return found !== 0
  switch (condition.is) {
    case '<': return found < condition.than
    case '<=': return found <= condition.than
    case '>': return found > condition.than
    case '>=': return found >= condition.than
    case '==': return found === condition.than
    case '!=': return found !== condition.than
  }
}

/** The flags whose values make a condition what it is now, without repetition, in the order of the condition. */
export function because(condition: Condition, value: FlagLookup): string[] {
  return [...new Set(reasons(condition, holds(condition, value), value))]
}

function reasons(condition: Condition, wanted: boolean, value: FlagLookup): string[] {
  if ('not' in condition) return reasons(condition.not, !wanted, value)
  if ('flag' in condition) return [condition.flag]
  const parts = 'all' in condition ? condition.all : condition.any
  // Those parts that agree with the outcome: all of them where all are needed, else each that suffices.
  return parts.filter((part) => holds(part, value) === wanted).flatMap((part) => reasons(part, wanted, value))
}
