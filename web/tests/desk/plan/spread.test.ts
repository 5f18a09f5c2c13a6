// Proposals heed what is known; rounds, coverage and phones are told in honest numbers.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { byHolding, held, mayHoldVisit, newsOf, type Phone } from '../../../src/desk/plan/phones'
import { byStage, checklistOf, roundFaults, roundVerbs, steps, type Coverage, type Round } from '../../../src/desk/plan/rounds'
import { covers, spread, unforeseen, type Chance, type Picked } from '../../../src/desk/plan/spread'
import { daysBetween, type Slot } from '../../../src/desk/plan/windows'

const slot: Slot = { id: 'day', text: { zh: '日间', en: 'Day' }, from_minute: 570, to_minute: 990, night: false }
const rotation = { same_station_days: 90, same_station_per_year: 2, stations_per_day: 2 }
const parents = new Map([['city', 'province'], ['province', 'hq'], ['hq', null]])
const station = (n: number, unit = 'city') => ({ id: `s${n}`, code: `S${n}`, org_unit_id: unit })
const shopper = (n: number, ...units: (string | null)[]) => ({ id: `p${n}`, name: `p${n}`, units })
/** The same numbers for the same seed. */
const seeded = (seed: number): Chance => {
  let state = seed
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647
}
const picked = (over: Partial<Picked>): Picked => ({
  stations: [station(1), station(2), station(3)],
  shoppers: [shopper(1, 'province'), shopper(2, null)],
  slots: [slot],
  first: '2026-11-30',
  last: '2026-12-02',
  visits: [],
  rotation,
  parents,
  ...over,
})

const large = picked({ stations: Array.from({ length: 42 }, (_, n) => station(n)), shoppers: Array.from({ length: 9 }, (_, n) => shopper(n, null)), slots: [slot, { ...slot, id: 'evening_peak' }], last: '2026-12-06' })

describe('a proposal', () => {
  test('goes up the tree to see whose place it is', () => {
    expect(covers(shopper(1, 'province'), station(1), parents)).toBe(true)
    expect(covers(shopper(1, 'other'), station(1), parents)).toBe(false)
    expect(covers(shopper(1, null), station(1, 'nowhere'), parents)).toBe(true)
  })
  test('visits are shared', () => expect(spread(picked({}), seeded(1)).map((row) => row.shopper)).toEqual(['p1', 'p2', 'p1']))
  test('days and slots are spread evenly', () => {
    const rows = spread(large, seeded(1))
    const counts = (names: string[]) => [...new Set(names)].map((name) => names.filter((one) => one === name).length)
    expect(counts(rows.map((row) => row.day))).toEqual(Array.from({ length: 7 }, () => 6))
    expect(counts(rows.map((row) => row.slot.id))).toEqual([21, 21])
    expect(new Set(rows.map((row) => `${row.day} ${row.slot.id}`)).size).toBe(14)
  })
  test('neither day nor slot follows from the code of the station', () => {
    const turns = spread(large, seeded(1)).map((row) => `${row.day} ${row.slot.id}`)
    expect(turns).not.toEqual([...turns].sort())
    expect(turns.slice(0, 14)).not.toEqual(turns.slice(14, 28))
  })
  test('two proposals differ, the same chance gives the same', () => {
    const days = (chance: Chance) => spread(large, chance).map((row) => `${row.day} ${row.slot.id}`)
    expect(days(seeded(1))).toEqual(days(seeded(1)))
    expect(days(seeded(1))).not.toEqual(days(seeded(2)))
    expect(days(unforeseen)).not.toEqual(days(unforeseen))
  })
  test('who was there lately does not go again', () => {
    const visits = [{ station: 's1', shopper: 'p1', window_start: '2026-10-15T01:30:00Z' }]
    expect(spread(picked({ stations: [station(1)], visits }), seeded(1)).map((row) => row.shopper)).toEqual(['p2'])
    expect(spread(picked({ stations: [station(1)], shoppers: [shopper(1, null)], visits }), seeded(1)).map((row) => row.shopper)).toEqual([null])
  })
  test('without days or slots there is nothing', () => {
    expect(spread(picked({ slots: [] }), seeded(1))).toEqual([])
    expect(spread(picked({ first: '2026-12-03' }), seeded(1))).toEqual([])
  })
  test('never breaks a limit that it knows of, and names every station once', () => {
    const visit = fc.record({ station: fc.constantFrom('s1', 's2', 's3', 's4'), shopper: fc.constantFrom('p1', 'p2', 'p3'), window_start: fc.constantFrom('2026-09-15T01:30:00Z', '2026-01-15T01:30:00Z', '2026-11-30T01:30:00Z') })
    fc.assert(
      fc.property(fc.array(visit, { maxLength: 10 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 99 }), (visits, count, seed) => {
        const stations = Array.from({ length: count }, (_, n) => station(n))
        const rows = spread(picked({ stations, shoppers: [shopper(1, null), shopper(2, null), shopper(3, 'province')], visits }), seeded(seed))
        expect(rows.map((row) => row.station.id)).toEqual(stations.map(({ id }) => id))
        const all = [...visits.map((one) => ({ station: one.station, shopper: one.shopper, day: one.window_start.slice(0, 10), mine: false })), ...rows.map((row) => ({ station: row.station.id, shopper: row.shopper, day: row.day, mine: true }))]
        for (const one of all.filter(({ mine, shopper: who }) => mine && who)) {
          const others = all.filter((other) => other !== one && other.shopper === one.shopper)
          expect(others.filter((other) => other.station === one.station && daysBetween(other.day, one.day) < 90)).toEqual([])
          expect(new Set(others.filter((other) => other.day === one.day && other.station !== one.station).map((other) => other.station)).size).toBeLessThan(2)
        }
      }),
    )
  })
})

