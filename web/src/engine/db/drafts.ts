// A visit under way in the database. Every write is one transaction with the visit's own record: what was finished or thrown
// away, in whichever tab, takes nothing any more.

import type { AnswerRecord, DraftParts, DraftRecord, PhotoRecord, StampRow } from '../draft'
import { EngineError } from '../errors'
import type { StampName } from '../model'
import { abandon, type OutboxTx } from './outbox'
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
  return new EngineError('finished', 'The visit was finished or thrown away, perhaps in another window')
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
export async function writeDraft(
  db: PersonDb, audit_id: string, durability: Durability, writes: DraftWrites, change: (draft: DraftRecord) => DraftRecord = (draft) => draft,
): Promise<DraftRecord> {
  const { answers = [], stamps = [], photos = [], without = {} } = writes
  const tx = db.transaction(STORES, 'readwrite', { durability })
  try {
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
      tx.done,
    ])
    return draft
  } catch (error) {
    await abandon(tx)
    throw error
  }
}

/** Writes a draft and some of its answers anew, as they are at this moment. Errors: `finished`. */
export async function moveDraft(
  db: PersonDb, audit_id: string, change: (draft: DraftRecord, answers: Map<string, AnswerRecord>) => { draft: DraftRecord; answers: AnswerRecord[] },
): Promise<void> {
  const tx = db.transaction(['drafts', 'answers'], 'readwrite', { durability: 'strict' })
  try {
    const [found, answers] = await Promise.all([tx.objectStore('drafts').get(audit_id), tx.objectStore('answers').index('audit').getAll(audit_id)])
    if (!found) throw finished()
    const changed = change(found, new Map(answers.map((one) => [one.item, one])))
    await Promise.all([tx.objectStore('drafts').put(changed.draft), ...changed.answers.map((one) => tx.objectStore('answers').put(one)), tx.done])
  } catch (error) {
    await abandon(tx)
    throw error
  }
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
    tx.objectStore('bodies').put(body),
    tx.objectStore('drafts').delete(audit_id),
    ...[...now.answers.keys()].map((id) => tx.objectStore('answers').delete([audit_id, id])),
    ...[...now.stamps.keys()].map((name) => tx.objectStore('stamps').delete([audit_id, name])),
    ...now.photos.map((photo) => tx.objectStore('photos').put({ ...photo, submitted: true })),
  ])
  return true
}

/** What a submission is made of; not whether it was looked at or exported. */
function fingerprint({ draft, answers, stamps, photos }: DraftParts): string {
  const { exported_at: _, returned, ...rest } = draft
  const inOrder = <T>(rows: readonly T[], key: (row: T) => string) => [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1))
  return JSON.stringify([
    rest, returned?.started, returned?.finished, returned?.epoch, inOrder([...answers.values()], (one) => one.item),
    inOrder([...stamps.values()], (one) => one.name), inOrder(photos, (one) => one.photo_id),
  ])
}

/** Throws a draft away with all that belongs to it, except photos of earlier revisions. */
export async function discardDraft(db: PersonDb, audit_id: string): Promise<void> {
  const tx = db.transaction(STORES, 'readwrite', { durability: 'strict' })
  try {
    const found = await draftIn(tx as unknown as OutboxTx, audit_id)
    if (!found) throw finished()
    await Promise.all([
      tx.objectStore('drafts').delete(audit_id),
      ...[...found.answers.keys()].map((id) => tx.objectStore('answers').delete([audit_id, id])),
      ...[...found.stamps.keys()].map((name) => tx.objectStore('stamps').delete([audit_id, name])),
      ...found.photos.filter((photo) => !photo.submitted).flatMap(({ photo_id }) =>
        [tx.objectStore('photos').delete(photo_id), tx.objectStore('bytes').delete(photo_id)]),
      tx.done,
    ])
  } catch (error) {
    await abandon(tx)
    throw error
  }
}
