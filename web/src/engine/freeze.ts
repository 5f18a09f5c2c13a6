// From a draft to the bytes that are sent: written once, when the visit is finished, and never again (decision 1).

import { cleanText, contentSha256 } from './canonical'
import { flagsOf, type DraftParts, type PhotoRecord } from './draft'
import { filled, type Filled } from './filled'
import type { OutPhoto } from './outbox/types'
import type { Checklist, ManifestPhoto, Moment, Submission, SubmittedAnswer, SubmittedStamp, TimerEvent } from './model'

/** A frozen submission. */
export interface Frozen {
  submission: Submission
  /** The body of the `PUT`, for ever. */
  bytes: Uint8Array<ArrayBuffer>
  /** The hash that the receipt must name. */
  content_sha256: string
}

/** Freezes a submission. */
export async function freeze(submission: Submission): Promise<Frozen> {
  const bytes = new TextEncoder().encode(JSON.stringify(submission))
  return { submission, bytes, content_sha256: await contentSha256(submission) }
}

/** The submission that a draft is, as of a moment. */
export function submissionOf(checklist: Checklist, parts: DraftParts, now: Moment, device_id: string | null): Submission {
  const { draft } = parts
  const photos = manifest(parts.photos)
  const listed = new Set(photos.map((photo) => photo.photo_id))
  const answers = filled(checklist, parts).flatMap((one) => {
    const answer = answerOf(one, listed)
    return answer ? [[one.item.id, answer] as const] : []
  })
  return {
    schema: 1,
    revision: draft.revision,
    assignment_id: draft.assignment_id,
    ...(device_id ? { device_id } : {}),
    checklist: { id: draft.checklist.id, version: draft.checklist.version },
    station_profile_revision: draft.station_profile_revision,
    started: startedOf(parts),
    finished: finishedOf(parts, now),
    check_in: draft.check_in,
    check_out: draft.check_out,
    flags: visitFlags(checklist, parts),
    ...(draft.profile_dispute.length > 0 ? { profile_dispute: draft.profile_dispute } : {}),
    answers: Object.fromEntries(answers),
    ...(draft.narrative.trim() ? { narrative: cleanText(draft.narrative) } : {}),
    ...(draft.recognised ? { recognised: { at_ms: draft.recognised.at_ms } } : {}),
    receipts: draft.receipts.map((receipt) => ({
      kind: receipt.kind,
      at_ms: receipt.at_ms ?? null,
      station_code: receipt.station_code ? cleanText(receipt.station_code) : null,
      amount_fen: receipt.amount_fen ?? null,
      litres_ml: receipt.litres_ml ?? null,
      photo_id: receipt.photo_id && listed.has(receipt.photo_id) ? receipt.photo_id : null,
    })),
    photos,
  }
}

/** When the visit began: the check-in or the first tap, whichever was earlier; without both, the start in the app. */
export function startedOf(parts: DraftParts): SubmittedStamp {
  if (parts.draft.returned) return parts.draft.returned.started
  const moments = [...parts.stamps.values()].flatMap((stamp) => (stamp.at ? [stamp.at] : []))
  if (parts.draft.check_in_at) moments.push(parts.draft.check_in_at)
  const first = moments.reduce<Moment | null>((a, b) => (!a || isBefore(b, a) ? b : a), null)
  return stamp(first ?? parts.draft.created)
}

/** Within one run by the clock that nobody can set. */
const isBefore = (a: Moment, b: Moment): boolean => (a.run_id === b.run_id ? a.mono_ms < b.mono_ms : a.wall_ms < b.wall_ms)

/** When the shopper left: the tap, else now. */
export function finishedOf(parts: DraftParts, now: Moment): SubmittedStamp {
  return parts.draft.returned?.finished ?? stamp(parts.stamps.get('left')?.at ?? now)
}

function stamp(at: Moment): SubmittedStamp {
  return { wall_ms: at.wall_ms, mono_ms: at.mono_ms, run_id: at.run_id, server_offset_ms: at.server_offset_ms }
}

/** Flags of the visit that somebody gave, in the order of the checklist. */
function visitFlags(checklist: Checklist, parts: DraftParts): Submission['flags'] {
  const all = flagsOf(parts.draft)
  const given = checklist.flags.filter((flag) => flag.id.startsWith('v.') && all[flag.id] !== undefined)
  return Object.fromEntries(given.map((flag) => [flag.id, all[flag.id]!]))
}

function answerOf(one: Filled, listed: Set<string>): SubmittedAnswer | null {
  const { record } = one
  const photos = record.photos.filter((id) => listed.has(id))
  const note = record.note.trim() ? cleanText(record.note) : ''
  const request = record.na_request?.trim() ? cleanText(record.na_request) : ''
  const empty = one.value === null && !note && !request && photos.length === 0 && !record.photo_reason && one.timer.length === 0
  if (empty) return null
  return {
    value: one.value,
    ...(note ? { note } : {}),
    ...(photos.length > 0 ? { photos } : {}),
    ...(record.photo_reason ? { photo_reason: record.photo_reason } : {}),
    ...(request ? { na_request: { reason: request } } : {}),
    ...(one.timer.length > 0 ? { timer: one.timer.map(timerEvent) } : {}),
  }
}

function timerEvent(event: TimerEvent): TimerEvent {
  return { event: event.event, wall_ms: event.wall_ms, mono_ms: event.mono_ms, run_id: event.run_id }
}

/** A photo as the outbox keeps it. */
export function outPhoto({ photo_id, sha256, bytes, content_type, held, server }: PhotoRecord): OutPhoto {
  const gone = !held && server !== 'verified' && server !== 'unusable' && server !== 'lost'
  return { photo_id, sha256, bytes, content_type, held, gone, server, upload: null, attempts: 0, retry: null, lost: null, missed_since: null }
}

/** Photos in the order in which they were taken. */
export function inOrder(photos: readonly PhotoRecord[]): PhotoRecord[] {
  return [...photos].sort((a, b) => a.taken_at - b.taken_at || (a.photo_id < b.photo_id ? -1 : 1))
}

/** The manifest, in the order in which the photos were taken. */
export function manifest(photos: readonly PhotoRecord[]): ManifestPhoto[] {
  return inOrder(photos).map((photo) => ({
    photo_id: photo.photo_id,
    kind: photo.kind,
    sha256: photo.sha256,
    bytes: photo.bytes,
    content_type: photo.content_type as ManifestPhoto['content_type'],
    taken_at: photo.taken_at,
    fix: photo.fix,
  }))
}
