// The server's receipt of a file of evidence: read strictly, compared exactly. Nothing is deleted on anything less.

import type { components } from '../../../api/schema'
import type { Upload } from '../../../engine/outbox/types'
import type { Deed, OutFile } from './types'

type Receipt = components['schemas']['EvidenceReceipt']

const STATES = new Set(['missing', 'stored', 'verified', 'rejected', 'unusable', 'lost'])

/** Whether a body has the shape of a receipt of evidence. */
export function isReceipt(json: unknown): json is Receipt {
  const found = json as Partial<Receipt> | null
  return typeof found === 'object' && found !== null && typeof found.id === 'string' && typeof found.sha256 === 'string' &&
    typeof found.bytes === 'number' && typeof found.content_type === 'string' && STATES.has(String(found.state))
}

/** Whether a receipt is for exactly this file. */
export function isFor(file: OutFile, receipt: Receipt): boolean {
  return receipt.id === file.id && receipt.sha256 === file.sha256 && receipt.bytes === file.bytes && receipt.content_type === file.content_type
}

/** Whether the server has proven the bytes of a file. */
export const isSafe = (file: OutFile): boolean => file.server === 'verified'

/** Where a receipt says that bytes go, and of which part of a clip; `null`: nowhere. */
export function target(receipt: Receipt): { upload: Upload; part?: number } | null {
  if (!receipt.parts) {
    const upload = addressIn(receipt.upload)
    return upload && { upload }
  }
  for (const [part, one] of receipt.parts.entries()) {
    const upload = one.state === 'missing' || one.state === 'rejected' ? addressIn(one.upload) : null
    if (upload) return { upload, part }
  }
  return null
}

/** Whether the server refused bytes of it. */
export const isRejected = (receipt: Receipt): boolean => receipt.state === 'rejected' || (receipt.parts ?? []).some((one) => one.state === 'rejected')

function addressIn(given: unknown): Upload | null {
  const upload = given as Partial<components['schemas']['UploadTarget']> | null | undefined
  if (!upload || typeof upload.url !== 'string' || typeof upload.method !== 'string') return null
  const headers = upload.headers as unknown
  if (typeof headers !== 'object' || headers === null || Object.values(headers).some((value) => typeof value !== 'string')) return null
  return {
    method: upload.method, url: upload.url, headers: headers as Record<string, string>, expires_at: Date.parse(upload.expires_at ?? '') || 0,
  }
}

/** What the server answered to a deed: that it is done, and the state and version after it. `null`: it is no such answer. */
export function doneOf(deed: Deed, json: unknown): { state: string; version: number } | null {
  const found = json as { id?: unknown; state?: unknown; version?: unknown } | null
  if (found?.id !== deed.subject_id || typeof found.state !== 'string' || typeof found.version !== 'number') return null
  return { state: found.state, version: found.version }
}

/** What an order or appeal says of itself when it is asked for its version. */
export function standOf(deed: Deed, json: unknown): { version: number; round: number } | null {
  const found = json as { id?: unknown; version?: unknown; times?: { round?: unknown } } | null
  if (found?.id !== deed.subject_id || typeof found.version !== 'number') return null
  return { version: found.version, round: typeof found.times?.round === 'number' ? found.times.round : deed.round }
}
