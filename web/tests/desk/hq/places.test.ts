import { describe, expect, it } from 'vitest'
import { carried, filterOf, itemPath, scopeQuery, windowQuery } from '../../../src/desk/hq/logic/filter'
import { itemOf } from '../../../src/desk/station/lib/paths'
import { stationsBelow } from '../../../src/desk/hq/logic/org'
import { change, fires, movers } from '../../../src/desk/hq/logic/overview'
import { periodText } from '../../../src/desk/hq/logic/period'
import { rowOf } from './rows'

const TODAY = '2026-11-26'
const UNIT = '64eebe75-873d-40bb-8e85-d2969677464b'

describe('the filters of an address', () => {
  it('are the month of today and the whole network when nothing is said', () => {
    const filter = filterOf(new URLSearchParams(), TODAY)
    expect(periodText(filter.period)).toBe('2026-11')
    expect(filter).toMatchObject({ round: null, unit: null, class: null, level: 'station', depth: 1, edition: null, lens: 'touchpoint' })
    expect(scopeQuery(filter)).toEqual({ period: '2026-11' })
  })

  it('are taken as they stand, a round in place of the period', () => {
    const filter = filterOf(new URLSearchParams(`period=2026-Q3&round=DEMO-1&unit=${UNIT}&class=1&level=unit&depth=2&edition=3&lens=kano`), TODAY)
    expect(filter).toMatchObject({ round: 'DEMO-1', unit: UNIT, class: 1, level: 'unit', depth: 2, edition: '3', lens: 'kano' })
    expect(scopeQuery(filter)).toEqual({ round: 'DEMO-1', org_unit: UNIT })
    expect(windowQuery({ ...filter, round: null })).toEqual({ period: '2026-Q3' })
  })

  it('pass over what is none', () => {
    const filter = filterOf(new URLSearchParams('period=2026-13&unit=x&class=7&level=city&depth=9&edition=0&lens=x&round='), TODAY)
    expect(filter).toEqual(filterOf(new URLSearchParams(), TODAY))
  })

  it('carry window and place to the next page', () => {
    const search = new URLSearchParams(`period=2026-10&unit=${UNIT}&class=1&sort=score&q=x`)
    expect(carried(search)).toBe(`?period=2026-10&unit=${UNIT}`)
    expect(carried(search, { unit: null, item: 'a.b' })).toBe('?period=2026-10&item=a.b')
    expect(carried(new URLSearchParams())).toBe('')
  })

  it('name items without a dot, which servers take for a file', () => {
    expect(itemPath('approach.night_sign_lit')).toBe('/desk/hq/items/approach~night_sign_lit')
    expect(itemOf('approach~night_sign_lit')).toBe('approach.night_sign_lit')
  })
})

describe('the tree of units', () => {
  const unit = (id: string, parent_id: string | null) => ({ id, parent_id })

  it('counts stations in every unit above them, also in a ring', () => {
    const units = [unit('b', 'r'), unit('r', null), unit('a1', 'a'), unit('a', 'r'), unit('lost', 'gone')]
    const counts = stationsBelow(units, [{ org_unit_id: 'a1' }, { org_unit_id: 'a' }, { org_unit_id: 'b' }, { org_unit_id: '?' }])
    expect([counts.get('r'), counts.get('a'), counts.get('a1'), counts.get('b'), counts.get('lost')]).toEqual([3, 2, 1, 1, undefined])
    const ring = stationsBelow([unit('x', 'y'), unit('y', 'x')], [{ org_unit_id: 'x' }])
    expect([ring.get('x'), ring.get('y')]).toEqual([1, 1])
  })
})

describe('the front page', () => {
  const order = (id: string, type: string, due_at: string | null) => ({ id, station_id: 's', station_code: 'S', item: 'i', class: type, due_at })

  it('says what burns: the most dangerous class first, how many and since when', () => {
    const now = Date.parse('2026-11-26T12:00:00Z')
    const found = fires([order('1', 'T7', '2026-11-26T11:30:00Z'), order('2', 'T0', '2026-11-25T12:00:00Z'), order('3', 'T7', '2026-11-20T12:00:00Z'), order('4', 'T3', null)], now)
    expect(found.map(({ class: name, count, oldest, over_h }) => [name, count, oldest.id, over_h])).toEqual([
      ['T0', 1, '2', 24], ['T3', 1, '4', null], ['T7', 2, '3', 144],
    ])
    expect(fires([], now)).toEqual([])
  })

  it('sets values beside those before, and never makes a zero of nothing', () => {
    expect(change(9247, 9245)).toEqual({ now: 9247, before: 9245, delta: 2 })
    expect(change(9247, undefined)).toEqual({ now: 9247, before: null, delta: null })
    expect(change(0, 3).delta).toBe(-3)
  })

  it('names who moved most', () => {
    const rows = [rowOf({ code: 'A', movement: 6 }), rowOf({ code: 'B', movement: -5 }), rowOf({ code: 'C', movement: 0 }), rowOf({ code: 'D', movement: 2 }), rowOf({ code: 'E', movement: null })]
    const { up, down } = movers(rows, 1)
    expect([up.map(({ code }) => code), down.map(({ code }) => code)]).toEqual([['A'], ['B']])
  })
})
