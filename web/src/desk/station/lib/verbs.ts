// Which verbs an order offers to its station (docs/ORDERS.md). The server decides; this only keeps buttons away that cannot work.

import type { KeptFile, OrderVerb } from '../outbox/types'
import { instant, isWithStation, type Order, type Rules } from './urgency'

/** How much more time may be asked for, as the server tells it; `null`: none, or not told. */
export const longestExtension = (order: Order): NonNullable<Rules['longest_extension']> | null => order.rules?.longest_extension ?? null

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

/** A piece of evidence: what it shows, and of which kind its bytes are. */
export type Piece = Pick<KeptFile, 'role' | 'content_type'>

const isPicture = ({ content_type }: Piece): boolean => content_type.startsWith('image/')

/** Something that a submission lacks; `now`: a photo of how it is now, `after`: such a photo or a paper. */
export type Lack = 'note' | 'root_cause' | 'now' | 'after' | 'evidence'

/** What a submission lacks; empty when it can be handed in. What was repaired or priced is seen; what staff do may stand on a paper. */
export function lacks(order: Order, texts: Record<string, string>, pieces: readonly Piece[]): Lack[] {
  const missing: Lack[] = []
  if (!texts.note?.trim()) missing.push('note')
  if (order.root_cause_needed && !texts.root_cause?.trim()) missing.push('root_cause')
  const isSeen = order.item.fix === 'repair' || order.item.fix === 'price'
  if (isSeen) {
    if (!pieces.some((one) => one.role === 'after' && isPicture(one))) missing.push('now')
  } else if (pieces.length === 0) missing.push('evidence')
  else if (!pieces.some(({ role }) => role === 'after' || role === 'document')) missing.push('after')
  return missing
}
