// What a plan needs to know of stations and earlier visits, read when it is needed.
import type { components } from '../../api/schema'
import type { Problem } from '../net/problem'
import { send } from '../net/send'
import type { Place, Visit } from './spread'

type Station = components['schemas']['StationView']
/** Codes that are asked for one by one; for more of them whole pages are read. */
const ONE_BY_ONE = 120
/** What is longer is no code; a quote that is never closed makes one cell of a whole file. */
const LONGEST_CODE = 40
const AT_ONCE = 6
/** Pages of earlier visits that are read at most; the server judges whatever is older. */
const MOST_PAGES = 20
/** Days that are read at once further back. */
const STEP = 92
const YEAR = 365

async function each<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all]
  const worker = async (): Promise<void> => {
    while (left.length > 0) await work(left.shift() as T)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

const placeOf = (one: Station | components['schemas']['OwnStation']): Place => ({ id: one.id, code: one.code, org_unit_id: one.org_unit_id })

/**
 * Stations by their codes in capitals; codes that nobody knows are left out. `unit` is that of the round. With a problem not all could
 * be asked for: what is missing may be known all the same.
 */
export async function stationsByCode(codes: readonly string[], unit: string): Promise<{ found: Map<string, Place>; problem: Problem | null }> {
  const written = new Set(codes.map((code) => code.trim()).filter((code) => code !== '' && code.length <= LONGEST_CODE))
  const wanted = new Set([...written].map((code) => code.toUpperCase()))
  const found = new Map<string, Place>()
  let problem: Problem | null = null
  const keep = (one: Station | components['schemas']['OwnStation']) => {
    const code = one.code.toUpperCase()
    if (wanted.has(code)) found.set(code, placeOf(one))
  }
  if (wanted.size <= ONE_BY_ONE) {
    // A code is written as it stands in the records: what differs in capitals is looked for once more.
    await each([...written], async (code) => {
      for (const one of new Set([code, code.toUpperCase()])) {
        const reply = await send('get', '/v1/stations', { query: { code: one } })
        if (reply.ok) reply.data.items.forEach(keep)
        else problem ??= reply.problem
      }
    })
    return { found, problem }
  }
  for (let cursor: string | null = null, first = true; (first || cursor) && found.size < wanted.size; first = false) {
    const reply: Awaited<ReturnType<typeof page>> = await page(unit, cursor)
    if (!reply.ok) return { found, problem: reply.problem }
    reply.data.items.forEach(keep)
    cursor = reply.data.next_cursor ?? null
  }
  return { found, problem }
}

const page = (unit: string, cursor: string | null) => send('get', '/v1/stations', { query: { org_unit: unit, limit: 500, ...(cursor ? { cursor } : {}) } })

/** Stations by id, with the units that they belong to, and the ids of those that could not be read. */
export async function places(ids: readonly string[]): Promise<{ found: Map<string, Place>; missing: string[] }> {
  const found = new Map<string, Place>()
  await each(ids, async (id) => {
    const reply = await send('get', '/v1/stations/{id}', { path: { id } })
    if (reply.ok) found.set(id, placeOf(reply.data))
  })
  return { found, missing: ids.filter((id) => !found.has(id)) }
}

/** What is known of earlier visits. */
export interface Known {
  visits: Visit[]
  /** Not all could be read: the oldest are missing, or an answer was. */
  cut: boolean
}

/**
 * Visits of these shoppers from a year before the first day to `near` days after the last, those that came to nothing left out. Only
 * a shopper's own visits count for his rotation. Where they are too many to ask for one by one, everybody's are read: first the days
 * around the plan, which weigh the most, then further back, until there is enough.
 */
export async function visitsOf(shoppers: readonly string[], first: string, last: string, near: number): Promise<Known> {
  const whose = shoppers.length <= ONE_BY_ONE ? shoppers : [undefined]
  const all = shoppers.length <= ONE_BY_ONE ? [[dayAway(first, -YEAR), dayAway(last, near)] as const] : spans(first, last, near)
  const found = new Map<string, Visit>()
  let [left, cut] = [MOST_PAGES * whose.length, false]
  const read = async (shopper: string | undefined, from: string, to: string): Promise<void> => {
    for (let cursor: string | null = null, begun = false; !begun || cursor !== null; begun = true) {
      left -= 1
      const query: Asked = { from: `${from}T00:00:00Z`, to: `${to}T23:59:59Z`, limit: 500, ...(shopper ? { shopper } : {}), ...(cursor ? { cursor } : {}) }
      const reply: Awaited<ReturnType<typeof assignments>> | null = left < 0 ? null : await assignments(query)
      if (!reply?.ok) return void (cut = true)
      for (const one of reply.data.items) {
        if ('holder' in one && (one.state === 'issued' || one.state === 'delivered')) found.set(one.id, { station: one.station.id, shopper: one.holder.person_id, window_start: one.window_start })
      }
      cursor = reply.data.next_cursor ?? null
    }
  }
  for (const [from, to] of all) await each(whose, (shopper) => read(shopper, from, to))
  return { visits: [...found.values()], cut }
}

/** Spans of days to read, the nearest first, a year back. */
function spans(first: string, last: string, near: number): [string, string][] {
  const all: [string, string][] = [[dayAway(first, -near), dayAway(last, near)]]
  for (let days = near; days < YEAR; days += STEP) all.push([dayAway(first, -Math.min(YEAR, days + STEP)), dayAway(first, -days)])
  return all
}

interface Asked {
  from: string
  to: string
  limit: number
  cursor?: string
  shopper?: string
}
const assignments = (query: Asked) => send('get', '/v1/assignments', { query })

/** A day so many days away. */
export const dayAway = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
