// A person's visits in the database. Taps write one small record; what ends or starts a visit is one transaction.

import { checklistKey, type DraftParts, type DraftRecord, type PhotoRecord } from '../draft'
import type { Assignment, Checklist, Station } from '../model'
import type { AuthorityLetter } from '../views'
import { slotsOf } from '../checklist'
import { isFull, isQuota, notAllowed, storageError } from '../errors'
import type { OutAudit, OutEvent, OutState } from '../outbox/types'
import { discardDraft, leaveDraft, moveDraft, readDraft, writeDraft, type Draft, type DraftWrites } from './drafts'
import { applyToOutbox, photosDropped, readBody, readOutbox, type OutboxTx } from './outbox'
import { openPersonDb, type BodyRecord, type ChecklistRecord, type Durability, type PersonDb, type PersonStore as StoreName } from './schema'

/** What the last sync left beside its lists. */
export interface SyncMeta {
  cursor: string | null
  epoch: string | null
}

/** So many events are kept in memory; older ones are forgotten, and what they told is asked for again. */
const MOST_UNSAVED = 500

/** The database of the person who is signed in. */
export class PersonData {
  /** Events of the outbox that a full disk did not take, oldest first: in force as long as this connection lives. */
  private unsaved: readonly OutEvent[] = []

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
    const event = this.stamped({ type: 'short_of_space' })
    try {
      return held(await this.apply(event)) < before
    } catch (error) {
      if (!isQuota(error)) throw error
      return this.makeRoomWithoutRoom(event)
    }
  }

  /** On a disk that is full to the last byte nothing can be written, but bytes can be deleted; what is noted follows. */
  private async makeRoomWithoutRoom(event: OutEvent): Promise<boolean> {
    // Those too that memory has given up and the full disk still holds.
    const photos = await photosDropped(this.db, [...this.unsaved, event])
    if (photos.length === 0) return false
    const tx = this.db.transaction('bytes', 'readwrite', { durability: 'strict' })
    await Promise.all([...photos.map((id) => tx.store.delete(id)), tx.done])
    // Should even this fail: the photos are the server's, and whoever looks for their bytes finds that they are gone.
    await this.apply(event).catch(() => this.remember(event))
    return true
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

  // ── Outbox ─────────────────────────────────────────────────────────────────

  readOutbox(): Promise<OutState> {
    return readOutbox(this.db, this.unsaved)
  }

  /** Applies one event of the outbox. Errors: `no_space`, `storage`; nothing has changed then. */
  outbox(event: Bare<OutEvent>, also?: (tx: OutboxTx) => Promise<unknown>, more: StoreName[] = []): Promise<OutState> {
    const whole = this.stamped(event)
    return this.write(() => this.apply(whole, also, more))
  }

  /**
   * Applies an event that needs not be stored: on a full disk it is kept in memory, so that sending goes on and makes room.
   * Forgotten with the page it does no harm: every request may be repeated.
   */
  async note(event: Bare<OutEvent>): Promise<OutState> {
    const whole = this.stamped(event)
    try {
      return await this.write(() => this.apply(whole))
    } catch (error) {
      if (!isFull(error)) throw error
      this.remember(whole)
      return this.readOutbox()
    }
  }

  private stamped(event: Bare<OutEvent>): OutEvent {
    return { ...event, now: this.clock.now(), random: this.clock.random() } as OutEvent
  }

  private remember(event: OutEvent): void {
    this.unsaved = [...this.unsaved, event].slice(-MOST_UNSAVED)
  }

  /** What could not be stored before is stored with it. */
  private async apply(event: OutEvent, also?: (tx: OutboxTx) => Promise<unknown>, more: StoreName[] = []): Promise<OutState> {
    const { unsaved } = this
    const state = await applyToOutbox(this.db, [...unsaved, event], also, more)
    this.unsaved = this.unsaved.filter((one) => !unsaved.includes(one))
    return state
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
  draft(audit_id: string): Promise<Draft | null> {
    return readDraft(this.db, audit_id)
  }

  drafts(): Promise<DraftRecord[]> {
    return this.db.getAll('drafts')
  }

  /** Writes some records of a draft in one transaction with its own record, which may change too. Errors: `finished`. */
  writeDraft(audit_id: string, durability: Durability, writes: DraftWrites, change?: (draft: DraftRecord) => DraftRecord): Promise<DraftRecord> {
    return this.write(() => writeDraft(this.db, audit_id, durability, writes, change))
  }

  /** Changes the visit's own record as it is now; other tabs and a sync may have changed it meanwhile. Errors: `finished`. */
  changeDraft(audit_id: string, change: (draft: DraftRecord) => DraftRecord): Promise<DraftRecord> {
    return this.writeDraft(audit_id, 'strict', {}, change)
  }

  /** Writes a draft and some of its answers anew, as they are at this moment. Errors: `finished`. */
  moveDraft(audit_id: string, change: Parameters<typeof moveDraft>[2]): Promise<void> {
    return this.write(() => moveDraft(this.db, audit_id, change))
  }

  /**
   * A frozen draft becomes an entry of the outbox: one transaction, so that it is always exactly one of the two. `false`: it
   * was changed since it was read, and stays a draft. Errors: `finished`, when another tab was faster.
   */
  async finish(frozen: DraftParts, item: OutAudit, body: BodyRecord): Promise<boolean> {
    const changed = notAllowed()
    const leave = async (tx: OutboxTx) => {
      if (!(await leaveDraft(tx, frozen, body))) throw changed
    }
    try {
      await this.outbox({ type: 'added', item }, leave, ['answers', 'stamps'])
      return true
    } catch (error) {
      if (error !== changed) throw error
      return false
    }
  }

  /** Throws a draft away, with its photos that were never submitted. Errors: `finished`. */
  discard(audit_id: string): Promise<void> {
    return this.write(() => discardDraft(this.db, audit_id))
  }

  /** The shopper has looked at the front page: nothing is new any more. */
  async seen(): Promise<void> {
    await this.write(async () => {
      const tx = this.db.transaction(['assignments', 'drafts'], 'readwrite')
      const [assignments, drafts] = await Promise.all([tx.objectStore('assignments').getAll(), tx.objectStore('drafts').getAll()])
      const visiting = new Set(drafts.map((one) => one.assignment_id))
      await Promise.all([
        ...assignments.map((one) => {
          // What was taken away has been told.
          if (one.gone && !visiting.has(one.id)) return tx.objectStore('assignments').delete(one.id)
          return one.mark ? tx.objectStore('assignments').put({ ...one, mark: null, changes: [] }) : null
        }),
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

  /** Notes that these entries are in a file that the shopper has. */
  async exported(keys: string[], now: number): Promise<void> {
    await this.outbox({ type: 'exported', keys }, async (tx) => {
      const ids = keys.filter((key) => key.startsWith('draft/')).map((key) => key.slice('draft/'.length))
      for (const id of ids) {
        const draft = await tx.objectStore('drafts').get(id)
        if (draft) await tx.objectStore('drafts').put({ ...draft, exported_at: now })
      }
    })
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
    const strays = photos.filter((photo) => photo.of === 'report' && !named.has(photo.photo_id) && old(photo))
    if (strays.length === 0) return
    const tx = this.db.transaction(['photos', 'bytes'], 'readwrite', { durability: 'strict' })
    const gone = strays.flatMap(({ photo_id }) => [tx.objectStore('photos').delete(photo_id), tx.objectStore('bytes').delete(photo_id)])
    await Promise.all([...gone, tx.done])
  }
}

/** An event without what the database adds. */
export type Bare<T> = T extends unknown ? Omit<T, 'now' | 'random'> : never
