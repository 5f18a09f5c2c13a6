// What the search over everything offers.
import type { components } from '../../api/schema'
import type { Role } from '../types'

/** A place that was found. */
export interface Found {
  kind: 'pages' | 'stations' | 'people'
  id: string
  text: string
  /** What tells it from others of its name. */
  hint: string
  href: string
}

/** Whether a name has the letters of a query in their order, words first: 2 begins so, 1 contains, 0 not. */
export function fits(name: string, query: string): 0 | 1 | 2 {
  const text = name.toLowerCase()
  const wanted = query.trim().toLowerCase()
  if (wanted === '') return 1
  if (text.startsWith(wanted)) return 2
  return text.includes(wanted) ? 1 : 0
}

/** Where a station is looked at, by the role. */
export function stationAddress(role: Role, station: { id: string; code: string }): string | null {
  if (role === 'station') return null
  if (role === 'admin') return `/desk/admin/stations/${station.id}`
  if (role === 'region') return `/desk/region/stations/${station.id}`
  if (role === 'planner') return `/desk/plan/coverage?q=${encodeURIComponent(station.code)}`
  if (role === 'reviewer') return `/desk/review?q=${encodeURIComponent(station.code)}`
  return `/desk/hq/stations/${station.id}`
}

/** Roles that may read the list of people. */
export const READS_PEOPLE: readonly Role[] = ['admin', 'hq', 'planner']

/** The address of a person on the administrator's desk. */
export const personAddress = (one: Pick<components['schemas']['PersonDetail'], 'id'>): string => `/desk/admin/people/${one.id}`
