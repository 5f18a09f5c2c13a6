// What the user interface sees. Everything here is ready to be shown: no rule is left to the screens.

import type {
  Assignment, Checklist, Fix, FlagDef, FlagValue, Item, Moment, PhotoKind, PhotoReason, PhotoState,
  PurchaseReceipt, Remark, StampName, StampState, Station, Text, Told, Value,
} from './model'

/** A value that changes. The same contract as Svelte's stores: the callback is called at once with the present value. */
export interface Readable<T> {
  subscribe(run: (value: T) => void): () => void
  /** The present value. */
  get(): T
}

// ── Place ────────────────────────────────────────────────────────────────────

/** What this phone and browser can do, as plain facts. */
export interface Environment {
  /** TLS or localhost; without it there is no camera, no position, no service worker. */
  secure: boolean
  /** The in-app browser the page is in: its data may vanish and it cannot be installed. */
  in_app: null | 'wechat' | 'other'
  platform: 'ios' | 'android' | 'other'
  /** Runs from the home screen. */
  installed: boolean
  /** `prompt`: `engine.install()` asks. `by_hand`: the shopper does it in the share menu (iOS). */
  install: 'installed' | 'prompt' | 'by_hand' | 'no'
  service_worker: boolean
  /** The service worker holds the app: it opens without a network. */
  offline_ready: boolean
  indexed_db: boolean
  /** The phone promised not to evict what is stored. `null`: cannot be asked. */
  persistent: boolean | null
  /** Free space in bytes as the browser estimates it. `null`: not told. */
  free_bytes: number | null
  /** What this app holds, in bytes. `null`: not told. */
  used_bytes: number | null
  camera: boolean
  geolocation: boolean
  web_locks: boolean
  /** Sends while the app is closed, as far as the browser has it and was not seen to leave it undone. */
  background_sync: boolean
  /** What must be explained before the first visit, worst first. Empty: all is well. */
  warnings: Warning[]
}

/** `insecure`, `no_storage` and `in_app` must be shown before the first visit; the others once. */
export type Warning = 'insecure' | 'no_storage' | 'in_app' | 'not_installed_ios' | 'not_persistent' | 'low_space' | 'no_background'

// ── Session ──────────────────────────────────────────────────────────────────

/** Who the phone belongs to at the moment. */
export type Session =
  | { state: 'none' }
  | {
      state: 'signed_in'
      person: { id: string; username: string; display_name: string; roles: string[] }
      /** The server no longer knows the session: ask for the password. Everything goes on offline. */
      needs_sign_in: boolean
    }

/** How a sign-in ended. `refused`: wrong name, password or code, or a password that is too short (`told`). */
export type SignInResult =
  | { ok: true }
  | { ok: false; why: 'no_answer' | 'refused' | 'slow_down' | 'no_cookie' | 'failed'; told: Told | null }

/** How a sign-out ended. `unsent`: refused; send or export first. */
export type SignOutResult = { ok: true } | { ok: false; why: 'unsent'; unsent: Unsent }

/** What would be lost to the server if this phone were gone now. */
export interface Unsent {
  drafts: number
  queued: number
  incomplete: number
  reports: number
  photos: number
}

// ── Today ────────────────────────────────────────────────────────────────────

/** The front page. */
export interface Today {
  assignments: AssignmentView[]
  /** Audits that came back, the most urgent first. */
  returned: ReturnedView[]
  /** Visits that other phones of this person saved on the server, where they matter here. */
  elsewhere: ElsewhereView[]
  /** Nothing has ever been synced. */
  never_synced: boolean
  /** Entries that have been only on this phone for a while, with no visit to make in the next hours; 0: no need to remind. */
  remind: number
  /** What changed at the last contact and was not looked at yet: number of marked assignments and returned audits. */
  changed: number
}

/** What may change about a visit to make. */
export type AssignmentChange = 'window' | 'slot' | 'station' | 'buy' | 'question'

/** One visit to make. */
export interface AssignmentView {
  assignment: Assignment
  station: Station | null
  slot: Text | null
  /** Since `engine.seen()`: not yet looked at. */
  mark: null | 'new' | 'changed'
  /** What changed since then, of what a shopper looks at; may be empty. */
  changes: AssignmentChange[]
  /** By the phone's clock, corrected by the server's. */
  when: 'later' | 'now' | 'over'
  /** The visit that was started on it and is not yet sent. */
  audit_id: string | null
  /** What became of it on this phone. */
  progress: 'open' | 'visiting' | 'finished' | 'declined' | 'impossible'
  /** What the server refused: it lies stopped in the outbox and does not count as done. */
  refused: null | 'visit' | 'impossible' | 'decline'
  /** Taken away by the office: it is told until `engine.seen()`. A visit that is open may still be finished. */
  withdrawn: boolean
  /** The checklist is stored here: the visit can start offline. */
  ready: boolean
  /** No new visit can start: the checklist version was withdrawn. */
  checklist_withdrawn: boolean
  /** A map address that opens the phone's map app; `null` without position and address. */
  map_url: string | null
}

