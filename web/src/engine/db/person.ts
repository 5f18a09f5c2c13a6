// A person's visits in the database. Taps write one small record; what ends or starts a visit is one transaction.

import { checklistKey, type AnswerRecord, type DraftParts, type DraftRecord, type PhotoRecord, type StampRow } from '../draft'
import type { Assignment, Checklist, Limits, StampName, Station } from '../model'
import type { AuthorityLetter } from '../views'
import { slotsOf } from '../checklist'
import { EngineError, isQuota, storageError } from '../errors'
import { step } from '../outbox/machine'
import type { OutAudit, OutEvent, OutState } from '../outbox/types'
import { applyToOutbox, readBody, readOutbox, type OutboxTx } from './outbox'
import { openPersonDb, type BodyRecord, type ChecklistRecord, type Durability, type PersonDb, type PersonStore as StoreName } from './schema'

/** What the last sync left beside its lists. */
export interface SyncMeta {
  cursor: string | null
  epoch: string | null
}

type Draft = Omit<DraftParts, 'answers' | 'stamps'> & { answers: Map<string, AnswerRecord>; stamps: Map<StampName, StampRow> }

/** The database of the person who is signed in. */
export class PersonData {
  private constructor(readonly person_id: string, readonly db: PersonDb, private readonly clock: { now(): number; random(): number }) {}

  /** `lost`: the browser ended the connection, as iOS does to pages in the background; open another one. */
  static async open(person_id: string, clock: { now(): number; random(): number }, lost?: () => void): Promise<PersonData> {
    return new PersonData(person_id, await openPersonDb(person_id, lost), clock)
  }

  close(): void {
    this.db.close()
  }

  // ── Writing ────────────────────────────────────────────────────────────────

