// What a reviewer has prepared and not sent: notes, boxes, what is not shown, questions. Kept in the browser by person, audit
// and revision, so that neither a reload nor a lost claim takes it away.
import { readBoxes } from './boxes'
import type { Accept, BlackBox, Case, Line, Value } from './types'

export interface Note {
  text: string
  /** Only what is approved goes to the station. */
  approved: boolean
  /** The answer that it is about; absent when nobody knows. */
  value?: Value
}

export interface Draft {
  revision: number
  /** By item. */
  notes: Record<string, Note>
  /** By photo. */
  boxes: Record<string, BlackBox[]>
  /** Verified scenes that the station does not get. */
  withheld: string[]
  /** When the last verdict was given that both of them know of, epoch ms; 0 before the first one. */
  judged: number
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

/** When a verdict was given last, epoch ms; 0 before the first one. */
const judgedAt = (audit: Case): number =>
  Math.max(0, ...audit.history.filter(({ verb }) => verb === 'accept' || verb === 'incomplete').map(({ at }) => Date.parse(at)))

/** The answer that counts for a line. */
export const valueOf = (line: Line | undefined): Value => (line?.value ?? null) as Value

/** The answer that a note of the server was approved for: it may have been corrected since. */
function valueThen(audit: Case, item: string): Value | undefined {
  const at = judgedAt(audit)
  if (audit.revisions.some(({ kind, received_at }) => kind !== 'late_answer' && Date.parse(received_at) > at)) return undefined
  const since = audit.judgements.filter((one) => one.kind === 'answer' && one.target === item && Date.parse(one.at) > at)
  const [first] = since.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  return first ? ((first.old ?? null) as Value) : valueOf(audit.explained.lines.find((line) => line.item === item))
}

/** A note as it goes out, or not: one of another answer is approved by nobody. */
export const isApproved = (note: Note | undefined, line: Line | undefined): boolean => note?.approved === true && isAbout(note, line)
/** Whether a note is about the answer as it is now. */
export const isAbout = (note: Note, line: Line | undefined): boolean => note.value !== undefined && note.value === valueOf(line)

/** Boxes and what is kept back, as the server has them. Once it was judged, what was not released then is kept back; what came since is not. */
function standing(audit: Case): Pick<Draft, 'boxes' | 'withheld'> {
  const isJudged = audit.state === 'second_review' || judgedAt(audit) > 0 || audit.photos.some((photo) => photo.released)
  const known = audit.photos.map((photo) => [photo.photo_id, readBoxes(photo.boxes)] as const)
  const boxes = Object.fromEntries(known.filter(([, list]) => list.length > 0))
  const at = judgedAt(audit)
  const isNew = (photo: Case['photos'][number]) => at > 0 && audit.revisions.some((one) => one.revision === photo.first_revision && Date.parse(one.received_at) > at)
  const keptBack = isJudged ? audit.photos.filter((photo) => releasable(photo) && !photo.released && !isNew(photo)) : []
  return { boxes, withheld: keptBack.map((photo) => photo.photo_id) }
}

/** What is shown of the photos, as a text that can be compared. */
const asText = ({ boxes, withheld }: Pick<Draft, 'boxes' | 'withheld'>): string =>
  JSON.stringify([[...withheld].sort(), Object.entries(boxes).filter(([, list]) => list.length > 0).sort(([a], [b]) => (a < b ? -1 : 1))])
const PLAIN = asText({ boxes: {}, withheld: [] })

/** What the server already knows is where a draft begins: earlier notes, and what was released before. */
export function emptyDraft(audit: Case, now: number): Draft {
  const notes = Object.fromEntries(audit.station_notes.map(({ item, note }) => {
    const value = valueThen(audit, item)
    return [item, { text: note, approved: true, ...(value === undefined ? {} : { value }) }]
  }))
  return { revision: audit.revision, notes, ...standing(audit), judged: judgedAt(audit), keep: {}, remarks: {}, answer_within_s: DAY_S, visit_na_accepted: false, seen: [], at: now }
}

/** What a station may ever see: a scene that the server has examined. */
export const releasable = (photo: { kind: string; state: string }): boolean => photo.kind === 'scene' && photo.state === 'verified'

/** What goes along with `/accept`; only what differs from what the server does by itself. */
export function acceptance(draft: Draft, audit: Case, missed: ReadonlySet<string>): Accept {
  const wish: Accept = {}
  const shown = audit.photos.filter((photo) => releasable(photo) && !draft.withheld.includes(photo.photo_id))
  const [mine, stood] = [asText(draft), asText(standing(audit))]
  // In a first review what is boxed or kept back is always said: the server is left to release on its own only where nothing is.
  const isLeft = mine === stood && (audit.state === 'second_review' || mine === PLAIN)
  if (!isLeft) wish.released_photos = shown.map(({ photo_id }) => ({ photo_id, boxes: draft.boxes[photo_id] ?? [] }))
  const known = new Map(audit.station_notes.map(({ item, note }) => [item, note]))
  const lines = new Map(audit.explained.lines.map((line) => [line.item, line]))
  const notes = Object.entries(draft.notes)
    .map(([item, note]) => ({ item, note: isApproved(note, lines.get(item)) && missed.has(item) ? note.text.trim() : '' }))
    .filter(({ item, note }) => note !== (known.get(item) ?? ''))
  if (notes.length > 0) wish.station_notes = notes
  const keep = Object.entries(draft.keep).filter(([, reason]) => reason.trim() !== '').map(([item, reason]) => ({ item, reason: reason.trim() }))
  if (keep.length > 0) wish.keep = keep
  if (draft.visit_na_accepted && audit.state === 'second_review') wish.visit_na_accepted = true
  return wish
}

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
    // What a verdict since then has boxed or kept back is not undone by what was prepared before it.
    const isOlder = kept.judged !== undefined && kept.judged < empty.judged
    if (kept.revision === audit.revision) return { ...empty, ...kept, ...(isOlder ? standing(audit) : {}), judged: empty.judged }
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