/** An audit that a reviewer returned, or the answer that is being written. */
export interface ReturnedView {
  audit_id: string
  /** The revision that the answer will carry. */
  revision: number
  station: Station | null
  station_name: Text | null
  /** When the visit began, epoch ms by the server: with the station's name and code, what the shopper knows it by. */
  visited_at: number
  remarks: Remark[]
  /** Epoch ms by the server. */
  due_at: number
  over: boolean
  /** The office no longer waits for an answer; what was begun here is still kept. */
  gone: boolean
  mark: null | 'new'
}

/** The letter to be shown when challenged. */
export interface AuthorityLetter {
  holder: string
  text: Text
}

// ── Other phones ─────────────────────────────────────────────────────────────

/** A visit that another phone saved on the server. */
export interface ElsewhereView {
  audit_id: string
  station_name: Text | null
  /** When it was saved there, epoch ms by the server. */
  saved_at: number
  /** It is open on this phone too. Else `engine.continueVisit` takes it up. */
  open_here: boolean
}

/** How taking up a visit of another phone ended. `gone`: the server has it no more. `unreadable`: a newer app saved it. */
export type Continued = 'ok' | 'no_answer' | 'gone' | 'unreadable'

/** How taking in a file ended: how many entries were taken, were here already, are damaged. After `no_space` some were taken. */
export type TakenIn =
  | ({ ok: true } & TakenCounts)
  | { ok: false; why: 'no_export' | 'newer' }
  | { ok: false; why: 'other_person'; name: string }
  | ({ ok: false; why: 'no_space' } & TakenCounts)

/** Entries of a file. */
export interface TakenCounts {
  taken: number
  known: number
  damaged: number
}

// ── Visit ────────────────────────────────────────────────────────────────────

/** One visit, whole. Made anew after every stored change. */
export interface VisitView {
  audit_id: string
  assignment_id: string
  revision: number
  /** `null` for an answer to a return whose assignment is no longer on the phone. */
  assignment: Assignment | null
  station: Station | null
  checklist: Checklist
  started: Moment
  /** Set by the stamp `left`, or by `finish`. */
  left: Moment | null
  check_in: Fix | null
  check_out: Fix | null
  /** Flags of the visit in the order of the checklist. */
  flags: FlagView[]
  /** Flags of the station, which the shopper may dispute. */
  station_flags: FlagView[]
  stamps: StampView[]
  /** The name of the stamp that comes next, as the big button. `null`: all are done. */
  next_stamp: StampName | null
  /** The stamp that `undo()` takes back. */
  undoable: StampName | null
  groups: GroupView[]
  photos: PhotoView[]
  receipts: PurchaseReceipt[]
  narrative: string
  recognised: { at_ms: number } | null
  /** What is still missing, in the order of the visit. Blocking ones first. */
  missing: Missing[]
  counts: { items: number; answered: number; na: number; missing: number }
  /** Set when this answers a return. */
  returned: { remarks: Remark[]; due_at: number } | null
  /** The checklist version was withdrawn and the next one is here: what `nextVersion()` would change. It need not be done. */
  next_version: VersionChange | null
  /** What it changed, once it was done. */
  moved: VersionChange | null
}

/** What another version of the checklist changes in a visit. */
export interface VersionChange {
  from: number
  to: number
  /** Items that are new, asked differently or no longer asked; `cleared`: its answer cannot stand, it is asked again. */
  items: { id: string; n: number; text: Text; kind: 'added' | 'changed' | 'gone'; cleared: boolean }[]
}

/** A flag with its value. */
export interface FlagView {
  flag: FlagDef
  value: FlagValue
  /** Given by the assignment: shown, and may still be changed (the server flags it). */
  given: boolean
  /** Only of the station: the shopper says that the profile is wrong. */
  disputed: boolean
}

/** One tap of the stop-watch. */
export interface StampView {
  name: StampName
  stamp: StampState
  /** Whole seconds since the first stamp; `null` when not made. */
  since_start_s: number | null
  /** The measured item that ends with this stamp, with what came out. */
  measures: { item: string; value: number | null; clock: 'monotonic' | 'wall' }[]
}

/** A stage of the visit. */
export interface GroupView {
  id: string
  text: Text
  items: ItemView[]
  answered: number
  /** Items that apply. */
  of: number
  missing: number
}

/** What will be asked beside the answer of an item, told before there is one. */
export type Asks = 'nothing' | 'photo' | 'photo_on_miss' | 'photo_when_claimed' | 'remark_on_miss'

