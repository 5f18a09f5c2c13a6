import { describe, expect, it } from 'vitest'
import { fitsFormat, FORMATS, hasPhotos, KINDS, kindsFor, missing, needsUnit, ownUnit, seesAll, stateOf, wishOf, type Chosen } from '../../../src/desk/hq/logic/exports'

const chosen = (more: Partial<Chosen>): Chosen => ({
  kind: 'ranking', format: 'xlsx', lang: 'zh', period: '2026-11', round: null, edition: null, unit: null, station: null, level: 'station', class: null, orders: '', photos: false, all: true, ...more,
})

/** The filters that the server knows (crates/core/src/export.rs); others are refused. */
const KNOWN: Record<string, string[]> = {
  ranking: ['period', 'round', 'org_unit', 'level', 'depth', 'class', 'edition'],
  audits: ['period', 'round', 'org_unit', 'station'], items: ['period', 'round', 'org_unit', 'station'], findings: ['period', 'round', 'org_unit', 'station', 'thumbnails'],
  orders: ['state', 'open', 'class', 'item', 'station', 'org_unit', 'audit', 'overdue', 'paused', 'due_by'],
  stations: ['org_unit', 'q', 'code'], appeals: ['state', 'station', 'org_unit', 'audit'], coverage: ['round', 'depth', 'org_unit'],
  station_report: ['station', 'period'], region_report: ['org_unit', 'period'], month_report: ['org_unit', 'period'],
}

describe('an export', () => {
  it('asks only with filters that its content knows, whatever is chosen', () => {
    for (const kind of KINDS) {
      for (const round of [null, 'R-1']) {
        const { filter } = wishOf(chosen({ kind, round, edition: '2', unit: 'u', station: 's', level: 'unit', class: 1, orders: 'overdue', photos: true }))
        for (const name of Object.keys(filter)) expect(KNOWN[kind], `${kind} ${name}`).toContain(name)
      }
    }
  })

  it('is of a period or of a round, never of both', () => {
    expect(wishOf(chosen({ unit: 'u' })).filter).toEqual({ period: '2026-11', org_unit: 'u' })
    expect(wishOf(chosen({ kind: 'items', round: 'R-1' })).filter).toEqual({ round: 'R-1' })
    expect(wishOf(chosen({ kind: 'month_report', round: 'R-1', unit: 'u' })).filter).toEqual({ period: '2026-11', org_unit: 'u' })
    expect(wishOf(chosen({ level: 'unit' })).filter).toEqual({ period: '2026-11', level: 'unit', depth: 1 })
    expect(wishOf(chosen({ kind: 'orders', orders: 'open' })).filter).toEqual({ open: true })
  })

  it('of a ranking, of stations or of units, is of the class that was chosen', () => {
    expect(wishOf(chosen({ class: 0 })).filter).toEqual({ period: '2026-11', class: 0 })
    expect(wishOf(chosen({ level: 'unit', class: 1 })).filter).toEqual({ period: '2026-11', level: 'unit', depth: 1, class: 1 })
    expect(wishOf(chosen({ kind: 'orders', class: 1 })).filter).toEqual({})
  })

  it('of a ranking is of the edition that was chosen, which a round has not', () => {
    expect(wishOf(chosen({ edition: '2' })).filter).toEqual({ period: '2026-11', edition: '2' })
    expect(wishOf(chosen({ edition: 'live' })).filter).toEqual({ period: '2026-11', edition: 'live' })
    expect(wishOf(chosen({ edition: '2', round: 'R-1' })).filter).toEqual({ round: 'R-1' })
    expect(wishOf(chosen({ kind: 'items', edition: '2' })).filter).toEqual({ period: '2026-11' })
  })

  it('is offered to whom the server gives it (crates/api/src/exports/mod.rs)', () => {
    const lacks = (role: Parameters<typeof kindsFor>[0]) => KINDS.filter((kind) => !kindsFor(role).includes(kind))
    expect([lacks('hq'), lacks('admin')]).toEqual([[], []])
    expect(lacks('auditor')).toEqual(['coverage'])
    expect(lacks('region')).toEqual(['coverage', 'month_report'])
    for (const role of ['reviewer', 'appeal_l1', 'appeal_l2', 'station'] as const) expect(lacks(role), role).toEqual(['coverage', 'region_report', 'month_report'])
    expect(kindsFor('planner')).toEqual(['ranking', 'stations', 'coverage'])
    expect(kindsFor('shopper')).toEqual([])
  })

  it('says what is missing before it is sent', () => {
    expect(missing(chosen({ kind: 'coverage' }))).toBe('round')
    expect(missing(chosen({ kind: 'region_report' }))).toBe('unit')
    expect(missing(chosen({ kind: 'station_report' }))).toBe('station')
    expect(missing(chosen({ kind: 'coverage', round: 'R-1' }))).toBeNull()
    expect(missing(chosen({}))).toBeNull()
  })

  it('tells a month of the whole network to whoever sees all of it, and of a unit to others', () => {
    const [whole, part] = [{ role: 'hq' }, { role: 'hq', org_unit_id: 'u' }] as const
    expect([seesAll([part, whole]), seesAll([part]), seesAll([part, { role: 'planner' }]), seesAll([part, { role: 'auditor' }])]).toEqual([true, false, false, true])
    expect([ownUnit([part]), ownUnit([part, whole]), ownUnit([{ role: 'region', org_unit_id: 'r' }, part])]).toEqual(['u', null, 'u'])
    const month = { kind: 'month_report', format: 'pdf', all: false } as const
    expect([missing(chosen(month)), missing(chosen({ ...month, unit: 'u' })), missing(chosen({ ...month, all: true }))]).toEqual(['unit', null, null])
    expect(KINDS.filter((kind) => needsUnit(kind, false))).toEqual(['region_report', 'month_report'])
  })

  it('shows photos in workbooks of what was missed, when they are wanted', () => {
    const missed = { kind: 'findings', photos: true } as const
    expect(wishOf(chosen(missed)).filter).toEqual({ period: '2026-11', thumbnails: true })
    expect(wishOf(chosen({ ...missed, photos: false })).filter).toEqual({ period: '2026-11' })
    expect(wishOf(chosen({ ...missed, format: 'csv' })).filter).toEqual({ period: '2026-11' })
    expect(KINDS.flatMap((kind) => FORMATS.map((format) => [kind, format] as const)).filter(([kind, format]) => hasPhotos(kind, format))).toEqual([['findings', 'xlsx']])
  })

  it('prints reports and writes tables', () => {
    expect(KINDS.map((kind) => FORMATS.filter((format) => fitsFormat(kind, format)).length)).toEqual([3, 3, 3, 3, 3, 3, 3, 3, 1, 1, 1])
  })

  it('is not offered any more when its time is over', () => {
    const at = Date.parse('2026-11-20T09:00:00Z')
    expect(stateOf({ state: 'ready', expires_at: '2026-11-20T09:00:01Z' }, at)).toBe('ready')
    expect(stateOf({ state: 'ready', expires_at: '2026-11-20T09:00:00Z' }, at)).toBe('expired')
    expect(stateOf({ state: 'cancelled', expires_at: '2026-11-20T08:00:00Z' }, at)).toBe('cancelled')
  })
})
