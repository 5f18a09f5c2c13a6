// Earlier visits that a proposal knows of: those of the shoppers who are chosen, the nearest days before all others. Stations that
// could not be read are told from those that nobody knows.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { places, stationsByCode, visitsOf } from '../../../src/desk/plan/lookup'

interface Made { id: string; shopper: string; day: string }
let made: Made[] = []
let asked: URLSearchParams[] = []
let fails = false

/** A list as the server gives it: windows within two instants, by their beginning, 500 a page. */
function answer({ searchParams }: URL): unknown {
  asked.push(searchParams)
  const [from, to] = [searchParams.get('from') ?? '', searchParams.get('to') ?? '']
  const shopper = searchParams.get('shopper')
  const begin = Number(searchParams.get('cursor') ?? 0)
  const all = made.filter((one) => (!shopper || one.shopper === shopper) && `${one.day}T08:30:00Z` > from && `${one.day}T01:30:00Z` < to)
  const items = all.slice(begin, begin + 500).map(({ id, shopper: who, day }) => ({ id, state: 'delivered', station: { id: 's' }, holder: { person_id: who }, window_start: `${day}T01:30:00Z` }))
  return { items, next_cursor: begin + 500 < all.length ? String(begin + 500) : null }
}

beforeEach(() => {
  ;[made, asked, fails] = [[], [], false]
  vi.stubGlobal('fetch', (url: string) =>
    fails ? Promise.reject(new Error('no network')) : Promise.resolve({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve(answer(new URL(url, 'http://desk'))) }))
})
afterEach(() => vi.unstubAllGlobals())

const day = (n: number): string => new Date(Date.parse('2026-01-01T00:00:00Z') + n * 86_400_000).toISOString().slice(0, 10)
/** The year before the plan, so many visits a day. */
const year = (each: number, shopper: string): Made[] => Array.from({ length: 365 * each }, (_, n) => ({ id: `${shopper}-${n}`, shopper, day: day(Math.floor(n / each)) }))
const many = Array.from({ length: 200 }, (_, n) => `p${n}`)

test('of the shoppers who are chosen all are read, however many others there are', async () => {
  made = [...year(40, 'other'), { id: 'late', shopper: 'p1', day: '2026-12-30' }, { id: 'early', shopper: 'p1', day: '2026-01-05' }]
  const { visits, cut } = await visitsOf(['p1', 'p2'], '2027-01-01', '2027-01-31', 90)
  expect(visits.map(({ window_start }) => window_start.slice(0, 10)).sort()).toEqual(['2026-01-05', '2026-12-30'])
  expect(cut).toBe(false)
})

test('of very many shoppers the nearest days are read first, and it is said that older ones are missing', async () => {
  made = year(40, 'p1')
  const { visits, cut } = await visitsOf(many, '2027-01-01', '2027-01-31', 90)
  const days = new Set(visits.map(({ window_start }) => window_start.slice(0, 10)))
  for (let n = 365 - 90; n < 365; n += 1) expect(days).toContain(day(n))
  expect(days).not.toContain(day(0))
  expect(cut).toBe(true)
  expect(asked.length).toBe(20)
})

test('of very many shoppers with few visits the whole year is read, each visit once', async () => {
  made = year(2, 'p1')
  const { visits, cut } = await visitsOf(many, '2027-01-01', '2027-01-31', 90)
  expect([visits.length, cut]).toEqual([730, false])
})

test('an answer that does not come is told', async () => {
  fails = true
  expect(await visitsOf(['p1'], '2027-01-01', '2027-01-31', 90)).toEqual({ visits: [], cut: true })
})

describe('stations', () => {
  const codes = (n: number): string[] => Array.from({ length: n }, (_, at) => `GZ${at}`)
  const station = (code: string): object => ({ id: `s-${code}`, code, org_unit_id: 'u' })
  /** A server of these stations, which does not answer where an address holds this. */
  const serve = (all: readonly string[], broken: string): void => {
    vi.stubGlobal('fetch', (url: string) => {
      const { pathname, searchParams } = new URL(url, 'http://desk')
      asked.push(searchParams)
      if (broken !== '' && url.includes(broken)) return Promise.reject(new TypeError('no network'))
      const [code, id] = [searchParams.get('code'), pathname.split('/')[3]]
      const body = id ? station(id) : code === null ? { items: all.map(station), next_cursor: 'more' } : { items: all.includes(code) ? [station(code)] : [] }
      return Promise.resolve({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve(body) })
    })
  }

  test.each([['few', 2, 'code=GZ1'], ['many', 121, 'cursor=']])('by their codes that could not be asked for are no unknown ones: %s', async (_, n, broken) => {
    serve(['GZ0'], broken)
    const { found, problem } = await stationsByCode(codes(n), 'u')
    expect([[...found.keys()], problem?.status]).toEqual([['GZ0'], 0])
  })

  test('by codes that nobody knows are no problem, and what is no code is not asked for', async () => {
    serve(['GZ0'], '')
    const { found, problem } = await stationsByCode(['GZ0', 'XX', 'x'.repeat(41)], 'u')
    expect([[...found.keys()], problem]).toEqual([['GZ0'], null])
    expect(asked.map((one) => one.get('code')).sort()).toEqual(['GZ0', 'XX'])
  })

  test('by their ids that could not be read are named', async () => {
    serve([], '/b')
    const { found, missing } = await places(['a', 'b', 'c'])
    expect([[...found.keys()].sort(), missing]).toEqual([['a', 'c'], ['b']])
  })
})
