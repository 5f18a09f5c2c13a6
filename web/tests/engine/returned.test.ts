import { describe, expect, test } from 'vitest'
import type { Engine, Visit } from '../../src/engine/index'
import type { PhotoState } from '../../src/engine/model'
import { assignment, FakeServer, station } from './server'
import { picture, signedIn, type Phone } from './world'

const A = '26b9634e-9d49-43be-b3af-a8f015d5d436'
const HOUR = 3_600_000
const item = (visit: Visit, id: string) => visit.view.get().groups.flatMap((group) => group.items).find((one) => one.item.id === id)!

/** A visit that was sent, and came back. */
async function returned() {
  const all = await signedIn([assignment(A)])
  const { engine, server, phone } = all
  const audit_id = await engine.startVisit(A)
  const visit = (await engine.openVisit(audit_id))!
  await visit.takePhoto({ blob: picture('sign'), kind: 'scene', items: ['approach.brand_sign_visible_intact'] })
  await visit.answer('approach.brand_sign_visible_intact', 2)
  await visit.stamp('asked_to_pay')
  phone.pass(31_500)
  await visit.stamp('paid')
  await visit.narrative('一切正常')
  await visit.stamp('left')
  await visit.finish({ despite_missing: true })
  visit.close()
  await engine.sendNow()
  comeBack(server, audit_id, 1, engine, phone)
  await engine.sendNow()
  return { ...all, audit_id }
}

function comeBack(server: FakeServer, audit_id: string, revision: number, _: Engine, phone: Phone, text = '请补拍全景'): void {
  const audit = server.audits.get(`${audit_id}/${revision}`)!
  server.assignments.set('anna', [])
  server.news.set('anna', {
    tombstones: [{ kind: 'assignment', id: A }],
    returned: [{
      audit_id, assignment_id: A, station_id: station.id, station_code: station.code, station_name: station.name, revision, next_revision: revision + 1, remarks: [{ item: 'approach.brand_sign_visible_intact', text }, { text: '谢谢' }] as never,
      due_at: new Date(phone.now + 24 * HOUR).toISOString(), submission: JSON.parse(audit.text) as never,
      photos: [...audit.photos].map(([photo_id, photo]) => ({ photo_id, state: photo.state as PhotoState })),
    }],
  })
}

