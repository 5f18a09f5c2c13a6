// Takes in what another phone of the same person exported: looked at byte by byte, then as if it had been made here.

import { contentSha256 } from '../canonical'
import { forgetDraft } from '../db/drafts'
import { whole, type OutboxTx } from '../db/outbox'
import type { PersonData } from '../db/person'
import type { DraftRecord, PhotoRecord } from '../draft'
import { isFull } from '../errors'
import { outPhoto } from '../freeze'
import { sha256Hex } from '../hash'
import type { Assignment, ManifestPhoto, Station } from '../model'
import { auditKey, reportKey, type OutAudit, type OutItem, type OutPhoto, type OutReport } from '../outbox/types'
import type { TakenIn } from '../views'
import { isDraft, type DraftContent } from './content'

type Row = Record<string, unknown>
/** What became of one entry. */
type End = 'taken' | 'known' | 'damaged'
/** A photo whose bytes were in the file and are the right ones. */
interface Bytes { photo_id: string; bytes: ArrayBuffer }

const row = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Takes in a file. Nothing of it is taken when it is another person's, or not a whole file. */
export async function takeIn(data: PersonData, file: Blob): Promise<TakenIn> {
  const json = await file.text().then((text) => JSON.parse(text) as unknown).catch(() => null)
  if (!row(json) || typeof json.forecourt_export !== 'number' || !row(json.person) || !Array.isArray(json.entries)) return { ok: false, why: 'no_export' }
  if (json.forecourt_export !== 1) return { ok: false, why: 'newer' }
  if (json.person.id !== data.person_id) return { ok: false, why: 'other_person', name: String(json.person.username ?? '') }
  const counts = { taken: 0, known: 0, damaged: 0 }
  try {
    for (const entry of json.entries as unknown[]) counts[await one(data, entry)] += 1
  } catch (error) {
    if (!isFull(error)) throw error
    return { ok: false, why: 'no_space', ...counts }
  }
  return { ok: true, ...counts }
}

async function one(data: PersonData, entry: unknown): Promise<End> {
  if (!row(entry) || typeof entry.key !== 'string') return 'damaged'
  if (entry.key.startsWith('draft/')) return draft(data, entry, entry.key.slice('draft/'.length))
  return frozen(data, entry)
}

// ── What was finished ────────────────────────────────────────────────────────

async function frozen(data: PersonData, entry: Row): Promise<End> {
  const { item, body_base64 } = entry as { item?: OutItem; body_base64?: unknown }
  const bytes = decoded(body_base64)
  const body = bytes && parsed(bytes)
  if (!bytes || !row(body) || !row(item) || !Array.isArray(item.photos)) return 'damaged'
  if (entry.body_sha256 !== undefined && entry.body_sha256 !== (await sha256Hex(bytes))) return 'damaged'
  const lines = body.photos === undefined ? [] : body.photos
  if (!Array.isArray(lines) || !same(lines as ManifestPhoto[], item.photos) || !(await isWhole(item, body))) return 'damaged'
  const { items } = await data.readOutbox()
  if (items.some((other) => other.key === item.key)) return 'known'
  // The same visit is still open here: it goes out from here.
  if (item.kind === 'audit' && (await data.drafts()).some((other) => other.audit_id === item.audit_id && (other.touched || other.revision > item.revision))) return 'known'
  const { records, found } = await photosOf(entry.photos, item.kind === 'audit' ? item.audit_id : item.assignment_id, item.kind === 'audit' ? 'visit' : 'report', item.photos)
  const photos = records.map((record) => ({ ...record, submitted: item.kind === 'audit' }))
  const about = await aboutOf(data, entry, item.assignment_id)
  const { key } = item
  await data.outbox({ type: 'added', item: fresh(item, photos) }, async (tx) => {
    // An answer to a return that nobody began here is given by this one.
    if (item.kind === 'audit') await forgetDraft(tx, item.audit_id)
    await Promise.all([tx.objectStore('bodies').put({ key, bytes, ...about }), ...stored(tx, photos, found)])
  }, ['answers', 'stamps'])
  return 'taken'
}

/** Whether the body is the one that was frozen: by its hash, and by what the entry says about it. */
async function isWhole(item: OutItem, body: Row): Promise<boolean> {
  if (typeof item.assignment_id !== 'string' || !Number.isFinite(item.finished_at)) return false
  if (item.kind === 'report') {
    return ['decline', 'impossible', 'recognised'].includes(item.verb) && isUuid(item.idempotency_key) && item.key === reportKey(item.idempotency_key)
  }
  return item.kind === 'audit' && isUuid(item.audit_id) && item.key === auditKey(item.audit_id, item.revision) &&
    body.revision === item.revision && body.assignment_id === item.assignment_id &&
    (await contentSha256(body).catch(() => null)) === item.content_sha256
}

const isUuid = (text: unknown): boolean => typeof text === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** Whether the entry names the photos that its body names: each with its hash and length. */
function same(lines: readonly (Pick<ManifestPhoto, 'photo_id' | 'sha256' | 'bytes'> | null)[], photos: readonly OutPhoto[]): boolean {
  return lines.length === photos.length && lines.every((line) =>
    photos.some((photo) => photo?.photo_id === line?.photo_id && photo?.sha256 === line?.sha256 && photo?.bytes === line?.bytes))
}

