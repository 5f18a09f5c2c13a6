// The list of orders: what the server filters and what the desk does; bands and losses.

import { describe, expect, test } from 'vitest'
import { fits, queryOf, type OrderFilters } from '../../../src/desk/region/filter'
import { bandOf, bandsOf, points, shadeAt, shadeOf } from '../../../src/desk/region/heat'
import { lostLines } from '../../../src/desk/region/lost'
import { auditAt, stationAt } from '../../../src/desk/region/where'
import { order } from './make'

const none: OrderFilters = { q: '', item: '', task: '', state: '', severity: '', class: '', due: '', mark: '', unit: '' }
const now = Date.parse('2026-11-26T02:00:00Z')

describe('the list of orders', () => {
  test.each([
    [{}, { open: true }],
    [{ state: 'closed' }, { state: 'closed' }],
    [{ task: 'verify', state: 'closed' }, { state: 'submitted' }],
    [{ due: 'overdue', severity: 'critical', class: 'T1', unit: 'u' }, { open: true, overdue: true, severity: 'critical', class: 'T1', org_unit: 'u' }],
    [{ due: 'today' }, { open: true, overdue: false, due_by: 'end' }],
    [{ task: 'decide' }, { open: true, extension_waiting: true }],
    [{ due: 'paused' }, { open: true, paused: true }],
    [{ mark: 'red_list' }, { open: true, mark: 'red_list' }],
    [{ mark: 'supervision', state: 'issued', unit: 'u' }, { state: 'issued', mark: 'supervision', org_unit: 'u' }],
    // Of what is not read there is nothing to look through: the server looks.
    [{ q: 'GZ001', item: 'restroom.clean_surfaces' }, { open: true, q: 'GZ001', item: 'restroom.clean_surfaces' }],
  ])('%j asks %j', (over, wanted) => expect(queryOf({ ...none, ...over }, 'end')).toEqual(wanted))
  test('due today is with the station, runs, and lies in the day', () => {
    const today = { ...none, due: 'today' }
    expect(fits(order(), today, now)).toBe(true)
    expect(fits(order({ state: 'submitted' }), today, now)).toBe(false)
    expect(fits(order({ times: { due_at: '2026-11-26T01:00:00Z' } }), today, now)).toBe(false)
    expect(fits(order({ times: { paused_since: '2026-11-25T01:00:00Z' } }), today, now)).toBe(false)
  })
  test('a task is more than a state', () => {
    expect(fits(order({ state: 'verified' }), { ...none, task: 'check' }, now)).toBe(true)
  })
})

describe('bands of scores', () => {
  const bands = bandsOf({ grades: [{ grade: 'excellent', min_bp: 9000 }, { grade: 'good', min_bp: 8000 }, { grade: 'fail', min_bp: 6000 }, { grade: 'fail', min_bp: 0 }, { odd: 1 }] })
  test('grades of one word are one band', () => expect(bands).toEqual([{ grade: 'excellent', min: 9000 }, { grade: 'good', min: 8000 }, { grade: 'fail', min: 0 }]))
  test.each([[9000, 'excellent'], [8999, 'good'], [0, 'fail'], [null, undefined]])('%s is %s', (score, grade) => expect(bandOf(score, bands)?.grade).toBe(grade))
  test('a cell has the shade of its band in the legend', () => {
    expect([9500, 8500, 10, null].map((score) => shadeOf(score, bands))).toEqual([6, 3, 0, null])
    expect([0, 1, 2].map((place) => shadeAt(place, 3))).toEqual([0, 3, 6])
    expect(shadeOf(5000, [])).toBeNull()
  })
  test('without bands the number stands alone; a miss never shows as full', () => {
    expect(bandsOf(undefined)).toEqual([])
    expect(points(9999)).toBe('99')
  })
})

test('what cost most stands first; what did not apply cost nothing', () => {
  const line = (n: number, nominal: number, earned: number, state = 'answered') => ({ n, item: `i${n}`, nominal, earned, state }) as never
  expect(lostLines([line(1, 10, 8), line(2, 20, 0), line(3, 20, 0, 'na'), line(4, 5, 5), line(5, 2, 0)]).map(({ n }) => n)).toEqual([2, 1, 5])
})

test('a station and an audit are looked at in the pages of one’s role', () => {
  expect(stationAt('region', 's')).toBe('/desk/region/stations/s')
  expect(stationAt('hq', 's')).toBe('/desk/hq/stations/s')
  expect(stationAt('reviewer', 's')).toBeUndefined()
  expect(auditAt('region', 's', 'a')).toBe('/desk/region/stations/s?audit=a')
  expect(auditAt('auditor', 's', 'a')).toBe('/desk/hq/audits/a')
  expect(auditAt('appeal_l1', 's', 'a')).toBe('/desk/review/audits/a')
  expect(auditAt('planner', 's', 'a')).toBeUndefined()
})
