import { decimal } from './decimal'
import { ZONE } from '../../i18n/format'

export { decimal, fraction } from './decimal'

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
