import { describe, expect, it } from 'vitest'
import { filteredRows, rankText, sortedRows, sureness, textPlaces, tiedRanks, type RankKey } from '../../../src/desk/hq/logic/rank'
import { network, rowOf } from './rows'

const rows = [
  rowOf({ code: 'A', rank: 1, score_bp: 9900, movement: 2, touchpoints: [9000, null] }),
  rowOf({ code: 'B', rank: 2, score_bp: 9700, movement: null, touchpoints: [8000, 100] }),
  rowOf({ code: 'C', rank: 2, score_bp: 9700, movement: -3, touchpoints: [9500, 300], quartile: 2 }),
  rowOf({ code: 'D', rank: null, score_bp: 9990, movement: null, quartile: null, critical_misses: 1 }),
  rowOf({ code: 'E', class: 1, rank: 2, class_size: 4, likely_ranks: [1, 4], score_bp: 8000, movement: 0 }),
]
const codes = (sorted: readonly { code: string }[]) => sorted.map((row) => row.code).join('')

describe('rows of a ranking', () => {
  it('are sorted by numbers, those without one at the end in both directions', () => {
    expect(codes(sortedRows(rows, { key: 'rank', down: false }, 'zh'))).toBe('ABCED')
    expect(codes(sortedRows(rows, { key: 'rank', down: true }, 'zh'))).toBe('BCEAD')
    expect(codes(sortedRows(rows, { key: 'movement', down: true }, 'zh'))).toBe('AECBD')
    expect(codes(sortedRows(rows, { key: 'movement', down: false }, 'zh'))).toBe('CEABD')
    expect(codes(sortedRows(rows, { key: 'touchpoint:1', down: false }, 'zh'))).toBe('BCADE')
    expect(codes(sortedRows(rows, { key: 'score', down: true }, 'zh'))).toBe('DABCE')
  })

  it('keep their order where they are equal', () => {
    expect(codes(sortedRows(rows, { key: 'audits', down: true }, 'zh'))).toBe('ABCDE')
    expect(codes(sortedRows([...rows].reverse(), { key: 'audits', down: false }, 'zh'))).toBe('EDCBA')
  })

  it('are sorted by names as the language has it', () => {
    const named = [rowOf({ code: '1', name: { zh: '张', en: 'b' } }), rowOf({ code: '2', name: { zh: '阿', en: 'C' } }), rowOf({ code: '3', name: { zh: '李', en: 'a' } })]
    expect(codes(sortedRows(named, { key: 'name', down: false }, 'en'))).toBe('312')
    expect(codes(sortedRows(named, { key: 'name', down: true }, 'en'))).toBe('213')
    expect(codes(sortedRows(named, { key: 'code', down: true }, 'zh'))).toBe('321')
    expect(textPlaces(named, 'name', 'en')).toBe(textPlaces(named, 'name', 'en'))
  })

  it('are chosen by words, quartile and trouble', () => {
    const all = { search: '', quartile: null, trouble: false }
    expect(codes(filteredRows(rows, all))).toBe('ABCDE')
    expect(codes(filteredRows(rows, { ...all, search: 'station c' }))).toBe('C')
    expect(codes(filteredRows(rows, { ...all, search: 'B站' }))).toBe('B')
    expect(codes(filteredRows(rows, { ...all, quartile: 2 }))).toBe('C')
    expect(codes(filteredRows(rows, { ...all, trouble: true }))).toBe('D')
  })

  it('say where ranks are shared, within a class only', () => {
    const tied = tiedRanks(rows)
    expect(rows.map((row) => rankText(row, tied))).toEqual(['1', '2=', '2=', '–', '2'])
  })

  it('say how sure a rank is', () => {
    expect(sureness(rowOf({ code: 'x', likely_ranks: [1, 11] }))).toBe('sure')
    expect(sureness(rowOf({ code: 'x', likely_ranks: [1, 30] }))).toBe('rough')
    expect(sureness(rowOf({ code: 'x', likely_ranks: [1, 90] }))).toBe('unsure')
    expect(sureness(rowOf({ code: 'x', likely_ranks: [3, 4], class_size: 4 }))).toBe('sure')
    expect(sureness(rowOf({ code: 'x', likely_ranks: null }))).toBe('unknown')
  })
})

describe('30,000 stations', () => {
  const all = network(30_000)
  const keys: RankKey[] = ['rank', 'score', 'movement', 'audits', 'grade', 'critical', 'overdue', 'margin', 'quartile', 'touchpoint:3']

  it('are permuted, never lost, and in order', () => {
    for (const key of keys) {
      const sorted = sortedRows(all, { key, down: true }, 'zh')
      expect(new Set(sorted.map((row) => row.id)).size).toBe(all.length)
    }
    const scores = sortedRows(all, { key: 'score', down: false }, 'zh').map((row) => row.score_bp)
    expect(scores.every((score, at) => at === 0 || score >= (scores[at - 1] ?? 0))).toBe(true)
  })

  it('need few comparisons: a sort reads each value once', () => {
    let reads = 0
    const counted = all.slice(0, 2000).map((row) => new Proxy(row, { get: (target, name) => { if (name === 'score_bp') reads += 1; return Reflect.get(target, name) } }))
    sortedRows(counted, { key: 'score', down: true }, 'zh')
    expect(reads).toBe(2000)
  })
})
