// A draft as plain content, without the bytes of its photos: what lies on the server, and what a file holds.

import { STAMPS } from '../model'
import type { AnswerRecord, DraftParts, DraftRecord, PhotoRecord, StampRow } from '../draft'

/** A draft as plain content. */
export interface DraftContent {
  v: 1
  draft: DraftRecord
  answers: AnswerRecord[]
  stamps: StampRow[]
  /** Of earlier revisions: their bytes are on the server. */
  photos: PhotoRecord[]
}

/** The content of a draft. Photos that no other place has are left out, and nothing refers to them. */
export function contentOf(parts: DraftParts): DraftContent {
  const photos = parts.photos.filter((photo) => photo.submitted).map((photo) => ({ ...photo, held: false }))
  const kept = new Set(photos.map((photo) => photo.photo_id))
  const receipts = parts.draft.receipts.map((one) => ({ ...one, photo_id: one.photo_id && kept.has(one.photo_id) ? one.photo_id : null }))
  return {
    v: 1, draft: { ...parts.draft, receipts, exported_at: null }, stamps: [...parts.stamps.values()], photos,
    answers: [...parts.answers.values()].map((one) => ({ ...one, photos: one.photos.filter((id) => kept.has(id)) })),
  }
}

type Row = Record<string, unknown>

const row = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)
const rows = (value: unknown, good: (one: Row) => boolean): boolean => Array.isArray(value) && value.every((one) => row(one) && good(one))

/** Whether this is a draft of an audit that this version of the app can open. */
export function isDraft(json: unknown, audit_id: string): json is Pick<DraftContent, 'draft' | 'answers' | 'stamps'> {
  if (!row(json) || !row(json.draft)) return false
  const { draft, answers, stamps } = json
  const own = (one: Row) => one.audit_id === audit_id
  return own(draft) && typeof draft.assignment_id === 'string' && Number.isInteger(draft.revision) &&
    [draft.checklist, draft.created, draft.flags, draft.station_flags].every(row) && [draft.receipts, draft.profile_dispute].every(Array.isArray) &&
    typeof draft.narrative === 'string' && (draft.returned === null || row(draft.returned)) &&
    rows(answers, (one) => own(one) && typeof one.item === 'string' && Array.isArray(one.photos) && Array.isArray(one.timer)) &&
    rows(stamps, (one) => own(one) && (STAMPS as readonly unknown[]).includes(one.name) && (one.at === null || row(one.at)))
}

/** Whether this is what a phone laid down on the server. */
export function isContent(json: unknown, audit_id: string): json is DraftContent {
  return isDraft(json, audit_id) && (json as Partial<DraftContent>).v === 1 &&
    rows((json as Partial<DraftContent>).photos, (one) => one.audit_id === audit_id && typeof one.photo_id === 'string')
}
