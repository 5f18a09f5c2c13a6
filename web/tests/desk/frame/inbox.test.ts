import { describe, expect, it } from 'vitest'
import { fits, stationAddress } from '../../../src/desk/frame/find'
import { about, addressOf, graveness, grouped, stillDue, type Line } from '../../../src/desk/frame/inbox'
import { pages } from '../../../src/desk/pages'
import { matches } from '../../../src/routes/match'
import type { Role } from '../../../src/desk/types'

const line = (told_at: string, more: Partial<Line> = {}): Line => ({ id: told_at, at: told_at, told_at, kind: 'order.issued', text: '', lines: [], ...more }) as Line

describe('the inbox', () => {
  it('groups by the day in Shanghai, not by that of UTC', () => {
    const now = Date.parse('2026-11-26T17:00:00Z')
    const groups = grouped([line('2026-11-26T16:30:00Z'), line('2026-11-26T15:30:00Z'), line('2026-11-25T10:00:00Z')], now)
    expect(groups.map((one) => [one.group, one.lines.length])).toEqual([['today', 1], ['yesterday', 1], ['earlier', 1]])
  })

  it('counts no time of what has ended, nor of what cannot be late', () => {
    const due_at = '2026-11-20T10:00:00Z'
    const [before, after] = [Date.parse('2026-11-19T10:00:00Z'), Date.parse('2026-11-29T10:00:00Z')]
    const of = (more: Partial<Line>): Line => line('2026-11-18T10:00:00Z', { due_at, over: false, ...more })
    expect([stillDue(of({ order_id: 'o' }), after), stillDue(of({ appeal_id: 'p' }), after)]).toEqual([due_at, due_at])
    expect([stillDue(of({ order_id: 'o', over: true }), after), stillDue(of({ appeal_id: 'p', over: true }), before)]).toEqual([null, null])
    expect([stillDue(of({ audit_id: 'a' }), before), stillDue(of({ audit_id: 'a' }), after)]).toEqual([due_at, null])
    expect(stillDue(of({ order_id: 'o', due_at: null }), before)).toBeNull()
  })

  it('marks red lines and what is late', () => {
    expect(graveness(line('2026-11-26T00:00:00Z', { class: 'T0' }))).toBe('critical')
    expect(graveness(line('2026-11-26T00:00:00Z', { class: 'T7', kind: 'order.overdue' }))).toBe('major')
    expect(graveness(line('2026-11-26T00:00:00Z', { class: 'T7' }))).toBe('minor')
  })
})

describe('a line of the inbox', () => {
  const station = { id: 's1', code: 'NJ001', name_zh: '中山路站', name_en: 'Zhongshan Road' }
  const of = (more: Partial<Line>): Line => line('2026-11-26T00:00:00Z', { station, ...more })
  const [order, appeal, audit] = [of({ order_id: 'o1', audit_id: null }), of({ appeal_id: 'p1', audit_id: 'a1' }), of({ audit_id: 'a1' })]
  const bulletin = line('2026-11-26T00:00:00Z', { org_unit_id: 'u1', day: '2026-11-25', org_unit_name: 'Nanjing' })
  const calendar = line('2026-11-26T00:00:00Z', { kind: 'calendar.missing' })

  it.each<[string, Line, Partial<Record<Role, string>>]>([
    ['order', order, {
      station: '/desk/station/orders/o1', region: '/desk/region/orders/o1', hq: '/desk/region/orders/o1', reviewer: '/desk/region/orders/o1', appeal_l1: '/desk/region/orders/o1',
      appeal_l2: '/desk/region/orders/o1', admin: '/desk/region/orders/o1', auditor: '/desk/region/orders/o1',
    }],
    ['appeal', appeal, {
      station: '/desk/station/appeals/p1', region: '/desk/region/appeals/p1', hq: '/desk/review/appeals/p1', reviewer: '/desk/review/appeals/p1', appeal_l1: '/desk/review/appeals/p1',
      appeal_l2: '/desk/review/appeals/p1', admin: '/desk/review/appeals/p1',
    }],
    ['audit', audit, {
      station: '/desk/station/audits/a1', region: '/desk/region/stations/s1', hq: '/desk/hq/audits/a1', auditor: '/desk/hq/audits/a1', reviewer: '/desk/review/audits/a1',
      appeal_l1: '/desk/review/audits/a1', appeal_l2: '/desk/review/audits/a1', admin: '/desk/review/audits/a1',
    }],
    ['bulletin', bulletin, { region: '/desk/region/bulletin?day=2026-11-25&unit=u1', hq: '/desk/region/bulletin?day=2026-11-25&unit=u1' }],
    ['calendar', calendar, { hq: '/desk/admin/policy', admin: '/desk/admin/policy', auditor: '/desk/admin/policy' }],
  ])('leads each role to its own page of the %s, or nowhere', (_, about, wanted) => {
    const roles: Role[] = ['shopper', 'planner', 'reviewer', 'station', 'region', 'appeal_l1', 'appeal_l2', 'hq', 'admin', 'auditor']
    const found = Object.fromEntries(roles.map((role) => [role, addressOf(about, [role])]).filter(([, href]) => href !== null))
    expect(found).toEqual(wanted)
    for (const href of Object.values(found) as string[]) expect(pages.some((row) => matches(row.path, href.split('?')[0] ?? ''))).toBe(true)
  })

  it('leads by another role of the reader when the present one has no page', () => {
    expect(addressOf(order, ['planner', 'region'])).toBe('/desk/region/orders/o1')
    expect(addressOf(order, ['station', 'region'])).toBe('/desk/station/orders/o1')
    expect(addressOf(line('2026-11-26T00:00:00Z'), ['hq'])).toBeNull()
  })

  it('says of which station and item it is, and of which unit and day', () => {
    expect(about(of({ item_text: 'Prices are right' }), 'en')).toEqual(['NJ001 Zhongshan Road', 'Prices are right'])
    expect(about(of({ item_text: '油价一致' }), 'zh')).toEqual(['NJ001 中山路站', '油价一致'])
    expect(about(bulletin, 'en')).toEqual(['Nanjing', '2026-11-25'])
    expect(about(line('2026-11-26T00:00:00Z'), 'en')).toEqual([])
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
