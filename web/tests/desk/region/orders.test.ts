// What burns, what waits for the office, and in which order.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asksForTime, byDanger, bySeverity, deadlines, dueNext, endOfDay, morning, tasks, waiting, type Order } from '../../../src/desk/region/orders'
import { order } from './make'

const now = Date.parse('2026-11-26T02:00:00Z')
const asked = { id: 'e', cause: 'parts', reason: 'x', to: '2026-11-27T10:00:00Z', asked_at: '2026-11-25T02:00:00Z' } as Order['extension']
const critical = { id: 'safety.x', n: 1, severity: 'critical', text: null } as Order['item']

describe('the day in Shanghai', () => {
  test.each([
    ['2026-11-26T02:00:00Z', '2026-11-26T15:59:59.999Z'],
    ['2026-11-26T15:59:59.999Z', '2026-11-26T15:59:59.999Z'],
    ['2026-11-26T16:00:00Z', '2026-11-27T15:59:59.999Z'],
  ])('%s ends at %s', (from, to) => expect(new Date(endOfDay(Date.parse(from))).toISOString()).toBe(to))
})

describe('what the office has to do', () => {
  test.each([
    ['draft', null, ['issue']],
    ['issued', null, []],
    ['issued', asked, ['decide']],
    ['submitted', asked, ['verify', 'decide']],
    ['submitted', { ...asked, granted: false, decided_at: '2026-11-25T03:00:00Z' }, ['verify']],
    ['verified', null, ['check']],
    ['closed', null, []],
  ] as const)('%s, extension %j: %j', (state, extension, wanted) => {
    expect(tasks(order({ state, extension: extension as Order['extension'] }))).toEqual(wanted)
  })
  test('an extension that lapsed does not wait', () => {
    expect(asksForTime(order({ extension: { ...asked!, decided_at: '2026-11-25T03:00:00Z' } }))).toBe(false)
  })
  test('the next due time is that of whoever has to act', () => {
    const times = { due_at: '2026-11-26T10:00:00Z', verify_by: '2026-11-27T10:00:00Z', check_by: '2026-11-28T10:00:00Z' }
    expect(dueNext(order({ state: 'submitted', times }))).toBe(Date.parse(times.verify_by))
    expect(dueNext(order({ state: 'verified', times }))).toBe(Date.parse(times.check_by))
    expect(dueNext(order({ state: 'draft', issue_by: '2026-11-27T10:00:00Z' }))).toBe(Date.parse('2026-11-27T10:00:00Z'))
    expect(dueNext(order({ times: { ...times, paused_since: '2026-11-25T00:00:00Z' } }))).toBeNull()
  })
})

describe('the morning page', () => {
  const late = order({ times: { overdue: true, due_at: '2026-11-25T10:00:00Z' } })
  const red = order({ item: critical, class: 'T0', times: { issued_at: '2026-11-26T01:00:00Z', due_at: '2026-11-27T01:00:00Z' } })
  const old = order({ item: critical, class: 'T0', state: 'acknowledged', times: { issued_at: '2026-11-24T01:00:00Z', overdue: true } })
  const today = order({ times: { due_at: '2026-11-26T10:00:00Z' } })
  const tomorrow = order({ times: { due_at: '2026-11-26T16:00:00Z' } })
  const paused = order({ times: { due_at: '2026-11-26T10:00:00Z', paused_since: '2026-11-25T00:00:00Z' } })
  const handed = order({ state: 'submitted', times: { due_at: '2026-11-26T10:00:00Z', verify_by: '2026-11-30T10:00:00Z' } })
  const draft = order({ state: 'draft', times: { due_at: null, issued_at: null } })
  const closed = order({ state: 'closed', times: { overdue: true } })
  const page = morning([late, red, old, today, tomorrow, paused, handed, draft, closed, late], now)

  test('overdue, the worst first, each once', () => expect(page.overdue.map(({ id }) => id)).toEqual([old.id, late.id]))
  test('due today is with the station, runs, and ends in Shanghai’s day', () => expect(page.today).toEqual([today]))
  test('new red lines are those of the last 24 hours; calls are what nobody acknowledged', () => {
    expect(page.redLines).toEqual([red])
    expect(page.calls).toEqual([red])
  })
  test('what waits is counted', () => {
    expect(page.issue).toEqual([draft])
    expect(page.verify).toEqual([handed])
    expect(waiting(page)).toBe(2)
  })
  test('severities are counted', () => expect(bySeverity(page.overdue)).toEqual({ critical: 1, major: 1, minor: 0 }))
})

test('the order by danger is total: it does not depend on what was first', () => {
  const some = fc.record({
    severity: fc.constantFrom('critical', 'major', 'minor'),
    class: fc.constantFrom('T0', 'T1', 'T3', 'T7', 'T30'),
    due: fc.integer({ min: 0, max: 9 }),
    code: fc.constantFrom('A', 'B', 'C'),
  })
  const key = (one: Order) => `${one.item.severity} ${one.class} ${one.times.due_at} ${one.station.code}`
  fc.assert(
    fc.property(fc.array(some, { maxLength: 12 }), (rows) => {
      const all = rows.map((row) =>
        order({
          class: row.class,
          item: { id: 'x', n: 1, severity: row.severity, text: null } as Order['item'],
          station: { id: row.code, code: row.code, name: { zh: row.code, en: row.code } },
          times: { due_at: `2026-11-2${row.due}T00:00:00Z` },
        }),
      )
      expect([...all].sort(byDanger).map(key)).toEqual([...all].reverse().sort(byDanger).map(key))
    }),
  )
})

test('deadlines of drafts are told by class, what is due first first, without a calendar last', () => {
  const draft = (of: string, due_at: string | null, latest_due_at: string | null = null) => order({ state: 'draft', class: of, if_issued: { due_at, pending_calendar: null, latest_due_at } } as never)
  const [a, b, c, d] = [draft('T7', '2026-12-08T10:00:00Z', '2026-12-20T10:00:00Z'), draft('T30', null), draft('T1', '2026-11-27T10:00:00Z'), draft('T7', '2026-12-08T10:00:00Z', '2026-12-19T10:00:00Z')]
  expect(deadlines([a, b, c, d])).toEqual([
    { class: 'T1', due: '2026-11-27T10:00:00Z', latest: null, orders: [c] },
    // What both allow.
    { class: 'T7', due: '2026-12-08T10:00:00Z', latest: Date.parse('2026-12-19T10:00:00Z'), orders: [a, d] },
    { class: 'T30', due: null, latest: null, orders: [b] },
  ])
})
