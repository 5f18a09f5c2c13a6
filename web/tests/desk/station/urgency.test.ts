// What burns comes first; what waits for others last.

import { describe, expect, test } from 'vitest'
import { CLIP } from '../../../src/desk/net/clip'
import { byUrgency, clockOf, counts, groupOf, tone } from '../../../src/desk/station/lib/urgency'
import { lacks, longestExtension, verbsOf, type Piece } from '../../../src/desk/station/lib/verbs'
import type { FileRole } from '../../../src/desk/station/outbox/types'
import { order, withoutRules } from './orders'

/** Thursday, 26 November 2026, 15:50 in Shanghai. */
const NOW = Date.parse('2026-11-26T07:50:00Z')

describe('the next clock', () => {
  test('is the earliest of what is not done', () => {
    const issued = order('a', { times: { acknowledge_by: '2026-11-26T10:00:00Z', due_at: '2026-11-30T10:00:00Z' } })
    expect(clockOf(issued, NOW)).toEqual({ task: 'acknowledge', at: Date.parse('2026-11-26T10:00:00Z') })
    expect(clockOf({ ...issued, state: 'acknowledged' }, NOW)).toEqual({ task: 'fix', at: Date.parse('2026-11-30T10:00:00Z') })
    const danger = order('b', { class: 'T0', state: 'acknowledged', times: { contain_by: '2026-11-26T08:00:00Z', due_at: '2026-11-27T06:00:00Z' } })
    expect(clockOf(danger, NOW).task).toBe('contain')
    expect(clockOf({ ...danger, times: { ...danger.times, contained_at: '2026-11-26T07:00:00Z' } }, NOW).task).toBe('fix')
    expect(clockOf(order('c', { class: 'T30', times: { plan_by: '2026-12-02T10:00:00Z', due_at: '2026-12-25T10:00:00Z' } }), NOW).task).toBe('plan')
  })

  test('is the verifier\'s once it is handed in, and none when it is over', () => {
    expect(clockOf(order('a', { state: 'submitted', times: { verify_by: '2026-11-30T10:00:00Z' } }), NOW)).toEqual({ task: 'wait', at: Date.parse('2026-11-30T10:00:00Z') })
    expect(clockOf(order('a', { state: 'closed', times: { due_at: '2026-11-25T10:00:00Z' } }), NOW)).toEqual({ task: 'none', at: null })
  })

  test('is the fix once the due time is over, and of a red line first the danger', () => {
    const late = { acknowledge_by: '2026-11-24T10:00:00Z', due_at: '2026-11-25T10:00:00Z', overdue: true }
    expect(clockOf(order('a', { times: late }), NOW)).toEqual({ task: 'fix', at: Date.parse('2026-11-25T10:00:00Z') })
    expect(clockOf(order('a', { class: 'T0', times: { ...late, contain_by: '2026-11-24T12:00:00Z' } }), NOW).task).toBe('contain')
  })

  test('that waits for the calendar has no time', () => {
    expect(clockOf(order('a', { times: { pending_calendar: 2027 } }), NOW)).toEqual({ task: 'fix', at: null })
  })
})

describe('orders', () => {
  const red = order('red', { class: 'T0', times: { contain_by: '2026-11-26T09:00:00Z', due_at: '2026-11-27T02:00:00Z' } })
  const late1 = order('late1', { class: 'T1', times: { due_at: '2026-11-25T23:00:00Z', overdue: true } })
  const late3 = order('late3', { times: { due_at: '2026-10-26T10:00:00Z', overdue: true } })
  const late3b = order('late3b', { times: { due_at: '2026-11-23T10:00:00Z', overdue: true } })
  const today = order('today', { times: { acknowledge_by: '2026-11-26T10:00:00Z', due_at: '2026-11-30T10:00:00Z' } })
  const later = order('later', { state: 'acknowledged', times: { due_at: '2026-12-04T10:00:00Z' } })
  const paused = order('paused', { times: { paused_since: '2026-11-25T02:00:00Z', due_at: '2026-11-26T10:00:00Z' } })
  const handedIn = order('handedIn', { state: 'submitted', times: { verify_by: '2026-11-27T10:00:00Z' } })
  const closed = order('closed', { state: 'closed', times: { closed_at: '2026-11-20T02:00:00Z' } })

  test('stand in the order of danger: red lines, late by class and age, today, later, paused, with the office, over', () => {
    const all = [closed, handedIn, paused, later, today, late3b, late3, late1, red]
    expect(byUrgency(all, NOW).map(({ group, orders }) => [group, orders.map((one) => one.id)])).toEqual([
      ['danger', ['red']], ['overdue', ['late1', 'late3', 'late3b']], ['today', ['today']], ['later', ['later']], ['paused', ['paused']],
      ['office', ['handedIn']], ['over', ['closed']],
    ])
    expect(counts(all, NOW)).toMatchObject({ danger: 1, overdue: 3, today: 1, paused: 1, office: 1 })
  })

  test('that are late although the server has not said so yet are late', () => {
    expect(groupOf(order('a', { times: { due_at: '2026-11-26T07:00:00Z' } }), NOW)).toBe('overdue')
  })

  test('of the red line stay first although an appeal is open: their clock never stops', () => {
    expect(groupOf({ ...red, times: { ...red.times, paused_since: '2026-11-25T02:00:00Z' } }, NOW)).toBe('danger')
  })

  test('warn when little of their time is left', () => {
    const soon = order('a', { class: 'T1', state: 'acknowledged', times: { starts_at: '2026-11-25T09:00:00Z', due_at: '2026-11-26T09:00:00Z' } })
    expect(tone(clockOf(soon, NOW), soon, NOW)).toBe('soon')
    expect(tone(clockOf(later, NOW), later, NOW)).toBe('calm')
    expect(tone(clockOf(late1, NOW), late1, NOW)).toBe('late')
    expect(tone(clockOf(paused, NOW), paused, NOW)).toBe('calm')
  })
})

