// The outbox in the database: one event is one transaction, whichever tab or worker it came from.

import type { PhotoRecord } from '../draft'
import { step } from '../outbox/machine'
import { emptyOutbox, type Drops, type OutEvent, type OutItem, type OutState } from '../outbox/types'
import type { IDBPTransaction } from 'idb'
import type { BodyRecord, PersonDb, PersonSchema, PersonStore as StoreName } from './schema'

type Rest = Omit<OutState, 'items' | 'pinned'>

/** Stores that an event touches. */
export const OUTBOX_STORES: StoreName[] = ['meta', 'outbox', 'bodies', 'photos', 'bytes', 'drafts']

/** A transaction over those stores and, when a visit ends, over its answers and taps. */
export type OutboxTx = IDBPTransaction<PersonSchema, StoreName[], 'readwrite'>

type Tx = OutboxTx

/** Reads the outbox as it is after these events, which are not stored. */
export async function readOutbox(db: PersonDb, unsaved: readonly OutEvent[]): Promise<OutState> {
  return (await foresee(db, unsaved)).state
}

/** The photos whose bytes these events, which are not stored, give up. */
export async function photosDropped(db: PersonDb, unsaved: readonly OutEvent[]): Promise<string[]> {
  return (await foresee(db, unsaved)).drops.photos
}

async function foresee(db: PersonDb, unsaved: readonly OutEvent[]): Promise<{ state: OutState; drops: Drops }> {
  const tx = db.transaction(['meta', 'outbox', 'photos', 'drafts'], 'readonly')
  return steps(await load(tx as unknown as Tx), unsaved)
}

/** One event after the other. */
function steps(before: OutState, events: readonly OutEvent[]): { state: OutState; drops: Drops } {
  let state = before
  const drops: Drops = { photos: [], items: [] }
  for (const event of events) {
    const done = step(state, event)
    state = done.state
    drops.photos.push(...done.drops.photos)
    drops.items.push(...done.drops.items)
  }
  return { state, drops }
}

/** Applies events and stores what they did; with `also` in the same transaction. */
export async function applyToOutbox(
  db: PersonDb, events: readonly OutEvent[], also?: (tx: OutboxTx) => Promise<unknown>, more: StoreName[] = [],
): Promise<OutState> {
  return whole(db.transaction([...OUTBOX_STORES, ...more], 'readwrite', { durability: 'strict' }), async (tx) => {
    const before = await load(tx)
    const { state, drops } = steps(before, events)
    // Both begin at once; what throws before it waits is a rejection too, and none goes unheard.
    await Promise.all([save(tx, before, state, drops), (async () => also?.(tx))()])
    return state
  })
}

/** Does work in a transaction and waits until it is stored; when anything fails, nothing is. */
export async function whole<Tx extends { abort(): void; done: Promise<void> }, T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    const result = await work(tx)
    await tx.done
    return result
  } catch (error) {
    try {
      tx.abort()
    } catch {
      // It has failed by itself and is over already.
    }
    await tx.done.catch(() => undefined)
    throw error
  }
}

async function load(tx: Tx): Promise<OutState> {
  const [rest, items, drafts] = await Promise.all([
    tx.objectStore('meta').get('outbox') as Promise<Rest | undefined>,
    tx.objectStore('outbox').getAll(),
    tx.objectStore('drafts').getAllKeys(),
  ])
  const photos = await Promise.all(drafts.map((id) => tx.objectStore('photos').index('audit').getAllKeys(id)))
  items.sort((a, b) => a.finished_at - b.finished_at || (a.key < b.key ? -1 : 1))
  return { ...emptyOutbox(), ...rest, items, pinned: [...drafts, ...photos.flat()] }
}

async function save(tx: Tx, before: OutState, after: OutState, drops: Drops): Promise<void> {
  const { items, pinned: _, ...rest } = after
  const writes: Promise<unknown>[] = [tx.objectStore('meta').put(rest, 'outbox')]
  const old = new Map(before.items.map((item) => [item.key, item]))
  for (const item of items) {
    const known = old.get(item.key)
    if (known === item || (known && JSON.stringify(known) === JSON.stringify(item))) continue
    writes.push(tx.objectStore('outbox').put(item))
    writes.push(...photoChanges(tx, known, item))
  }
  for (const key of drops.items) {
    writes.push(tx.objectStore('outbox').delete(key), tx.objectStore('bodies').delete(key))
    const gone = old.get(key)
    // The records of photos go with the last text that names them.
    const named = new Set(items.flatMap((item) => item.photos.map((photo) => photo.photo_id)))
    for (const photo of gone?.photos ?? []) if (!named.has(photo.photo_id)) writes.push(tx.objectStore('photos').delete(photo.photo_id))
  }
  for (const id of drops.photos) {
    writes.push(tx.objectStore('bytes').delete(id), changePhoto(tx, id, { held: false }))
  }
  await Promise.all(writes)
}

function photoChanges(tx: Tx, before: OutItem | undefined, after: OutItem): Promise<unknown>[] {
  const known = new Map(before?.photos.map((photo) => [photo.photo_id, photo]))
  return after.photos
    .filter((photo) => photo.server !== null && photo.server !== known.get(photo.photo_id)?.server)
    .map((photo) => changePhoto(tx, photo.photo_id, { server: photo.server }))
}

async function changePhoto(tx: Tx, id: string, change: Partial<PhotoRecord>): Promise<void> {
  const store = tx.objectStore('photos')
  const found = await store.get(id)
  if (found) await store.put({ ...found, ...change })
}

/** The frozen body of an entry. */
export async function readBody(db: PersonDb, key: string): Promise<BodyRecord | null> {
  return (await db.get('bodies', key)) ?? null
}
