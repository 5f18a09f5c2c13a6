import { describe, expect, test } from 'vitest'
import { byUrgency, counts, found, groupOf, hindered, isLate, next, nextAfterDone } from '../../../src/desk/review/logic/queue'
import { ME, NOW, row } from './support'

const later = '2026-11-26T08:20:00Z'
const red = row('red', { score: { valid: true, bonus_bp: 0, red_lines: 1 } })
const doubt = row('doubt', { hard_flags: 1 })
const old = row('old', { received_at: '2026-11-24T06:00:00Z' })
const young = row('young')
const second = row('second', { state: 'second_review', reviewer: { id: 'other', name: '' } })
const mine = row('mine', { state: 'in_review', claimed_by: { id: ME, name: '' }, claimed_until: later })
const held = row('held', { hard_flags: 3, state: 'in_review', claimed_by: { id: 'other', name: '' }, claimed_until: later })
const own = row('own', { state: 'second_review', reviewer: { id: ME, name: '' } })
const all = [young, second, held, old, doubt, own, red, mine]
const ids = (rows: { id: string }[]): string[] => rows.map((one) => one.id)

describe('the order of the queue', () => {
  test('what is mine, red lines, doubts, the oldest, second reviews; what is in other hands last in its group', () => {
    expect(ids(byUrgency(all, ME, NOW))).toEqual(['mine', 'red', 'doubt', 'held', 'old', 'young', 'second', 'own'])
  })
  test('a claim that has run out is nobody\u2019s', () => {
    const then = NOW + 3_600_000
    expect(hindered(held, ME, then)).toBeNull()
    expect(groupOf(mine, ME, then)).toBe('waiting')
  })
  test('within a group the nearest limit of the first review stands first; without one, last', () => {
    const soon = row('soon', { review_by: '2026-11-26T09:00:00Z' })
    const late = row('late', { review_by: '2026-11-26T07:00:00Z', received_at: '2026-11-26T07:30:00Z' })
    expect(ids(byUrgency([young, soon, old, late], ME, NOW))).toEqual(['late', 'soon', 'old', 'young'])
    expect([late, soon, young].map((one) => isLate(one, NOW))).toEqual([true, false, false])
  })
  test('a red line in a second review is a red line', () => expect(groupOf({ ...second, score: red.score }, ME, NOW)).toBe('red'))
  test('groups are counted', () => expect(counts(all, ME, NOW)).toEqual({ mine: 1, red: 1, doubt: 2, waiting: 2, second: 2 }))
})

describe('what comes next', () => {
  const sorted = byUrgency(all, ME, NOW)
  test('the next that can be worked on, round from the end', () => {
    expect(next(sorted, 'doubt', ME, NOW)?.id).toBe('old')
    expect(next(sorted, 'second', ME, NOW)?.id).toBe('mine')
    expect(next(sorted, 'doubt', ME, NOW, new Map(), true)?.id).toBe('red')
  })
  test('what was put aside comes only when nothing else is left, or when it changed', () => {
    const aside = new Map([['old', 1]])
    expect(next(sorted, 'doubt', ME, NOW, aside)?.id).toBe('young')
    expect(next(sorted.map((one) => (one.id === 'old' ? { ...one, version: 2 } : one)), 'doubt', ME, NOW, aside)?.id).toBe('old')
    const two = byUrgency([old, young], ME, NOW)
    expect(next(two, 'young', ME, NOW, aside)?.id).toBe('old')
  })
  test('after a verdict the most urgent, wherever one was', () => {
    expect(nextAfterDone(sorted, 'second', ME, NOW)?.id).toBe('mine')
    expect(nextAfterDone([held, own], 'x', ME, NOW)).toBeNull()
  })
  test('nothing when the only one is the present one', () => expect(next([old], 'old', ME, NOW)).toBeNull())
})

test('a search names station, code or shopper, every word of it', () => {
  expect(ids(found(all, 'station RED'))).toEqual(['red'])
  expect(ids(found(all, '晓云 old'))).toEqual(['old'])
  expect(found(all, ' ')).toHaveLength(all.length)
})
