// Periods of reports: a month `2026-11`, a quarter `2026-Q4` or a year `2026`.

/** What a period is. */
export type PeriodKind = 'month' | 'quarter' | 'year'

/** A period, taken apart. `part` is the month (1–12) or the quarter (1–4), 0 for a year. */
export interface Period {
  kind: PeriodKind
  year: number
  part: number
}

const PARTS: Record<PeriodKind, number> = { month: 12, quarter: 4, year: 1 }

/** How many months a trend may take in together, by what its points are; the server takes 36 at most. */
export const SPANS: Record<PeriodKind, readonly number[]> = { month: [6, 12, 24, 36], quarter: [12, 24, 36], year: [36] }
/** How many of them it takes in unless another span is chosen: 12 months, 12 quarters, 3 years. */
export const SPAN: Record<PeriodKind, number> = { month: 12, quarter: 36, year: 36 }
/** How many points such a span has. */
export const pointsIn = (kind: PeriodKind, months: number): number => (months * PARTS[kind]) / PARTS.month

/** Takes a period apart; null when it is none. */
export function parsePeriod(text: string): Period | null {
  const found = /^(\d{4})(?:-(?:(\d{2})|Q(\d)))?$/.exec(text)
  if (!found) return null
  const year = Number(found[1])
  if (found[2] !== undefined) return within('month', year, Number(found[2]))
  if (found[3] !== undefined) return within('quarter', year, Number(found[3]))
  return { kind: 'year', year, part: 0 }
}

const within = (kind: PeriodKind, year: number, part: number): Period | null =>
  part >= 1 && part <= PARTS[kind] ? { kind, year, part } : null

/** The period as addresses name it. */
export function periodText({ kind, year, part }: Period): string {
  const y = String(year).padStart(4, '0')
  if (kind === 'year') return y
  return kind === 'month' ? `${y}-${String(part).padStart(2, '0')}` : `${y}-Q${part}`
}

/** The period `by` places later (earlier when negative). */
export function shifted(period: Period, by: number): Period {
  if (period.kind === 'year') return { ...period, year: period.year + by }
  const parts = PARTS[period.kind]
  const index = period.year * parts + period.part - 1 + by
  return { kind: period.kind, year: Math.floor(index / parts), part: (index % parts) + 1 }
}

/** The period of another kind that holds the end of this one, but no part of the future beyond `today`. */
export function recast(period: Period, kind: PeriodKind, today: string): Period {
  const at = [lastDay(period), today].sort()[0] ?? today
  return periodOf(kind, at)
}

/** The period of a kind that holds a day `YYYY-MM-DD`. */
export function periodOf(kind: PeriodKind, day: string): Period {
  const year = Number(day.slice(0, 4))
  const month = Number(day.slice(5, 7))
  if (kind === 'year') return { kind, year, part: 0 }
  return kind === 'month' ? { kind, year, part: month } : { kind, year, part: Math.ceil(month / 3) }
}

/** Its first day, `YYYY-MM-DD`. */
export function firstDay({ kind, year, part }: Period): string {
  const month = kind === 'year' ? 1 : kind === 'month' ? part : part * 3 - 2
  return dayText(Date.UTC(year, month - 1, 1))
}

/** Its last day, `YYYY-MM-DD`. */
export function lastDay({ kind, year, part }: Period): string {
  const month = kind === 'year' ? 12 : kind === 'month' ? part : part * 3
  return dayText(Date.UTC(year, month, 0))
}

/** The month in which it ends, as trends by month want it. */
export const lastMonth = (period: Period): string => lastDay(period).slice(0, 7)

const DAY_MS = 86_400_000
const dayText = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** How many days it has, and how many of them have begun on a day. */
export function progress(period: Period, today: string): { days: number; begun: number } {
  const first = Date.parse(firstDay(period))
  const days = Math.round((Date.parse(lastDay(period)) - first) / DAY_MS) + 1
  const begun = Math.round((Date.parse(today) - first) / DAY_MS) + 1
  return { days, begun: Math.min(days, Math.max(0, begun)) }
}

/** Whether it is over on a day. */
export const isOver = (period: Period, today: string): boolean => lastDay(period) < today

/** The `count` periods of a kind that end with the one of a day, the newest first. */
export function recent(kind: PeriodKind, today: string, count: number): Period[] {
  const newest = periodOf(kind, today)
  return Array.from({ length: count }, (_, index) => shifted(newest, -index))
}

/** The day in Asia/Shanghai, where periods begin and end, `YYYY-MM-DD`; ms since 1970. */
export const shanghaiDay = (ms: number): string => dayText(ms + 8 * 3_600_000)
