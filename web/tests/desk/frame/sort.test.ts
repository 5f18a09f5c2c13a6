import { describe, expect, it } from 'vitest'
import { orderOf, ranksOf } from '../../../src/desk/ui/sort'

const sorted = <T>(rows: T[], value: (row: T) => string | number | null, descending = false, lang = 'zh'): T[] =>
  [...orderOf(ranksOf(rows, value, lang), descending)].map((at) => rows[at] as T)

describe('sorting', () => {
  it('sorts numbers as numbers and is stable', () => {
    const rows = [{ id: 'a', n: 10 }, { id: 'b', n: 9 }, { id: 'c', n: 10 }, { id: 'd', n: 100 }]
    expect(sorted(rows, (one) => one.n).map((one) => one.id)).toEqual(['b', 'a', 'c', 'd'])
    expect(sorted(rows, (one) => one.n, true).map((one) => one.id)).toEqual(['d', 'a', 'c', 'b'])
  })

  it('puts rows without a value last in both directions', () => {
    const rows = [{ n: null }, { n: 2 }, { n: 1 }]
    expect(sorted(rows, (one) => one.n).map((one) => one.n)).toEqual([1, 2, null])
    expect(sorted(rows, (one) => one.n, true).map((one) => one.n)).toEqual([2, 1, null])
  })

  it('sorts Chinese names by their sound, and numbers inside of names by their size', () => {
    expect(sorted(['重庆', '北京', '安徽'], (one) => one)).toEqual(['安徽', '北京', '重庆'])
    expect(sorted(['NJ10', 'NJ9'], (one) => one, false, 'en')).toEqual(['NJ9', 'NJ10'])
  })
})
