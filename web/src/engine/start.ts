// A visit begins: what it needs is taken along, so that nothing the office changes can stop it.

import { whole } from './db/outbox'
import type { PersonData } from './db/person'
import type { DraftRecord } from './draft'
import { notAllowed } from './errors'
import type { Moment } from './model'
import { uuid } from './platform'

const STORES = ['assignments', 'stations', 'checklists', 'drafts', 'outbox'] as const

/**
 * Starts a visit on an assignment, or gives the one that is under way. Errors: `not_allowed`, when the assignment or its
 * checklist is not on this phone, one of them was withdrawn, or the visit was finished.
 */
export async function newDraft(data: PersonData, assignment_id: string, now: Moment): Promise<string> {
  return data.write(() => whole(data.db.transaction(STORES, 'readwrite', { durability: 'strict' }), async (tx) => {
    const drafts = await tx.objectStore('drafts').getAll()
    const known = drafts.find((draft) => draft.assignment_id === assignment_id && draft.revision === 1)
    if (known) return known.audit_id
    const record = await tx.objectStore('assignments').get(assignment_id)
    const assignment = record?.assignment
    const station = assignment && (await tx.objectStore('stations').get(assignment.station_id))
    const list = assignment && (await tx.objectStore('checklists').get(`${assignment.checklist_id}/${assignment.checklist_version}`))
    // One visit is one audit: what was finished is not begun again.
    const items = await tx.objectStore('outbox').getAll()
    const done = items.some((item) => item.kind === 'audit' && item.assignment_id === assignment_id && !item.quarantine)
    if (!assignment || record.gone || !station || !list?.slots || list.withdrawn || done) throw notAllowed()
    const draft: DraftRecord = {
      audit_id: uuid(), assignment_id, revision: 1, assignment, station, station_profile_revision: station.profile_revision || 1,
      station_flags: station.flags ?? {}, checklist: { id: assignment.checklist_id, version: assignment.checklist_version },
      created: now, check_in: null, check_in_at: null, check_out: null, flags: {}, profile_dispute: [], narrative: '',
      recognised: null, receipts: [], returned: null, moved: null, touched: true, exported_at: null,
    }
    await tx.objectStore('drafts').put(draft)
    return draft.audit_id
  }))
}
