// What deserves a look before a verdict, in words.
import { fill, say } from '../texts/index.svelte'
import type { Bench } from './bench.svelte'
import type { Point } from './logic/verdict'
import { w, wordOf } from './texts'

/** A point in words. */
export function pointWords(bench: Bench, point: Point): string {
  const texts = w().points
  const name = (item: string): string => say(bench.items.get(item)?.text ?? { zh: item, en: item })
  if (point.kind === 'red_line' || point.kind === 'other_vote') return `${texts[point.kind]} · ${name(point.item)}`
  if (point.kind === 'invalid') return `${texts.invalid} · ${point.reasons.map((reason) => reasonWords(bench, reason)).join(' · ')}`
  if (point.kind === 'late_answer') return fill(texts.late_answer, { n: point.revision })
  return fill(texts[point.kind], { n: 'items' in point ? point.items.length : point.count })
}

/** Why an audit may not be scored. */
function reasonWords(bench: Bench, reason: string): string {
  const [word = '', about = ''] = reason.split(':')
  const touchpoint = bench.checklist().touchpoints.find((one) => one.id === about)
  const named = touchpoint ? say(touchpoint.text) : say(bench.items.get(about)?.text ?? { zh: about, en: about })
  return fill(wordOf(w().points.reason, word), { about: named })
}
