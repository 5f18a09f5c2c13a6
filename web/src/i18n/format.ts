import { fill, lang, t } from './index.svelte'

/** Time zone of a station whose record names none. */
export const ZONE = 'Asia/Shanghai'

const made = new Map<string, Intl.DateTimeFormat>()

/** The last moment that calendars know, ms to both sides of 1970. */
const LAST_MS = 8.64e15

/** Never throws: one odd moment or zone must not take a page with it. */
function format(ms: number, tz: string, options: Intl.DateTimeFormatOptions): string {
  if (!(Math.abs(ms) <= LAST_MS)) return '—'
  const locale = lang() === 'zh' ? 'zh-CN' : 'en-GB'
  const key = `${locale} ${tz} ${JSON.stringify(options)}`
  let formatter = made.get(key)
  if (!formatter) made.set(key, (formatter = formatterOf(locale, tz, options)))
  return formatter.format(ms)
}

function formatterOf(locale: string, tz: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: tz })
  } catch (error) {
    // An old phone does not know every zone.
    console.warn(error)
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: ZONE })
  }
}

/** 14:02 */
export const time = (ms: number, tz = ZONE): string => format(ms, tz, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** 11月21日周六, Sat 21 Nov */
export const day = (ms: number, tz = ZONE): string => format(ms, tz, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '')

/** Whether two moments lie on one day of a time zone. */
export const sameDay = (a: number, b: number, tz = ZONE): boolean => day(a, tz) === day(b, tz)

/** The time alone when it is of today, else with its day. */
export const when = (ms: number, now: number, tz = ZONE): string => (sameDay(ms, now, tz) ? time(ms, tz) : `${day(ms, tz)} ${time(ms, tz)}`)

/** From and to, with days where they differ. */
export function span(from: number, to: number, tz = ZONE): string {
  if (sameDay(from, to, tz)) return `${time(from, tz)}–${time(to, tz)}`
  return `${day(from, tz)} – ${day(to, tz)}`
}

/** 4:12, 1:02:05 for whole seconds. */
export function clock(seconds: number): string {
  const s = String(seconds % 60).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  return minutes < 60 ? `${minutes}:${s}` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${s}`
}

/** 150, 20.50 from fen. */
export const yuan = (fen: number): string => (fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2))

/** 12.3 MB */
export function size(bytes: number): string {
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}

/** How long something has waited: 3 天, 5 h. */
export function waited(ms: number): string {
  const minutes = Number.isFinite(ms) ? Math.max(0, Math.floor(ms / 60_000)) : 0
  if (minutes < 60) return fill(t().unit.minutes, { n: minutes })
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? fill(t().unit.hours, { n: hours }) : fill(t().unit.days, { n: Math.floor(hours / 24) })
}
