// Sentences that several pages of a station say.

import { fill } from '../texts/index.svelte'
import type texts from '../texts/zh/station.json'
import { dateTime, duration } from '../ui/format'
import type { Failure } from '../../engine/outbox/types'
import type { Order, Task } from './lib/urgency'
import { inWorkingDays, leftUntil, type Calendar } from './lib/workdays'
import type { Deed } from './outbox/types'
import type { DeedView } from './outbox/view'

type OrderTexts = (typeof texts)['orders']
type DeviceTexts = (typeof texts)['device']

/** How far a deed has come. */
export function plainWords(view: DeedView, w: DeviceTexts): string {
  return fill(w.plain[view.plain], {
    safe: view.files.safe, of: view.files.of, when: view.deed.done ? dateTime(view.deed.done.at) : '',
  })
}

/** Why a deed did not go out, in the server's words where it spoke. */
export function failureWords(failure: Failure, deed: Deed, w: DeviceTexts): string {
  if (deed.stopped && failure.kind === 'refused' && failure.told === null) return w.error.rejected_since
  const told = failure.told
  const detail = told ? [told.detail ?? told.title, ...told.violations.map((one) => one.message)].filter(Boolean).join(' · ') : ''
  return detail ? `${w.error[failure.kind]}: ${detail}` : w.error[failure.kind]
}

/** Facts in one line; what is empty is left out. */
export const dots = (...facts: readonly (string | null | undefined | false)[]): string => facts.filter(Boolean).join(' · ')

/** What is left of a clock: in working days where it is counted so, else in hours and days. `null`: the calendar does not reach so far. */
export function leftOf(order: Order, task: Task, at: number, now: number, calendar: Calendar | undefined, w: OrderTexts): string | null {
  const left = inWorkingDays(order, task) ? leftUntil(calendar, now, at) : 'today'
  if (left === null) return null
  if (left === 'next') return w.leftNext
  return left === 'today' ? fill(w.leftSpan, { span: duration(at - now) }) : fill(w.leftDays, { n: left.days })
}
