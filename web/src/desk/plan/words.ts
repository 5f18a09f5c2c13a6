// Words of the planner's pages.
import { fill, say, textsOf } from '../texts/index.svelte'
import type plan from '../texts/zh/plan.json'
import { ago, dateTime, sameDay, stamp, time } from '../ui/format'
import type { Script } from './script'
import { hours, type Slot } from './windows'

/** Texts of the planner's desk. */
export const w = textsOf<typeof plan>('plan')

/** A name in the present language, of a row with both. */
export const named = (row: { name_zh: string; name_en: string }): string => say({ zh: row.name_zh, en: row.name_en || row.name_zh })
/** A slot with its hours. */
export const slotName = (slot: Slot): string => `${say(slot.text)} ${hours(slot)}`
/** From and to of a window, its day once. */
export function span(from: string, to: string): string {
  return sameDay(from, to) ? `${dateTime(from)}–${time(to)}` : `${dateTime(from)} – ${dateTime(to)}`
}
/** The same in a file, where the year always stands. */
export const spanInFile = (from: string, to: string): string => (sameDay(from, to) ? `${stamp(from) ?? ''}–${time(to)}` : `${stamp(from) ?? ''} – ${stamp(to) ?? ''}`)
/** A question and what is bought, in one line; nothing of what is as the checklist says. */
export function scriptWords({ question_zh, question_en, fuel_min, fuel_max, store_max, invoice }: Script): string {
  const texts = w().new.script
  const fuel = fuel_min.trim() ? fill(texts.fuel, { min: fuel_min.trim(), max: fuel_max.trim() }) : ''
  return [say({ zh: question_zh, en: question_en }).trim(), fuel, store_max.trim() ? fill(texts.store, { max: store_max.trim() }) : '', invoice ? texts.invoice[invoice] : ''].filter(Boolean).join(' · ')
}
/** When something was last heard of, or that it never was. */
export const heard = (at: string | null | undefined, now: number): string => (at ? ago(at, now) : w().assignments.never)
