// What an answer of /v1/sync changes on the phone, as plain records: the database applies them in one transaction.

import { canonical } from './canonical'
import { nextVersionOf } from './versions'
import type { AssignmentRecord, ChecklistRecord } from './db/schema'
import { checklistKey, type AnswerRecord, type DraftRecord, type PhotoRecord } from './draft'
import type { AssignmentChange } from './views'
import type { Assignment, Checklist, FlagValues, Moment, PhotoState, Remark, Station, Submission, SyncAnswer } from './model'

/** What the phone knows before a sync. */
export interface Known {
  assignments: AssignmentRecord[]
  stations: Station[]
  checklists: ChecklistRecord[]
  drafts: DraftRecord[]
  photos: Map<string, PhotoRecord>
  /** Assignments that were finished, declined or found impossible here. */
  done: Set<string>
  /** Revisions that lie in the outbox, by audit, with what they were about. */
  frozen: { audit_id: string; revision: number; assignment: Assignment | null; station: Station | null }[]
}

/** What becomes of it. */
export interface Changes {
  assignments: AssignmentRecord[]
  stations: Station[]
  checklists: ChecklistRecord[]
  drafts: DraftRecord[]
  answers: AnswerRecord[]
  photos: PhotoRecord[]
  gone: { assignments: string[]; stations: string[]; drafts: string[] }
}

type Returned = SyncAnswer['returned'][number]

/** The changes that a sync answer makes. `first`: nothing was known before, so that nothing is marked as new. */
export function changesOf(known: Known, sync: SyncAnswer, now: Moment, first: boolean): Changes {
  const changes: Changes = {
    assignments: [], stations: sync.stations as Station[], checklists: [], drafts: [], answers: [], photos: [],
    gone: { assignments: [], stations: [], drafts: [] },
  }
  assignments(known, sync, first, changes)
  stations(known, sync, changes)
  checklists(known, sync, changes)
  for (const returned of sync.returned) returnedAudit(known, sync, returned, now, changes)
  goneReturns(known, sync, changes)
  if (sync.reset) oldStations(known, sync, changes)
  return changes
}

function assignments(known: Known, sync: SyncAnswer, first: boolean, changes: Changes): void {
  const before = new Map(known.assignments.map((one) => [one.id, one]))
  const told = new Set<string>()
  for (const assignment of sync.assignments as unknown as Assignment[]) {
    told.add(assignment.id)
    const old = before.get(assignment.id)
    const same = old !== undefined && old.assignment.version === assignment.version
    const differs = old ? changesBetween(old.assignment, assignment) : []
    const mark = !old ? (first ? null : 'new') : same ? old.mark : (old.mark ?? 'changed')
    const record = { id: assignment.id, assignment, mark, changes: [...new Set([...(old?.changes ?? []), ...differs])], gone: false }
    if (!same || old.gone || sync.reset) changes.assignments.push(record)
  }
  const away = sync.reset
    ? known.assignments.filter((one) => !told.has(one.id)).map((one) => one.id)
    : sync.tombstones.filter((one) => one.kind === 'assignment' && !told.has(one.id)).map((one) => one.id)
  for (const id of away) {
    const old = before.get(id)
    if (!old) continue
    // A visit under way goes on, whatever the office does (decision 5). One that was still to be made does not just vanish.
    const visiting = known.drafts.some((draft) => draft.assignment_id === id)
    const awaited = !known.done.has(id) && Date.parse(old.assignment.window_end) > Date.parse(sync.now)
    if (visiting || awaited) changes.assignments.push({ ...old, gone: true })
    else changes.gone.assignments.push(id)
  }
}

/** What of a visit to make reads otherwise than before. */
function changesBetween(old: Assignment, fresh: Assignment): AssignmentChange[] {
  const of = (one: Assignment) => ({
    window: [one.window_start, one.window_end], slot: [one.slot, one.night, one.self_service], station: one.station_id,
    buy: one.purchase, question: one.question,
  })
  const [a, b] = [of(old), of(fresh)]
  return (Object.keys(a) as (keyof typeof a)[]).filter((what) => canonical(a[what]) !== canonical(b[what]))
}

