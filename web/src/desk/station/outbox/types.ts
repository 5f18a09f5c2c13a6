// What the station's outbox knows, what happens to it, and what it wants done. Plain data: all of it lies in IndexedDB.

import type { Fix, PhotoState } from '../../../engine/model'
import type { Failure, Outcome, Retry, Upload, WakeReason } from '../../../engine/outbox/types'

/** What a file of evidence shows (domain.md §5.4). `evidence`: of an appeal. */
export type FileRole = 'before' | 'after' | 'document' | 'evidence'

/** A file of evidence that is kept here: hashed, written, read back. Times are epoch ms by this device. */
export interface KeptFile {
  id: string
  role: FileRole
  sha256: string
  bytes: number
  content_type: string
  taken_at: number
  /** Taken by the camera of the app, and where, if the device told; absent of what was chosen from files. */
  shot?: Shot
  /** Of a clip: its parts in their order, each sent by itself; together they are the whole. */
  parts?: Part[]
}

/** What the camera of the app knows of a picture. */
export interface Shot {
  fix: Fix | null
}

/** A part of a clip. */
export interface Part {
  sha256: string
  bytes: number
}

/** A file that goes out with a deed. */
export interface OutFile extends KeptFile {
  /** The bytes are on this device. */
  held: boolean
  /** The bytes are gone or not the ones that were hashed. */
  gone: boolean
  /** What the newest receipt says; `null` before the first. */
  server: PhotoState | null
  upload: Upload | null
  /** Which part of a clip `upload` is for. */
  part?: number
  attempts: number
  /** How often the server refused the bytes. */
  rejected: number
  retry: Retry | null
}

/** What a station does to an order. */
export type OrderVerb = 'acknowledge' | 'contain' | 'plan' | 'submit' | 'extensions'
/** What it does at all. */
export type DeedVerb = OrderVerb | 'appeal' | 'second-level' | 'footage'

/** One deed: frozen when it was done here, sent until the server has answered it. */
export interface Deed {
  /** Idempotency-Key, or the id of the appeal: made before the first try. */
  key: string
  verb: DeedVerb
  /** The order or the appeal. */
  subject_id: string
  /** What it is about, for the eye. */
  about: { zh: string; en: string }
  /** Where the person comes back to it. */
  path: string
  /** The body without its evidence, as JSON. */
  body: string
  /** For `If-Match`; `null`: it needs none. */
  version: number | null
  /** Rejections that its author knew of; after one more he has to look again. */
  round: number
  made_at: number
  files: OutFile[]
  polls: number
  attempts: number
  retry: Retry | null
  failure: Failure | null
  /** Stopped until the person has looked. */
  stopped: Failure | null
  /** Ask for the present version before the next try. */
  look: boolean
  /** The server's answer. */
  done: null | { at: number; state: string; version: number }
}

/** A piece of work that is not handed in yet. */
export interface Draft {
  /** `order/<id>`, `contain/<id>`, `appeal/<audit>/<item>`, … */
  key: string
  texts: Record<string, string>
  files: KeptFile[]
  touched_at: number
  /** What it is about, and where the person goes on with it. */
  about?: { zh: string; en: string }
  path?: string
}

/** What a draft is about. */
export type DraftOf = Required<Pick<Draft, 'about' | 'path'>>

/** The outbox of one person at the stations. */
export interface OutState {
  deeds: Deed[]
  needs_sign_in: boolean
  hold: Retry | null
  /** Tries in a row without any answer. */
  silences: number
  failure: Failure | null
}

/** What happens. `now` is this device's clock; `random` is in [0, 1). */
export type OutEvent = { now: number; random: number } & (
  | { type: 'woken'; reason: WakeReason }
  | { type: 'added'; deed: Deed }
  | { type: 'announced'; key: string; file_id: string; outcome: Outcome }
  | { type: 'uploaded'; key: string; file_id: string; outcome: Outcome }
  | { type: 'unreadable'; key: string; file_id: string }
  | { type: 'answered'; key: string; outcome: Outcome }
  | { type: 'looked'; key: string; outcome: Outcome }
  | { type: 'lifted'; key: string }
  | { type: 'removed'; key: string }
  | { type: 'signed_in' }
)

/** What to do next. */
export type Command =
  | { do: 'sign_in' }
  | { do: 'announce'; key: string; file_id: string }
  | { do: 'upload'; key: string; file_id: string; upload: Upload }
  | { do: 'send'; key: string }
  | { do: 'look'; key: string }
  | { do: 'wait'; until: number | null }

/** What is to be deleted, in the transaction that stores the state. */
export interface Drops {
  deeds: string[]
  files: string[]
}

/** An empty outbox. */
export function emptyOutbox(): OutState {
  return { deeds: [], needs_sign_in: false, hold: null, silences: 0, failure: null }
}

/** A kept file as it goes out. */
export function outFile(file: KeptFile): OutFile {
  return { ...file, held: true, gone: false, server: null, upload: null, attempts: 0, rejected: 0, retry: null }
}
