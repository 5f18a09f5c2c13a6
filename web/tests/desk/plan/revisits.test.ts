// What is offered when a re-visit is planned by hand.
import { describe, expect, test, vi } from 'vitest'
import { planRevisit } from '../../../src/desk/plan/acts'
import { byLastDay, firstDays, isLate, mayEnd, mayPlan, roundFor } from '../../../src/desk/plan/revisits'
import { BLANK } from '../../../src/desk/plan/script'

const days = { first_day: '2026-06-10', last_day: '2026-06-18' }
const noon = (day: string) => Date.parse(`${day}T12:00:00+08:00`)

describe('the days of a re-visit', () => {
  test('are its own as long as they are to come', () => {
    expect(firstDays(days, noon('2026-06-01'))).toEqual({ day: '2026-06-10', last: '2026-06-18' })
  })
  test('are what is left of them, and the next day when they are over', () => {
    expect(firstDays(days, noon('2026-06-14'))).toEqual({ day: '2026-06-15', last: '2026-06-18' })
    expect(firstDays(days, noon('2026-06-17'))).toEqual({ day: '2026-06-18', last: '' })
    expect(firstDays(days, noon('2026-07-01'))).toEqual({ day: '2026-07-02', last: '' })
  })
  test('begin by the day of Shanghai', () => {
    expect(firstDays(days, Date.parse('2026-06-13T16:30:00Z'))).toEqual({ day: '2026-06-15', last: '2026-06-18' })
  })
})

test('the round that holds the most of its days is offered, never a closed one', () => {
  const round = (id: string, state: 'draft' | 'open' | 'closed', first_day: string, last_day: string) => ({ id, state, first_day, last_day })
  const rounds = [round('may', 'open', '2026-05-01', '2026-06-11'), round('june', 'open', '2026-06-11', '2026-06-30'), round('shut', 'closed', '2026-06-01', '2026-06-30')]
  expect(roundFor(rounds, days)).toEqual({ round_id: 'june' })
  expect(roundFor(rounds.slice(0, 1), days)).toEqual({ round_id: 'may' })
  expect(roundFor(rounds, { first_day: '2026-08-01', last_day: '2026-08-09' })).toEqual({})
})

test('what is still to be made stands by its last day, and says when that is over', () => {
  const one = (state: string, last_day: string) => ({ state, last_day }) as { state: 'waiting'; last_day: string }
  const rows = [one('planned', '2026-06-18'), one('done', '2026-07-01'), one('waiting', '2026-06-10'), one('done', '2026-05-01')]
  expect(byLastDay(rows).map((row) => row.last_day)).toEqual(['2026-07-01', '2026-05-01', '2026-06-10', '2026-06-18'])
  expect(rows.map((row) => isLate(row, noon('2026-06-11')))).toEqual([false, false, true, false])
  expect(isLate(one('waiting', '2026-06-10'), noon('2026-06-10'))).toBe(false)
})

test('it may be ended while it waits or when its visit came to nothing', () => {
  expect(mayEnd({ state: 'waiting', assignment: null } as never)).toBe(true)
  expect(mayEnd({ state: 'planned', assignment: { id: 'a', state: 'declined' } } as never)).toBe(true)
  expect(mayEnd({ state: 'planned', assignment: { id: 'a', state: 'issued' } } as never)).toBe(false)
  expect(mayEnd({ state: 'done', assignment: null } as never)).toBe(false)
})

test('a re-visit whose cause may be appealed again is not offered to be planned', () => {
  expect(mayPlan({ state: 'waiting', cause_open: false })).toBe(true)
  expect(mayPlan({ state: 'waiting', cause_open: true })).toBe(false)
  expect(mayPlan({ state: 'planned', cause_open: false })).toBe(false)
})

test('a re-visit goes out with its question and purchase', async () => {
  const bodies: unknown[] = []
  vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
    bodies.push(JSON.parse(init.body as string))
    return Promise.resolve({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve({ results: [{ id: 'v', status: 'created' }] }) })
  })
  const wish = { shopper_id: 'p', round_id: 'r', slot: 'day', window_start: 'a', window_end: 'b', reason: '' }
  expect(await planRevisit({ id: 'x', station: { id: 's' } }, wish, 'v', { ...BLANK, question_zh: '问', question_en: 'ask', invoice: 'no' })).toEqual({ ok: true })
  vi.unstubAllGlobals()
  expect(bodies).toMatchObject([{ items: [{ revisit_id: 'x', question_zh: '问', question_en: 'ask', purchase: { invoice: false } }] }])
})