describe('rounds', () => {
  const form = { code: 'R-1', name_zh: '一', name_en: 'One', org_unit_id: 'u', checklist: 'station-69@1', first_day: '2026-11-01', last_day: '2026-11-30' }
  test.each([
    [{}, []],
    [{ code: 'R 1' }, ['code bad_code']],
    [{ last_day: '2026-10-30' }, ['last_day days_turned']],
    [{ last_day: '2027-11-02' }, ['last_day too_long']],
    [{ first_day: '2026-11-31' }, ['first_day bad_day']],
    [{ code: '', name_zh: ' ', org_unit_id: '' }, ['code missing', 'name_zh missing', 'org_unit_id missing']],
  ])('%j: %j', (over, wanted) => expect(roundFaults({ ...form, ...over }).map(({ field, code }) => `${field} ${code}`)).toEqual(wanted))
  test('a checklist may have an @ in its id', () => expect(checklistOf('a@b@12')).toEqual({ id: 'a@b', version: 12 }))
  test.each([['draft', ['edit', 'plan', 'open']], ['open', ['edit', 'plan', 'close']], ['closed', []]] as const)('%s allows %j', (state, verbs) =>
    expect(roundVerbs({ state } as Round)).toEqual(verbs))
})

describe('coverage', () => {
  const coverage = {
    stations: 30, not_covered: 7,
    reached: { assigned: 29, delivered: 26, approved: 24, published: 23 },
    night: { assigned: 5, delivered: 4, approved: 3, published: 3 },
    open: [{ code: 'A', stage: 'delivered' }, { code: 'B', stage: 'nothing' }],
  } as unknown as Coverage
  test('each step of all stations', () => {
    expect(steps(coverage).map(({ count, of }) => `${count}/${of}`)).toEqual(['29/30', '26/30', '24/30', '23/30'])
    expect(steps(coverage, 'night')[0]?.count).toBe(5)
  })
  test('open stations, those without anything first', () => expect([...byStage(coverage.open).keys()]).toEqual(['nothing', 'delivered']))
})

describe('phones', () => {
  const now = Date.parse('2026-11-26T02:00:00Z')
  const phone = (hours: number, holdings: Partial<NonNullable<Phone['holdings']>> | null, oldest_at: string | null = null) =>
    ({ last_contact_at: new Date(now - hours * 3_600_000).toISOString(), holdings: holdings && { drafts: 0, queued: 0, incomplete: 0, oldest_at, ...holdings } }) as Phone

  test.each([
    ['holds a finished audit', phone(1, { queued: 1 }), ['queued']],
    ['holds everything and is silent', phone(25, { queued: 1, drafts: 1, incomplete: 1 }), ['queued', 'drafts', 'incomplete', 'silent']],
    ['never said', phone(1, null), ['unknown']],
    ['holds nothing, heard of today', phone(23, {}), ['clear']],
  ] as const)('%s', (_, one, news) => expect(newsOf(one, now)).toEqual(news))
  test('a visit may be on a phone that nobody has heard of', () => {
    expect(mayHoldVisit([], now)).toBe(true)
    expect(mayHoldVisit([phone(1, {})], now)).toBe(false)
    expect(mayHoldVisit([phone(1, {}), phone(1, { drafts: 1 })], now)).toBe(true)
  })
  test('what is held longest first, then who was silent longest', () => {
    const [a, b, c] = [phone(1, {}), phone(9, {}), phone(1, { queued: 2 }, '2026-11-20T00:00:00Z')]
    expect([a, b, c].sort(byHolding)).toEqual([c, b, a])
    expect(held(c)).toBe(2)
  })
})
