import { ZONE } from '../../i18n/format'

/** The most that a receipt may say, in fen or millilitres; the server takes no more. */
export const MOST = 100_000_000

/** What is wrong with a number of a receipt; `null`: nothing, or it is empty. */
export function faultOf(text: string, places: number): 'no_number' | 'too_much' | null {
  if (text === '') return null
  const units = decimal(text, places)
  if (units === null) return /^\d{8,}/.test(text.trim()) ? 'too_much' : 'no_number'
  return units > MOST ? 'too_much' : null
}

/** A whole number of a visit's flag; `null`: not one, or over its most. */
export const wholeUpTo = (text: string, max: number): number | null => {
  const plain = text.trim()
  return /^\d{1,9}$/.test(plain) && Number(plain) <= max ? Number(plain) : null
}

/** Whole units from a decimal that a person wrote: "150.5" with 2 places is 15050. `null`: not such a number, or empty. */
export function decimal(text: string, places: number): number | null {
  const found = /^(\d{1,7})(?:[.,](\d*))?$/.exec(text.trim().replace('。', '.'))
  if (!found || (found[2] ?? '').length > places) return null
  return Number(found[1]) * 10 ** places + Number((found[2] ?? '').padEnd(places, '0'))
}

/** The decimal that a person would write for whole units. */
export function fraction(units: number | null | undefined, places: number): string {
  if (units === null || units === undefined) return ''
  const digits = String(units).padStart(places + 1, '0')
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '')
}

const DAY_MS = 86_400_000

/** Milliseconds since midnight of a moment in a time zone. */
function sinceMidnight(ms: number, tz: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: tz }).format(ms)
  const [hours, minutes] = parts.split(':').map(Number)
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000 + (ms % 60_000)
}

/** HH:MM in a time zone; empty without a moment. */
export function timeText(ms: number | null | undefined, tz = ZONE): string {
  if (ms === null || ms === undefined) return ''
  const minutes = Math.floor(sinceMidnight(ms, tz) / 60_000)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** The moment nearest to another at which clocks of a time zone show HH:MM; `null` for an empty text. */
export function atTime(text: string, near: number, tz = ZONE): number | null {
  const found = /^(\d{2}):(\d{2})$/.exec(text)
  if (!found) return null
  const at = near - sinceMidnight(near, tz) + (Number(found[1]) * 60 + Number(found[2])) * 60_000
  if (at - near > DAY_MS / 2) return at - DAY_MS
  return near - at > DAY_MS / 2 ? at + DAY_MS : at
}
