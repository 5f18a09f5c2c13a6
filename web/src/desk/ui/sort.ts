// Sorting of rows by a column: stable, without a value last, numbers as numbers, names as the language orders them. Made for 30,000 rows
// within a frame or two: nothing is compared by a collator but single letters.

/** A value to sort by. */
export type SortValue = string | number | boolean | null | undefined

const collators = new Map<string, Intl.Collator>()
const collator = (lang: string): Intl.Collator => {
  let found = collators.get(lang)
  if (!found) collators.set(lang, (found = new Intl.Collator(lang === 'zh' ? 'zh-CN' : 'en')))
  return found
}

/** Digits come before letters; a longer number is a greater one. */
const NUMBER = 1
const LETTERS = 64

/**
 * Texts whose plain order is that of the language: each letter becomes its place among all letters that occur, and a number its length
 * before its digits. A letter's place is asked of a collator, once.
 */
export function sortKeys(texts: readonly string[], lang: string): string[] {
  const read = lang === 'zh' ? texts.map(spoken) : texts
  const letters = new Set<string>()
  for (const text of read) for (const letter of text) letters.add(letter)
  const { compare } = collator(lang)
  const places = new Map<string, string>()
  let place = LETTERS
  let before: string | null = null
  for (const letter of [...letters].sort(compare)) {
    // Small and capital letters stand at one place.
    if (before === null || letter.toLowerCase() !== before.toLowerCase()) place += 1
    before = letter
    places.set(letter, String.fromCharCode(place))
  }
  return read.map((text) => keyOf(text, places))
}

/** A name whose first letter is read otherwise alone: 重庆 is chóng, not zhòng. Collators know it as one. */
const spoken = (text: string): string => (text.includes('重') ? text.replace(/重([庆慶])/g, '崇$1') : text)

function keyOf(text: string, places: ReadonlyMap<string, string>): string {
  let key = ''
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) {
      let end = at
      while (end < text.length && text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end += 1
      let from = at
      while (from < end - 1 && text.charCodeAt(from) === 48) from += 1
      key += String.fromCharCode(NUMBER, 1 + Math.min(40, end - from)) + text.slice(from, end)
      at = end - 1
    } else {
      const letter = code >= 0xd800 && code <= 0xdbff ? text.slice(at, at + 2) : text.charAt(at)
      key += places.get(letter) ?? ''
      at += letter.length - 1
    }
  }
  return key
}

/** The rank of every row by a column: equal values have equal ranks, no value is NaN. */
export function ranksOf<T>(rows: readonly T[], value: (row: T) => SortValue, lang: string): Float64Array {
  const ranks = new Float64Array(rows.length)
  const places = new Map<string, number>()
  const texts: string[] = []
  const textAt = new Int32Array(rows.length).fill(-1)
  for (let at = 0; at < rows.length; at += 1) {
    const own = value(rows[at] as T)
    if (typeof own === 'string') {
      let place = places.get(own)
      if (place === undefined) {
        place = texts.length
        places.set(own, place)
        texts.push(own)
      }
      textAt[at] = place
    } else ranks[at] = own === null || own === undefined ? NaN : Number(own)
  }
  if (texts.length === 0) return ranks
  const keys = sortKeys(texts, lang)
  const order = [...new Set(keys)].sort()
  const rankOf = new Map(order.map((key, rank) => [key, rank]))
  for (let at = 0; at < rows.length; at += 1) {
    const place = textAt[at] as number
    if (place >= 0) ranks[at] = rankOf.get(keys[place] as string) ?? NaN
  }
  return ranks
}

/** Places of the rows in the order of their ranks; rows without one come last in both directions. */
export function orderOf(ranks: Float64Array, descending: boolean): Uint32Array {
  let least = Infinity
  let most = -Infinity
  let whole = true
  for (let at = 0; at < ranks.length; at += 1) {
    const rank = ranks[at] as number
    if (rank !== rank) continue
    if (rank < least) least = rank
    if (rank > most) most = rank
    if (whole && !Number.isInteger(rank)) whole = false
  }
  return whole && most - least < 4 * ranks.length + 65_536 ? counted(ranks, least, most, descending) : compared(ranks, descending)
}

/** By counting: whole ranks of no great range. */
function counted(ranks: Float64Array, least: number, most: number, descending: boolean): Uint32Array {
  const range = Number.isFinite(least) ? most - least + 1 : 0
  const bucket = (rank: number): number => (rank !== rank ? range : descending ? most - rank : rank - least)
  const starts = new Uint32Array(range + 2)
  for (let at = 0; at < ranks.length; at += 1) {
    const place = bucket(ranks[at] as number) + 1
    starts[place] = (starts[place] as number) + 1
  }
  for (let n = 1; n < starts.length; n += 1) starts[n] = (starts[n] as number) + (starts[n - 1] as number)
  const order = new Uint32Array(ranks.length)
  for (let at = 0; at < ranks.length; at += 1) {
    const place = bucket(ranks[at] as number)
    order[starts[place] as number] = at
    starts[place] = (starts[place] as number) + 1
  }
  return order
}

function compared(ranks: Float64Array, descending: boolean): Uint32Array {
  const order = Uint32Array.from(ranks, (_, at) => at)
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

const known = new WeakMap<readonly unknown[], Map<string, Float64Array>>()

/** As `ranksOf`, kept for as long as the rows are: the other direction, and the way back, cost nothing. */
export function keptRanks<T>(rows: readonly T[], column: string, value: (row: T) => SortValue, lang: string): Float64Array {
  let columns = known.get(rows)
  if (!columns) known.set(rows, (columns = new Map()))
  const key = `${lang} ${column}`
  let ranks = columns.get(key)
  if (!ranks) columns.set(key, (ranks = ranksOf(rows, value, lang)))
  return ranks
}