  /**
   * Does a piece of writing. When the disk is full, photos that the server has are given up and it is tried once more.
   * Errors: `no_space`, `storage`; what was stored before stays as it is.
   */
  async write<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (!isQuota(error)) throw storageError(error)
      await this.makeRoom().catch(() => false)
      return await work().catch((again: unknown) => {
        throw storageError(again)
      })
    }
  }

  /** Space is short: photos that the server has go before their time. `true` when some went. */
  async makeRoom(): Promise<boolean> {
    const held = (state: OutState) => state.items.flatMap((item) => item.photos.filter((photo) => photo.held)).length
    const before = held(await this.readOutbox())
    try {
      return held(await this.outbox({ type: 'short_of_space' })) < before
    } catch (error) {
      if (!isQuota(error)) throw error
      return this.makeRoomWithoutRoom()
    }
  }

  /** On a disk that is full to the last byte nothing can be written, but bytes can be deleted; what is noted follows. */
  private async makeRoomWithoutRoom(): Promise<boolean> {
    const event = { type: 'short_of_space', now: this.clock.now(), random: 0 } as const
    const { drops } = step(await this.readOutbox(), event)
    if (drops.photos.length === 0) return false
    const tx = this.db.transaction('bytes', 'readwrite', { durability: 'strict' })
    await Promise.all([...drops.photos.map((id) => tx.store.delete(id)), tx.done])
    // Should even this fail: the photos are the server's, and whoever looks for their bytes finds that they are gone.
    await this.outbox({ type: 'short_of_space' }).catch(() => undefined)
    return true
  }

  /** Puts records into one store each, all or none. */
  async put(durability: Durability, records: Partial<{ [S in StoreName]: unknown[] }>): Promise<void> {
    const names = Object.keys(records) as StoreName[]
    const tx = this.db.transaction(names, 'readwrite', { durability })
    const writes = names.flatMap((name) => (records[name] ?? []).map((record) => tx.objectStore(name).put(record as never)))
    await Promise.all([...writes, tx.done])
  }

  // ── Meta ───────────────────────────────────────────────────────────────────

  async meta<T>(key: string): Promise<T | null> {
    return ((await this.db.get('meta', key)) as T | undefined) ?? null
  }

  async setMeta(key: string, value: unknown): Promise<void> {
    await this.write(() => this.db.put('meta', value, key))
  }

  async syncMeta(): Promise<SyncMeta> {
    return (await this.meta<SyncMeta>('sync')) ?? { cursor: null, epoch: null }
  }

  letter(): Promise<AuthorityLetter | null> {
    return this.meta('letter')
  }

  limits(): Promise<Limits | null> {
    return this.meta('limits')
  }

  // ── Outbox ─────────────────────────────────────────────────────────────────

  readOutbox(): Promise<OutState> {
    return readOutbox(this.db)
  }

  /** Applies one event of the outbox. */
  outbox(event: Bare<OutEvent>, also?: (tx: OutboxTx) => Promise<unknown>, more: StoreName[] = []): Promise<OutState> {
    return applyToOutbox(this.db, { ...event, now: this.clock.now(), random: this.clock.random() } as OutEvent, also, more)
  }

  body(key: string): Promise<BodyRecord | null> {
    return readBody(this.db, key)
  }

  // ── Checklists ─────────────────────────────────────────────────────────────

  async checklist(id: string, version: number): Promise<Checklist | null> {
    return (await this.db.get('contents', checklistKey(id, version)))?.content ?? null
  }

  checklists(): Promise<ChecklistRecord[]> {
    return this.db.getAll('checklists')
  }

  async setChecklistContent(record: ChecklistRecord, content: Checklist): Promise<void> {
    await this.write(async () => {
      const tx = this.db.transaction(['checklists', 'contents'], 'readwrite', { durability: 'strict' })
      const found = (await tx.objectStore('checklists').get(record.key)) ?? record
      const known = { ...found, sha256: content.sha256, slots: slotsOf(content) }
      await Promise.all([tx.objectStore('checklists').put(known), tx.objectStore('contents').put({ key: record.key, content }), tx.done])
    })
  }

  // ── Drafts ─────────────────────────────────────────────────────────────────

  /** Everything of one draft. */
  async draft(audit_id: string): Promise<Draft | null> {
    const tx = this.db.transaction(['drafts', 'answers', 'stamps', 'photos'], 'readonly')
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

  drafts(): Promise<DraftRecord[]> {
    return this.db.getAll('drafts')
  }

  /** Changes the visit's own record as it is now; other tabs and a sync may have changed it meanwhile. */
  changeDraft(audit_id: string, change: (draft: DraftRecord) => DraftRecord): Promise<DraftRecord> {
    return this.write(async () => {
      const tx = this.db.transaction('drafts', 'readwrite', { durability: 'strict' })
      const found = await tx.store.get(audit_id)
      if (!found) {
        await tx.done
        throw new EngineError('not_allowed', 'The visit was finished already')
      }
      const changed = change(found)
      await Promise.all([tx.store.put(changed), tx.done])
      return changed
    })
  }

  /** Writes a draft and some of its answers anew, as they are at this moment. Errors: `not_allowed`, when it was finished. */
  moveDraft(
    audit_id: string, change: (draft: DraftRecord, answers: Map<string, AnswerRecord>) => { draft: DraftRecord; answers: AnswerRecord[] },
  ): Promise<void> {
    return this.write(async () => {
      const tx = this.db.transaction(['drafts', 'answers'], 'readwrite', { durability: 'strict' })
      const [found, answers] = await Promise.all([tx.objectStore('drafts').get(audit_id), tx.objectStore('answers').index('audit').getAll(audit_id)])
      if (!found) throw new EngineError('not_allowed', 'The visit was finished already')
      const changed = change(found, new Map(answers.map((one) => [one.item, one])))
      await Promise.all([tx.objectStore('drafts').put(changed.draft), ...changed.answers.map((one) => tx.objectStore('answers').put(one)), tx.done])
    })
  }

  async deleteStamp(audit_id: string, name: StampName): Promise<void> {
    await this.write(async () => {
      const tx = this.db.transaction('stamps', 'readwrite', { durability: 'strict' })
      await Promise.all([tx.store.delete([audit_id, name]), tx.done])
    })
  }

  /**
   * A frozen draft becomes an entry of the outbox: one transaction, so that it is always exactly one of the two.
   * Errors: `not_allowed`, when another tab has finished it meanwhile.
   */
  async finish(parts: DraftParts, item: OutAudit, body: BodyRecord): Promise<void> {
    const { audit_id, revision } = parts.draft
    const move = async (tx: OutboxTx) => {
      const draft = await tx.objectStore('drafts').get(audit_id)
      if (draft?.revision !== revision) throw new EngineError('not_allowed', 'The visit was finished already')
      await Promise.all([
        tx.objectStore('bodies').put(body),
        tx.objectStore('drafts').delete(audit_id),
        ...[...parts.answers.keys()].map((id) => tx.objectStore('answers').delete([audit_id, id])),
        ...[...parts.stamps.keys()].map((name) => tx.objectStore('stamps').delete([audit_id, name])),
        ...parts.photos.map((photo) => tx.objectStore('photos').put({ ...photo, submitted: true })),
      ])
    }
    await this.write(() => this.outbox({ type: 'added', item }, move, ['answers', 'stamps']))
  }

  /** Throws a draft away, with its photos that were never submitted. */
  async discard(parts: DraftParts): Promise<void> {
    const { audit_id } = parts.draft
    await this.write(async () => {
      const tx = this.db.transaction(['drafts', 'answers', 'stamps', 'photos', 'bytes'], 'readwrite', { durability: 'strict' })
      const own = parts.photos.filter((photo) => !photo.submitted).map((photo) => photo.photo_id)
      await Promise.all([
        tx.objectStore('drafts').delete(audit_id),
        ...[...parts.answers.keys()].map((id) => tx.objectStore('answers').delete([audit_id, id])),
        ...[...parts.stamps.keys()].map((name) => tx.objectStore('stamps').delete([audit_id, name])),
        ...own.flatMap((id) => [tx.objectStore('photos').delete(id), tx.objectStore('bytes').delete(id)]),
        tx.done,
      ])
    })
  }

  /** The shopper has looked at the front page: nothing is new any more. */
  async seen(): Promise<void> {
    await this.write(async () => {
      const tx = this.db.transaction(['assignments', 'drafts'], 'readwrite')
      const [assignments, drafts] = await Promise.all([tx.objectStore('assignments').getAll(), tx.objectStore('drafts').getAll()])
      await Promise.all([
        ...assignments.filter((one) => one.mark).map((one) => tx.objectStore('assignments').put({ ...one, mark: null })),
        ...drafts.map((one) => (one.returned && !one.returned.seen ? tx.objectStore('drafts').put({ ...one, returned: { ...one.returned, seen: true } }) : null)),
        tx.done,
      ])
    })
  }

  /** The assignment and station that a report is about. */
  async aboutAssignment(id: string): Promise<{ assignment: Assignment | null; station: Station | null }> {
    const assignment = (await this.db.get('assignments', id))?.assignment ?? null
    const station = assignment && ((await this.db.get('stations', assignment.station_id)) ?? null)
    return { assignment, station }
  }

  /** Notes that these entries were saved to a file. */
  async exported(keys: string[], now: number): Promise<void> {
    await this.write(() => this.outbox({ type: 'exported', keys }, async (tx) => {
      const ids = keys.filter((key) => key.startsWith('draft/')).map((key) => key.slice('draft/'.length))
      for (const id of ids) {
        const draft = await tx.objectStore('drafts').get(id)
        if (draft) await tx.objectStore('drafts').put({ ...draft, exported_at: now })
      }
    }))
  }

  // ── Photos ─────────────────────────────────────────────────────────────────

  async photoBytes(photo_id: string): Promise<ArrayBuffer | null> {
    return (await this.db.get('bytes', photo_id))?.bytes ?? null
  }

  async photo(photo_id: string): Promise<PhotoRecord | null> {
    return (await this.db.get('photos', photo_id)) ?? null
  }

  /** Photos for reports that were never made: forgotten after a week, since nobody can see or send them. */
  async forgetStrays(): Promise<void> {
    const [photos, { items }] = await Promise.all([this.db.getAll('photos'), this.readOutbox()])
    const named = new Set(items.flatMap((item) => item.photos.map((photo) => photo.photo_id)))
    const old = (photo: PhotoRecord) => this.clock.now() - photo.taken_at > 7 * 86_400_000
    for (const photo of photos) if (photo.of === 'report' && !named.has(photo.photo_id) && old(photo)) await this.deletePhoto(photo.photo_id, [])
  }

  async deletePhoto(photo_id: string, answers: AnswerRecord[]): Promise<void> {
    await this.write(async () => {
      const tx = this.db.transaction(['photos', 'bytes', 'answers'], 'readwrite', { durability: 'strict' })
      await Promise.all([
        tx.objectStore('photos').delete(photo_id),
        tx.objectStore('bytes').delete(photo_id),
        ...answers.map((answer) => tx.objectStore('answers').put(answer)),
        tx.done,
      ])
    })
  }
}

/** An event without what the database adds. */
export type Bare<T> = T extends unknown ? Omit<T, 'now' | 'random'> : never
