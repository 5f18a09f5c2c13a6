// A sync answer in the database: what was known is read and what changed is written in one transaction.

import type { Moment, SyncAnswer } from '../model'
import { changesOf, type Known } from '../sync'
import type { OutAudit } from '../outbox/types'
import type { Readable } from '../sync-rows'
import { whole, type OutboxTx } from './outbox'
import type { PersonData, SyncMeta } from './person'
import type { PersonStore } from './schema'

const STORES: PersonStore[] = ['meta', 'assignments', 'stations', 'checklists', 'drafts', 'answers', 'stamps', 'photos', 'outbox', 'bodies']

/**
 * Applies what can be read of a sync answer: all or nothing. When something could not, the cursor stays, so that it is told
 * again. Errors: `no_space`, `storage`.
 */
export function applySync(data: PersonData, { sync, bad }: Readable, now: Moment, before: SyncMeta): Promise<void> {
  const cursor = bad.length === 0 ? sync.cursor : before.cursor
  return data.write(() => whole(data.db.transaction(STORES, 'readwrite', { durability: 'strict' }), async (tx) => {
    await applyIn(tx, sync, now, before.cursor === null)
    await tx.objectStore('meta').put({ cursor, epoch: sync.server_epoch } satisfies SyncMeta, 'sync')
  }))
}

async function applyIn(tx: OutboxTx, sync: SyncAnswer, now: Moment, first: boolean): Promise<void> {
  const store = <S extends PersonStore>(name: S) => tx.objectStore(name)
  const [assignments, stations, checklists, drafts, photos, items, bodies] = await Promise.all([
    store('assignments').getAll(), store('stations').getAll(), store('checklists').getAll(), store('drafts').getAll(),
    store('photos').getAll(), store('outbox').getAll(), store('bodies').getAll(),
  ])
  const about = new Map(bodies.map((one) => [one.key, one]))
  const audits = items.filter((item): item is OutAudit => item.kind === 'audit')
  const known: Known = {
    assignments, stations, checklists, drafts,
    photos: new Map(photos.map((photo) => [photo.photo_id, photo])),
    // Being recognised ends no visit; what the server refused is not done.
    done: new Set(items.filter((item) => !item.quarantine && !(item.kind === 'report' && item.verb === 'recognised')).map((item) => item.assignment_id)),
    frozen: audits.map((item) => ({
      audit_id: item.audit_id, revision: item.revision,
      assignment: about.get(item.key)?.assignment ?? null, station: about.get(item.key)?.station ?? null,
    })),
  }
  const changes = changesOf(known, sync, now, first)
  const writes: Promise<unknown>[] = [
    ...changes.assignments.map((one) => store('assignments').put(one)),
    ...changes.stations.map((one) => store('stations').put(one)),
    ...changes.checklists.map((one) => store('checklists').put(one)),
    ...changes.photos.map((one) => store('photos').put(one)),
    ...changes.gone.assignments.map((id) => store('assignments').delete(id)),
    ...changes.gone.stations.map((id) => store('stations').delete(id)),
  ]
  // A draft that is made anew begins without what an older one left.
  const cleared = [...changes.gone.drafts, ...changes.drafts.filter((draft) => !draft.touched).map((draft) => draft.audit_id)]
  for (const id of cleared) {
    writes.push(store('drafts').delete(id))
    writes.push(...(await store('answers').index('audit').getAllKeys(id)).map((key) => store('answers').delete(key)))
    writes.push(...(await store('stamps').index('audit').getAllKeys(id)).map((key) => store('stamps').delete(key)))
  }
  writes.push(...changes.drafts.map((one) => store('drafts').put(one)))
  writes.push(...changes.answers.map((one) => store('answers').put(one)))
  if (sync.authority_letter) writes.push(store('meta').put(sync.authority_letter, 'letter'))
  if (sync.limits) writes.push(store('meta').put(sync.limits, 'limits'))
  await Promise.all(writes)
}
