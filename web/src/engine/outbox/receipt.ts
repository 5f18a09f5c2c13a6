// The server's receipt: read strictly, compared exactly. Nothing is deleted on anything less (decisions 1, 3, 13).

import type { Receipt } from '../model'
import { after, backOff } from './retry'
import type { OutAudit, OutPhoto, Upload } from './types'

const PHOTO_STATES = new Set(['missing', 'stored', 'verified', 'rejected', 'unusable', 'lost'])

/** Whether a body has the shape of a receipt. */
export function isReceipt(json: unknown): json is Receipt {
  const receipt = json as Partial<Receipt> | null
  return (
    typeof receipt === 'object' && receipt !== null && typeof receipt.audit_id === 'string' &&
    typeof receipt.revision === 'number' && typeof receipt.content_sha256 === 'string' &&
    typeof receipt.server_epoch === 'string' && typeof receipt.state === 'string' &&
    !Number.isNaN(Date.parse(receipt.received_at ?? '')) && Array.isArray(receipt.photos) &&
    receipt.photos.every((line) => typeof line?.photo_id === 'string' && PHOTO_STATES.has(line.state))
  )
}

/** Whether a receipt is for exactly this content: audit, revision, hash, every photo with its hash and length. */
export function matches(item: OutAudit, receipt: Receipt): boolean {
  return (
    receipt.audit_id === item.audit_id &&
    receipt.revision === item.revision &&
    receipt.content_sha256 === item.content_sha256 &&
    receipt.photos.length === item.photos.length &&
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

/** Whether an item is received under an epoch. */
export function isReceived(item: OutAudit, epoch: string | null): boolean {
  return item.receipt !== null && item.receipt.epoch === epoch && item.receipt.content_sha256 === item.content_sha256
}

/** Whether it is received, the server waits for no photo, and no photo of this phone is still to be taken by it. */
export function isComplete(item: OutAudit, epoch: string | null): boolean {
  // After an office closed the upload the state no longer waits, but a photo that turns up is still welcome (decision 3).
  const open = (photo: OutPhoto) => photo.held && !photo.gone && !photo.lost && !isSettled(photo)
  return isReceived(item, epoch) && item.receipt?.state !== 'awaiting_photos' && !item.photos.some(open)
}

/** Whether nothing but photos that this phone cannot read is open: the shopper has to say what became of them. */
export function waitsForShopper(item: OutAudit): boolean {
  const open = item.photos.filter((photo) => !isSettled(photo))
  return item.receipt !== null && open.length > 0 && open.every((photo) => photo.gone && !photo.lost)
}

/** An item after a receipt that matches it. */
export function withReceipt(item: OutAudit, receipt: Receipt, now: number, random: number, serverNow: number): OutAudit {
  const lines = new Map(receipt.photos.map((line) => [line.photo_id, line]))
  let changed = item.receipt === null || item.receipt.state !== receipt.state
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
  const kept = {
    epoch: receipt.server_epoch,
    content_sha256: receipt.content_sha256,
    received_at: Date.parse(receipt.received_at),
    state: receipt.state,
  }
  const received: OutAudit = {
    ...item, photos, polls, receipt: kept, last_epoch: receipt.server_epoch, attempts: 0,
    failure: null, quarantine: null, retry: null,
  }
  if (isComplete(received, receipt.server_epoch)) return received
  const longest = waitsForShopper(received) ? 6 * 3_600_000 : 5 * 60_000
  return { ...received, retry: after(now, backOff(polls + 1, random, longest)) }
}

function target(upload: Receipt['photos'][number]['upload']): Upload | null {
  if (!upload || typeof upload.url !== 'string' || typeof upload.headers !== 'object') return null
  return { method: upload.method, url: upload.url, headers: upload.headers, expires_at: Date.parse(upload.expires_at) || 0 }
}
