import { describe, expect, it } from 'vitest'
import { fits, stationAddress } from '../../../src/desk/frame/find'
import { graveness, grouped, type Line } from '../../../src/desk/frame/inbox'

const line = (told_at: string, more: Partial<Line> = {}): Line => ({ id: told_at, at: told_at, told_at, kind: 'order.issued', text: '', lines: [], ...more }) as Line

describe('the inbox', () => {
  it('groups by the day in Shanghai, not by that of UTC', () => {
    const now = Date.parse('2026-11-26T17:00:00Z')
    const groups = grouped([line('2026-11-26T16:30:00Z'), line('2026-11-26T15:30:00Z'), line('2026-11-25T10:00:00Z')], now)
    expect(groups.map((one) => [one.group, one.lines.length])).toEqual([['today', 1], ['yesterday', 1], ['earlier', 1]])
  })

  it('marks red lines and what is late', () => {
    expect(graveness(line('2026-11-26T00:00:00Z', { class: 'T0' }))).toBe('critical')
    expect(graveness(line('2026-11-26T00:00:00Z', { class: 'T7', kind: 'order.overdue' }))).toBe('major')
    expect(graveness(line('2026-11-26T00:00:00Z', { class: 'T7' }))).toBe('minor')
  })
})

describe('the search', () => {
  it('finds beginnings before middles', () => {
    expect([fits('Stations', 'sta'), fits('New station', 'sta'), fits('People', 'sta'), fits('People', '')]).toEqual([2, 1, 0, 1])
  })
  it('gives a station manager no other station', () => {
    expect(stationAddress('station', { id: 'x', code: 'NJ001' })).toBeNull()
  })
  it('shows a reviewer the queue by the code that it is searched for', () => {
    expect(stationAddress('reviewer', { id: 'x', code: 'NJ 01' })).toBe('/desk/review?q=NJ%2001')
  })
})
