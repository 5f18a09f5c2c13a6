// Working days that are left, over the server's own vectors of due times and the calendar of 2026.

import { describe, expect, test } from 'vitest'
import { inWorkingDays, leftUntil, type Calendar } from '../../../src/desk/station/lib/workdays'
import vectors from '../../../../tests/vectors/calendar.json'
import { order, withoutRules } from './orders'

const DAY_MS = 86_400_000
/** Days from the first to the last. */
const span = (from: string, to: string): string[] =>
  Array.from({ length: (Date.parse(to) - Date.parse(from)) / DAY_MS + 1 }, (_, n) => new Date(Date.parse(from) + n * DAY_MS).toISOString().slice(0, 10))
const isWeekend = (day: string): boolean => [0, 6].includes(new Date(day).getUTCDay())
const HOLIDAYS = [['01-01', '01-03'], ['02-15', '02-23'], ['04-04', '04-06'], ['05-01', '05-05'], ['06-19', '06-21'], ['09-25', '09-27'], ['10-01', '10-07']]
const CALENDAR: Calendar = {
  close_hour: 18,
  years: [{
    year: 2026, source: { zh: '', en: '' }, url: '', working_days: 248, holidays: [],
    off_days: HOLIDAYS.flatMap(([from, to]) => span(`2026-${from}`, `2026-${to}`)).filter((day) => !isWeekend(day)),
    working_weekends: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  }],
}
/** An instant of Shanghai. */
const at = (text: string): number => Date.parse(`${text}:00+08:00`)
const left = (now: string, due: string) => leftUntil(CALENDAR, at(now), at(due))

describe('working days that are left', () => {
  const issued = vectors.cases.filter((one) => one.input.op === 'due_working') as unknown as { name: string; input: { issued_ms: number; days: number }; expected: { due_ms?: number } }[]

  test('are those of the class when an order is issued, by every vector of the server', () => {
    const known = issued.filter((one) => one.expected.due_ms !== undefined)
    expect(known.length).toBeGreaterThan(3)
    for (const { name, input, expected } of known) expect(leftUntil(CALENDAR, input.issued_ms, expected.due_ms as number), name).toEqual({ days: input.days })
  })

  test('leave out a weekend', () => {
    expect(left('2026-11-26T10:00', '2026-12-01T18:00')).toEqual({ days: 3 })
    expect(left('2026-11-27T10:00', '2026-12-01T18:00')).toEqual({ days: 2 })
    // Friday after the close, Saturday and Sunday: Monday is the day from which is counted.
    for (const now of ['2026-11-27T18:01', '2026-11-28T09:00', '2026-11-29T23:00', '2026-11-30T17:00']) expect(left(now, '2026-12-01T18:00'), now).toEqual({ days: 1 })
  })

  test('leave out a holiday and count a worked weekend', () => {
    expect(left('2026-09-30T10:00', '2026-10-15T18:00')).toEqual({ days: 7 })
    expect(left('2026-02-13T10:00', '2026-02-14T18:00')).toEqual({ days: 1 })
    expect(left('2026-02-14T19:00', '2026-02-25T18:00')).toEqual({ days: 1 })
  })

  test('on the last day it is today, and before a last day that begins after days off it is the next one', () => {
    expect(left('2026-12-01T00:00', '2026-12-01T18:00')).toBe('today')
    expect(left('2026-12-01T18:00', '2026-12-01T18:00')).toBe('today')
    expect(left('2026-11-28T12:00', '2026-11-30T18:00')).toBe('next')
    expect(left('2026-11-30T18:30', '2026-12-01T18:00')).toBe('next')
  })

  test('are not told when a year is not known, without a calendar, or when it is over', () => {
    expect(left('2026-12-31T10:00', '2027-01-05T18:00')).toBeNull()
    expect(left('2026-12-31T19:00', '2026-12-31T20:00')).toBeNull()
    expect(leftUntil(undefined, at('2026-11-26T10:00'), at('2026-12-01T18:00'))).toBeNull()
    expect(left('2026-12-01T18:01', '2026-12-01T18:00')).toBeNull()
  })

  test('are told of clocks that are counted so; hours stay hours, days of the calendar stay days', () => {
    expect(inWorkingDays(order('a', { class: 'T3' }), 'fix')).toBe(true)
    expect(inWorkingDays(order('a', { class: 'T7' }), 'acknowledge')).toBe(true)
    expect(inWorkingDays(order('a', { class: 'T30' }), 'plan')).toBe(true)
    for (const [name, task] of [['T0', 'fix'], ['T1', 'acknowledge'], ['T1', 'fix'], ['T30', 'fix'], ['T0', 'contain']] as const) expect(inWorkingDays(order('a', { class: name }), task), name).toBe(false)
  })

  test('are those that the server tells of an order; of one kept from before none', () => {
    const one = order('a', { class: 'T1', rules: { in_working_days: ['fix'] } })
    expect((['fix', 'acknowledge', 'wait'] as const).map((task) => inWorkingDays(one, task))).toEqual([true, false, false])
    for (const task of ['fix', 'acknowledge', 'wait'] as const) expect(inWorkingDays(withoutRules(order('a')), task)).toBe(false)
  })
})
