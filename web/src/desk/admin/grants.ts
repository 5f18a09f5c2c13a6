// Which roles go together, and where they may hold: as the server checks it, said before it is asked.
import type { components } from '../../api/schema'
import type { Role } from '../types'

/** A role and where it holds. */
export type Grant = components['schemas']['GrantView']

/** Every role, in the order in which it is offered. */
export const ALL_ROLES: readonly Role[] = ['shopper', 'reviewer', 'planner', 'station', 'region', 'appeal_l1', 'appeal_l2', 'hq', 'auditor', 'admin']

/** Roles that hold at one station, and those that hold for a unit. */
export const atStation = (role: Role): boolean => role === 'station'

/** Faults of a list of roles: nobody holds shopper or reviewer together with station or region; one role once per place. */
export function grantFaults(grants: readonly Grant[]): ('wall' | 'twice' | 'no_station' | 'none')[] {
  const out: ('wall' | 'twice' | 'no_station' | 'none')[] = []
  const has = (...roles: Role[]): boolean => grants.some((one) => roles.includes(one.role))
  if (grants.length === 0) out.push('none')
  if (has('shopper', 'reviewer') && has('station', 'region')) out.push('wall')
  const places = grants.map((one) => `${one.role} ${one.org_unit_id ?? ''} ${one.station_id ?? ''}`)
  if (new Set(places).size < places.length) out.push('twice')
  if (grants.some((one) => atStation(one.role) && !one.station_id)) out.push('no_station')
  return out
}