/** One item with its answer. */
export interface ItemView {
  item: Item
  /** `na`: does not apply. `implied`: missed because its gate failed, needs nothing. `measured`: came from the stamps. */
  state: 'open' | 'answered' | 'na' | 'implied'
  /** Why it is N/A: the flags that make it so, each with its value. Any one group of them suffices. */
  na_because: { flag: FlagDef; value: FlagValue }[]
  value: Value
  /** The value came from the stamps and follows them until the shopper sets another. */
  from_stamps: boolean
  /** Which clock the measured value came from; `wall` after a restart in between. */
  clock: null | 'monotonic' | 'wall'
  /** Earns less than 80 % of its points; `null` without an answer. */
  miss: boolean | null
  note: string
  photos: string[]
  photo_reason: PhotoReason | null
  na_request: string | null
  /** What the rules ask of this answer, and whether it is there. `grave`: a failed red line, whose reason needs a remark too. */
  evidence: { needs: 'nothing' | 'photo' | 'remark'; met: boolean; remark_min: number; grave: boolean; asks: Asks }
  /** Questions of the reviewer about this item. */
  remarks: Remark[]
}

/** What is still missing. */
export type Missing = {
  /** Blocking: `finish()` refuses. The others are asked for, and a reviewer will ask again. */
  blocking: boolean
} & (
  | { what: 'answer' | 'photo' | 'remark'; item: string; group: string }
  | { what: 'critical_evidence'; item: string; group: string }
  | { what: 'check_in' | 'receipt_fuel' | 'receipt_store' | 'receipt_invoice' | 'left' }
  | { what: 'stamp'; stamp: StampName }
  | { what: 'photo_gone'; photo_id: string }
)

/** A photo of a visit. */
export interface PhotoView {
  photo_id: string
  kind: PhotoKind
  taken_at: number
  bytes: number
  /** Items that refer to it. */
  items: string[]
  /** Its bytes are on this phone. An earlier revision's photo may be on the server only. */
  held: boolean
  /** What the server said last. */
  server: PhotoState | null
  /** Part of an earlier revision: it cannot be removed. */
  submitted: boolean
}

/** How taking a photo ended. Only after `ok` it is taken. `finished`: the visit ended meanwhile, perhaps in another window. */
export type PhotoResult =
  | { ok: true; photo_id: string }
  | { ok: false; why: 'no_space' | 'not_a_picture' | 'too_many' | 'storage' | 'worker' | 'finished'; detail: string }

/** How finishing ended. */
export type FinishResult = { ok: true } | { ok: false; missing: Missing[]; faults: { pointer: string; code: string }[] }

// ── Outbox ───────────────────────────────────────────────────────────────────

/** The three states a shopper understands. */
export type Plain = 'on_phone' | 'photos_going' | 'complete'

/** The outbox. */
export interface OutboxView {
  entries: OutboxEntry[]
  /** Drafts, queued audits and reports that are only on this phone: the dot count. */
  only_here: number
  /** This tab, another one or the service worker is sending right now. */
  sending: boolean
}

/** One line of the outbox. */
export interface OutboxEntry {
  /** `draft/…`, `audit/<id>/<revision>` or `report/<key>`. */
  key: string
  kind: 'draft' | 'audit' | 'report'
  plain: Plain
  audit_id: string | null
  revision: number | null
  report: null | 'decline' | 'impossible' | 'recognised'
  assignment_id: string
  station_name: Text | null
  /** Epoch ms by the phone. */
  finished_at: number | null
  /** Epoch ms by the server. */
  received_at: number | null
  photos: { of: number; safe: number; unusable: number; lost: number }
  /** Photos that this phone can no longer read: ask, then `declareLost`. */
  gone_photos: string[]
  attempts: number
  last_error: null | { at: number; kind: ErrorKind; told: Told | null }
  /** Epoch ms by the phone; `null`: at once, or nothing to do. */
  next_try_at: number | null
  /** Stopped: show why, offer `export` and `tryAgain`. The others go on. */
  quarantined: boolean
  /** Stopped, and a file holds it: offer `removeRefused`. */
  removable: boolean
  /** A photo or text may be deleted from the phone at this time, epoch ms by the server. */
  kept_until: number | null
  /** Deleted before its time because space was short. */
  dropped_early: boolean
}

/** Why a try did not succeed. */
export type ErrorKind =
  | 'no_answer' | 'not_ours' | 'server_busy' | 'server_error' | 'sign_in' | 'refused' | 'receipt_mismatch'
  | 'address_expired' | 'photo_gone' | 'storage_refused'
  /** The phone itself could not do it. */
  | 'phone'

/** The last contact with the server. */
export interface Contact {
  /** Epoch ms by the phone; `null`: never. */
  last_at: number | null
  /** Server time minus the phone's clock, ms; `null`: never seen. */
  offset_ms: number | null
  last_error: null | { at: number; kind: ErrorKind; told: Told | null }
  next_try_at: number | null
  /** Only a hint: phones say they are online when nothing gets through. */
  online_hint: boolean
  running: boolean
}

/** A new version of the app. `waiting`: loaded, starts when the shopper agrees. */
export interface Update {
  state: 'none' | 'waiting'
  /** A visit is open: do not offer it now. */
  visit_open: boolean
}
