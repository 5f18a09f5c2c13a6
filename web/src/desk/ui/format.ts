// Numbers, days and times of the desks, in the present language; the same rounding everywhere.
import { lang, textsOf, fill } from '../texts/index.svelte'
import type frame from '../texts/zh/frame.json'

const w = textsOf<typeof frame>('frame')
/** Every day and hour of the desks is of this zone. */
export const ZONE = 'Asia/Shanghai'
/** How far it is ahead of UTC, all the year. */
const ZONE_MS = 8 * 3_600_000
/** A dash for what is not there. */
export const NONE = '–'

const made = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>()
const locale = (): string => (lang() === 'zh' ? 'zh-CN' : 'en-GB')

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d ${locale()} ${JSON.stringify(options)}`
  let found = made.get(key) as Intl.DateTimeFormat | undefined
  if (!found) made.set(key, (found = new Intl.DateTimeFormat(locale(), { timeZone: ZONE, ...options })))
  return found
}

function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n ${locale()} ${JSON.stringify(options)}`
  let found = made.get(key) as Intl.NumberFormat | undefined
  if (!found) made.set(key, (found = new Intl.NumberFormat(locale(), options)))
  return found
}

/** An instant as the API gives it (RFC 3339), or epoch ms. */
export type Instant = string | number | null | undefined
const ms = (at: Instant): number => (typeof at === 'number' ? at : typeof at === 'string' ? Date.parse(at) : NaN)
const written = (at: Instant, options: Intl.DateTimeFormatOptions): string => {
  const value = ms(at)
  return Number.isFinite(value) ? dates(options).format(value).replace(/,/g, '') : NONE
}

/** 30,000 */
export const count = (n: number | null | undefined): string => (n == null ? NONE : numbers({}).format(n))
/** 86.84 of 8684 basis points; a score is shown in points of 100 with two places. */
export const score = (bp: number | null | undefined): string =>
  bp == null ? NONE : numbers({ minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(bp / 100)
/** 77.5 % of 7750 basis points. */
export const percent = (bp: number | null | undefined, places = 1): string =>
  bp == null ? NONE : `${numbers({ minimumFractionDigits: places, maximumFractionDigits: places }).format(bp / 100)}%`
/** +3, −2, ±0: with its sign; minus is a minus. */
export const signed = (n: number | null | undefined, places = 0): string =>
  n == null ? NONE : n === 0 ? '±0' : `${n > 0 ? '+' : '−'}${numbers({ minimumFractionDigits: places, maximumFractionDigits: places }).format(Math.abs(n))}`
/** 12.3 MB */
export function size(bytes: number): string {
  if (bytes < 1e6) return `${Math.max(bytes > 0 ? 1 : 0, Math.round(bytes / 1e3))} kB`
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}

/** 2026/11/21, 21/11/2026 */
export const date = (at: Instant): string => written(at, { year: 'numeric', month: '2-digit', day: '2-digit' })
/** 11月21日周六, Sat 21 Nov */
export const day = (at: Instant): string => written(at, { weekday: 'short', day: 'numeric', month: 'short' })
/** 14:02 */
export const time = (at: Instant): string => written(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
/** 11月21日 14:02, 21 Nov 14:02; with the year when it is not the present one. */
export function dateTime(at: Instant, now = Date.now()): string {
  const year = { year: 'numeric' } as const
  const same = written(at, year) === written(now, year)
  return `${written(at, { ...(same ? {} : year), month: 'short', day: 'numeric' })} ${time(at)}`
}
/** 2026-11-21 14:02: as files have it, which sorts as it stands; nothing for what is none. */
export const stamp = (at: Instant): string | null => {
  const value = ms(at)
  return Number.isFinite(value) ? new Date(value + ZONE_MS).toISOString().slice(0, 16).replace('T', ' ') : null
}
const within = (period: string): string => (/^\d{4}-\d{2}$/.test(period) ? `${period}-15T00:00:00Z` : period)
/** 2026年11月, November 2026: of `YYYY-MM` or an instant. */
export const month = (period: string): string => written(within(period), { year: 'numeric', month: 'long' })
/** 2026年11月, Nov 2026. */
export const monthShort = (period: string): string => written(within(period), { year: 'numeric', month: 'short' })
/** Whether two instants lie on one day in Shanghai. */
export const sameDay = (a: Instant, b: Instant): boolean => date(a) === date(b)

/** How long: 25 min, 4 h, 3 d; never negative. */
export function duration(span_ms: number): string {
  const minutes = Math.max(0, Math.floor(span_ms / 60_000))
  const f = w().format
  if (minutes < 60) return fill(f.minutes, { n: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return fill(f.hours, { n: hours })
  const days = Math.floor(hours / 24)
  return days < 4 && hours % 24 > 0 ? fill(f.daysHours, { n: days, h: hours % 24 }) : fill(f.days, { n: days })
}
/** 5 minutes ago */
export function ago(at: Instant, now = Date.now()): string {
  const value = ms(at)
  if (!Number.isFinite(value)) return NONE
  return now - value < 60_000 ? w().format.justNow : fill(w().format.ago, { span: duration(now - value) })
}
