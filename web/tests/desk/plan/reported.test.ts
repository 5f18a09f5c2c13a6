// What shoppers said, what waits for a planner, what may be taken from whom, plans as files.

import { describe, expect, test } from 'vitest'
import { asCsv } from '../../../src/desk/plan/csv'
import type { PlanRow } from '../../../src/desk/plan/draft'
import { readPlan } from '../../../src/desk/plan/paste'
import { reported, waits } from '../../../src/desk/plan/reported'
import { BLANK } from '../../../src/desk/plan/script'
import { holdersOf, takable } from '../../../src/desk/plan/take'
import type { Assignment } from '../../../src/desk/plan/reads.svelte'

const visit = (id: string, state: Assignment['state'], more: object = {}) => ({ id, state, station: { id: `s-${id}` }, holder: { person_id: `p-${id}` }, ...more }) as Assignment

test('reports of all visits, the newest first, of one kind', () => {
  const all = [
    visit('a', 'declined', { reports: [{ id: '1', kind: 'decline', received_at: '2026-11-01T00:00:00Z' }] }),
    visit('b', 'issued', { reports: [{ id: '2', kind: 'recognised', received_at: '2026-11-03T00:00:00Z' }, { id: '3', kind: 'impossible', received_at: '2026-11-02T00:00:00Z' }] }),
    visit('c', 'issued'),
  ]
  expect(reported(all, '').map(({ report }) => report.id)).toEqual(['2', '3', '1'])
  expect(reported(all, 'decline').map(({ assignment }) => assignment.id)).toEqual(['a'])
})

test('what was planned again does not wait; of stations that are not listed nothing is known', () => {
  const open = (stage: string) => ({ open: [{ station_id: 's-a', stage }], not_covered: 1 }) as never
  expect(waits(visit('a', 'declined'), undefined)).toBe(true)
  expect(waits(visit('a', 'declined'), open('nothing'))).toBe(true)
  expect(waits(visit('a', 'declined'), open('assigned'))).toBe(false)
  expect(waits(visit('b', 'declined'), open('nothing'))).toBe(false)
  expect(waits(visit('b', 'declined'), { open: [], not_covered: 600 })).toBe(true)
})

test('what a state allows', () => {
  const all = [visit('a', 'issued'), visit('b', 'declined'), visit('c', 'impossible'), visit('d', 'delivered'), visit('e', 'withdrawn')]
  expect(takable(all, 'reassign').map(({ id }) => id)).toEqual(['a', 'b'])
  expect(takable(all, 'withdraw').map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  expect(takable(all, 'again').map(({ id }) => id)).toEqual(['b', 'c', 'd', 'e'])
  expect(holdersOf([all[0]!, visit('x', 'issued', { holder: { person_id: 'p-a' } })]).map(({ person_id }) => person_id)).toEqual(['p-a'])
})

describe('what was refused as a file', () => {
  const row = { station: { id: 's', code: 'GZ001' }, shopper: { id: 'p', username: 'shopper-01' }, slot: { id: 'day' }, day: '2026-11-30', lastDay: '2026-12-01', selfService: true, reason: 'near, "only" she', script: { ...BLANK, question_zh: '能洗车吗，现在？', question_en: 'Car wash, now?', store_max: '12.5', invoice: 'no' } } as PlanRow
  test('is read again as it was', () => {
    const { rows, faults } = readPlan(asCsv([row, { ...row, lastDay: row.day, selfService: false, reason: '' }]))
    expect(faults).toEqual([])
    expect(rows).toMatchObject([
      { station: 'GZ001', shopper: 'shopper-01', slot: 'day', day: '2026-11-30', lastDay: '2026-12-01', selfService: true, reason: 'near, "only" she' },
      { lastDay: '2026-11-30', selfService: false, reason: '' },
    ])
  })
  test('has the question and the purchase of the whole plan in each row', () => {
    const common = { ...BLANK, question_zh: '问', question_en: 'ask', fuel_min: '100', fuel_max: '200' }
    const { rows } = readPlan(asCsv([row, { ...row, station: { id: 't', code: 'GZ002' }, script: BLANK }], common))
    expect(rows.map(({ script }) => script)).toEqual([{ ...row.script, fuel_min: '100', fuel_max: '200' }, common])
  })
  test('says why, and begins no formula', () => {
    const refused = { ...row, script: BLANK, reason: '=cmd()', said: { status: 'refused' as const, faults: [], rules: [{ code: 'rotation_days', message: 'too soon' }] } }
    expect(asCsv([refused])).toContain(",'=cmd(),,,,,,,too soon\r\n")
  })
})
