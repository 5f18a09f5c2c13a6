// A visit under way in the database. Every write is one transaction with the visit's own record: what was finished or thrown
// away, in whichever tab, takes nothing any more.

import type { AnswerRecord, DraftParts, DraftRecord, PhotoRecord, StampRow } from '../draft'
import { EngineError } from '../errors'
import type { StampName } from '../model'
import { whole, type OutboxTx } from './outbox'
import type { BodyRecord, Durability, PersonDb } from './schema'

/** Everything of one draft as it is stored. */
export type Draft = Omit<DraftParts, 'answers' | 'stamps'> & { answers: Map<string, AnswerRecord>; stamps: Map<StampName, StampRow> }

/** What is written beside the visit's own record. */
export interface DraftWrites {
  answers?: AnswerRecord[]
  stamps?: StampRow[]
  photos?: PhotoRecord[]
  without?: { stamps?: StampName[]; photos?: string[] }
}

const STORES = ['drafts', 'answers', 'stamps', 'photos', 'bytes'] as const

/** The error of a write that came too late. */
export function finished(): EngineError {
  return new EngineError('finished')
}

/** Reads a draft. */
export async function readDraft(db: PersonDb, audit_id: string): Promise<Draft | null> {
  const tx = db.transaction(['drafts', 'answers', 'stamps', 'photos'], 'readonly')
  return draftIn(tx as unknown as OutboxTx, audit_id)
}

async function draftIn(tx: OutboxTx, audit_id: string): Promise<Draft | null> {
  const [draft, answers, stamps, photos] = await Promise.all([
    tx.objectStore('drafts').get(audit_id),
    tx.objectStore('answers').index('audit').getAll(audit_id),
    tx.objectStore('stamps').index('audit').getAll(audit_id),
    tx.objectStore('photos').index('audit').getAll(audit_id),
  ])
  if (!draft) return null
  return {
    draft,
    answers: new Map(answers.map((one) => [one.item, one])),
    stamps: new Map(stamps.map((one) => [one.name, one])),
    photos: photos.filter((photo) => photo.of === 'visit'),
  }
}

/**
 * Writes some records of a draft, which is touched by it, and `change`s the draft as it is now. Gives the draft.
 * Errors: `finished`.
 */
export function writeDraft(
  db: PersonDb, audit_id: string, durability: Durability, writes: DraftWrites, change: (draft: DraftRecord) => DraftRecord = (draft) => draft,
): Promise<DraftRecord> {
  const { answers = [], stamps = [], photos = [], without = {} } = writes
  return whole(db.transaction(STORES, 'readwrite', { durability }), async (tx) => {
    const found = await tx.objectStore('drafts').get(audit_id)
    if (!found) throw finished()
    const changed = change(found)
    const fresh = changed !== found || !found.touched || found.exported_at !== null
    const draft = fresh ? { ...changed, touched: true, exported_at: null } : found
    await Promise.all([
      fresh ? tx.objectStore('drafts').put(draft) : null,
      ...answers.map((one) => tx.objectStore('answers').put(one)),
      ...stamps.map((one) => tx.objectStore('stamps').put(one)),
      ...photos.map((one) => tx.objectStore('photos').put(one)),
      ...(without.stamps ?? []).map((name) => tx.objectStore('stamps').delete([audit_id, name])),
      ...(without.photos ?? []).flatMap((id) => [tx.objectStore('photos').delete(id), tx.objectStore('bytes').delete(id)]),
    ])
    return draft
  })
}

/** Writes a draft and some of its answers anew, as they are at this moment. Errors: `finished`. */
export function moveDraft(
  db: PersonDb, audit_id: string, change: (draft: DraftRecord, answers: Map<string, AnswerRecord>) => { draft: DraftRecord; answers: AnswerRecord[] },
): Promise<void> {
  return whole(db.transaction(STORES, 'readwrite', { durability: 'strict' }), async (tx) => {
    const found = await draftIn(tx as unknown as OutboxTx, audit_id)
    if (!found) throw finished()
    const changed = change(found.draft, found.answers)
    await Promise.all([tx.objectStore('drafts').put(changed.draft), ...changed.answers.map((one) => tx.objectStore('answers').put(one))])
  })
}

/**
 * A frozen draft leaves its stores, as part of the transaction that puts it into the outbox. `false`: it is not any more what
 * was frozen, nothing was written. Errors: `finished`.
 */
export async function leaveDraft(tx: OutboxTx, frozen: DraftParts, body: BodyRecord): Promise<boolean> {
  const { audit_id } = frozen.draft
  const now = await draftIn(tx, audit_id)
  if (!now) throw finished()
  if (fingerprint(now) !== fingerprint(frozen)) return false
  await Promise.all([
    tx.objectStore('bodies').put(body), ...removals(tx, now), ...now.photos.map((photo) => tx.objectStore('photos').put({ ...photo, submitted: true })),
  ])
  return true
}

/** Takes a draft out of its stores, if there is one; its photos stay. */
export async function forgetDraft(tx: OutboxTx, audit_id: string): Promise<void> {
  const found = await draftIn(tx, audit_id)
  if (found) await Promise.all(removals(tx, found))
}

/** Takes a draft with its answers and taps out of its stores. */
function removals(tx: OutboxTx, { draft: { audit_id }, answers, stamps }: Draft): Promise<void>[] {
  return [
    tx.objectStore('drafts').delete(audit_id),
    ...[...answers.keys()].map((id) => tx.objectStore('answers').delete([audit_id, id])),
    ...[...stamps.keys()].map((name) => tx.objectStore('stamps').delete([audit_id, name])),
  ]
}

/** Everything that is stored of it, in the order of the stores. */
function fingerprint({ draft, answers, stamps, photos }: DraftParts): string {
  return JSON.stringify([draft, ...answers, ...stamps, ...photos])
}

/** Throws a draft away with all that belongs to it, except photos of earlier revisions. */
export function discardDraft(db: PersonDb, audit_id: string): Promise<void> {
  return whole(db.transaction(STORES, 'readwrite', { durability: 'strict' }) as unknown as OutboxTx, async (tx) => {
    const found = await draftIn(tx, audit_id)
    if (!found) throw finished()
    const own = found.photos.filter((photo) => !photo.submitted)
    await Promise.all([
      ...removals(tx, found), ...own.flatMap(({ photo_id: id }) => [tx.objectStore('photos').delete(id), tx.objectStore('bytes').delete(id)]),
    ])
  })
}