/** A station that moved, or is called otherwise, changes the visits to be made there. */
function stations(known: Known, sync: SyncAnswer, changes: Changes): void {
  const face = ({ code, name, city, address, lat_e7, lon_e7 }: Station) => canonical([code, name, city, address, lat_e7 ?? null, lon_e7 ?? null])
  for (const fresh of sync.stations as Station[]) {
    const old = known.stations.find((one) => one.id === fresh.id)
    if (!old || face(old) === face(fresh)) continue
    const there = new Map([...known.assignments, ...changes.assignments].map((one) => [one.id, one]))
    for (const one of there.values()) {
      if (one.assignment.station_id !== fresh.id || one.gone || changes.gone.assignments.includes(one.id)) continue
      const marked = { ...one, mark: one.mark ?? 'changed', changes: [...new Set([...(one.changes ?? []), 'station' as const])] }
      changes.assignments = [...changes.assignments.filter((other) => other.id !== one.id), marked]
    }
  }
}

function checklists(known: Known, sync: SyncAnswer, changes: Changes): void {
  for (const told of sync.checklists) {
    const key = checklistKey(told.id, told.version)
    const old = known.checklists.find((one) => one.key === key)
    // A published version never changes; a withdrawn one stays for visits that are open.
    const slots = old?.sha256 === told.sha256 ? old.slots : null
    changes.checklists.push({ key, id: told.id, version: told.version, sha256: told.sha256, withdrawn: told.withdrawn, slots })
  }
}

function returnedAudit(known: Known, sync: SyncAnswer, returned: Returned, now: Moment, changes: Changes): void {
  const revision = returned.next_revision
  if (known.frozen.some((one) => one.audit_id === returned.audit_id && one.revision >= revision)) return
  const remarks = returned.remarks as unknown as Remark[]
  const due_at = Date.parse(returned.due_at)
  const old = known.drafts.find((draft) => draft.audit_id === returned.audit_id)
  const submission = returned.submission as unknown as Submission
  if (old?.touched && old.returned) {
    // What was begun here goes on, as the answer to the newest return.
    changes.drafts.push({ ...old, revision, returned: { ...old.returned, remarks, due_at, epoch: sync.server_epoch, gone: false } })
    changes.photos.push(...photosOf(known, returned, submission))
    return
  }
  const draft = draftOf(known, sync, returned, submission, now, old?.returned?.seen ?? false)
  changes.drafts.push(draft)
  changes.answers.push(...answersOf(returned.audit_id, submission))
  changes.photos.push(...photosOf(known, returned, submission))
}

function draftOf(
  known: Known, sync: SyncAnswer, returned: Returned, submission: Submission, now: Moment, seen: boolean,
): DraftRecord {
  const frozen = known.frozen.find((one) => one.audit_id === returned.audit_id)
  const assignment = known.assignments.find((one) => one.id === submission.assignment_id)?.assignment ?? frozen?.assignment ?? null
  const stations = [...(sync.stations as Station[]), ...known.stations]
  const station = stations.find((one) => one.id === (assignment?.station_id ?? returned.station_id)) ?? frozen?.station ?? toldStation(returned)
  return {
    audit_id: returned.audit_id,
    assignment_id: submission.assignment_id,
    revision: returned.next_revision,
    assignment,
    station,
    station_profile_revision: station?.profile_revision || submission.station_profile_revision,
    station_flags: (station?.flags ?? {}) as FlagValues,
    checklist: { ...submission.checklist },
    created: now,
    check_in: submission.check_in ?? null,
    check_in_at: null,
    check_out: submission.check_out ?? null,
    flags: { ...submission.flags } as FlagValues,
    profile_dispute: submission.profile_dispute ?? [],
    narrative: submission.narrative ?? '',
    recognised: submission.recognised ?? null,
    receipts: submission.receipts,
    returned: {
      remarks: returned.remarks as unknown as Remark[],
      due_at: Date.parse(returned.due_at),
      epoch: sync.server_epoch,
      started: submission.started,
      finished: submission.finished,
      gone: false,
      seen,
    },
    moved: null,
    touched: false,
    exported_at: null,
  }
}

