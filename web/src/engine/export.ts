// Everything of an entry as one file, for the day when sending does not help: exact bytes, photos included.

import { contentSha256 } from './canonical'
import type { PersonData } from './db/person'
import { submissionOf } from './freeze'
import { sha256Hex } from './hash'
import type { Moment } from './model'
import { isComplete } from './outbox/receipt'

/** A file to save. */
export interface ExportFile {
  name: string
  blob: Blob
  keys: string[]
}

/** Who exports, and when. */
export interface ExportContext {
  data: PersonData
  person: { id: string; username: string }
  device_id: string
  now: Moment
}

/** One entry of the outbox or a draft, by its key. */
export async function exportKeys(context: ExportContext, keys: string[]): Promise<ExportFile> {
  const head = {
    forecourt_export: 1, exported_at: new Date(context.now.wall_ms).toISOString(), device_id: context.device_id,
    person: { id: context.person.id, username: context.person.username },
  }
  const parts: BlobPart[] = [JSON.stringify(head).slice(0, -1), ',"entries":[']
  for (const [index, key] of keys.entries()) {
    if (index > 0) parts.push(',')
    parts.push(...(await entryParts(context, key)))
  }
  parts.push(']}')
  const day = new Date(context.now.wall_ms).toISOString().slice(0, 16).replace(/[-:T]/g, '')
  const name = keys.length === 1 ? `forecourt-${keys[0]!.replace(/\W+/g, '-').slice(0, 48)}.json` : `forecourt-${day}.json`
  return { name, blob: new Blob(parts, { type: 'application/json' }), keys }
}

/** Keys of everything that is not complete on the server. */
export async function unsentKeys(data: PersonData): Promise<string[]> {
  const [state, drafts] = await Promise.all([data.readOutbox(), data.drafts()])
  return [
    ...drafts.map((draft) => `draft/${draft.audit_id}`),
    ...state.items.filter((item) => !isComplete(item, state.epoch)).map((item) => item.key),
  ]
}

async function entryParts(context: ExportContext, key: string): Promise<BlobPart[]> {
  return key.startsWith('draft/') ? draftParts(context, key) : frozenParts(context, key)
}

async function frozenParts({ data }: ExportContext, key: string): Promise<BlobPart[]> {
  const [state, body] = await Promise.all([data.readOutbox(), data.body(key)])
  const item = state.items.find((one) => one.key === key)
  const photos = item?.photos.filter((photo) => photo.held).map((photo) => photo.photo_id) ?? []
  const about = { assignment: body?.assignment ?? null, station: body?.station ?? null }
  const record = { key, item: item ?? null, ...about, body_base64: body && base64(body.bytes), body_sha256: body && (await sha256Hex(body.bytes)) }
  return [JSON.stringify(record).slice(0, -1), ',"photos":[', ...(await photoParts(data, photos)), ']}']
}

async function draftParts({ data, device_id, now }: ExportContext, key: string): Promise<BlobPart[]> {
  const parts = await data.draft(key.slice('draft/'.length))
  if (!parts) return [JSON.stringify({ key, draft: null })]
  const { draft } = parts
  const checklist = await data.checklist(draft.checklist.id, draft.checklist.version)
  const content = { draft, answers: [...parts.answers.values()], stamps: [...parts.stamps.values()] }
  const submission = checklist ? submissionOf(checklist, parts, now, device_id) : null
  // Whoever takes it in looks whether it is whole; a file without is better than none.
  const sha256 = await contentSha256(content).catch(() => undefined)
  const record = { key, ...content, sha256, submission }
  const photos = parts.photos.filter((photo) => photo.held).map((photo) => photo.photo_id)
  return [JSON.stringify(record).slice(0, -1), ',"photos":[', ...(await photoParts(data, photos)), ']}']
}

async function photoParts(data: PersonData, ids: string[]): Promise<BlobPart[]> {
  const parts: BlobPart[] = []
  for (const id of ids) {
    const [record, bytes] = await Promise.all([data.photo(id), data.photoBytes(id)])
    const line = { ...record, photo_id: id, data_base64: bytes ? base64(new Uint8Array(bytes)) : null }
    // A Blob of its own per photo, so that the browser may keep them out of memory.
    parts.push(new Blob([parts.length > 0 ? ',' : '', JSON.stringify(line)]))
  }
  return parts
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(text)
}