const piece = (content_type: string) => (role: FileRole): Piece => ({ role, content_type })
const [photo, paper, clip] = [piece('image/jpeg'), piece('application/pdf'), piece(CLIP)] as const

describe('verbs', () => {
  test('are those that the order waits for', () => {
    const due = { due_at: '2026-11-30T10:00:00Z' }
    expect(verbsOf(order('a', { times: due }), false, NOW)).toEqual(['acknowledge', 'submit', 'extensions'])
    expect(verbsOf(order('a', { state: 'acknowledged', times: due }), true, NOW)).toEqual(['submit'])
    expect(verbsOf(order('a', { class: 'T0', times: { ...due, contain_by: '2026-11-26T09:00:00Z' } }), false, NOW)).toEqual(['acknowledge', 'contain', 'submit'])
    expect(verbsOf(order('a', { class: 'T30', state: 'acknowledged', times: { ...due, plan_by: '2026-12-02T10:00:00Z' } }), false, NOW)).toEqual(['plan', 'submit', 'extensions'])
    expect(verbsOf(order('a', { times: { due_at: '2026-11-25T10:00:00Z', overdue: true } }), false, NOW)).toEqual(['acknowledge', 'submit'])
    expect(verbsOf(order('a', { state: 'submitted', times: due }), false, NOW)).toEqual([])
    expect(verbsOf(order('a', { times: { ...due, paused_since: '2026-11-25T02:00:00Z' } }), false, NOW)).toEqual(['acknowledge', 'submit'])
  })

  test('a submission says what it lacks', () => {
    const again = order('a', { root_cause_needed: true })
    expect(lacks(again, {}, [])).toEqual(['note', 'root_cause', 'evidence'])
    expect(lacks(again, { note: ' ', root_cause: 'no plan' }, [photo('before')])).toEqual(['note', 'after'])
    expect(lacks(again, { note: 'washed', root_cause: 'no plan' }, [photo('before'), photo('after')])).toEqual([])
    expect(lacks(order('a'), { note: 'trained' }, [paper('document')])).toEqual([])
  })

  test('what was repaired or priced has to be seen; what staff do may stand on a paper alone', () => {
    const of = (fix: string | undefined, ...pieces: Piece[]) => {
      const one = order('a')
      return lacks({ ...one, item: { ...one.item, ...(fix ? { fix } : {}) } }, { note: 'done' }, pieces)
    }
    for (const fix of ['repair', 'price']) {
      expect([of(fix), of(fix, photo('document')), of(fix, photo('before')), of(fix, photo('after'))], fix).toEqual([['now'], ['now'], ['now'], []])
      // A paper or a clip shows nothing of how it is now, whatever it is called.
      for (const other of [paper('after'), clip('after')]) expect([of(fix, other), of(fix, other, photo('before')), of(fix, other, photo('after'))], fix).toEqual([['now'], ['now'], []])
    }
    for (const fix of ['behaviour', undefined]) {
      expect([of(fix), of(fix, paper('document')), of(fix, photo('before')), of(fix, photo('after')), of(fix, paper('after')), of(fix, clip('after'))], fix).toEqual([['evidence'], [], ['after'], [], [], []])
    }
  })

  test('more time is asked for by the rules that the server tells; of an order without them it is not offered', () => {
    const one = order('a', { class: 'T3', state: 'acknowledged', times: { due_at: '2026-11-30T10:00:00Z' } })
    const other = { ...one, rules: { in_working_days: [], longest_extension: { unit: 'working_days', amount: 2 } } }
    expect([longestExtension(other), verbsOf(other, false, NOW)]).toEqual([{ unit: 'working_days', amount: 2 }, ['submit', 'extensions']])
    for (const none of [withoutRules(one), { ...one, rules: { in_working_days: ['fix'] } }]) expect([longestExtension(none), verbsOf(none, false, NOW)]).toEqual([null, ['submit']])
  })
})
