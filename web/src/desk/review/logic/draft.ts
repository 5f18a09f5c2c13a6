// What a reviewer has prepared and not sent: notes, boxes, what is not shown, questions. Kept in the browser by person, audit
// and revision, so that neither a reload nor a lost claim takes it away.
import { readBoxes } from './boxes'
import type { Accept, BlackBox, Case } from './types'

export interface Note {
  text: string
  /** Only what is approved goes to the station. */
  approved: boolean
}

export interface Draft {
  revision: number
  /** By item. */
  notes: Record<string, Note>
  /** By photo. */
  boxes: Record<string, BlackBox[]>
  /** Verified scenes that the station does not get. */
  withheld: string[]
  /** Answers that count without their evidence: why, by item. */
  keep: Record<string, string>
  /** Questions to the shopper, by item; '' is the visit. */
  remarks: Record<string, string>
  answer_within_s: number
  /** Second review: more N/A of the visit than allowed is accepted. */
  visit_na_accepted: boolean
  /** Photos that were looked at in their full size, or on the sheet. */
  seen: string[]
  at: number
}

export const DAY_S = 86_400
/** Everything of earlier versions begins so: their drafts lay under the audit alone. */
const OLD = 'forecourt.review.'
const PREFIX = `${OLD}draft.`
const place = (who: string, id: string): string => `${PREFIX}${who}.${id}`
/** Older ones are swept away, ms. */
const KEPT_MS = 14 * 86_400_000

/** What the server already knows is where a draft begins: earlier notes, and what the first reviewer released. */
export function emptyDraft(audit: Case, now: number): Draft {
  const second = audit.state === 'second_review'
  const notes = Object.fromEntries(audit.station_notes.map(({ item, note }) => [item, { text: note, approved: true }]))
  const boxes: Draft['boxes'] = {}
  const withheld: string[] = []
  for (const photo of audit.photos) {
    const known = readBoxes(photo.boxes)
    if (known.length > 0) boxes[photo.photo_id] = known
    if (second && releasable(photo) && !photo.released) withheld.push(photo.photo_id)
  }
  return { revision: audit.revision, notes, boxes, withheld, keep: {}, remarks: {}, answer_within_s: DAY_S, visit_na_accepted: false, seen: [], at: now }
}

/** What a station may ever see: a scene that the server has examined. */
export const releasable = (photo: { kind: string; state: string }): boolean => photo.kind === 'scene' && photo.state === 'verified'

/** What goes along with `/accept`; only what differs from what the server does by itself. */
export function acceptance(draft: Draft, audit: Case, missed: ReadonlySet<string>): Accept {
  const wish: Accept = {}
  const shown = audit.photos.filter((photo) => releasable(photo) && !draft.withheld.includes(photo.photo_id))
  const first = emptyDraft(audit, 0)
  const same = JSON.stringify([first.withheld, first.boxes]) === JSON.stringify([draft.withheld, withoutEmpty(draft.boxes)])
  if (!same) wish.released_photos = shown.map(({ photo_id }) => ({ photo_id, boxes: draft.boxes[photo_id] ?? [] }))
  const known = new Map(audit.station_notes.map(({ item, note }) => [item, note]))
  const notes = Object.entries(draft.notes)
    .map(([item, note]) => ({ item, note: note.approved && missed.has(item) ? note.text.trim() : '' }))
    .filter(({ item, note }) => note !== (known.get(item) ?? ''))
  if (notes.length > 0) wish.station_notes = notes
  const keep = Object.entries(draft.keep).filter(([, reason]) => reason.trim() !== '').map(([item, reason]) => ({ item, reason: reason.trim() }))
  if (keep.length > 0) wish.keep = keep
  if (draft.visit_na_accepted && audit.state === 'second_review') wish.visit_na_accepted = true
  return wish
}

const withoutEmpty = (boxes: Draft['boxes']): Draft['boxes'] => Object.fromEntries(Object.entries(boxes).filter(([, list]) => list.length > 0))

/** The questions of a return, those about the visit last. */
export function remarksOf(draft: Draft): { item?: string; text: string }[] {
  const written = Object.entries(draft.remarks).filter(([, text]) => text.trim() !== '')
  return [...written.filter(([item]) => item !== ''), ...written.filter(([item]) => item === '')].map(([item, text]) => (item === '' ? { text: text.trim() } : { item, text: text.trim() }))
}

/** Whether there is anything that would be missed. */
export const isWorth = (draft: Draft, audit: Case): boolean => {
  const { at: _, seen: __, ...mine } = draft
  const { at: ___, seen: ____, ...empty } = emptyDraft(audit, 0)
  return JSON.stringify(mine) !== JSON.stringify(empty)
}

/** Where drafts lie; `localStorage` outside of tests. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** A person's draft of an audit. One of an earlier revision keeps its questions and notes, not its boxes: photos may have changed. */
export function readDraft(shelf: Shelf, who: string, audit: Case, now: number): Draft {
  const empty = emptyDraft(audit, now)
  const text = shelf.getItem(place(who, audit.id)) ?? adopted(shelf, who, audit)
  if (text === null) return empty
  try {
    const kept = JSON.parse(text) as Partial<Draft>
    if (kept.revision === audit.revision) return { ...empty, ...kept }
    return { ...empty, notes: { ...kept.notes, ...empty.notes } }
  } catch (error) {
    console.warn('a draft could not be read', error)
    return empty
  }
}

/**
 * A draft of before they lay by person, moved to whoever opens its audit first. Not to a second reviewer: the words may be
 * those of the first one, which he is not to know.
 */
function adopted(shelf: Shelf, who: string, audit: Case): string | null {
  const text = shelf.getItem(OLD + audit.id)
  if (text === null) return null
  shelf.removeItem(OLD + audit.id)
  if (audit.state === 'second_review') return null
  try {
    shelf.setItem(place(who, audit.id), text)
  } catch (error) {
    console.warn('a draft could not be kept', error)
  }
  return text
}

/** Keeps a draft, or takes it away when there is nothing in it. */
export function writeDraft(shelf: Shelf, who: string, audit: Case, draft: Draft): void {
  try {
    if (isWorth(draft, audit) || draft.seen.length > 0) shelf.setItem(place(who, audit.id), JSON.stringify(draft))
    else shelf.removeItem(place(who, audit.id))
  } catch (error) {
    // A full shelf must not stop the review: what is on the screen is still sent.
    console.warn('a draft could not be kept', error)
  }
}

/** Takes a person's draft of an audit away. */
export const dropDraft = (shelf: Shelf, who: string, id: string): void => shelf.removeItem(place(who, id))

/** Sweeps away what nobody came back to, and what earlier versions left that is no draft. */
export function sweep(shelf: Shelf, now: number): void {
  const names = Array.from({ length: shelf.length }, (_, at) => shelf.key(at)).filter((name): name is string => name?.startsWith(OLD) ?? false)
  for (const name of names) if (now - lastKept(shelf, name) > KEPT_MS) shelf.removeItem(name)
}

/** When a draft was kept last, epoch ms; 0 of what is none. */
function lastKept(shelf: Shelf, name: string): number {
  const text = shelf.getItem(name) ?? ''
  if (!text.startsWith('{')) return 0
  try {
    return (JSON.parse(text) as { at?: number }).at ?? 0
  } catch (error) {
    console.warn('a draft could not be read', error)
    return 0
  }
}
