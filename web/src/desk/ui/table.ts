import { keptRanks, type SortValue } from './sort'

/** A column of a table. */
export interface Column<T> {
  /** Name in the address and for the `cell` snippet. */
  id: string
  head: string
  /** What the head means, where the word alone does not say it. */
  hint?: string
  /** Track of a grid: `90px`, `minmax(160px, 2fr)`. */
  width?: string
  align?: 'start' | 'end' | 'center'
  /** What stands in the cell; without it the `cell` snippet draws it. */
  text?: (row: T) => string
  /** What it sorts by; a column without it does not sort. */
  sort?: (row: T) => SortValue
  /** The first click sorts from the greatest. */
  desc?: boolean
  /** Left out where the table is narrower than this many pixels. */
  from?: number
}

const CHECK = 36
const PLAIN = 90

/** Grid tracks of columns. */
export const tracks = (columns: readonly { width?: string }[], selects: boolean): string =>
  [...(selects ? [`${CHECK}px`] : []), ...columns.map((one) => one.width ?? `minmax(${PLAIN}px, 1fr)`)].join(' ')

/** The least width of all columns, px: below it the table scrolls sideways, with every row at the same tracks. */
export const leastWidth = (columns: readonly { width?: string }[], selects: boolean): number =>
  columns.reduce((sum, one) => sum + Number(/(\d+)px/.exec(one.width ?? '')?.[1] ?? PLAIN), selects ? CHECK : 0)

/** From so many rows on a table learns its orders ahead. */
const LONG = 3000

/** A long table learns its orders while nothing else happens. Gives what ends it. */
export function learn<T>(rows: readonly T[], columns: readonly Column<T>[], lang: string): (() => void) | undefined {
  if (rows.length < LONG || typeof requestIdleCallback === 'undefined') return undefined
  const waiting = columns.filter((one) => one.sort)
  let idle = 0
  const next = (): void => {
    const one = waiting.shift()
    if (!one?.sort) return
    keptRanks(rows, one.id, one.sort, lang)
    idle = requestIdleCallback(next)
  }
  idle = requestIdleCallback(next)
  return () => cancelIdleCallback(idle)
}
