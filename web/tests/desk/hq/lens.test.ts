import { describe, expect, it } from 'vitest'
import { lensRows, valuesOf, type LensItem, type Tagged } from '../../../src/desk/hq/logic/lens'
import { offNetwork, pareto, type WeakItem } from '../../../src/desk/hq/logic/pareto'
import checklist from '../../data/station-69-v1.json'

const item = (more: Partial<LensItem> & { item: string }): LensItem => ({
  n: 1, text: { zh: '甲', en: 'a' }, touchpoint: 't', severity: 'major', answered: 10, partial: 0, full: 0, pass_rate_bp: 10_000,
  network_rate_bp: 10_000, na_share_bp: 0, enough: true, ...more,
}) as LensItem

describe('the Pareto order', () => {
  const items: WeakItem[] = [
    item({ item: 'a', n: 1, full: 10 }), item({ item: 'b', n: 2, partial: 4, full: 6 }), item({ item: 'c', n: 3, partial: 30 }), item({ item: 'd', n: 4 }),
  ]

  it('weighs misses, leaves out what was never missed, and adds up to all', () => {
    const rows = pareto(items, 'misses', () => 1)
    expect(rows.map((row) => [row.item.item, row.misses, row.share_bp, row.cumulative_bp, row.vital])).toEqual([
      ['c', 30, 6000, 6000, true], ['a', 10, 2000, 8000, true], ['b', 10, 2000, 10_000, false],
    ])
  })

  it('weighs points', () => {
    const rows = pareto(items, 'points', (name) => (name === 'b' ? 10 : 1))
    expect(rows.map((row) => [row.item.item, row.weight])).toEqual([['b', 100], ['c', 30], ['a', 10]])
    expect(rows.at(-1)?.cumulative_bp).toBe(10_000)
  })

  it('is empty when nothing was missed', () => {
    expect(pareto([item({ item: 'd' })], 'misses', () => 1)).toEqual([])
  })

  it('stands beside the network', () => {
    expect(offNetwork(item({ item: 'a', pass_rate_bp: 4000, network_rate_bp: 4100 }))).toBe(-100)
    expect(offNetwork(item({ item: 'a', pass_rate_bp: null }))).toBeNull()
  })
})

describe('a lens', () => {
  const list: Tagged[] = [
    { id: 'a', n: 1, touchpoint: 'z', points: 10, severity: 'major', servqual: 'empathy', kano: 'must_be' },
    { id: 'b', n: 2, touchpoint: 'y', points: 30, severity: 'minor', servqual: 'reliability', kano: 'must_be' },
    { id: 'c', n: 3, touchpoint: 'z', points: 20, severity: 'critical', servqual: 'empathy', kano: 'attractive' },
    { id: 'x', n: 4, touchpoint: 'y', points: 0, severity: 'bonus' },
  ]
  const report = [
    item({ item: 'a', n: 1, answered: 10, full: 5, pass_rate_bp: 5000 }), item({ item: 'b', n: 2, answered: 20, partial: 2, pass_rate_bp: 9000 }),
    item({ item: 'c', n: 3, answered: 10, full: 1, pass_rate_bp: 9000 }),
  ]

  it('has its values in their order: dimensions as the theory, touchpoints as the visit', () => {
    expect(valuesOf(list, 'servqual')).toEqual(['reliability', 'empathy', 'none'])
    expect(valuesOf(list, 'touchpoint')).toEqual(['z', 'y'])
    expect(valuesOf(list, 'severity')).toEqual(['critical', 'major', 'minor', 'bonus'])
  })

  it('weighs each answer by the points of its item and lists the weakest first', () => {
    const [reliability, empathy, none] = lensRows(list, report, 'servqual')
    expect(reliability).toMatchObject({ items: 1, nominal: 30, answered: 20, missed: 2, met_bp: 9000, score_bp: null })
    // (10−5)·10 + (10−1)·20 = 230 of 300
    expect(empathy).toMatchObject({ items: 2, nominal: 30, answered: 20, missed: 6, met_bp: 7667 })
    expect(empathy?.weakest.map((row) => row.item)).toEqual(['a', 'c'])
    expect(none).toMatchObject({ items: 1, nominal: 0, answered: 0, met_bp: null, score_bp: null })
  })

  it('scores as §4.2 does once points are known of all its items', () => {
    const points = report.map((row, at) => ({ ...row, answered_points: [100, 600, 200][at] ?? 0, earned_points: [50, 570, 190][at] ?? 0 }))
    expect(lensRows(list, points, 'servqual').map((row) => row.score_bp)).toEqual([9500, 8000, null])
    const partly = points.map((row) => (row.item === 'c' ? { ...row, earned_points: null } : row))
    expect(lensRows(list, partly, 'servqual')[1]?.score_bp).toBeNull()
  })

  it('covers every item of the real checklist once, whatever the lens', () => {
    const items = checklist.items as unknown as Tagged[]
    for (const lens of ['touchpoint', 'servqual', 'characteristic', 'kano', 'severity'] as const) {
      const rows = lensRows(items, [], lens)
      expect(rows.reduce((sum, row) => sum + row.items, 0), lens).toBe(69)
      expect(rows.reduce((sum, row) => sum + row.nominal, 0), lens).toBe(1000)
      expect(rows.map((row) => row.value), lens).not.toContain('none')
    }
    // Sums of §2.3.
    expect(Object.fromEntries(lensRows(items, [], 'servqual').map((row) => [row.value, row.nominal]))).toEqual({
      reliability: 268, responsiveness: 124, assurance: 298, tangibles: 237, empathy: 73,
    })
  })
})
