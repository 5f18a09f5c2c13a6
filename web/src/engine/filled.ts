// The answers of a visit as they stand: typed ones, and measured ones that follow the taps.

import { emptyAnswer, type AnswerRecord, type DraftParts } from './draft'
import type { Checklist, Item, TimerEvent, Value } from './model'
import { isFromStamps, measure } from './stamps'

/** One item's answer, wherever it came from. */
export interface Filled {
  item: Item
  record: AnswerRecord
  value: Value
  fromStamps: boolean
  clock: 'monotonic' | 'wall' | null
  timer: TimerEvent[]
}

/** The answers in the order of the checklist. */
export function filled(checklist: Checklist, parts: DraftParts): Filled[] {
  return checklist.items.map((item) => {
    const record = parts.answers.get(item.id) ?? emptyAnswer(parts.draft.audit_id, item.id)
    const measured = isFromStamps(item) ? measure(item, parts.stamps) : null
    if (!measured) return { item, record, value: record.value, fromStamps: false, clock: null, timer: record.timer }
    // The taps stay in the record even when the shopper sets another value.
    const value = record.by_hand ? record.value : measured.value
    return { item, record, value, fromStamps: !record.by_hand, clock: record.by_hand ? null : measured.clock, timer: measured.timer }
  })
}
