// Keeps a photo: shrunk, hashed, written, read back and compared. Only then is it taken.

import { openPersonDb, type PersonDb } from './db/schema'
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
  let db: PersonDb | null = null
  try {
    const document = await asDocument(taken.blob, taken.largest)
    const bytes = document ?? (await shrink(taken.blob, decode))
    const record: PhotoRecord = {
      ...taken.record, sha256: await sha256Hex(bytes), bytes: bytes.byteLength,
      content_type: document ? 'application/pdf' : 'image/jpeg', held: true, server: null, submitted: false,
    }
    db = await openPersonDb(taken.person_id)
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

async function write(db: PersonDb, record: PhotoRecord, bytes: ArrayBuffer): Promise<void> {
  const tx = db.transaction(['photos', 'bytes'], 'readwrite', { durability: 'strict' })
  await Promise.all([
    tx.objectStore('bytes').put({ photo_id: record.photo_id, bytes }),
    tx.objectStore('photos').put(record),
    tx.done,
  ])
}

/** Reads the photo back by a transaction of its own. What is not right is taken away again: it was never shown as taken. */
async function isStored(db: PersonDb, record: PhotoRecord): Promise<boolean> {
  const found = (await db.get('bytes', record.photo_id))?.bytes
  if (found && found.byteLength === record.bytes && (await sha256Hex(found)) === record.sha256) return true
  const tx = db.transaction(['photos', 'bytes'], 'readwrite')
  await Promise.all([tx.objectStore('bytes').delete(record.photo_id), tx.objectStore('photos').delete(record.photo_id), tx.done])
  return false
}
