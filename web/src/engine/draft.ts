// What is stored of a visit under way. Answers, taps and photos are records of their own: a tap writes one small one.

import type { VersionChange } from './views'
import type {
  Assignment, Fix, FlagValues, Moment, PhotoKind, PhotoReason, PhotoState, PurchaseReceipt, Remark, Station,
  StampName, SubmittedStamp, TimerEvent, Value,
} from './model'

/** The visit itself, without answers, taps and photos. */
export interface DraftRecord {
  audit_id: string
  assignment_id: string
  revision: number
  /** As they were when the visit began; the newest ones may change under it. */
  assignment: Assignment | null
  station: Station | null
  station_profile_revision: number
  station_flags: FlagValues
  checklist: { id: string; version: number }
  /** When the shopper tapped "start". */
  created: Moment
  check_in: Fix | null
  check_in_at: Moment | null
  check_out: Fix | null
  /** Visit flags that somebody set; absent ones have their default. */
  flags: FlagValues
  profile_dispute: string[]
  narrative: string
  recognised: { at_ms: number } | null
  receipts: PurchaseReceipt[]
  returned: ReturnedDraft | null
  /** What changed when it went over to another version of its checklist. */
  moved: VersionChange | null
  /** The shopper changed something. */
  touched: boolean
  /** Epoch ms by the phone. */
  exported_at: number | null
}

/** What an answer to a return keeps of the revision before. */
export interface ReturnedDraft {
  remarks: Remark[]
  /** Epoch ms by the server. */
  due_at: number
  epoch: string
  started: SubmittedStamp
  finished: SubmittedStamp
  /** The office no longer waits. */
  gone: boolean
  seen: boolean
}

/** One answer. */
export interface AnswerRecord {
  audit_id: string
  item: string
  value: Value
  /** A measured item: the shopper set the value himself, or it came from an earlier revision; the taps do not change it. */
  by_hand: boolean
  note: string
  photos: string[]
  photo_reason: PhotoReason | null
  na_request: string | null
  /** Timer log of an earlier revision. */
  timer: TimerEvent[]
}

/** One tap of the stop-watch of a visit. */
export interface StampRow {
  audit_id: string
  name: StampName
  seq: number
  at: Moment | null
}

/** A photo's own record; its bytes lie beside it under the same id. */
export interface PhotoRecord {
  photo_id: string
  /** The audit, or for photos of reports the assignment. */
  audit_id: string
  of: 'visit' | 'report'
  kind: PhotoKind
  sha256: string
  bytes: number
  content_type: string
  taken_at: number
  fix: Fix | null
  /** The bytes are on this phone. */
  held: boolean
  /** What the server said last. */
  server: PhotoState | null
  /** Part of a frozen revision: it stays in every later manifest. */
  submitted: boolean
}

/** Everything of one visit. */
export interface DraftParts {
  draft: DraftRecord
  answers: ReadonlyMap<string, AnswerRecord>
  stamps: ReadonlyMap<StampName, StampRow>
  photos: readonly PhotoRecord[]
}

/** An answer about which nothing is known yet. */
export function emptyAnswer(audit_id: string, item: string): AnswerRecord {
  return { audit_id, item, value: null, by_hand: false, note: '', photos: [], photo_reason: null, na_request: null, timer: [] }
}

/** All flags of a visit, those of the station included. */
export function flagsOf(draft: DraftRecord): FlagValues {
  return { ...draft.station_flags, ...givenFlags(draft.assignment), ...draft.flags }
}

/** Flags that the assignment sets. */
export function givenFlags(assignment: Assignment | null): FlagValues {
  return assignment ? { 'v.night': assignment.night, 'v.self_service': assignment.self_service } : {}
}

/** The key of a checklist version. */
export function checklistKey(id: string, version: number): string {
  return `${id}/${version}`
}
