// The rows of a sync answer, each looked at: one that cannot be read is left out, and takes no other with it.

import type { SyncAnswer } from './model'

/** What can be read of an answer. */
export interface Readable {
  sync: SyncAnswer
  /** The rows that were left out, as far as they say what they are. */
  bad: string[]
}

type Row = Record<string, unknown>

const record = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Kinds of values, each by the letter that stands for it below. */
const KINDS: Record<string, (value: unknown) => boolean> = {
  s: (value) => typeof value === 'string' && value !== '',
  n: (value) => Number.isFinite(value),
  t: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  o: record,
  l: Array.isArray,
}

/** What must stand in a row, else it cannot be used: names with the letter of their kind. */
const ROWS = {
  assignments: 's:id s:station_id s:checklist_id n:checklist_version n:version t:window_start t:window_end o:purchase',
  stations: 's:id s:code o:name',
  checklists: 's:id n:version s:sha256',
  returned: 's:audit_id n:next_revision t:due_at l:remarks l:photos o:submission',
  resend: 's:audit_id n:revision',
  tombstones: 's:kind s:id',
}
const SUBMISSION = 's:assignment_id o:checklist o:started o:finished o:flags o:answers l:receipts l:photos'

function has(row: unknown, needs: string): row is Row {
  return record(row) && needs.split(' ').every((need) => KINDS[need[0]!]!(row[need.slice(2)]))
}

function isGood(list: string, row: unknown): row is Row {
  if (!has(row, ROWS[list as keyof typeof ROWS])) return false
  const { submission } = row
  return list !== 'returned' || (has(submission, SUBMISSION) && Object.values(submission.answers as Row).every(record) &&
    [submission.photos, row.photos].every((photos) => (photos as unknown[]).every((one) => has(one, 's:photo_id'))))
}

/** Whether a body has the shape of a sync answer; its rows are looked at later. */
export function isSyncAnswer(json: unknown): json is SyncAnswer {
  return has(json, 's:server_epoch s:cursor t:now') && typeof json.reset === 'boolean' && Object.keys(ROWS).every((list) => Array.isArray(json[list]))
}

/** Leaves out what cannot be read. When something was, nothing counts as gone because it is not told. */
export function readable(answer: SyncAnswer): Readable {
  const bad: string[] = []
  const rows = Object.fromEntries(Object.keys(ROWS).map((list) => [list, (answer[list as keyof typeof ROWS] as unknown[]).filter((row) => {
    const good = isGood(list, row)
    if (!good) bad.push(`${list} ${record(row) ? String(row.id ?? row.audit_id) : ''}`)
    return good
  })]))
  return { sync: { ...answer, ...rows, reset: answer.reset && bad.length === 0 }, bad }
}
