import { describe, expect, it } from 'vitest'
import { rowOf } from '../../../src/desk/frame/router.svelte'
import { target } from '../../../src/desk/frame/to'
import type { Role } from '../../../src/desk/types'

const to = (query: string, ...roles: Role[]): string => target(new URLSearchParams(query), roles)

describe('an address in a message', () => {
  it('leads each reader to the page that his role has for it', () => {
    expect(rowOf('/desk/to')?.row.roles).toEqual([])
    expect(to('order=o1', 'station')).toBe('/desk/station/orders/o1')
    expect(to('order=o1', 'region')).toBe('/desk/region/orders/o1')
    expect(to('appeal=p1', 'appeal_l1')).toBe('/desk/review/appeals/p1')
    expect(to('audit=a1&station=s1', 'station')).toBe('/desk/station/audits/a1')
    expect(to('audit=a1&station=s1', 'region')).toBe('/desk/region/stations/s1')
    expect(to('audit=a1&station=s1', 'hq')).toBe('/desk/hq/audits/a1')
    expect(to('unit=u1&day=2026-06-01', 'region')).toBe('/desk/region/bulletin?day=2026-06-01&unit=u1')
  })

  it('leads by another of his roles, and else to the inbox', () => {
    expect(to('order=o1', 'planner', 'region')).toBe('/desk/region/orders/o1')
    expect(to('order=o1', 'planner')).toBe('/desk/inbox')
    expect(to('', 'hq')).toBe('/desk/inbox')
    expect(to('order=..%2F..%2Fadmin', 'station')).toBe('/desk/station/orders/..%2F..%2Fadmin')
  })
})
