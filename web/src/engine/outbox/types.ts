// What the outbox knows, what happens to it, and what it wants done. Plain data: all of it lies in IndexedDB.

import type { PhotoState, Receipt, Told } from '../model'
import type { ErrorKind } from '../views'

/** When to try again. `since` tells that the clock was set back; `asked`: the server named the time. */
export interface Retry {
  at: number
  since: number
  asked: boolean
}

/** The last thing that went wrong. Times are epoch ms by the phone. */
export interface Failure {
  at: number
  kind: ErrorKind
  told: Told | null
}

/** Where a photo is to be sent. */
export interface Upload {
  method: string
  url: string
  headers: Record<string, string>
  /** Epoch ms by the server. */
  expires_at: number
}

/** A photo of a frozen submission, or of a report. */
export interface OutPhoto {
  photo_id: string
  sha256: string
  bytes: number
  content_type: string
  /** The bytes are on this phone. */
  held: boolean
  /** The bytes are gone or not the ones that were hashed: the shopper decides what to say. */
  gone: boolean
  /** What the newest receipt says; `null` before the first. */
  server: PhotoState | null
  upload: Upload | null
  attempts: number
  retry: Retry | null
  /** The phone gave it up: with the reason; `told` when the server has acknowledged. */
  lost: null | { reason: string; told: boolean }
  /** First seen missing on the server after the phone had rightly deleted it, epoch ms by the server. */
  missed_since: number | null
}

/** The receipt as far as it matters later. */
export interface KeptReceipt {
  epoch: string
  /** `null`: of a report, whose receipt is about its photos only. */
  content_sha256: string | null
  received_at: number
  /** `null`: of a report. */
  state: Receipt['state'] | null
}

interface OutCommon {
  key: string
  assignment_id: string
  /** Epoch ms by the phone. */
  finished_at: number
  photos: OutPhoto[]
  receipt: KeptReceipt | null
  /** Answers in a row that changed nothing, while photos are looked at. */
  polls: number
  attempts: number
  retry: Retry | null
  failure: Failure | null
  quarantine: Failure | null
  /** Epoch ms by the phone. */
  exported_at: number | null
  /** When a contact first saw it complete under the present epoch, epoch ms by the server. */
  complete_at: number | null
  /** Photos were deleted here before their time. */
  dropped_early: boolean
}

/** One frozen revision of an audit. */
export interface OutAudit extends OutCommon {
  kind: 'audit'
  audit_id: string
  revision: number
  content_sha256: string
  /** Epoch of the server that gave the last receipt for this revision, or the return that it answers. */
  last_epoch: string | null
}

/** A report that a visit is declined, was impossible, or that the shopper was recognised. */
export interface OutReport extends OutCommon {
  kind: 'report'
  verb: 'decline' | 'impossible' | 'recognised'
  /** Idempotency-Key, minted before the first try. */
  idempotency_key: string
  /** What the server calls it, since its answer. */
  report_id: string | null
  /** The epoch that acknowledged its text. */
  done: string | null
}

/** One thing in the outbox. */
export type OutItem = OutAudit | OutReport

/** The outbox of one person. */
export interface OutState {
  items: OutItem[]
  /** Epoch of the server as last seen. */
  epoch: string | null
  /** How often it changed within an hour, and when last: two servers that answer in turn must not be asked for ever. */
  flips: { count: number; at: number }
  /** Server time minus phone time, ms. */
  offset_ms: number | null
  needs_sign_in: boolean
  /** Nothing is sent before this. */
  hold: Retry | null
  /** Tries in a row without any answer. */
  silences: number
  failure: Failure | null
  sync_due: boolean
  /** A sync that failed waits by itself: it keeps nothing else back. */
  sync_retry: Retry | null
  /** Syncs in a row that failed. */
  sync_failures: number
  /** The last good sync, epoch ms by the phone. */
  synced_at: number | null
  /** Photos of unfinished drafts, and audits whose return is being answered: never forgotten. */
  pinned: string[]
}

/** What came back from a request. */
export type Outcome =
  | { kind: 'none' }
  /** The phone itself could not do it. */
  | { kind: 'phone' }
  | { kind: 'http'; status: number; json: unknown; problem: Told | null; retry_after_ms: number | null }

/** Why the outbox wakes up. */
export type WakeReason = 'start' | 'online' | 'visible' | 'tap' | 'background' | 'timer' | 'added'

/** What happens. `now` is the phone's clock; `random` is in [0, 1). */
export type OutEvent = { now: number; random: number } & (
  | { type: 'woken'; reason: WakeReason }
  | { type: 'added'; item: OutItem }
  | { type: 'synced'; epoch: string; server_now: number; resend: { audit_id: string; revision: number }[] }
  | { type: 'sync_failed'; outcome: Outcome }
  | { type: 'put_answered'; key: string; outcome: Outcome }
  | { type: 'upload_answered'; key: string; photo_id: string; outcome: Outcome }
  | { type: 'photo_unreadable'; key: string; photo_id: string }
  | { type: 'lost_answered'; key: string; photo_id: string; outcome: Outcome }
  | { type: 'report_answered'; key: string; outcome: Outcome }
  | { type: 'receipt_answered'; key: string; outcome: Outcome }
  | { type: 'declared_lost'; audit_id: string; photo_id: string; reason: string }
  | { type: 'lifted'; key: string }
  | { type: 'exported'; keys: string[] }
  /** The shopper gives up what the server refused and a file holds. */
  | { type: 'removed'; key: string }
  | { type: 'signed_in' }
  | { type: 'short_of_space' }
)

/** What is to be deleted, in the transaction that stores the state. */
export interface Drops {
  photos: string[]
  items: string[]
}

/** What to do next. */
export type Command =
  | { do: 'sign_in' }
  | { do: 'sync' }
  | { do: 'put'; key: string; receipt_epoch: string | null }
  | { do: 'upload'; key: string; photo_id: string; upload: Upload }
  | { do: 'lost'; key: string; audit_id: string; photo_id: string; reason: string }
  | { do: 'report'; key: string }
  | { do: 'receipt'; key: string }
  | { do: 'wait'; until: number | null }

/** An empty outbox. */
export function emptyOutbox(): OutState {
  return {
    items: [], epoch: null, flips: { count: 0, at: 0 }, offset_ms: null, needs_sign_in: false, hold: null, silences: 0, failure: null,
    sync_due: true, sync_retry: null, sync_failures: 0, synced_at: null, pinned: [],
  }
}

/** The key of a frozen revision. */
export function auditKey(audit_id: string, revision: number): string {
  return `audit/${audit_id}/${revision}`
}

/** The key of a report. */
export function reportKey(idempotency_key: string): string {
  return `report/${idempotency_key}`
}
