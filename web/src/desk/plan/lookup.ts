// What a plan needs to know of stations and earlier visits, read when it is needed.
import type { components } from '../../api/schema'
import { send } from '../net/send'
import type { Place, Visit } from './spread'

type Station = components['schemas']['StationView']
/** Codes that are asked for one by one; for more of them whole pages are read. */
const ONE_BY_ONE = 120
const AT_ONCE = 6
/** Pages of earlier visits that are read at most; the server judges whatever is older. */
const MOST_PAGES = 20

async function each<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all]
  const worker = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

const placeOf = (one: Station | components['schemas']['OwnStation']): Place => ({ id: one.id, code: one.code, org_unit_id: one.org_unit_id })

/** Stations by their codes in capitals; codes that nobody knows are left out. `unit` is that of the round. */
export async function stationsByCode(codes: readonly string[], unit: string): Promise<Map<string, Place>> {
  const wanted = new Set(codes.map((code) => code.trim().toUpperCase()).filter(Boolean))
  const found = new Map<string, Place>()
  const keep = (one: Station | components['schemas']['OwnStation']) => {
    const code = one.code.toUpperCase()
    if (wanted.has(code)) found.set(code, placeOf(one))
  }
  if (wanted.size <= ONE_BY_ONE) {
    // A code is written as it stands in the records: what differs in capitals is looked for once more.
    await each([...new Set(codes.map((code) => code.trim()).filter(Boolean))], async (code) => {
      for (const one of new Set([code, code.toUpperCase()])) {
        const reply = await send('get', '/v1/stations', { query: { code: one } })
        if (reply.ok) reply.data.items.forEach(keep)
      }
    })
    return found
  }
  for (let cursor: string | null = null, first = true; (first || cursor) && found.size < wanted.size; first = false) {
    const reply: Awaited<ReturnType<typeof page>> = await page(unit, cursor)
    if (!reply.ok) break
    reply.data.items.forEach(keep)
    cursor = reply.data.next_cursor ?? null
  }
  return found
}

const page = (unit: string, cursor: string | null) => send('get', '/v1/stations', { query: { org_unit: unit, limit: 500, ...(cursor ? { cursor } : {}) } })

/** Stations by id, with the units that they belong to. */
export async function places(ids: readonly string[]): Promise<Map<string, Place>> {
  const found = new Map<string, Place>()
  await each(ids, async (id) => {
    const reply = await send('get', '/v1/stations/{id}', { path: { id } })
    if (reply.ok) found.set(id, placeOf(reply.data))
  })
  return found
}

/** Visits that are planned or were made between two days, those that came to nothing left out. */
export async function visitsBetween(first: string, last: string): Promise<Visit[]> {
  const visits: Visit[] = []
  let cursor: string | null = null
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const query = { from: `${first}T00:00:00Z`, to: `${last}T23:59:59Z`, limit: 500, ...(cursor ? { cursor } : {}) }
    const reply: Awaited<ReturnType<typeof assignments>> = await assignments(query)
    if (!reply.ok) break
    for (const one of reply.data.items) {
      if ('holder' in one && (one.state === 'issued' || one.state === 'delivered')) visits.push({ station: one.station.id, shopper: one.holder.person_id, window_start: one.window_start })
    }
    cursor = reply.data.next_cursor ?? null
    if (cursor === null) break
  }
  return visits
}

const assignments = (query: { from: string; to: string; limit: number; cursor?: string }) => send('get', '/v1/assignments', { query })

/** A day so many days away. */
export const dayAway = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
