import { describe, expect, it } from 'vitest'
import { orderOf, ranksOf, sortKeys } from '../../../src/desk/ui/sort'

const sorted = <T>(rows: T[], value: (row: T) => string | number | null, descending = false, lang = 'zh'): T[] =>
  [...orderOf(ranksOf(rows, value, lang), descending)].map((at) => rows[at] as T)

describe('sorting', () => {
  it('orders texts as the language does, letter by letter', () => {
    const names = ['南京新街口加油站', '南京玄武湖加油站', '安庆路站', '重庆江北站', 'NJ2站', 'NJ10站', 'nj2站', '']
    const keys = sortKeys(names, 'zh')
    const order = names.map((name, at) => ({ name, key: keys[at] ?? '' })).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map((one) => one.name)
    expect(order).toEqual([...names].sort(new Intl.Collator('zh-CN', { numeric: true, sensitivity: 'base' }).compare))
  })

  it('by whole numbers and by fractions come to the same', () => {
    const ranks = Float64Array.from({ length: 500 }, (_, at) => (at % 7 === 0 ? NaN : (at * 7919) % 97))
    for (const descending of [false, true]) expect([...orderOf(ranks, descending)]).toEqual([...orderOf(ranks.map((rank) => rank / 2), descending)])
  })

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
