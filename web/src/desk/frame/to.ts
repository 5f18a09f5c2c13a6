// Where an address in a letter or a chat leads. It names what it is about, not a page, so that each reader comes to his own.
import type { Role } from '../types'
import { addressOf, type Gathered } from './inbox'

/** The page that one of these roles has for what the address names, the first role first; without one the inbox. */
export function target(search: URLSearchParams, roles: readonly Role[]): string {
  const named = (name: string): string | undefined => {
    const value = search.get(name)
    return value ? encodeURIComponent(value) : undefined
  }
  const station = named('station')
  const line = {
    kind: '',
    order_id: named('order'),
    appeal_id: named('appeal'),
    audit_id: named('audit'),
    station: station ? { id: station } : null,
    org_unit_id: named('unit'),
    day: named('day'),
  }
  return addressOf(line as Gathered, roles) ?? '/desk/inbox'
}
