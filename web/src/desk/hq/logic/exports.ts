// What can be exported, in which formats, and what is asked for (`/v1/exports`).

import type { components } from '../../../api/schema'

/** What is asked for. */
export type ExportWish = Omit<components['schemas']['NewExport'], 'filter'> & { filter: Record<string, string | number | boolean> }
export type ExportKind = components['schemas']['ExportKind']
export type ExportFormat = components['schemas']['ExportFormat']
export type ExportState = components['schemas']['ExportState']

/** Contents: tables first, then what is printed. */
export const KINDS: readonly ExportKind[] = ['ranking', 'audits', 'items', 'findings', 'orders', 'stations', 'appeals', 'coverage', 'station_report', 'region_report', 'month_report']

type Grant = components['schemas']['GrantView']
type Role = Grant['role']

/** Who has the report of a month. */
const OFFICE: readonly Role[] = ['hq', 'admin', 'auditor']
/** Who reads single audits and what follows from them. */
const RESULTS: readonly Role[] = [...OFFICE, 'reviewer', 'appeal_l1', 'appeal_l2', 'region', 'station']
const ALL: readonly Role[] = [...RESULTS, 'planner']
/** Who may have which content (crates/api/src/exports/mod.rs): others are refused. */
const HAD_BY: Record<ExportKind, readonly Role[]> = {
  ranking: ALL,
  audits: RESULTS,
  items: RESULTS,
  findings: RESULTS,
  orders: RESULTS,
  stations: ALL,
  appeals: RESULTS,
  coverage: ['planner', 'hq', 'admin'],
  station_report: RESULTS,
  region_report: [...OFFICE, 'region'],
  month_report: OFFICE,
}
/** Contents that a role may have. */
export const kindsFor = (role: Role): readonly ExportKind[] => KINDS.filter((kind) => HAD_BY[kind].includes(role))
/** Formats. */
export const FORMATS: readonly ExportFormat[] = ['xlsx', 'csv', 'parquet', 'pdf']

/** Whether a content comes in a format: reports are printed, tables are not. */
export const fitsFormat = (kind: ExportKind, format: ExportFormat): boolean => kind.endsWith('_report') === (format === 'pdf')

/** The filters of each content that this desk offers, by the server's names. */
const TAKES: Record<ExportKind, readonly string[]> = {
  ranking: ['window', 'org_unit', 'level', 'class', 'edition'],
  audits: ['window', 'org_unit'],
  items: ['window', 'org_unit'],
  findings: ['window', 'org_unit'],
  orders: ['org_unit', 'orders'],
  stations: ['org_unit'],
  appeals: ['org_unit'],
  coverage: ['round', 'org_unit'],
  station_report: ['period', 'station'],
  region_report: ['period', 'org_unit'],
  month_report: ['period', 'org_unit'],
}

/** Whether a content takes a filter: `window` is a period or a round. */
export const takes = (kind: ExportKind, filter: string): boolean => TAKES[kind].includes(filter)

const holdsAll = (grants: readonly Grant[], roles: readonly Grant['role'][]): boolean => grants.some((one) => roles.includes(one.role) && !one.org_unit_id && !one.station_id)

/** Whether somebody has the report of a month of the whole network. */
export const seesAll = (grants: readonly Grant[]): boolean => holdsAll(grants, OFFICE)
/** Whether somebody may close periods: an edition speaks of the whole network, so nobody closes for a unit. */
export const closesPeriods = (grants: readonly Grant[]): boolean => holdsAll(grants, ['hq'])
/** The first unit of whoever has not; null for who has. */
export const ownUnit = (grants: readonly Grant[]): string | null => (seesAll(grants) ? null : (grants.find((one) => OFFICE.includes(one.role) && one.org_unit_id)?.org_unit_id ?? null))
/** Whether a content is of one unit; `all`: the person sees the whole network. */
export const needsUnit = (kind: ExportKind, all: boolean): boolean => kind === 'region_report' || (kind === 'month_report' && !all)
/** Whether a file may show photos: the first released one of each missed item, up to 2,000 rows. */
export const hasPhotos = (kind: ExportKind, format: ExportFormat): boolean => kind === 'findings' && format === 'xlsx'

/** What a person chose. */
export interface Chosen {
  kind: ExportKind
  format: ExportFormat
  lang: string
  period: string
  round: string | null
  /** Of a closed period: a number, or `live`; null is the newest. */
  edition: string | null
  unit: string | null
  station: string | null
  /** Of a ranking: stations, or units at a depth. */
  level: 'station' | 'unit'
  /** Of a ranking: one comparison class; null both. */
  class: number | null
  /** Of orders: all of them, the open ones, the overdue ones. */
  orders: '' | 'open' | 'overdue'
  /** Of what may have them. */
  photos: boolean
  /** The person sees the whole network. */
  all: boolean
}

/** What is missing before it can be asked for; null when nothing is. */
export function missing({ kind, round, unit, station, all }: Chosen): 'round' | 'unit' | 'station' | null {
  if (kind === 'coverage' && round === null) return 'round'
  if (needsUnit(kind, all) && unit === null) return 'unit'
  return kind === 'station_report' && station === null ? 'station' : null
}

/** The wish that is sent: only filters that the content knows. */
export function wishOf({ kind, format, lang, period, round, edition, unit, station, level, class: type, orders, photos }: Chosen): ExportWish {
  const filter: ExportWish['filter'] = {}
  if (takes(kind, 'window')) Object.assign(filter, round === null ? { period } : { round })
  if (takes(kind, 'edition') && round === null && edition !== null) filter.edition = edition
  if (takes(kind, 'period')) filter.period = period
  if (takes(kind, 'round') && round !== null) filter.round = round
  if (takes(kind, 'org_unit') && unit !== null) filter.org_unit = unit
  if (takes(kind, 'station') && station !== null) filter.station = station
  if (takes(kind, 'level') && level === 'unit') Object.assign(filter, { level, depth: 1 })
  if (takes(kind, 'class') && type !== null) filter.class = type
  if (takes(kind, 'orders') && orders !== '') Object.assign(filter, { [orders]: true })
  if (photos && hasPhotos(kind, format)) filter.thumbnails = true
  return { kind, format, lang, filter }
}

/** How far a file is: one whose time is over is not offered any more, though the page was read before. `now` in epoch ms. */
export const stateOf = ({ state, expires_at }: { state: ExportState; expires_at?: string | null }, now: number): ExportState =>
  state === 'ready' && expires_at != null && Date.parse(expires_at) <= now ? 'expired' : state
