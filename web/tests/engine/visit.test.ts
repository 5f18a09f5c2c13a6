import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Engine, Visit } from '../../src/engine/index'
import { gzip } from '../../src/engine/net'
import { checklist } from '../support'
import { assignment } from './server'
import { picture, signedIn } from './world'

const A = '26b9634e-9d49-43be-b3af-a8f015d5d436'

async function started() {
  const all = await signedIn([assignment(A)])
  const audit_id = await all.engine.startVisit(A)
  const visit = (await all.engine.openVisit(audit_id))!
  return { ...all, audit_id, visit }
}

const item = (visit: Visit, id: string) => visit.view.get().groups.flatMap((group) => group.items).find((one) => one.item.id === id)!

/** Answers everything that applies, as a satisfied customer would. */
export async function answerAll(visit: Visit): Promise<number> {
  let taps = 0
  for (const one of visit.view.get().groups.flatMap((group) => group.items)) {
    if (one.state !== 'open') continue
    const kind = one.item.answer.kind
    await visit.answer(one.item.id, kind === 'pass_fail' ? true : kind === 'graded' ? 2 : 0)
    taps++
  }
  return taps
}

describe('a visit without a network', () => {
  test('survives the end of the browser at any time, to the last tap', async () => {
    const { phone, server, visit, audit_id } = await started()
    server.online = false
    await visit.answer('payment.receipt_complete', 1)
    await visit.note('payment.receipt_complete', '没有枪号')
    await visit.stamp('entered_lane')
    phone.pass(12_900)
    await visit.stamp('guided')
    await visit.flag('v.queue_len', 2)
    const taken = await visit.takePhoto({ blob: picture('one'), kind: 'scene', items: ['approach.brand_sign_visible_intact', 'approach.canopy_facade_clean'] })
    expect(taken.ok).toBe(true)
    const before = visit.view.get()
    phone.kill()

    const engine = await phone.open()
    expect(await engine.lastVisit()).toBe(audit_id)
    const again = (await engine.openVisit(audit_id))!
    expect(JSON.parse(JSON.stringify(again.view.get()))).toEqual(JSON.parse(JSON.stringify(before)))
    expect(item(again, 'payment.receipt_complete')).toMatchObject({ value: 1, note: '没有枪号', state: 'answered' })
    expect(item(again, 'entry.guidance_within_10s')).toMatchObject({ value: 12, from_stamps: true, clock: 'monotonic' })
    expect(item(again, 'approach.canopy_facade_clean').photos).toHaveLength(1)
    expect(await engine.photoUrl(again.view.get().photos[0]!.photo_id)).toMatch(/^blob:/)
  })

  test('a restart between two taps takes the wall clock, and says so', async () => {
    const { phone, visit, audit_id } = await started()
    await visit.stamp('asked_to_pay')
    phone.kill()
    phone.pass(45_000)
    const again = (await (await phone.open()).openVisit(audit_id))!
    await again.stamp('paid')
    expect(item(again, 'payment.checkout_wait')).toMatchObject({ value: 45, clock: 'wall' })
    await again.undo()
    expect(item(again, 'payment.checkout_wait').value).toBeNull()
    expect(again.view.get().undoable).toBe('asked_to_pay')
  })

  test('values that the checklist does not allow are refused, and nothing changes', async () => {
    const { visit } = await started()
    await expect(visit.answer('payment.receipt_complete', 3)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(visit.answer('greeting.badge_worn', 1)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(visit.answer('store.price_labels_match', 4)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(visit.flag('v.queue_len', 1000)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(visit.flag('st.has_store', false)).rejects.toMatchObject({ code: 'not_allowed' })
    expect(visit.view.get().counts.answered).toBe(0)
  })

  test('N/A folds away with its reason; a locked restroom implies its items', async () => {
    const { visit } = await started()
    expect(item(visit, 'amenities.car_wash_as_advertised')).toMatchObject({ state: 'na', na_because: [{ value: false }] })
    expect(item(visit, 'entry.peak_lane_management').state).toBe('na')
    await visit.flag('v.queue_len', 3)
    expect(item(visit, 'entry.peak_lane_management').state).toBe('open')
    await visit.answer('restroom.open_to_customers', false)
    expect(item(visit, 'restroom.no_odor').state).toBe('implied')
    const asked = visit.view.get().missing.filter((one) => 'item' in one && one.item.startsWith('restroom.'))
    expect(asked).toEqual([{ what: 'photo', item: 'restroom.open_to_customers', group: 'restroom', blocking: false }])
    await visit.photoReason('restroom.open_to_customers', 'forbidden')
    await visit.answer('restroom.no_odor', 1)
    expect(item(visit, 'restroom.no_odor').state).toBe('answered')
  })

  test('a measured value set by hand stays until it is given back to the taps', async () => {
    const { phone, visit } = await started()
    await visit.stamp('stopped')
    phone.pass(25_000)
    await visit.stamp('first_contact')
    await visit.answer('greeting.first_contact_within_30s', 20)
    expect(item(visit, 'greeting.first_contact_within_30s')).toMatchObject({ value: 20, from_stamps: false })
    await visit.useStamps('greeting.first_contact_within_30s')
    expect(item(visit, 'greeting.first_contact_within_30s')).toMatchObject({ value: 25, from_stamps: true })
    await visit.didNotHappen('first_contact')
    expect(item(visit, 'greeting.first_contact_within_30s')).toMatchObject({ value: 9999, miss: true })
  })
})

describe('the end of a visit', () => {
  async function whole(visit: Visit, phone: { pass(ms: number): void }) {
    for (const name of ['joined_queue', 'entered_lane', 'guided', 'stopped', 'first_contact', 'nozzle_back', 'asked_to_pay', 'paid', 'asked_invoice', 'got_invoice'] as const) {
      phone.pass(41_237)
      await visit.stamp(name)
    }
    await visit.flag('v.queue_len', 3)
    await answerAll(visit)
    phone.pass(400_000)
  }

  test('began with its first tap, also when the clock was set back after it', async () => {
    const { phone, visit } = await started()
    phone.pass(60_000)
    const began = phone.now
    await visit.stamp('joined_queue')
    phone.now -= 2 * 3_600_000
    phone.pass(90_000)
    await visit.stamp('stopped')
    expect(visit.view.get().started.wall_ms).toBe(began)
    expect(item(visit, 'entry.queue_wait_to_pump').value).toBe(90)
  })

  test('needs the moment of leaving, asks about the rest, and freezes what was seen', async () => {
    const { phone, server, engine, visit, audit_id } = await started()
    phone.fix = { lat_e7: 342174869, lon_e7: 1173255958, accuracy_cm: 850, mocked: false, at_ms: phone.now }
    await visit.checkIn()
    await whole(visit, phone)
    const refused = await visit.finish({ despite_missing: true })
    expect(!refused.ok && refused.missing.filter((one) => one.blocking)).toEqual([{ what: 'left', blocking: true }])
    await visit.stamp('left')
    expect((await visit.finish()).ok).toBe(false)
    expect((await visit.finish({ despite_missing: true })).ok).toBe(true)
    await engine.sendNow()
    const audit = server.audits.get(`${audit_id}/1`)!
    const { submission } = audit
    expect(Object.keys(submission.answers).length).toBe(69 - visit.view.get().counts.na)
    expect(submission.answers['entry.queue_wait_to_pump']).toMatchObject({ value: 123, timer: [{ event: 'joined_queue' }, { event: 'stopped' }] })
    expect(submission.started.wall_ms).toBe(submission.check_in?.at_ms)
    expect(submission.finished.wall_ms - submission.started.wall_ms).toBe(10 * 41_237 + 400_000)
    expect(submission.station_profile_revision).toBe(3)
    expect(await engine.openVisit(audit_id)).toBeNull()
    await expect(engine.startVisit(A)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(visit.answer('greeting.badge_worn', true)).rejects.toMatchObject({ code: 'finished' })
    expect(engine.outbox.get().entries).toMatchObject([{ plain: 'complete', audit_id, revision: 1 }])
    expect(audit.text).toBe(new TextDecoder().decode(server.bodies.findLast((one) => one.url.includes(audit_id))!.bytes))
  })

  test('a submission without photos is at most 4 kB on the wire', async () => {
    const { phone, server, engine, visit, audit_id } = await started()
    await whole(visit, phone)
    await visit.stamp('left')
    for (const id of ['store.clean_and_lit', 'greeting.smile_eye_contact', 'entry.nozzle_layout_clear', 'payment.membership_explained']) {
      await visit.answer(id, 1)
      await visit.note(id, '员工只是点头示意,没有微笑,也没有目光接触,态度比较冷淡。')
    }
    await visit.narrative('到站时前面有三辆车排队,员工在引导车辆。加油过程规范,付款时扫码很快,发票当场取得,便利店整洁。')
    await visit.receipts(['fuel', 'store', 'invoice'].map((kind) => ({ kind: kind as 'fuel', at_ms: phone.now, station_code: 'XUZ005', amount_fen: 15000, litres_ml: 20100, photo_id: null })))
    await visit.finish({ despite_missing: true })
    await engine.sendNow()
    const sent = server.bodies.findLast((one) => one.url.includes(audit_id))!.bytes as Uint8Array<ArrayBuffer>
    const packed = await gzip(sent)
    expect(gunzipSync(packed).byteLength).toBe(sent.byteLength)
    console.log(`a submission without photos: ${sent.byteLength} bytes, ${packed.byteLength} gzip`)
    expect(packed.byteLength).toBeLessThanOrEqual(4096)
  })

  test('two tabs cannot make two audits of one visit', async () => {
    const { phone, server, visit, audit_id } = await started()
    await visit.stamp('left')
    const other: Engine = await phone.open()
    expect(await other.startVisit(A)).toBe(audit_id)
    const twin = (await other.openVisit(audit_id))!
    const [one, two] = await Promise.allSettled([visit.finish({ despite_missing: true }), twin.finish({ despite_missing: true })])
    expect([one.status, two.status].toSorted()).toEqual(['fulfilled', 'rejected'])
    await Promise.all(phone.tabs.map((tab) => tab.engine.sendNow()))
    expect([...server.audits.keys()]).toEqual([`${audit_id}/1`])
    expect(other.outbox.get().entries).toHaveLength(1)
  })

  test('what is discarded is gone, and the assignment is open again', async () => {
    const { engine, visit, audit_id } = await started()
    await visit.takePhoto({ blob: picture('x'), kind: 'scene' })
    await visit.discard()
    expect(await engine.openVisit(audit_id)).toBeNull()
    expect(engine.today.get().assignments[0]).toMatchObject({ progress: 'open', audit_id: null })
    expect(await engine.unsent()).toMatchObject({ drafts: 0, photos: 0 })
  })
})

test('the whole checklist is known to these tests', () => expect(checklist.items).toHaveLength(69))
