// The working calendar as the server tells it.

/** Years that are known, with their off days and working weekends (`YYYY-MM-DD`). */
export interface Calendar {
  years: { year: number; source?: string | null; imported_at?: string | null; off_days: string[]; working_weekends: string[] }[]
}

/** So long before a year without data it is warned, ms. */
const SOON_MS = 60 * 86_400_000

/** Until which year deadlines can be told, and whether a year without data is near. */
export function yearsOf(calendar: Calendar, now: number): { until: string; soon: boolean } {
  const last = Math.max(0, ...calendar.years.map((one) => one.year))
  const end = Date.parse(`${last + 1}-01-01T00:00:00+08:00`)
  return { until: last > 0 ? String(last) : '–', soon: !Number.isFinite(end) || end - now < SOON_MS }
}
