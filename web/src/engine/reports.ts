// Reports beside a visit: declined, impossible, recognised. Written offline, sent like an audit.

import { body } from '../api/client'
import { cleanText } from './canonical'
import type { PersonData } from './db/person'
import type { ImpossibleInput, RecognisedInput } from './index'
import type { Assignment, Fix, Station } from './model'
import { reportKey, type OutReport } from './outbox/types'
import { uuid } from './platform'

/** What a report says, ready to be sent. */
export interface Report {
  verb: OutReport['verb']
  assignment_id: string
  text: string
  photos: string[]
}

/** A visit that the shopper does not take. */
export function declineReport(assignment_id: string, reason: string): Report {
  const text = body('post', '/v1/assignments/{id}/decline', { reason: cleanText([...reason.trim()].slice(0, 1000).join('')) })
  return { verb: 'decline', assignment_id, text, photos: [] }
}

/** A visit that could not be made. */
export async function impossibleReport(data: PersonData, assignment_id: string, input: ImpossibleInput, now: number): Promise<Report> {
  const photos = await photosOf(data, input.photos)
  const text = body('post', '/v1/assignments/{id}/impossible', { reason: input.reason, at_ms: now, photos, ...extras(input.note, input.fix) })
  return { verb: 'impossible', assignment_id, text, photos: photos.map((photo) => photo.photo_id) }
}

/** Staff recognised the shopper. */
export async function recognisedReport(data: PersonData, assignment_id: string, input: RecognisedInput): Promise<Report> {
  const photos = await photosOf(data, input.photos)
  const text = body('post', '/v1/assignments/{id}/recognised', { at_ms: Math.round(input.at_ms), photos, ...extras(input.note, input.fix) })
  return { verb: 'recognised', assignment_id, text, photos: photos.map((photo) => photo.photo_id) }
}

function extras(note: string | undefined, fix: Fix | null | undefined): { note?: string; fix?: Fix } {
  const text = note?.trim() ? cleanText([...note.trim()].slice(0, 4000).join('')) : ''
  return { ...(text ? { note: text } : {}), ...(fix ? { fix } : {}) }
}

async function photosOf(data: PersonData, ids: string[] = []): Promise<{ photo_id: string; sha256: string; bytes: number }[]> {
  const found = await Promise.all(ids.slice(0, 20).map((id) => data.photo(id)))
  return found.flatMap((photo) => (photo ? [{ photo_id: photo.photo_id, sha256: photo.sha256, bytes: photo.bytes }] : []))
}

/** Puts a report into the outbox. Its key is minted and stored before the first try; its bytes never change. */
export async function queueReport(data: PersonData, report: Report, about: { assignment: Assignment | null; station: Station | null }, now: number): Promise<void> {
  const idempotency_key = uuid()
  const key = reportKey(idempotency_key)
  const item: OutReport = {
    kind: 'report', key, verb: report.verb, idempotency_key, assignment_id: report.assignment_id, finished_at: now,
    photos: report.photos.map((photo_id) => ({ photo_id, held: true })), done: null, attempts: 0, retry: null, failure: null,
    quarantine: null, exported_at: null, complete_at: null,
  }
  const bytes = new TextEncoder().encode(report.text)
  await data.write(() => data.outbox({ type: 'added', item }, (tx) => tx.objectStore('bodies').put({ key, bytes, ...about })))
}
