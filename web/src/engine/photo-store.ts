// Keeps a photo: shrunk, hashed, written, read back and compared. Only then is it taken.

import type { BytesRecord } from './db/schema'
import { personDbName } from './db/names'
import type { PhotoRecord } from './draft'
import { isQuota } from './errors'
import { sha256Hex } from './hash'
import { asDocument, PictureError, shrink, type Decoder } from './picture'

/** What the shopper took, before it is kept. */
export interface Taken {
  person_id: string
  blob: Blob
  /** Longest allowed document, bytes. */
  largest: number
  record: Omit<PhotoRecord, 'sha256' | 'bytes' | 'content_type' | 'held' | 'server' | 'submitted'>
}

/** How it ended. */
export type Kept =
  | { ok: true; record: PhotoRecord }
  | { ok: false; why: 'no_space' | 'not_a_picture' | 'storage'; detail: string }

/** Keeps a photo in the person's database. Never throws. */
export async function keepPhoto(taken: Taken, decode: Decoder): Promise<Kept> {
  let db: IDBDatabase | null = null
  try {
    const document = await asDocument(taken.blob, taken.largest)
    const bytes = document ?? (await shrink(taken.blob, decode))
    const record: PhotoRecord = {
      ...taken.record, sha256: await sha256Hex(bytes), bytes: bytes.byteLength,
      content_type: document ? 'application/pdf' : 'image/jpeg', held: true, server: null, submitted: false,
    }
    db = await open(taken.person_id)
    await write(db, record, bytes)
    const same = await isStored(db, record)
    return same ? { ok: true, record } : { ok: false, why: 'storage', detail: 'What was read back is not what was written' }
  } catch (error) {
    const why = error instanceof PictureError ? error.code : isQuota(error) ? 'no_space' : 'storage'
    return { ok: false, why, detail: error instanceof Error ? error.message : String(error) }
  } finally {
    db?.close()
  }
}

/** The bare database, without the library: the worker stays small. The page has made its stores before. */
function open(person_id: string): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const request = indexedDB.open(personDbName(person_id))
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close()
      done(request.result)
    }
    request.onerror = () => fail(request.error as Error)
  })
}

/** One transaction over the stores of photos; resolves when it is done. */
function transact(db: IDBDatabase, durability: IDBTransactionDurability, work: (photos: IDBObjectStore, bytes: IDBObjectStore) => void): Promise<void> {
  return new Promise((done, fail) => {
    const tx = db.transaction(['photos', 'bytes'], 'readwrite', { durability })
    tx.oncomplete = () => done()
    tx.onabort = () => fail(tx.error as Error)
    work(tx.objectStore('photos'), tx.objectStore('bytes'))
  })
}

function write(db: IDBDatabase, record: PhotoRecord, bytes: ArrayBuffer): Promise<void> {
  return transact(db, 'strict', (photos, store) => {
    store.put({ photo_id: record.photo_id, bytes } satisfies BytesRecord)
    photos.put(record)
  })
}

/** Reads the photo back by a transaction of its own. What is not right is taken away again: it was never shown as taken. */
async function isStored(db: IDBDatabase, record: PhotoRecord): Promise<boolean> {
  const found = await new Promise<BytesRecord | undefined>((done, fail) => {
    const request = db.transaction('bytes').objectStore('bytes').get(record.photo_id) as IDBRequest<BytesRecord | undefined>
    request.onsuccess = () => done(request.result)
    request.onerror = () => fail(request.error as Error)
  })
  if (found?.bytes.byteLength === record.bytes && (await sha256Hex(found.bytes)) === record.sha256) return true
  await transact(db, 'relaxed', (photos, store) => {
    store.delete(record.photo_id)
    photos.delete(record.photo_id)
  })
  return false
}
