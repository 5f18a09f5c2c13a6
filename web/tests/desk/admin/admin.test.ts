import { describe, expect, it } from 'vitest'
import { isMissingNow, knownUntil } from '../../../src/desk/admin/calendar'
import { itemChanges, leavesOf, ruleChanges, type Version } from '../../../src/desk/admin/compare'
import { endOfDay, startOfDay } from '../../../src/desk/admin/days'
import { degreesOf } from '../../../src/desk/admin/degrees'
import { grantFaults } from '../../../src/desk/admin/grants'
import { csvRows, faultsOf, linesOf, typeOf, withRows } from '../../../src/desk/admin/import'
import { noAnswer } from '../../../src/desk/net/problem'

describe('files of rows', () => {
  it('splits quotes, doubled quotes and line ends inside of quotes', () => {
    expect(csvRows('a,b\r\n"x, ""y""","1\n2"\r\n')).toEqual([['a', 'b'], ['x, "y"', '1\n2']])
    expect(csvRows('a\nlast')).toEqual([['a'], ['last']])
  })

  it('counts lines as an editor does', () => {
    expect(linesOf([['a'], ['1\n2'], ['x']])).toEqual([1, 2, 4])
  })

  it('puts faults beside their rows, from a try and from a refusal', () => {
    const rows = [['code', 'lat'], ['NJ001', '999']]
    const [fault] = withRows([{ line: 2, column: 'lat', code: 'out_of_range', message: 'no such place' }], rows)
    expect(fault?.cells).toEqual(['NJ001', '999'])
    const problem = { ...noAnswer(422), violations: [{ pointer: '/2/lat', code: 'out_of_range', message: 'no such place' }] }
    expect(faultsOf(problem)).toEqual([{ line: 2, column: 'lat', code: 'out_of_range', message: 'no such place', value: null }])
  })

  it('go out as what they are', () => {
    expect(['a.xlsx', 'B.XLS', 'c.csv', 'd'].map((name) => typeOf(name).includes('spreadsheetml'))).toEqual([true, true, false, false])
  })
})

describe('roles', () => {
  it('keep the wall between those who look and those who are looked at', () => {
    expect(grantFaults([{ role: 'shopper' }, { role: 'region', org_unit_id: 'u' }])).toEqual(['wall'])
    expect(grantFaults([{ role: 'reviewer' }, { role: 'station', station_id: 's' }])).toEqual(['wall'])
    expect(grantFaults([{ role: 'reviewer' }, { role: 'planner' }])).toEqual([])
  })
  it('need a station where they are of one, and stand once', () => {
    expect(grantFaults([{ role: 'station' }])).toEqual(['no_station'])
    expect(grantFaults([{ role: 'hq' }, { role: 'hq' }])).toEqual(['twice'])
    expect(grantFaults([])).toEqual(['none'])
  })
})

describe('degrees', () => {
  it('are taken only where there is such a place', () => {
    expect(degreesOf('31.2304', 'lat')).toBe(312_304_000)
    expect(degreesOf('', 'lat')).toBeNull()
    for (const [text, which] of [['91', 'lat'], ['181', 'lon'], ['31,2', 'lat'], ['abc', 'lon']] as const) expect(degreesOf(text, which), text).toBeUndefined()
  })
})

describe('two checklist versions', () => {
  const item = (id: string, n: number, more: object = {}): object => ({
    id, n, touchpoint: 'approach', text: { zh: id, en: id }, answer: { kind: 'pass_fail' }, points: 10, bonus_bp: 0, severity: 'minor', photo: 'never', ...more,
  })
  const version = (items: object[], more: object = {}): Version =>
    ({ id: 'x', version: 1, title: { zh: '', en: '' }, sha256: '', items, flags: [], touchpoints: [], totals: {}, scoring: { coverage_min_bp: 8500 }, review: {}, period: {}, visit: {}, ...more }) as unknown as Version

  it('tell what came, what went and what changed', () => {
    const before = version([item('a', 1), item('b', 2), item('c', 3)])
    const after = version([item('a', 1, { points: 12, text: { zh: '新', en: 'a' } }), item('c', 2), item('d', 3)])
    const changes = itemChanges(before, after)
    expect(changes.map((one) => `${one.what} ${one.id}`)).toEqual(['changed a', 'changed c', 'added d', 'removed b'])
    expect(changes[0]?.differences).toEqual([{ part: 'text.zh', before: 'a', after: '新' }, { part: 'points', before: '10', after: '12' }])
  })

  it('are the same when nothing differs', () => {
    const one = version([item('a', 1)])
    expect([itemChanges(one, one), ruleChanges(one, one)]).toEqual([[], []])
  })

  it('tell which rules differ, by their path', () => {
    const after = version([], { scoring: { coverage_min_bp: 9000 }, touchpoints: [{ id: 'pay', weight_bp: 500 }] })
    expect(ruleChanges(version([]), after)).toEqual([
      { part: 'scoring.coverage_min_bp', before: '8500', after: '9000' },
      { part: 'touchpoints.pay.weight_bp', before: '', after: '500' },
    ])
    expect(leavesOf({ a: { b: [1, 2] } })).toEqual([['a.b.0', '1'], ['a.b.1', '2']])
  })
})

describe('days and years', () => {
  it('are those of Shanghai', () => {
    expect([startOfDay('2026-11-26'), endOfDay('2026-11-26')]).toEqual(['2026-11-25T16:00:00.000Z', '2026-11-26T16:00:00.000Z'])
  })
  it('are known until a year, and say whether one without data has begun', () => {
    expect(knownUntil({ years: [] })).toBeNull()
    const missing = { missing: 2027 }
    expect(isMissingNow(missing, Date.parse('2026-12-31T23:59:59+08:00'))).toBe(false)
    expect(isMissingNow(missing, Date.parse('2027-01-01T00:00:00+08:00'))).toBe(true)
    expect(isMissingNow({}, Date.parse('2027-01-01T00:00:00+08:00'))).toBe(false)
  })
})
