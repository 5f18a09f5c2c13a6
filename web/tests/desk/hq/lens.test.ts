import { describe, expect, it } from 'vitest'
import { lensRanks, lensRows, scoresOf, tagOf, type LensReport } from '../../../src/desk/hq/logic/lens'
import { offNetwork, pareto, type WeakItem } from '../../../src/desk/hq/logic/pareto'

const item = (more: Partial<WeakItem> & { item: string }): WeakItem => ({
  n: 1, text: { zh: '甲', en: 'a' }, touchpoint: 't', severity: 'major', answered: 10, partial: 0, full: 0, pass_rate_bp: 10_000,
  network_rate_bp: 10_000, na_share_bp: 0, enough: true, ...more,
}) as WeakItem

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
  const name = (word: string) => ({ zh: word, en: word })
  const points = (answered_points: number, earned_points: number, score_bp: number | null) => ({ answers: answered_points / 10, answered_points, earned_points, score_bp })
  const report = (rows: [string | null, ReturnType<typeof points>[]][]): LensReport => ({
    window: '2026-11', exact: true, tags: [{ tag: 'reliability', name: name('r') }, { tag: 'empathy', name: name('e') }],
    items: rows.map(([subject_id, tags]) => ({ subject_id, subject_code: subject_id, subject_name: null, audits: 1, tags })),
  })
  const now = report([[null, [points(100, 90, 9000), points(50, 20, 4000)]]])
  const items = [
    item({ item: 'a', n: 1, servqual: 'empathy', full: 1, pass_rate_bp: 9000 }), item({ item: 'b', n: 2, servqual: 'empathy', partial: 5, pass_rate_bp: 5000 }),
    item({ item: 'c', n: 3, servqual: 'empathy', full: 2, pass_rate_bp: 100, enough: false }), item({ item: 'd', n: 4, servqual: 'empathy' }), item({ item: 'e', n: 5, full: 1, pass_rate_bp: 9000 }),
  ]

  it('says where points were lost, and which items are weakest there', () => {
    const [reliability, empathy] = lensRows(now, undefined, items, 'servqual')
    expect(reliability).toMatchObject({ tag: 'reliability', lost: 10, lost_bp: 2500, before_bp: null, delta_bp: null })
    expect(empathy).toMatchObject({ lost: 30, lost_bp: 7500, score_bp: 4000 })
    expect(empathy?.weakest.map((row) => row.item)).toEqual(['b', 'a'])
    expect(reliability?.weakest).toEqual([])
  })

  it('stands beside the period before, tag by tag', () => {
    const earlier: LensReport = { ...report([[null, [points(10, 4, 4500), points(10, 9, 9100)]]]), tags: [{ tag: 'empathy', name: name('e') }, { tag: 'reliability', name: name('r') }] }
    expect(lensRows(now, earlier, [], 'servqual').map((row) => [row.before_bp, row.delta_bp])).toEqual([[9100, -100], [4500, -500]])
    expect(lensRows(now, report([]), [], 'servqual')[0]?.before_bp).toBeNull()
  })

  it('makes no share of nothing', () => {
    expect(lensRows(report([[null, [points(10, 10, 10_000), points(0, 0, null)]]]), undefined, [], 'servqual').map((row) => row.lost_bp)).toEqual([null, null])
    expect(lensRows(report([]), undefined, [], 'servqual')).toEqual([])
  })

  it('is laid beside the rows of a ranking by subject', () => {
    const each = report([['s1', [points(10, 9, 9000), points(0, 0, null)]], ['s2', [points(10, 5, 5000), points(10, 10, 10_000)]]])
    expect([...scoresOf(each, 'reliability')]).toEqual([['s1', 9000], ['s2', 5000]])
    expect([...scoresOf(each, 'empathy')]).toEqual([['s2', 10_000]])
    expect(scoresOf(each, 'nothing').size + scoresOf(undefined, 'empathy').size + scoresOf(each, null).size).toBe(0)
  })

  it('ranks what is ranked, each class for itself, equal scores alike', () => {
    const rows = [['a', 0, 1], ['b', 0, 2], ['c', 1, 1], ['d', 0, 3], ['e', 0, null], ['f', 0, 4], ['g', 0, 5]] as const
    const scores = new Map([['a', 7000], ['b', 9000], ['c', 1000], ['d', 9000], ['e', 10_000], ['f', 8000]])
    const ranks = lensRanks(rows.map(([id, type, rank]) => ({ id, class: type, rank })), scores)
    expect(Object.fromEntries(ranks)).toEqual({ b: 1, d: 1, f: 3, a: 4, c: 1 })
    expect(lensRanks([], scores).size + lensRanks([{ id: 'a', class: 0, rank: 1 }], new Map()).size).toBe(0)
  })

  it('knows the tag of an item under each', () => {
    const one = { touchpoint: 'entry', servqual: 'empathy', characteristic: 'time', kano: null }
    expect((['touchpoint', 'servqual', 'characteristic', 'kano'] as const).map((lens) => tagOf(one, lens))).toEqual(['entry', 'empathy', 'time', null])
  })
})
