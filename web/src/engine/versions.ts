// A draft may go over to the next version of its checklist when its own was withdrawn: answers stay, differences are shown.

import { suits } from './checklist'
import type { ChecklistRecord } from './db/schema'
import type { AnswerRecord, DraftRecord } from './draft'
import type { Checklist, Item } from './model'
import type { VersionChange } from './views'

type Answers = ReadonlyMap<string, AnswerRecord>

/**
 * The version that a draft may go over to: the newest one that is not withdrawn, when the draft's own is. An answer to a
 * return stays with the version that it was judged by.
 */
export function nextVersionOf(draft: DraftRecord, checklists: ChecklistRecord[]): ChecklistRecord | null {
  const { id, version } = draft.checklist
  if (draft.returned || !checklists.some((one) => one.id === id && one.version === version && one.withdrawn)) return null
  const newer = checklists.filter((one) => one.id === id && one.version > version && !one.withdrawn)
  return newer.reduce<ChecklistRecord | null>((best, one) => (best && best.version > one.version ? best : one), null)
}

/** What going over changes in a visit with these answers, in the order of the checklists. */
export function versionChange(from: Checklist, to: Checklist, answers: Answers): VersionChange {
  const before = new Map(from.items.map((item) => [item.id, item]))
  const after = new Set(to.items.map((item) => item.id))
  const line = (item: Item, kind: VersionChange['items'][number]['kind'], cleared = false) => ({ id: item.id, n: item.n, text: item.text, kind, cleared })
  const items = to.items.flatMap((item) => {
    const old = before.get(item.id)
    if (!old) return [line(item, 'added')]
    return isSame(old, item) ? [] : [line(item, 'changed', !suits(item, answers.get(item.id)?.value ?? null))]
  })
  const gone = from.items.filter((item) => !after.has(item.id)).map((item) => line(item, 'gone'))
  return { from: from.version, to: to.version, items: [...items, ...gone] }
}

/** Whether an item is asked and judged alike; its number may differ. */
function isSame(a: Item, b: Item): boolean {
  const asked = ({ n: _, ...item }: Item) => JSON.stringify(item)
  return asked(a) === asked(b)
}

/** A draft and those of its answers that change, under the next version. Answers to items that are gone stay on the phone. */
export function goneOver(draft: DraftRecord, answers: Answers, to: Checklist, change: VersionChange): { draft: DraftRecord; answers: AnswerRecord[] } {
  const known = new Set(to.flags.map((flag) => flag.id))
  const cleared = change.items.flatMap(({ id, cleared }) => (cleared ? [{ ...answers.get(id)!, value: null }] : []))
  return {
    draft: {
      ...draft, checklist: { id: to.id, version: to.version }, moved: change, touched: true, exported_at: null,
      profile_dispute: draft.profile_dispute.filter((flag) => known.has(flag)),
    },
    answers: cleared,
  }
}
