// The rows of a sync answer, each looked at: one that cannot be read is left out, and takes no other with it.

import type { SyncAnswer } from './model'

/** What can be read of an answer. */
export interface Readable {
  sync: SyncAnswer
  /** The rows that were left out, as far as they say what they are. */
  bad: string[]
}

type Row = Record<string, unknown>
type Check = (row: Row) => boolean

const text = (value: unknown): value is string => typeof value === 'string' && value !== ''
const count = (value: unknown) => typeof value === 'number' && Number.isFinite(value)
const time = (value: unknown) => typeof value === 'string' && !Number.isNaN(Date.parse(value))
const record = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)
const both = (value: unknown) => record(value) && typeof value.zh === 'string' && typeof value.en === 'string'
const rowsOf = (value: unknown, check: Check) => Array.isArray(value) && value.every((one) => record(one) && check(one))

const assignment: Check = (row) => text(row.id) && text(row.station_id) && text(row.checklist_id) && count(row.checklist_version) &&
  time(row.window_start) && time(row.window_end) && count(row.version) && record(row.purchase)
const station: Check = (row) => text(row.id) && text(row.code) && both(row.name) && typeof row.address === 'string'
const checklist: Check = (row) => text(row.id) && count(row.version) && text(row.sha256)
const resend: Check = (row) => text(row.audit_id) && count(row.revision)
const tombstone: Check = (row) => text(row.kind) && text(row.id)
const moment: Check = (row) => count(row.wall_ms) && text(row.run_id)
const manifest: Check = (row) => text(row.photo_id) && text(row.sha256) && count(row.bytes)
const submission: Check = (row) => text(row.assignment_id) && record(row.checklist) && text(row.checklist.id) &&
  record(row.started) && moment(row.started) && record(row.finished) && moment(row.finished) && record(row.flags) &&
  record(row.answers) && Object.values(row.answers).every(record) && Array.isArray(row.receipts) && rowsOf(row.photos, manifest)
const returned: Check = (row) => text(row.audit_id) && count(row.next_revision) && time(row.due_at) && record(row.submission) &&
  submission(row.submission) && rowsOf(row.remarks, (one) => typeof one.text === 'string') && rowsOf(row.photos, (one) => text(one.photo_id))

const CHECKS = {
  assignments: assignment, stations: station, checklists: checklist, returned, resend, tombstones: tombstone,
} as const

/** Leaves out what cannot be read. When something was, nothing counts as gone because it is not told. */
export function readable(answer: SyncAnswer): Readable {
  const bad: string[] = []
  const rows = Object.fromEntries(Object.entries(CHECKS).map(([list, check]) => [
    list, (answer[list as keyof typeof CHECKS] as unknown[]).filter((row) => {
      const good = record(row) && check(row)
      if (!good) bad.push(`${list} ${record(row) ? String(row.id ?? row.audit_id) : typeof row}`)
      return good
    }),
  ]))
  return { sync: { ...answer, ...rows, reset: answer.reset && bad.length === 0 }, bad }
}
