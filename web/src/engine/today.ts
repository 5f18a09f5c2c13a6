// The front page: visits to make, what came back, what is new.

import { elsewhereOf, type Backups } from './backups'
import type { AssignmentRecord, ChecklistRecord } from './db/schema'
import { checklistKey, type DraftRecord } from './draft'
import type { Assignment, Station } from './model'
import { isComplete } from './outbox/receipt'
import type { OutItem } from './outbox/types'
import type { AssignmentView, ReturnedView, Today } from './views'

/** What the page is made of. */
export interface TodayParts {
  assignments: AssignmentRecord[]
  stations: Station[]
  checklists: ChecklistRecord[]
  drafts: DraftRecord[]
  items: OutItem[]
  synced: boolean
  /** The phone's clock, and the epoch of the server. */
  now: number
  epoch: string | null
  /** What other phones saved on the server. */
  backups: Backups
}

/** The page at a time of the server, as far as the phone knows it. */
export function todayOf(parts: TodayParts, serverNow: number): Today {
  const assignments = parts.assignments
    .map((record) => assignmentView(record, parts, serverNow))
    .sort((a, b) => Date.parse(a.assignment.window_start) - Date.parse(b.assignment.window_start) || (a.assignment.id < b.assignment.id ? -1 : 1))
  const returned = parts.drafts
    .filter((draft) => draft.returned !== null)
    .map((draft) => returnedView(draft, serverNow))
    .sort((a, b) => Number(a.gone) - Number(b.gone) || a.due_at - b.due_at)
  const changed = [...assignments, ...returned].filter((one) => one.mark !== null || ('withdrawn' in one && isNewlyGone(one))).length
  const elsewhere = elsewhereOf(parts.backups, parts)
  return { assignments, returned, elsewhere, never_synced: !parts.synced, changed, remind: remindOf(parts, assignments, serverNow) }
}

/** Taken away without a visit on it: shown until it was seen. */
const isNewlyGone = (one: AssignmentView): boolean => one.withdrawn && one.progress === 'open'

/** Entries that have been only here for half an hour, when no visit is to be made in the next six. */
function remindOf(parts: TodayParts, assignments: AssignmentView[], serverNow: number): number {
  const soon = assignments.some(({ assignment, progress, withdrawn }) => ((progress === 'open' && !withdrawn) || progress === 'visiting') &&
    Date.parse(assignment.window_start) < serverNow + 6 * 3_600_000 && Date.parse(assignment.window_end) > serverNow)
  if (soon) return 0
  const old = (at: number) => parts.now - at > 1_800_000
  const drafts = parts.drafts.filter((draft) => draft.touched && old(draft.created.wall_ms))
  return drafts.length + parts.items.filter((item) => !isComplete(item, parts.epoch) && old(item.finished_at)).length
}

function assignmentView(record: AssignmentRecord, parts: TodayParts, serverNow: number): AssignmentView {
  const { assignment } = record
  const station = parts.stations.find((one) => one.id === assignment.station_id) ?? null
  const checklist = parts.checklists.find((one) => one.key === checklistKey(assignment.checklist_id, assignment.checklist_version))
  const draft = parts.drafts.find((one) => one.assignment_id === assignment.id && one.revision === 1)
  return {
    assignment,
    station,
    slot: checklist?.slots?.find((slot) => slot.id === assignment.slot)?.text ?? null,
    mark: record.mark,
    changes: record.mark === 'changed' ? (record.changes ?? []) : [],
    when: whenOf(assignment, serverNow),
    audit_id: draft?.audit_id ?? null,
    progress: draft ? 'visiting' : progressOf(assignment.id, parts.items),
    refused: refusedOf(assignment.id, parts.items),
    withdrawn: record.gone,
    ready: Boolean(checklist?.slots) && station !== null,
    checklist_withdrawn: checklist?.withdrawn ?? false,
    map_url: mapUrl(station),
  }
}

/** What the server refused is not done: it may be done again. */
function progressOf(assignment_id: string, items: OutItem[]): AssignmentView['progress'] {
  const own = items.filter((item) => item.assignment_id === assignment_id && !item.quarantine)
  if (own.some((item) => item.kind === 'audit')) return 'finished'
  if (own.some((item) => item.kind === 'report' && item.verb === 'impossible')) return 'impossible'
  return own.some((item) => item.kind === 'report' && item.verb === 'decline') ? 'declined' : 'open'
}

function refusedOf(assignment_id: string, items: OutItem[]): AssignmentView['refused'] {
  const stopped = items.find((item) => item.assignment_id === assignment_id && item.quarantine && !(item.kind === 'report' && item.verb === 'recognised'))
  if (!stopped) return null
  return stopped.kind === 'audit' ? 'visit' : (stopped.verb as 'decline' | 'impossible')
}

function whenOf(assignment: Assignment, serverNow: number): AssignmentView['when'] {
  if (serverNow < Date.parse(assignment.window_start)) return 'later'
  return serverNow <= Date.parse(assignment.window_end) ? 'now' : 'over'
}

/** `geo:` opens whatever map app the phone has; the label is the address. iOS does not know it: the screens may choose. */
function mapUrl(station: Station | null): string | null {
  if (!station) return null
  const label = encodeURIComponent(`${station.name.zh} ${station.address}`.trim())
  const { lat_e7, lon_e7 } = station
  if (typeof lat_e7 !== 'number' || typeof lon_e7 !== 'number') return label ? `geo:0,0?q=${label}` : null
  const position = `${(lat_e7 / 1e7).toFixed(6)},${(lon_e7 / 1e7).toFixed(6)}`
  return `geo:${position}?q=${position}(${label})`
}

function returnedView(draft: DraftRecord, serverNow: number): ReturnedView {
  const returned = draft.returned!
  return {
    audit_id: draft.audit_id,
    revision: draft.revision,
    station: draft.station,
    station_name: draft.station?.name ?? null,
    visited_at: returned.started.wall_ms + (returned.started.server_offset_ms ?? 0),
    remarks: returned.remarks,
    due_at: returned.due_at,
    over: serverNow > returned.due_at,
    gone: returned.gone,
    mark: returned.seen ? null : 'new',
  }
}
