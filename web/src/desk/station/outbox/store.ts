// The station's database on this device, one for each person: drafts, bytes of evidence, deeds, and what was read last.

import type { DBSchema, IDBPDatabase } from 'idb'
import { openDB } from '../../../engine/db/promised'
import { whole } from '../../../engine/db/outbox'
import { step } from './machine'
import { emptyOutbox, type Deed, type Draft, type DraftOf, type KeptFile, type OutEvent, type OutState } from './types'

/** An answer of the server as it was read last. */
export interface KnownAnswer {
  url: string
  /** Epoch ms by this device. */
  at: number
  data: unknown
}

interface StationSchema extends DBSchema {
  meta: { key: string; value: unknown }
  drafts: { key: string; value: Draft }
  bytes: { key: string; value: { id: string; bytes: ArrayBuffer } }
  deeds: { key: string; value: Deed }
  known: { key: string; value: KnownAnswer }
}

type Db = IDBPDatabase<StationSchema>
type Rest = Omit<OutState, 'deeds'>

/** Answers that are kept for reading without a network. */
const KNOWN_MOST = 300

/** Under which key the bytes of a part of a clip lie; those of any other file lie under its id. */
export const partKey = (id: string, part: number): string => `${id}.${part}`
/** Every key of a file. */
const keysOf = (id: string): IDBKeyRange => IDBKeyRange.bound(id, `${id}.\uffff`)

/** The name of a person's database. */
export const stationDbName = (person_id: string): string => `forecourt-station-${person_id}`

/** A person's database. Errors of the browser's storage are thrown as they are. */
export class StationStore {
  private constructor(readonly person_id: string, private readonly db: Db) {}

  /** `lost`: the browser ended the connection; open another one. */
  static async open(person_id: string, lost: () => void = () => undefined): Promise<StationStore> {
    const db = await openDB<StationSchema>(stationDbName(person_id), 1, {
      upgrade(made) {
        made.createObjectStore('meta')
        made.createObjectStore('drafts', { keyPath: 'key' })
        made.createObjectStore('bytes', { keyPath: 'id' })
        made.createObjectStore('deeds', { keyPath: 'key' })
        made.createObjectStore('known', { keyPath: 'url' })
      },
      blocking(_current, _wanted, event) {
        ;(event.target as IDBDatabase).close()
        lost()
      },
      terminated: lost,
    })
    return new StationStore(person_id, db)
  }

  close(): void {
    this.db.close()
  }

  // ── Drafts ─────────────────────────────────────────────────────────────────

  drafts(): Promise<Draft[]> {
    return this.db.getAll('drafts')
  }

  async draft(key: string): Promise<Draft | null> {
    return (await this.db.get('drafts', key)) ?? null
  }

  /** Changes a draft as it is at this moment; it is made when there is none. Gives it as it is stored. */
  changeDraft(key: string, now: number, change: (draft: Draft) => Draft): Promise<Draft> {
    return this.withDraft(key, now, (draft) => Promise.resolve(change(draft)))
  }

  /** Stores a file with its bytes in a draft, in one transaction; those of a clip part by part. */
  addFile(key: string, file: KeptFile, bytes: ArrayBuffer | readonly ArrayBuffer[], of?: DraftOf): Promise<Draft> {
    return this.withDraft(key, file.taken_at, async (draft, tx) => {
      const rows = bytes instanceof ArrayBuffer ? [{ id: file.id, bytes }] : bytes.map((part, at) => ({ id: partKey(file.id, at), bytes: part }))
      for (const row of rows) await tx.objectStore('bytes').put(row)
      return { ...draft, ...of, files: [...draft.files.filter((one) => one.id !== file.id), file] }
    })
  }

  /** Takes a file and its bytes out of a draft. */
  removeFile(key: string, id: string, now: number): Promise<Draft> {
    return this.withDraft(key, now, async (draft, tx) => {
      await tx.objectStore('bytes').delete(keysOf(id))
      return { ...draft, files: draft.files.filter((one) => one.id !== id) }
    })
  }

  private withDraft(key: string, now: number, work: (draft: Draft, tx: DraftTx) => Promise<Draft>): Promise<Draft> {
    return whole(this.db.transaction(['drafts', 'bytes'], 'readwrite', { durability: 'strict' }), async (tx) => {
      const found = (await tx.objectStore('drafts').get(key)) ?? { key, texts: {}, files: [], touched_at: now }
      const changed = { ...(await work(found, tx as unknown as DraftTx)), touched_at: now }
      await tx.objectStore('drafts').put(changed)
      return changed
    })
  }

  async bytes(id: string): Promise<ArrayBuffer | null> {
    return (await this.db.get('bytes', id))?.bytes ?? null
  }

  // ── Deeds ──────────────────────────────────────────────────────────────────

