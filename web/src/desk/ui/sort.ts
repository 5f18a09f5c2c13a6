// Sorting of rows by a column: stable, without a value last, numbers as numbers, names as the language orders them.

/** A value to sort by. */
export type SortValue = string | number | boolean | null | undefined

const collators = new Map<string, Intl.Collator>()
const collator = (lang: string): Intl.Collator => {
  let found = collators.get(lang)
  if (!found) collators.set(lang, (found = new Intl.Collator(lang === 'zh' ? 'zh-CN' : 'en', { numeric: true })))
  return found
}

/**
 * The rank of every row by a column: equal values have equal ranks, no value is NaN. Comparing texts is slow, so every different text
 * is compared once and the rows are sorted by ranks afterwards.
 */
export function ranksOf<T>(rows: readonly T[], value: (row: T) => SortValue, lang: string): Float64Array {
  const ranks = new Float64Array(rows.length)
  const texts = new Map<string, number>()
  let numeric = true
  for (const [at, row] of rows.entries()) {
    const own = value(row)
    if (typeof own === 'string') {
      numeric = false
      if (!texts.has(own)) texts.set(own, 0)
    } else ranks[at] = own === null || own === undefined ? NaN : Number(own)
  }
  if (numeric) return ranks
  const order = [...texts.keys()].sort(collator(lang).compare)
  for (const [rank, text] of order.entries()) texts.set(text, rank)
  for (const [at, row] of rows.entries()) {
    const own = value(row)
    if (typeof own === 'string') ranks[at] = texts.get(own) ?? NaN
  }
  return ranks
}

/** Places of the rows in the order of their ranks; rows without one come last in both directions. */
export function orderOf(ranks: Float64Array, descending: boolean): Uint32Array {
  const order = new Uint32Array(ranks.length)
  for (let at = 0; at < order.length; at += 1) order[at] = at
  const sign = descending ? -1 : 1
  return order.sort((a, b) => {
    const x = ranks[a] as number
    const y = ranks[b] as number
    if (x === y) return a - b
    if (x !== x) return y !== y ? a - b : 1
    if (y !== y) return -1
    return x < y ? -sign : sign
  })
}
