import { describe, expect, it } from 'vitest'
import { filteredRows, rankText, sureness, tiedRanks } from '../../../src/desk/hq/logic/rank'
import { inOrder } from '../../../src/desk/ui/table-file'
import { network, rowOf } from './rows'

const rows = [
  rowOf({ code: 'A', rank: 1, score_bp: 9900, movement: 2 }),
  rowOf({ code: 'B', rank: 2, score_bp: 9700, movement: null }),
  rowOf({ code: 'C', rank: 2, score_bp: 9700, movement: -3, quartile: 2 }),
  rowOf({ code: 'D', rank: null, score_bp: 9990, movement: null, quartile: null, critical_misses: 1 }),
  rowOf({ code: 'E', class: 1, rank: 2, class_size: 4, likely_ranks: [1, 4], score_bp: 8000, movement: 0 }),
]
const codes = (sorted: readonly { code: string }[]) => sorted.map((row) => row.code).join('')

describe('rows of a ranking', () => {
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

  it('stand in a file in the order in which the table shows them', () => {
    const columns = [{ id: 'movement', sort: (row: (typeof rows)[number]) => row.movement }, { id: 'name' }]
    expect(codes(inOrder(rows, columns, '-movement', 'zh'))).toBe('AECBD')
    expect(codes(inOrder(rows, columns, 'movement', 'zh'))).toBe('CEABD')
    for (const order of ['', 'name', 'nothing']) expect(codes(inOrder(rows, columns, order, 'zh'))).toBe('ABCDE')
  })

  it('are all there when 30,000 are sorted', () => {
    const all = network(30_000)
    const sorted = inOrder(all, [{ id: 'score', sort: (row) => row.score_bp }], 'score', 'zh')
    expect(new Set(sorted.map((row) => row.id)).size).toBe(all.length)
    expect(sorted.every((row, at) => at === 0 || row.score_bp >= (sorted[at - 1]?.score_bp ?? 0))).toBe(true)
  })
})
