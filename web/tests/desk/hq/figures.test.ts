import { describe, expect, it } from 'vitest'
import { lines, rateDots, scaleOf, type Ink } from '../../../src/desk/hq/logic/charts'
import { spanOf } from '../../../src/desk/hq/logic/duration'
import { editionChanges } from '../../../src/desk/hq/logic/editions'
import { aligned, byBand, gradeOf, halfUp, histogram, spread } from '../../../src/desk/hq/logic/histogram'
import { byPlace, type OrderLike } from '../../../src/desk/hq/logic/repeats'
import { stripPaths } from '../../../src/desk/hq/logic/strip'
import { rowOf } from './rows'

describe('a distribution', () => {
  it('counts every score once, 100.00 in the last bin', () => {
    expect(histogram([], 500)).toEqual([])
    expect(histogram([9499, 9500, 10_000, 8700], 500)).toEqual([
      { from: 8500, to: 9000, count: 1 }, { from: 9000, to: 9500, count: 1 }, { from: 9500, to: 10_000, count: 2 },
    ])
    expect(histogram([0, 10_000], 250).reduce((sum, bin) => sum + bin.count, 0)).toBe(2)
    expect(histogram([0, 10_000], 250)).toHaveLength(40)
  })

  it('lies over another one bin by bin', () => {
    const [a, b] = aligned([[9100, 9900], [8100]], 1000)
    expect(a?.map((bin) => [bin.from, bin.count])).toEqual([[8000, 0], [9000, 2]])
    expect(b?.map((bin) => [bin.from, bin.count])).toEqual([[8000, 1], [9000, 0]])
    expect(aligned([[], []], 1000)).toEqual([[], []])
  })

  it('has the same quartiles as the server', () => {
    // The vectors of crates/reports/src/quantile.rs.
    const five = (scores: number[]) => { const s = spread(scores); return [s.least, s.lower, s.median, s.upper, s.most] }
    expect(five([7])).toEqual([7, 7, 7, 7, 7])
    expect(five([20, 10])).toEqual([10, 13, 15, 18, 20])
    expect(five([5, 4, 3, 2, 1])).toEqual([1, 2, 3, 4, 5])
    expect(five([0, 10_000, 0, 0])).toEqual([0, 0, 0, 2500, 10_000])
    expect(spread([]).median).toBeNull()
    expect(spread([1, 2]).mean).toBe(2)
    expect([halfUp(1, 2), halfUp(1, 3), halfUp(2, 3), halfUp(0, 5)]).toEqual([1, 0, 1, 0])
  })

  it('falls into the bands of grades, lower bounds included', () => {
    const bands = [{ grade: 'good', stars: 3, min_bp: 8000 }, { grade: 'fail', stars: 0, min_bp: 0 }, { grade: 'excellent', stars: 4, min_bp: 9000 }]
    expect(byBand([9000, 8999, 8000, 7999], bands).map((band) => [band.grade, band.count, band.share_bp])).toEqual([
      ['excellent', 1, 2500], ['good', 2, 5000], ['fail', 1, 2500],
    ])
    expect(byBand([], bands)[0]?.share_bp).toBeNull()
    expect([10_000, 9000, 8999, 0].map((one) => gradeOf(one, bands))).toEqual(['excellent', 'excellent', 'good', 'fail'])
    expect(gradeOf(9000, [])).toBeNull()
  })
})

