// The texts of this desk.
import { fill, say, textsOf } from '../texts/index.svelte'
import type review from '../texts/zh/review.json'
import type { Item } from './logic/types'
import { question } from './logic/notes'

export const w = textsOf<typeof review>('review')

/** A word out of a table; the word itself when the table does not know it. */
export const wordOf = (table: Record<string, string>, word: string): string => table[word] ?? word

/** The question of an item, without the mark of its weight. */
export const asks = (item: Item | undefined, id: string): string => (item ? question(say(item.text)) : id)

/** Seconds as people say them: 45 s, 12 min, 3 h 20 min, 2 d 4 h. */
export function length(seconds: number): string {
  const s = Math.max(0, Math.round(seconds))
  const u = w().unit
  if (s < 100) return fill(u.s, { n: s })
  const minutes = Math.round(s / 60)
  if (minutes < 100) return fill(u.min, { n: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 === 0 ? fill(u.h, { n: hours }) : fill(u.hMin, { h: hours, m: minutes % 60 })
  return fill(u.dH, { d: Math.floor(hours / 24), h: hours % 24 })
}