  async read(): Promise<OutState> {
    const tx = this.db.transaction(['deeds', 'meta'], 'readonly')
    return load(tx as unknown as OutTx)
  }

  /** Applies an event and stores what it did. */
  note(event: OutEvent): Promise<OutState> {
    return whole(this.outboxTx(), (tx) => apply(tx, event))
  }

  /** A draft becomes a deed: one transaction, so that neither can be lost. `false`: the draft is not any more what was frozen. */
  freeze(draft: Draft | null, deed: Deed, stamp: { now: number; random: number }): Promise<boolean> {
    return whole(this.outboxTx(), async (tx) => {
      if (draft) {
        const now = await tx.objectStore('drafts').get(draft.key)
        if (JSON.stringify(now) !== JSON.stringify(draft)) return false
        await tx.objectStore('drafts').delete(draft.key)
      }
      await apply(tx, { type: 'added', deed, ...stamp })
      return true
    })
  }

  /** A stopped deed becomes a draft again, with its texts and all its files. */
  reopen(key: string, draft: Draft, stamp: { now: number; random: number }): Promise<boolean> {
    return whole(this.outboxTx(), async (tx) => {
      const deed = await tx.objectStore('deeds').get(key)
      if (!deed?.stopped || deed.done) return false
      const before = await tx.objectStore('drafts').get(draft.key)
      // What was begun anew meanwhile stays, too.
      const files = [...draft.files, ...(before?.files ?? []).filter((one) => draft.files.every((own) => own.id !== one.id))]
      await tx.objectStore('drafts').put({ ...draft, texts: bothTexts(draft.texts, before?.texts ?? {}), files, touched_at: stamp.now })
      await apply(tx, { type: 'removed', key, ...stamp }, new Set(files.map((one) => one.id)))
      return true
    })
  }

  private outboxTx(): OutTx {
    return this.db.transaction(['deeds', 'meta', 'bytes', 'drafts'], 'readwrite', { durability: 'strict' }) as unknown as OutTx
  }

  // ── What was read last ─────────────────────────────────────────────────────

  async known(url: string): Promise<KnownAnswer | null> {
    return (await this.db.get('known', url)) ?? null
  }

  async setKnown(answer: KnownAnswer): Promise<void> {
    await whole(this.db.transaction('known', 'readwrite', { durability: 'relaxed' }), async ({ store }) => {
      await store.put(answer)
      const all = await store.getAll()
      const old = all.sort((a, b) => b.at - a.at).slice(KNOWN_MOST)
      await Promise.all(old.map((one) => store.delete(one.url)))
    })
  }

  async forgetKnown(): Promise<void> {
    await whole(this.db.transaction('known', 'readwrite', { durability: 'relaxed' }), ({ store }) => store.clear())
  }
}

/** Texts that somebody wrote at length. */
const PROSE: ReadonlySet<string> = new Set(['note', 'root_cause', 'reason', 'plan'])

/** An older and a newer draft in one. Nothing that was written is lost: an empty text takes no place, prose of both stands one below the other. */
function bothTexts(older: Draft['texts'], newer: Draft['texts']): Draft['texts'] {
  const texts = { ...older }
  for (const [name, text] of Object.entries(newer)) {
    const was = older[name] ?? ''
    if (was.trim() === '') texts[name] = text
    else if (text.trim() !== '' && text !== was) texts[name] = PROSE.has(name) ? `${was}\n\n${text}` : text
  }
  return texts
}

type Stores = ['deeds', 'meta', 'bytes', 'drafts']
type OutTx = import('idb').IDBPTransaction<StationSchema, Stores, 'readwrite'>
type DraftTx = import('idb').IDBPTransaction<StationSchema, ['drafts', 'bytes'], 'readwrite'>

async function load(tx: OutTx): Promise<OutState> {
  const [rest, deeds] = await Promise.all([
    tx.objectStore('meta').get('outbox') as Promise<Rest | undefined>, tx.objectStore('deeds').getAll(),
  ])
  deeds.sort((a, b) => a.made_at - b.made_at || (a.key < b.key ? -1 : 1))
  return { ...emptyOutbox(), ...rest, deeds }
}

async function apply(tx: OutTx, event: OutEvent, spared: ReadonlySet<string> = new Set()): Promise<OutState> {
  const before = await load(tx)
  const { state, drops } = step(before, event)
  const { deeds, ...rest } = state
  const old = new Map(before.deeds.map((deed) => [deed.key, deed]))
  await Promise.all([
    tx.objectStore('meta').put(rest, 'outbox'),
    ...deeds.filter((deed) => old.get(deed.key) !== deed).map((deed) => tx.objectStore('deeds').put(deed)),
    ...drops.deeds.map((key) => tx.objectStore('deeds').delete(key)),
    ...drops.files.filter((id) => !spared.has(id)).map((id) => tx.objectStore('bytes').delete(keysOf(id))),
  ])
  return state
}
