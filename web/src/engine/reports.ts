// Reports beside a visit: declined, impossible, recognised. Written offline, sent like an audit, photos after the text.

import { body } from '../api/client'
import { cleanText } from './canonical'
import type { PersonData } from './db/person'
import type { ImpossibleInput, RecognisedInput } from './index'
import type { PhotoRecord } from './draft'
import { outPhoto } from './freeze'
import type { Assignment, Fix, Station } from './model'
import { reportKey, type OutReport } from './outbox/types'
import { uuid } from './platform'

/** What a report says, ready to be sent. */
export interface Report {
  verb: OutReport['verb']
  assignment_id: string
  text: string
  photos: PhotoRecord[]
}

/** A visit that the shopper does not take. */
export function declineReport(assignment_id: string, reason: string): Report {
  const text = body('post', '/v1/assignments/{id}/decline', { reason: cleanText([...reason.trim()].slice(0, 1000).join('')) })
  return { verb: 'decline', assignment_id, text, photos: [] }
}

/** A visit that could not be made. */
export async function impossibleReport(data: PersonData, assignment_id: string, input: ImpossibleInput, now: number): Promise<Report> {
  const photos = await photosOf(data, input.photos)
  const text = body('post', '/v1/assignments/{id}/impossible', { reason: input.reason, at_ms: now, photos: photos.map(line), ...extras(input.note, input.fix) })
  return { verb: 'impossible', assignment_id, text, photos }
}

/** Staff recognised the shopper. */
export async function recognisedReport(data: PersonData, assignment_id: string, input: RecognisedInput): Promise<Report> {
  const photos = await photosOf(data, input.photos)
  const text = body('post', '/v1/assignments/{id}/recognised', { at_ms: Math.round(input.at_ms), photos: photos.map(line), ...extras(input.note, input.fix) })
  return { verb: 'recognised', assignment_id, text, photos }
}

function extras(note: string | undefined, fix: Fix | null | undefined): { note?: string; fix?: Fix } {
  const text = note?.trim() ? cleanText([...note.trim()].slice(0, 4000).join('')) : ''
  return { ...(text ? { note: text } : {}), ...(fix ? { fix } : {}) }
}

async function photosOf(data: PersonData, ids: string[] = []): Promise<PhotoRecord[]> {
  const found = await Promise.all(ids.slice(0, 20).map((id) => data.photo(id)))
  return found.filter((photo) => photo !== null)
}

const line = ({ photo_id, sha256, bytes }: PhotoRecord) => ({ photo_id, sha256, bytes })

/** Puts a report into the outbox. Its key is minted and stored before the first try; its bytes never change. */
export async function queueReport(data: PersonData, report: Report, about: { assignment: Assignment | null; station: Station | null }, now: number): Promise<void> {
  const idempotency_key = uuid()
  const key = reportKey(idempotency_key)
  const item: OutReport = {
    kind: 'report', key, verb: report.verb, idempotency_key, assignment_id: report.assignment_id, finished_at: now,
    photos: report.photos.map(outPhoto), report_id: null, done: null, receipt: null, polls: 0, attempts: 0, retry: null,
    failure: null, quarantine: null, exported_at: null, complete_at: null, dropped_early: false,
  }
  const bytes = new TextEncoder().encode(report.text)
  await data.outbox({ type: 'added', item }, (tx) => tx.objectStore('bodies').put({ key, bytes, ...about }))
}
