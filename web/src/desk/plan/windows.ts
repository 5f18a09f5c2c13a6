// When a visit may be made: a slot of the checklist on a day in Shanghai, as the API wants it.

/** A time slot of a checklist. */
export interface Slot {
  id: string
  text: { zh: string; en: string }
  from_minute: number
  to_minute: number
  night: boolean
}

/** Beginning and end of a window, RFC 3339 in UTC. */
export interface Window {
  window_start: string
  window_end: string
}

const SHANGHAI_MS = 8 * 3_600_000
const DAY_MS = 86_400_000

const utc = (day: string, minute: number): string => new Date(Date.parse(`${day}T00:00:00Z`) - SHANGHAI_MS + minute * 60_000).toISOString().replace('.000Z', 'Z')

/** The window of a slot from its first day to its last. */
export const windowOf = (slot: Slot, day: string, lastDay = day): Window => ({
  window_start: utc(day, slot.from_minute),
  window_end: utc(lastDay, slot.to_minute),
})

/** The slot that is named by its id or its name in either language. */
export function slotNamed(slots: readonly Slot[], name: string): Slot | undefined {
  const word = name.trim().toLowerCase()
  return slots.find((slot) => slot.id === word || slot.text.zh === name.trim() || slot.text.en.toLowerCase() === word)
}

/** Every day from the first to the last, at most 366. */
export function days(first: string, last: string): string[] {
  const all: string[] = []
  for (let ms = Date.parse(`${first}T00:00:00Z`); ms <= Date.parse(`${last}T00:00:00Z`) && all.length < 366; ms += DAY_MS) {
    all.push(new Date(ms).toISOString().slice(0, 10))
  }
  return all
}

/** The day in Shanghai of an instant. */
export const dayOf = (instant: string): string => new Date(Date.parse(instant) + SHANGHAI_MS).toISOString().slice(0, 10)

/** Whole days between two days. */
export const daysBetween = (a: string, b: string): number => Math.abs(Date.parse(`${a}T00:00:00Z`) - Date.parse(`${b}T00:00:00Z`)) / DAY_MS

/** 07:00–09:00 */
export function hours(slot: Slot): string {
  const clock = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return `${clock(slot.from_minute)}–${clock(slot.to_minute)}`
}
