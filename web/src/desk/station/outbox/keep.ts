// Keeps a file of evidence: shrunk, hashed, written, read back and compared. Only then is it taken.

import { isQuota } from '../../../engine/errors'
import { sha256Hex } from '../../../engine/hash'
import { asDocument, PictureError, shrink, type Decoder } from '../../../engine/picture'
import { uuid } from '../../../engine/platform'
import { CLIP, CLIP_BYTES, inParts, isClip } from '../../net/clip'
import { partKey, type StationStore } from './store'
import type { Draft, DraftOf, FileRole, KeptFile, Shot } from './types'

/** Longest document, bytes: what the server takes. */
export const DOCUMENT_BYTES = 20 << 20
/** Files of one deed; the server takes no more. */
export const MOST_FILES = 20

/** How it ended. */
export type Kept =
  | { ok: true; file: KeptFile; draft: Draft }
  | { ok: false; why: 'no_space' | 'not_a_picture' | 'storage' | 'too_many' | 'too_large'; detail: string }

/** Keeps a file in a draft. Never throws. */
export async function keepFile(
  store: StationStore, decode: Decoder, key: string, role: FileRole, blob: Blob, now: number, of?: DraftOf, shot?: Shot,
): Promise<Kept> {
  try {
    if (((await store.draft(key))?.files.length ?? 0) >= MOST_FILES) return { ok: false, why: 'too_many', detail: '' }
    if (blob.type === CLIP) return await keepClip(store, key, role, blob, now, of)
    const document = await asDocument(blob, DOCUMENT_BYTES)
    const bytes = document ?? (await shrink(blob, decode))
    const file: KeptFile = {
      id: uuid(), role, sha256: await sha256Hex(bytes), bytes: bytes.byteLength,
      content_type: document ? 'application/pdf' : 'image/jpeg', taken_at: now, ...(shot ? { shot } : {}),
    }
    const draft = await store.addFile(key, file, bytes, of)
    const back = await store.bytes(file.id)
    if (back?.byteLength === file.bytes && (await sha256Hex(back)) === file.sha256) return { ok: true, file, draft }
    await store.removeFile(key, file.id, now)
    return { ok: false, why: 'storage', detail: 'What was read back is not what was written' }
  } catch (error) {
    const why = error instanceof PictureError ? error.code : isQuota(error) ? 'no_space' : 'storage'
    return { ok: false, why, detail: error instanceof Error ? error.message : String(error) }
  }
}

/** Keeps a clip as it is, in parts: it is sent part by part, and no part is read with the others. */
async function keepClip(store: StationStore, key: string, role: FileRole, blob: Blob, now: number, of?: DraftOf): Promise<Kept> {
  if (blob.size > CLIP_BYTES) return { ok: false, why: 'too_large', detail: '' }
  if (!(await isClip(blob))) return { ok: false, why: 'not_a_picture', detail: '' }
  const pieces: ArrayBuffer[] = []
  const { sha256, parts } = await inParts(blob, (bytes) => pieces.push(bytes))
  const file: KeptFile = { id: uuid(), role, sha256, bytes: blob.size, content_type: CLIP, taken_at: now, parts }
  const draft = await store.addFile(key, file, pieces, of)
  for (const [at, part] of parts.entries()) {
    const back = await store.bytes(partKey(file.id, at))
    if (back?.byteLength === part.bytes && (await sha256Hex(back)) === part.sha256) continue
    await store.removeFile(key, file.id, now)
    return { ok: false, why: 'storage', detail: 'What was read back is not what was written' }
  }
  return { ok: true, file, draft }
}
