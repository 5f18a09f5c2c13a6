// Which verbs an order offers to its station (docs/ORDERS.md). The server decides; this only keeps buttons away that cannot work.

import type { OrderVerb } from '../outbox/types'
import { instant, isWithStation, type Order } from './urgency'

/** Longest extension that a class allows (rectification-policy v1): the server checks it. */
const LONGEST: Record<string, { hours: number } | { days: number }> = { T1: { hours: 24 }, T3: { days: 1 }, T7: { days: 3 }, T30: { days: 15 } }

/** How much more time may be asked for; `null`: none. Of T3 and T7 the days are working days. */
export const longestExtension = (order: Order): { hours: number } | { days: number } | null => LONGEST[order.class] ?? null

/** What can be done now, the most urgent first. `extended`: more time was asked for already. */
export function verbsOf(order: Order, extended: boolean, now: number): OrderVerb[] {
  if (!isWithStation(order)) return []
  const { times } = order
  const verbs: OrderVerb[] = []
  if (order.state === 'issued') verbs.push('acknowledge')
  if (times.contain_by && !times.contained_at) verbs.push('contain')
  if ((times.plan_by || order.plan_needed) && !times.planned_at) verbs.push('plan')
  verbs.push('submit')
  const due = instant(times.due_at)
  if (longestExtension(order) && !extended && due !== null && due > now && !times.paused_since) verbs.push('extensions')
  return verbs
}

/** What a submission lacks; empty when it can be handed in. */
export function lacks(order: Order, texts: Record<string, string>, roles: readonly string[]): ('note' | 'root_cause' | 'after' | 'evidence')[] {
  const missing: ('note' | 'root_cause' | 'after' | 'evidence')[] = []
  if (!texts.note?.trim()) missing.push('note')
  if (order.root_cause_needed && !texts.root_cause?.trim()) missing.push('root_cause')
  if (roles.length === 0) missing.push('evidence')
  else if (!roles.includes('after') && !roles.includes('document')) missing.push('after')
  return missing
}