/** The entry as if it had been made here: nothing was tried yet. What the server said about photos it says again. */
function fresh(item: OutItem, photos: PhotoRecord[]): OutItem {
  const common = {
    key: item.key, assignment_id: item.assignment_id, finished_at: item.finished_at, photos: photos.map(outPhoto), receipt: null, polls: 0,
    attempts: 0, retry: null, failure: null, quarantine: null, exported_at: null, complete_at: null, dropped_early: false,
  }
  if (item.kind === 'report') return { ...common, kind: 'report', verb: item.verb, idempotency_key: item.idempotency_key, report_id: null, done: null } satisfies OutReport
  const { audit_id, revision, content_sha256, last_epoch } = item
  return { ...common, kind: 'audit', audit_id, revision, content_sha256, last_epoch: typeof last_epoch === 'string' ? last_epoch : null } satisfies OutAudit
}

/** What it was about: as the file says, else as this phone knows it. */
async function aboutOf(data: PersonData, entry: Row, assignment_id: string): Promise<{ assignment: Assignment | null; station: Station | null }> {
  const told = { assignment: (entry.assignment ?? null) as Assignment | null, station: (entry.station ?? null) as Station | null }
  return told.station?.name ? told : data.aboutAssignment(assignment_id)
}

// ── What was under way ───────────────────────────────────────────────────────

const STORES = ['drafts', 'answers', 'stamps', 'photos', 'bytes', 'outbox'] as const

async function draft(data: PersonData, entry: Row, audit_id: string): Promise<End> {
  const { sha256, draft: begun, answers, stamps } = entry as Row & Pick<DraftContent, 'answers' | 'stamps'> & { draft: DraftRecord | null }
  // Empty: it was finished or thrown away while the file was made.
  if (begun === null) return 'known'
  const told = entry.photos
  if (!isUuid(audit_id) || !isDraft(entry, audit_id)) return 'damaged'
  if (sha256 !== undefined && sha256 !== (await contentSha256({ draft: begun, answers, stamps }).catch(() => null))) return 'damaged'
  const lines = (Array.isArray(told) ? told : []).filter((line) => row(line) && typeof line.photo_id === 'string') as PhotoRecord[]
  const { records, found } = await photosOf(told, audit_id, 'visit', lines)
  const known = await data.write(() => whole(data.db.transaction(STORES, 'readwrite', { durability: 'strict' }) as unknown as OutboxTx, async (tx) => {
    const items = await tx.objectStore('outbox').getAll()
    const sent = items.some((other) => other.kind === 'audit' && other.audit_id === audit_id && other.revision >= begun.revision)
    if (sent || (await tx.objectStore('drafts').get(audit_id))?.touched) return true
    await Promise.all([
      tx.objectStore('drafts').put({ ...begun, touched: true, exported_at: null }),
      ...answers.map((answer) => tx.objectStore('answers').put(answer)),
      ...stamps.map((stamp) => tx.objectStore('stamps').put(stamp)),
      ...stored(tx, records, found),
    ])
    return false
  }))
  return known ? 'known' : 'taken'
}

// ── Photos ───────────────────────────────────────────────────────────────────

/** Records of photos, and the bytes of those that are proven to be the right ones. */
async function photosOf(
  given: unknown, audit_id: string, of: PhotoRecord['of'], lines: readonly Pick<PhotoRecord, 'photo_id' | 'sha256' | 'bytes' | 'content_type' | 'server'>[],
): Promise<{ records: PhotoRecord[]; found: Bytes[] }> {
  const told = (Array.isArray(given) ? given : []) as (Partial<PhotoRecord> & { data_base64?: unknown })[]
  const found: Bytes[] = []
  const records: PhotoRecord[] = []
  for (const { photo_id, sha256, bytes, content_type, server } of lines) {
    const own = told.find((one) => one?.photo_id === photo_id)
    const raw = decoded(own?.data_base64)
    const held = raw !== null && raw.byteLength === bytes && (await sha256Hex(raw)) === sha256
    if (held) found.push({ photo_id, bytes: raw.buffer })
    records.push({
      photo_id, audit_id, of, kind: own?.kind ?? 'scene', sha256, bytes, content_type, taken_at: own?.taken_at ?? 0, fix: own?.fix ?? null, held,
      server: server ?? null, submitted: own?.submitted ?? false,
    })
  }
  return { records, found }
}

/** Puts photos down; bytes that are here already stay. */
function stored(tx: OutboxTx, records: PhotoRecord[], found: Bytes[]): Promise<unknown>[] {
  return records.map(async (record) => {
    const old = await tx.objectStore('photos').get(record.photo_id)
    const raw = found.find((one) => one.photo_id === record.photo_id)
    if (raw) await tx.objectStore('bytes').put(raw)
    await tx.objectStore('photos').put({ ...record, held: record.held || old?.held === true })
  })
}

function decoded(base64: unknown): Uint8Array<ArrayBuffer> | null {
  if (typeof base64 !== 'string') return null
  try {
    return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
  } catch {
    return null
  }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return null
  }
}
