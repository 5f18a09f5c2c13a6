// The server's receipt: read strictly, compared exactly. Nothing is deleted on anything less (decisions 1, 3, 13).

import type { Receipt, ReportReceipt } from '../model'
import { after, backOff } from './retry'
import type { KeptReceipt, OutItem, OutPhoto, Upload } from './types'

const PHOTO_STATES = new Set(['missing', 'stored', 'verified', 'rejected', 'unusable', 'lost'])

type AnyReceipt = Receipt | ReportReceipt

/** What receipts of audits and of reports have in common. */
function hasLines(receipt: Partial<AnyReceipt> | null): boolean {
  return (
    typeof receipt === 'object' && receipt !== null && typeof receipt.server_epoch === 'string' &&
    !Number.isNaN(Date.parse(receipt.received_at ?? '')) && Array.isArray(receipt.photos) &&
    receipt.photos.every((line) => typeof line?.photo_id === 'string' && PHOTO_STATES.has(line.state))
  )
}

/** Whether a body has the shape of a receipt. */
export function isReceipt(json: unknown): json is Receipt {
  const receipt = json as Receipt
  return hasLines(receipt) && typeof receipt.audit_id === 'string' && typeof receipt.revision === 'number' &&
    typeof receipt.content_sha256 === 'string' && typeof receipt.state === 'string'
}

/** Whether a body has the shape of a receipt of a report. */
export function isReportReceipt(json: unknown): json is ReportReceipt {
  const receipt = json as ReportReceipt
  return hasLines(receipt) && typeof receipt.id === 'string' && typeof receipt.assignment_id === 'string'
}

/** Whether a receipt is for exactly this content: audit, revision and hash, or report; every photo with its hash and length. */
export function matches(item: OutItem, receipt: AnyReceipt): boolean {
  const same = item.kind === 'report'
    ? 'id' in receipt && receipt.id === item.report_id && receipt.assignment_id === item.assignment_id
    : 'audit_id' in receipt && receipt.audit_id === item.audit_id && receipt.revision === item.revision &&
      receipt.content_sha256 === item.content_sha256
  return (
    same && receipt.photos.length === item.photos.length &&
    item.photos.every((photo) => {
      const line = receipt.photos.find((one) => one.photo_id === photo.photo_id)
      return line !== undefined && line.sha256 === photo.sha256 && line.bytes === photo.bytes
    })
  )
}

/** What the server may be told to have: a photo that needs no sending any more. */
export function isSettled(photo: OutPhoto): boolean {
  return photo.server === 'verified' || photo.server === 'unusable' || photo.server === 'lost'
}

/** Whether a photo's bytes may be deleted as far as the server is concerned. */
export function isSafe(photo: OutPhoto): boolean {
  return photo.server === 'verified' || photo.server === 'unusable'
}

/** Whether the text of an item is received under an epoch. */
export function isReceived(item: OutItem, epoch: string | null): boolean {
  if (item.kind === 'report') return item.done !== null && item.done === epoch
  return item.receipt !== null && item.receipt.epoch === epoch && item.receipt.content_sha256 === item.content_sha256
}

/**
 * Whether it is received, the server waits for no photo, and no photo of this phone is still to be taken by it. A photo of a
 * report that this phone cannot read is told in the outbox; nobody waits for it.
 */
export function isComplete(item: OutItem, epoch: string | null): boolean {
  // After an office closed the upload the state no longer waits, but a photo that turns up is still welcome (decision 3).
  const open = (photo: OutPhoto) => photo.held && !photo.gone && !photo.lost && !isSettled(photo)
  if (!isReceived(item, epoch) || item.photos.some(open)) return false
  return item.kind === 'report'
    ? item.photos.length === 0 || item.receipt?.epoch === epoch
    : item.receipt?.state !== 'awaiting_photos'
}

/** Whether nothing but photos that this phone cannot read is open: the shopper has to say what became of them. */
export function waitsForShopper(item: OutItem): boolean {
  if (item.kind === 'report') return false
  const open = item.photos.filter((photo) => !isSettled(photo))
  return item.receipt !== null && open.length > 0 && open.every((photo) => photo.gone && !photo.lost)
}

/** An item after a receipt that matches it. */
export function withReceipt(item: OutItem, receipt: AnyReceipt, now: number, random: number, serverNow: number): OutItem {
  const lines = new Map(receipt.photos.map((line) => [line.photo_id, line]))
  const kept: KeptReceipt = {
    epoch: receipt.server_epoch,
    content_sha256: 'audit_id' in receipt ? receipt.content_sha256 : null,
    received_at: Date.parse(receipt.received_at),
    state: 'audit_id' in receipt ? receipt.state : null,
  }
  let changed = item.receipt?.state !== kept.state
  const photos = item.photos.map((photo): OutPhoto => {
    const line = lines.get(photo.photo_id)
    if (!line) return photo
    if (line.state !== photo.server) changed = true
    const wanted = line.state === 'missing' || line.state === 'rejected'
    const upload = photo.held && !photo.gone && wanted ? target(line.upload) : null
    // It was told that this one is lost, and has forgotten: tell it again, later each time.
    const again = photo.lost?.told && wanted
      ? { lost: { ...photo.lost, told: false }, attempts: photo.attempts + 1, retry: after(now, backOff(photo.attempts + 1, random)) }
      : {}
    const absent = !photo.held && !photo.gone && line.state === 'missing'
    return { ...photo, ...again, server: line.state, upload, missed_since: absent ? (photo.missed_since ?? serverNow) : null }
  })
  const polls = changed ? 0 : item.polls + 1
  const fresh = { photos, polls, receipt: kept, attempts: 0, failure: null, quarantine: null, retry: null }
  const received: OutItem = item.kind === 'audit' ? { ...item, ...fresh, last_epoch: kept.epoch } : { ...item, ...fresh }
  if (isComplete(received, receipt.server_epoch)) return received
  const longest = waitsForShopper(received) ? 6 * 3_600_000 : 5 * 60_000
  return { ...received, retry: after(now, backOff(polls + 1, random, longest)) }
}

function target(upload: Receipt['photos'][number]['upload']): Upload | null {
  if (!upload || typeof upload.url !== 'string' || typeof upload.method !== 'string') return null
  const { headers } = upload as { headers: unknown }
  if (typeof headers !== 'object' || headers === null || Object.values(headers).some((value) => typeof value !== 'string')) return null
  return { method: upload.method, url: upload.url, headers: upload.headers, expires_at: Date.parse(upload.expires_at) || 0 }
}
