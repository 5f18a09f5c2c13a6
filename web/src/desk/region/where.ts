// Where a station and an audit are looked at, by the role that looks.
import type { Role } from '../types'

/** The page of a station; `undefined` for roles that have none. */
export function stationAt(role: Role, station: string): string | undefined {
  if (role === 'region') return `/desk/region/stations/${station}`
  return role === 'hq' || role === 'auditor' ? `/desk/hq/stations/${station}` : undefined
}

/** The page of an audit. */
export function auditAt(role: Role, station: string, audit: string): string | undefined {
  if (role === 'region') return `/desk/region/stations/${station}?audit=${audit}`
  if (role === 'hq' || role === 'auditor') return `/desk/hq/audits/${audit}`
  return role === 'reviewer' || role === 'appeal_l1' || role === 'appeal_l2' || role === 'admin' ? `/desk/review/audits/${audit}` : undefined
}