describe('a returned audit', () => {
  test('comes back whole with its remarks and deadline, and goes out as the next revision', async () => {
    const { engine, server, phone, audit_id } = await returned()
    phone.pass(HOUR)
    const today = engine.today.get()
    expect(today.assignments).toEqual([])
    expect(today.returned).toMatchObject([{ audit_id, revision: 2, mark: 'new', over: false, gone: false, remarks: [{ text: '请补拍全景' }, { text: '谢谢' }] }])
    expect(today.returned[0]!.station_name).toEqual(station.name)
    const visit = (await engine.openVisit(audit_id))!
    expect(visit.view.get()).toMatchObject({ revision: 2, narrative: '一切正常', next_stamp: null, photos: [{ held: true, submitted: true, server: 'verified' }] })
    expect(item(visit, 'payment.checkout_wait')).toMatchObject({ value: 31, from_stamps: false })
    expect(item(visit, 'approach.brand_sign_visible_intact').remarks).toHaveLength(1)
    expect(visit.view.get().missing.filter((one) => one.blocking)).toEqual([])
    const old = visit.view.get().photos[0]!.photo_id
    expect(engine.outbox.get()).toMatchObject({ only_here: 0, entries: [{ kind: 'audit', revision: 1 }] })
    await visit.note('approach.brand_sign_visible_intact', '已补拍')
    expect(engine.outbox.get()).toMatchObject({ only_here: 1, entries: [{ kind: 'draft', revision: 2 }, { kind: 'audit', revision: 1 }] })
    await expect(visit.removePhoto(old)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(visit.discard()).rejects.toMatchObject({ code: 'not_allowed' })
    await visit.takePhoto({ blob: picture('whole sign'), kind: 'scene', items: ['approach.brand_sign_visible_intact'] })
    const uploads = server.log.filter((line) => line.includes('forecourt-objects')).length
    expect(await visit.finish({ despite_missing: true })).toEqual({ ok: true })
    await engine.sendNow()
    const one = server.audits.get(`${audit_id}/1`)!.submission
    const two = server.audits.get(`${audit_id}/2`)!.submission
    expect(two).toMatchObject({ revision: 2, started: one.started, finished: one.finished, assignment_id: A, station_profile_revision: 3 })
    expect(two.answers['payment.checkout_wait']).toEqual(one.answers['payment.checkout_wait'])
    expect(two.photos.map((photo) => photo.photo_id)).toContain(old)
    expect(server.log.filter((line) => line.includes('forecourt-objects')).length - uploads).toBe(1)
    expect(engine.today.get().returned).toEqual([])
    expect(engine.outbox.get().entries.map((entry) => [entry.revision, entry.plain])).toEqual([[2, 'complete'], [1, 'complete']])
  })

  test('is answered by a phone that has never seen it', async () => {
    const { server, phone, audit_id, engine } = await returned()
    comeBack(server, audit_id, 1, engine, phone)
    const news = server.news.get('anna')!
    phone.kill()
    const other = await signedIn([])
    other.server.audits.set(`${audit_id}/1`, server.audits.get(`${audit_id}/1`)!)
    other.server.objects = server.objects
    other.server.news.set('anna', news)
    await other.engine.sendNow()
    const visit = (await other.engine.openVisit(audit_id))!
    expect(visit.view.get()).toMatchObject({ assignment: null, photos: [{ held: false, server: 'verified' }] })
    expect(visit.view.get().missing.some((one) => one.what === 'photo_gone')).toBe(false)
    await visit.answer('approach.brand_sign_visible_intact', 1)
    expect(await visit.finish({ despite_missing: true })).toEqual({ ok: true })
    await other.engine.sendNow()
    expect(other.engine.outbox.get().entries).toMatchObject([{ revision: 2, plain: 'complete' }])
  })

  test('says where and when the visit was on a phone that never had the assignment', async () => {
    const { server, phone, audit_id, engine } = await returned()
    const started = server.audits.get(`${audit_id}/1`)!.submission.started
    comeBack(server, audit_id, 1, engine, phone)
    const news = server.news.get('anna')!
    phone.kill()
    const other = await signedIn([])
    other.server.audits.set(`${audit_id}/1`, server.audits.get(`${audit_id}/1`)!)
    other.server.news.set('anna', news)
    await other.engine.sendNow()
    expect(other.engine.today.get()).toMatchObject({
      assignments: [],
      returned: [{ station_name: station.name, station: { code: 'XUZ005' }, visited_at: started.wall_ms + started.server_offset_ms! }],
    })
    const visit = (await other.engine.openVisit(audit_id))!
    expect(visit.view.get()).toMatchObject({ assignment_id: A, assignment: null, station: { name: station.name, code: 'XUZ005' } })
    await visit.answer('approach.brand_sign_visible_intact', 1)
    expect(await visit.finish({ despite_missing: true })).toEqual({ ok: true })
    await other.engine.sendNow()
    expect(other.engine.outbox.get().entries).toMatchObject([{ revision: 2, plain: 'complete', station_name: station.name }])
    expect(other.server.audits.get(`${audit_id}/2`)!.submission.station_profile_revision).toBe(3)
  })

  test('that the office no longer waits for goes, unless something was begun', async () => {
    const { engine, server, audit_id } = await returned()
    server.news.set('anna', { tombstones: [{ kind: 'returned_audit', id: audit_id }] })
    await engine.sendNow()
    expect(engine.today.get().returned).toEqual([])
    expect(await engine.openVisit(audit_id)).toBeNull()

    const again = await returned()
    const visit = (await again.engine.openVisit(again.audit_id))!
    await visit.note('approach.brand_sign_visible_intact', '已补拍')
    again.server.news.set('anna', { tombstones: [{ kind: 'returned_audit', id: again.audit_id }] })
    await again.engine.sendNow()
    expect(again.engine.today.get().returned).toMatchObject([{ gone: true }])
    expect(item(visit, 'approach.brand_sign_visible_intact').note).toBe('已补拍')
  })

  test('told twice keeps what was begun', async () => {
    const { engine, server, phone, audit_id } = await returned()
    const visit = (await engine.openVisit(audit_id))!
    await visit.answer('greeting.badge_worn', false)
    comeBack(server, audit_id, 1, engine, phone, '还有一问')
    await engine.sendNow()
    expect(item(visit, 'greeting.badge_worn').value).toBe(false)
    expect(item(visit, 'approach.brand_sign_visible_intact').remarks[0]!.text).toBe('还有一问')
    expect(visit.view.get().revision).toBe(2)
  })

  test('keeps its old photos on the phone while it is being answered', async () => {
    const { engine, phone, audit_id } = await returned()
    const visit = (await engine.openVisit(audit_id))!
    const old = visit.view.get().photos[0]!.photo_id
    phone.pass(100 * HOUR)
    await engine.sendNow()
    expect(await engine.photoUrl(old)).not.toBeNull()
  })
})

describe('what the office changes under a visit', () => {
  test('neither a withdrawn assignment nor a withdrawn checklist stops one that is open', async () => {
    const { engine, server } = await signedIn([assignment(A)])
    const audit_id = await engine.startVisit(A)
    server.news.set('anna', {
      tombstones: [{ kind: 'assignment', id: A }],
      checklists: [{ id: 'station-69', version: 1, sha256: server.news.size ? '' : 'db965a62b406537070101d4addc062741ab8d66665f2c3c4caf43d0b630c45d4', withdrawn: true }],
    })
    await engine.sendNow()
    expect(engine.today.get().assignments).toMatchObject([{ withdrawn: true, checklist_withdrawn: true, progress: 'visiting' }])
    const visit = (await engine.openVisit(audit_id))!
    await visit.answer('greeting.badge_worn', true)
    await visit.stamp('left')
    await visit.finish({ despite_missing: true })
    await engine.sendNow()
    expect([...server.audits.keys()]).toEqual([`${audit_id}/1`])
  })

  test('no new visit starts on a withdrawn checklist, nor without one', async () => {
    const { engine, server } = await signedIn([])
    server.withdrawn = true
    server.news.set('anna', {
      assignments: [assignment(A)] as never, stations: [station] as never,
      checklists: [{ id: 'station-69', version: 1, sha256: 'db965a62b406537070101d4addc062741ab8d66665f2c3c4caf43d0b630c45d4', withdrawn: true }],
    })
    await engine.sendNow()
    expect(engine.today.get().assignments).toMatchObject([{ ready: true, checklist_withdrawn: true, mark: 'new' }])
    await expect(engine.startVisit(A)).rejects.toMatchObject({ code: 'not_allowed' })
  })

  test('what is new or changed is marked until it was looked at', async () => {
    const { engine, server } = await signedIn([assignment(A)])
    expect(engine.today.get()).toMatchObject({ changed: 0, assignments: [{ mark: null, ready: true, when: 'now' }] })
    server.news.set('anna', { assignments: [assignment(A, { version: 2, night: true, slot: 'night' })] as never })
    await engine.sendNow()
    expect(engine.today.get()).toMatchObject({ changed: 1, assignments: [{ mark: 'changed', slot: { en: 'Night, lights on' } }] })
    await engine.seen()
    expect(engine.today.get().changed).toBe(0)
  })
})
