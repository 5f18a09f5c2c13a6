// Keeps a photo: shrunk, hashed, written, read back and compared. Only then is it taken.

import type { BytesRecord } from './db/schema'
import { personDbName } from './db/names'
import type { DraftRecord, PhotoRecord } from './draft'
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
  | { ok: false; why: 'no_space' | 'not_a_picture' | 'storage' | 'finished'; detail: string }

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
    if (!(await write(db, record, bytes))) return { ok: false, why: 'finished', detail: '' }
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
    // Whoever cleared the data under the open app has no database: an empty one would be worse than none.
    request.onupgradeneeded = () => request.transaction?.abort()
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close()
      done(request.result)
    }
    request.onerror = () => fail(request.error as Error)
  })
}

/** One transaction over the stores of photos; resolves when it is done. */
function transact(db: IDBDatabase, durability: IDBTransactionDurability, work: (tx: IDBTransaction) => void): Promise<void> {
  return new Promise((done, fail) => {
    const tx = db.transaction(['photos', 'bytes', 'drafts'], 'readwrite', { durability })
    tx.oncomplete = () => done()
    tx.onabort = () => fail(tx.error as Error)
    work(tx)
  })
}

/** Writes it together with the visit, which is touched by it. `false`: the visit was finished or thrown away meanwhile. */
async function write(db: IDBDatabase, record: PhotoRecord, bytes: ArrayBuffer): Promise<boolean> {
  let over = false
  await transact(db, 'strict', (tx) => {
    const put = () => {
      tx.objectStore('bytes').put({ photo_id: record.photo_id, bytes } satisfies BytesRecord)
      tx.objectStore('photos').put(record)
    }
    // A photo of a report belongs to no visit.
    if (record.of === 'report') return put()
    const drafts = tx.objectStore('drafts')
    const found = drafts.get(record.audit_id) as IDBRequest<DraftRecord | undefined>
    found.onsuccess = () => {
      if (!found.result) {
        over = true
        return
      }
      put()
      if (!found.result.touched || found.result.exported_at !== null) drafts.put({ ...found.result, touched: true, exported_at: null })
    }
  })
  return !over
}

/** Reads the photo back by a transaction of its own. What is not right is taken away again: it was never shown as taken. */
async function isStored(db: IDBDatabase, record: PhotoRecord): Promise<boolean> {
  const found = await new Promise<BytesRecord | undefined>((done, fail) => {
    const request = db.transaction('bytes').objectStore('bytes').get(record.photo_id) as IDBRequest<BytesRecord | undefined>
    request.onsuccess = () => done(request.result)
    request.onerror = () => fail(request.error as Error)
  })
  if (found?.bytes.byteLength === record.bytes && (await sha256Hex(found.bytes)) === record.sha256) return true
  await transact(db, 'relaxed', (tx) => {
    tx.objectStore('bytes').delete(record.photo_id)
    tx.objectStore('photos').delete(record.photo_id)
  })
  return false
}
