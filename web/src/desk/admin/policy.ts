// The policy of orders in words: spans, moments of the ladder, who is told.
import type { components } from '../../api/schema'
import { fill, textsOf } from '../texts/index.svelte'
import type admin from '../texts/zh/admin.json'
import type region from '../texts/zh/region.json'
import { wordOf } from '../ui/words'

export type Policy = components['schemas']['PolicyView']
export type Span = components['schemas']['SpanView']
export type Rung = components['schemas']['RungView']

const w = textsOf<typeof admin>('admin')
const r = textsOf<typeof region>('region')

/** 30 min, 24 h, 3 working days, 30 days; a dash without one. */
export function spanText(span: Span | null | undefined): string {
  if (!span) return '–'
  if (span.unit !== 'minutes') return fill(wordOf(w().policy.span, span.unit), { n: span.amount })
  return span.amount % 60 === 0 ? fill(w().policy.span.hours, { n: span.amount / 60 }) : fill(w().policy.span.minutes, { n: span.amount })
}

/** When a rung is reached. */
export function momentText({ moment, percent, after }: Rung, rejections: number): string {
  if (moment === 'due' && after) return fill(w().policy.moment.dueAfter, { span: spanText(after) })
  return fill(wordOf(w().policy.moment, moment), { n: moment === 'share' ? (percent ?? 0) : rejections })
}

/** Who is told: city company, duty officer. */
export const tellText = ({ tell }: Rung): string => tell.map((one) => `${wordOf(r().order.level, one.level)} · ${wordOf(r().order.contact, one.contact)}`).join(w().comma)

/** What goes with it, besides that it is told. */
export const marksText = ({ marks }: Rung): string => marks.map((one) => wordOf(r().order.timeline.mark, one)).join(w().comma) || '–'
