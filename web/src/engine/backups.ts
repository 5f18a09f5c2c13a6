// What this phone knows of drafts that lie on the server: backed up from here, or begun on another phone.

import type { PersonData } from './db/person'
import { whole, type OutboxTx } from './db/outbox'
import type { AssignmentRecord } from './db/schema'
import type { DraftRecord } from './draft'
import type { Station } from './model'
import type { OutItem } from './outbox/types'
import type { ElsewhereView } from './views'

/** A draft on the server. */
export interface KeptDraft {
  audit_id: string
  assignment_id: string
  /** Epoch ms by the server. */
  saved_at: number
  /** Saved by this phone. */
  mine: boolean
}

/** What is noted about them. */
export interface Backups {
  /** When the server was asked last, epoch ms by the phone. */
  looked_at: number | null
  rows: KeptDraft[]
  /** What was saved from here, by audit. */
  sent: Record<string, { sha256: string; saved_at: number }>
  /** Drafts of another phone, up to this time, that the shopper does not want to hear of any more, by audit. */
  left: Record<string, number>
}

const KEY = 'backups'

const orNone = (notes: unknown): Backups => (notes as Backups | null | undefined) ?? { looked_at: null, rows: [], sent: {}, left: {} }

/** Reads the notes. */
export async function readBackups(data: PersonData): Promise<Backups> {
  return orNone(await data.meta(KEY))
}

/** Changes the notes as they are at that instant: a round with the server and the shopper may do so at once. */
export function changeBackups(data: PersonData, change: (backups: Backups) => Backups): Promise<unknown> {
  return data.write(() => whole(data.db.transaction(['meta'], 'readwrite') as unknown as OutboxTx, async (tx) =>
    putBackups(tx, change(orNone(await tx.objectStore('meta').get(KEY))))))
}

/** The same within a transaction. */
export function putBackups(tx: OutboxTx, backups: Backups): Promise<unknown> {
  return tx.objectStore('meta').put(backups, KEY)
}

/** The shopper has heard of the draft of another phone as it was told: it stays where it is, whatever is known of it now. */
export const left = (backups: Backups, { audit_id, saved_at }: Pick<ElsewhereView, 'audit_id' | 'saved_at'>): Backups =>
  ({ ...backups, left: { ...backups.left, [audit_id]: saved_at } })

/** Whether another phone has saved this visit since this one did. */
export function isElsewhere({ sent, left: heard }: Backups, row: KeptDraft): boolean {
  return !row.mine && row.saved_at > Math.max(sent[row.audit_id]?.saved_at ?? 0, heard[row.audit_id] ?? 0)
}

/** What the front page tells: visits that may be gone on with here, and visits here that go on elsewhere too. */
export function elsewhereOf(
  backups: Backups, { drafts, items, assignments, stations }: { drafts: DraftRecord[]; items: OutItem[]; assignments: AssignmentRecord[]; stations: Station[] },
): ElsewhereView[] {
  return backups.rows.flatMap((row): ElsewhereView[] => {
    const { audit_id, assignment_id, saved_at } = row
    const here = drafts.find((one) => one.audit_id === audit_id)
    const assignment = assignments.find((one) => one.id === assignment_id)?.assignment
    const station = here?.station ?? stations.find((one) => one.id === assignment?.station_id)
    const view = { audit_id, station_name: station?.name ?? null, saved_at, open_here: here?.touched === true }
    if (view.open_here) return isElsewhere(backups, row) ? [view] : []
    // Thrown away here, done here, or begun anew here; but a return that nobody answers here may be answered elsewhere.
    const known = !here && (backups.sent[audit_id] || items.some((one) => one.kind === 'audit' && (one.audit_id === audit_id || one.assignment_id === assignment_id)) ||
      drafts.some((one) => one.assignment_id === assignment_id))
    return known || saved_at <= (backups.left[audit_id] ?? 0) ? [] : [view]
  })
}