/** As much of a station as a return tells: how it is called. For phones that never had the assignment, or have it no more. */
function toldStation({ station_code, station_name }: Partial<Returned>): Station | null {
  // A return without a name is answered all the same.
  if (!station_code || !station_name) return null
  const city = { zh: '', en: '' }
  return { id: '', code: station_code, name: station_name, city, address: '', tz: 'Asia/Shanghai', profile_revision: 0, flags: {} }
}

function answersOf(audit_id: string, submission: Submission): AnswerRecord[] {
  return Object.entries(submission.answers).map(([item, answer]) => ({
    audit_id, item,
    value: (answer.value ?? null) as AnswerRecord['value'],
    by_hand: true,
    note: answer.note ?? '',
    photos: answer.photos ?? [],
    photo_reason: answer.photo_reason ?? null,
    na_request: answer.na_request?.reason ?? null,
    timer: answer.timer ?? [],
  }))
}

function photosOf(known: Known, returned: Returned, submission: Submission): PhotoRecord[] {
  const states = new Map(returned.photos.map((photo) => [photo.photo_id, photo.state as PhotoState]))
  return submission.photos.map((line) => {
    const old = known.photos.get(line.photo_id)
    // Bytes that are still here count only when they are the ones of the manifest.
    const held = old?.held === true && old.sha256 === line.sha256 && old.bytes === line.bytes
    return {
      photo_id: line.photo_id, audit_id: returned.audit_id, of: 'visit', kind: line.kind, sha256: line.sha256, bytes: line.bytes,
      content_type: line.content_type, taken_at: line.taken_at, fix: line.fix ?? null, held,
      server: states.get(line.photo_id) ?? null, submitted: true,
    }
  })
}

/** Returns that the office no longer waits for: an untouched answer goes, one that was begun stays and says so. */
function goneReturns(known: Known, sync: SyncAnswer, changes: Changes): void {
  const told = new Set(sync.returned.map((one) => one.audit_id))
  const buried = new Set(sync.tombstones.filter((one) => one.kind === 'returned_audit').map((one) => one.id))
  for (const draft of known.drafts) {
    if (!draft.returned || told.has(draft.audit_id) || !(sync.reset || buried.has(draft.audit_id))) continue
    if (draft.touched) changes.drafts.push({ ...draft, returned: { ...draft.returned, gone: true } })
    else changes.gone.drafts.push(draft.audit_id)
  }
}

/** With the full set, stations that nothing refers to any more are forgotten. */
function oldStations(known: Known, sync: SyncAnswer, changes: Changes): void {
  const needed = new Set(sync.stations.map((one) => one.id))
  for (const one of known.drafts) if (one.station) needed.add(one.station.id)
  for (const one of changes.drafts) if (one.station) needed.add(one.station.id)
  for (const one of changes.assignments) needed.add(one.assignment.station_id)
  changes.gone.stations = known.stations.filter((one) => !needed.has(one.id)).map((one) => one.id)
}

/** A draft that was begun on a returned audit whose checklist is not here needs it first. */
export function checklistsWanted(checklists: ChecklistRecord[], drafts: DraftRecord[], assignments: AssignmentRecord[]): ChecklistRecord[] {
  const wanted = new Map<string, ChecklistRecord>()
  const refs = [
    ...drafts.map((draft) => draft.checklist),
    ...assignments.map((one) => ({ id: one.assignment.checklist_id, version: one.assignment.checklist_version })),
    ...drafts.flatMap((draft) => nextVersionOf(draft, checklists) ?? []),
  ]
  for (const { id, version } of refs) {
    const key = checklistKey(id, version)
    const known = checklists.find((one) => one.key === key)
    if (!known?.slots) wanted.set(key, known ?? { key, id, version, sha256: '', withdrawn: false, slots: null })
  }
  return [...wanted.values()]
}

/** Whether a body is the checklist that was asked for. */
export function isChecklist(json: unknown, id: string, version: number): json is Checklist {
  const list = json as Partial<Checklist> | null
  return typeof list === 'object' && list !== null && list.id === id && list.version === version &&
    Array.isArray(list.items) && Array.isArray(list.flags) && Array.isArray(list.touchpoints)
}