describe('two editions', () => {
  const older = [rowOf({ code: 'A', rank: 1, score_bp: 9900 }), rowOf({ code: 'B', rank: 2, score_bp: 9800 }), rowOf({ code: 'C', rank: 3, score_bp: 9700 }), rowOf({ code: 'L', rank: 9 })]
  const newer = [
    rowOf({ code: 'A', rank: 1, score_bp: 9900 }), rowOf({ code: 'B', rank: 5, score_bp: 9000 }), rowOf({ code: 'C', rank: 2, score_bp: 9700 }),
    rowOf({ code: 'N', rank: 7 }),
  ]

  it('differ in what moved, entered and left, and in nothing else', () => {
    const changes = editionChanges(older, newer)
    expect(changes.map(({ code, moved, score_delta }) => [code, moved, score_delta])).toEqual([
      ['L', null, null], ['N', null, null], ['B', -3, -800], ['C', 1, 0],
    ])
    expect(changes[0]).toMatchObject({ before: { rank: 9 }, after: null })
    expect(editionChanges(older, older)).toEqual([])
  })

  it('name no move across classes', () => {
    const [found] = editionChanges([rowOf({ code: 'A', rank: 9 })], [rowOf({ code: 'A', rank: 1, class: 1 })])
    expect(found).toMatchObject({ moved: null, class: 1, score_delta: 0 })
  })
})

describe('a span', () => {
  it('is said in its two greatest units', () => {
    expect(spanOf(40)).toEqual({ days: 0, hours: 0, minutes: 40 })
    expect(spanOf(320)).toEqual({ days: 0, hours: 5, minutes: 20 })
    expect(spanOf(4570)).toEqual({ days: 3, hours: 4, minutes: 0 })
  })
})

describe('repeats', () => {
  const name = { zh: '站', en: 'S' }
  const order = (station: string, item: string, repeats: number, visit_day: string, state = 'issued'): OrderLike => ({
    state, visit_day, repeats, station: { id: station, code: station, name }, item: { id: item, n: 1, text: name },
  })

  it('are gathered by station and item, the most frequent first, cancelled ones left out', () => {
    const found = byPlace([
      order('A', 'x', 1, '2026-10-20'), order('A', 'x', 2, '2026-11-20'), order('A', 'y', 0, '2026-11-25'), order('B', 'x', 1, '2026-11-21'), order('C', 'x', 5, '2026-11-21', 'cancelled'),
    ])
    expect(found.map(({ station, item, times, last }) => [station.code, item.id, times, last])).toEqual([
      ['A', 'x', 2, '2026-11-20'], ['A', 'y', 1, '2026-11-25'], ['B', 'x', 1, '2026-11-21'],
    ])
  })
})

describe('the scale of a chart', () => {
  it('begins a little below the least value, and has steps that are easily read', () => {
    expect(scaleOf([9237, 9261])).toEqual({ min: 90, max: 100, interval: 2 })
    expect(scaleOf([9605, null])).toEqual({ min: 95, max: 100, interval: 1 })
    expect(scaleOf([6429])).toEqual({ min: 60, max: 100, interval: 10 })
    expect(scaleOf([900])).toEqual({ min: 0, max: 100, interval: 20 })
    expect(scaleOf([])).toEqual({ min: 0, max: 100, interval: 20 })
  })
  it('tells shares from scores', () => {
    const ink = {} as Ink
    expect(lines(ink, ['a'], [{ name: 'x', values: [7590] }], { percent: true })).toMatchObject({ yAxis: { axisLabel: { formatter: '{value}%' } } })
    expect(JSON.stringify(lines(ink, ['a'], [{ name: 'x', values: [7590] }]))).not.toContain('%')
  })
  it('writes a number where no other point lies', () => {
    const { series } = rateDots({} as Ink, ['a', 'b'], [8874, 9031], { name: 'now', before: [8971, 8950], beforeName: 'before' }) as { series: { data: { label: { position: string } }[] }[] }
    expect(series[1]?.data.map((one) => one.label.position)).toEqual(['left', 'right'])
  })
})

describe('a strip of touchpoints', () => {
  it('draws each as high as its score, in its shade, and nothing for what does not apply', () => {
    const { shades, caps } = stripPaths([10_000, null, 4000])
    expect(shades[6]).toBe('M0 1h8v19h-8z')
    expect(shades[0]).toBe('M18 12h8v8h-8z')
    expect(shades.filter((path) => path !== '')).toHaveLength(2)
    expect(caps).toBe('M0 0.5h8M12 19.5h3M18 11.5h8')
  })

  it('shows a score of nothing', () => {
    expect(stripPaths([0]).shades[0]).toBe('M0 18h8v2h-8z')
  })
})
