// What can be exported, in which formats, and what is asked for.

import type { ExportWish } from '../net.svelte'

/** Contents: tables first, then what is printed. */
export const KINDS = ['ranking', 'audits', 'answers', 'findings', 'orders', 'stations', 'appeals', 'coverage', 'station', 'region', 'month'] as const
/** Formats. */
export const FORMATS = ['xlsx', 'csv', 'parquet', 'pdf'] as const
const PRINTED: readonly string[] = ['station', 'region', 'month']

/** Whether a content comes in a format: reports are printed, tables are not. */
export const fitsFormat = (kind: (typeof KINDS)[number], format: (typeof FORMATS)[number]): boolean => PRINTED.includes(kind) === (format === 'pdf')

/** What a person chose. */
export interface Chosen {
  kind: (typeof KINDS)[number]
  format: (typeof FORMATS)[number]
  lang: string
  period: string
  round: string | null
  unit: string | null
  station: string | null
}

/** Contents that are of a time; stations are as they are now. */
const TIMELESS: readonly string[] = ['stations']
const BY_PERIOD: readonly string[] = ['orders', 'appeals', ...PRINTED]

/** The wish that is sent: only filters that the content knows. */
export function wishOf({ kind, format, lang, period, round, unit, station }: Chosen): ExportWish {
  const filter: Record<string, string> = {}
  if (kind === 'coverage') {
    if (round !== null) filter.round = round
  } else if (!TIMELESS.includes(kind)) {
    if (round !== null && !BY_PERIOD.includes(kind)) filter.round = round
    else filter.period = period
  }
  if (unit !== null && kind !== 'station' && kind !== 'month') filter.org_unit = unit
  if (station !== null && kind === 'station') filter.station = station
  return { kind, format, lang, filter }
}
