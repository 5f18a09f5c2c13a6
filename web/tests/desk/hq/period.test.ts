import { describe, expect, it } from 'vitest'
import {
  firstDay, isOver, lastDay, lastMonth, parsePeriod, periodOf, periodText, progress, recast, recent, shanghaiDay, shifted, type Period,
} from '../../../src/desk/hq/logic/period'

const at = (text: string): Period => {
  const found = parsePeriod(text)
  if (!found) throw new Error(`${text} is no period`)
  return found
}

describe('a period', () => {
  it('is a month, a quarter or a year, and comes back as it was', () => {
    for (const text of ['2026-01', '2026-12', '2026-Q1', '2026-Q4', '2026']) expect(periodText(at(text))).toBe(text)
    for (const text of ['', '2026-13', '2026-00', '2026-Q5', '2026-Q0', '2026-1', '26-11', '2026-11-01', '2026-q4', 'live']) expect(parsePeriod(text)).toBeNull()
  })

  it('has a neighbour across the year', () => {
    expect(periodText(shifted(at('2026-01'), -1))).toBe('2025-12')
    expect(periodText(shifted(at('2026-12'), 1))).toBe('2027-01')
    expect(periodText(shifted(at('2026-11'), -14))).toBe('2025-09')
    expect(periodText(shifted(at('2026-Q1'), -1))).toBe('2025-Q4')
    expect(periodText(shifted(at('2026-Q4'), 5))).toBe('2028-Q1')
    expect(periodText(shifted(at('2026'), -2))).toBe('2024')
  })

  it('knows its days', () => {
    expect([firstDay(at('2026-11')), lastDay(at('2026-11'))]).toEqual(['2026-11-01', '2026-11-30'])
    expect([firstDay(at('2024-02')), lastDay(at('2024-02'))]).toEqual(['2024-02-01', '2024-02-29'])
    expect([firstDay(at('2026-Q4')), lastDay(at('2026-Q4'))]).toEqual(['2026-10-01', '2026-12-31'])
    expect([firstDay(at('2026')), lastDay(at('2026'))]).toEqual(['2026-01-01', '2026-12-31'])
    expect(lastMonth(at('2026-Q3'))).toBe('2026-09')
  })

  it('tells how much of it has begun, and when it is over', () => {
    expect(progress(at('2026-11'), '2026-11-26')).toEqual({ days: 30, begun: 26 })
    expect(progress(at('2026-11'), '2026-12-05')).toEqual({ days: 30, begun: 30 })
    expect(progress(at('2026-12'), '2026-11-26')).toEqual({ days: 31, begun: 0 })
    expect(isOver(at('2026-11'), '2026-11-30')).toBe(false)
    expect(isOver(at('2026-11'), '2026-12-01')).toBe(true)
  })

  it('becomes one of another kind without going beyond today', () => {
    expect(periodText(recast(at('2026-Q4'), 'month', '2026-11-26'))).toBe('2026-11')
    expect(periodText(recast(at('2026-Q2'), 'month', '2026-11-26'))).toBe('2026-06')
    expect(periodText(recast(at('2026-08'), 'quarter', '2026-11-26'))).toBe('2026-Q3')
    expect(periodText(recast(at('2025'), 'quarter', '2026-11-26'))).toBe('2025-Q4')
  })

  it('begins in China, not in London', () => {
    expect(shanghaiDay(Date.UTC(2026, 10, 30, 15, 59))).toBe('2026-11-30')
    expect(shanghaiDay(Date.UTC(2026, 10, 30, 16, 0))).toBe('2026-12-01')
    expect(periodText(periodOf('month', '2026-12-01'))).toBe('2026-12')
  })

  it('is listed with those before it', () => {
    expect(recent('month', '2026-02-03', 3).map(periodText)).toEqual(['2026-02', '2026-01', '2025-12'])
    expect(recent('quarter', '2026-02-03', 2).map(periodText)).toEqual(['2026-Q1', '2025-Q4'])
  })
})
