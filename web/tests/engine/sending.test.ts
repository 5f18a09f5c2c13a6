import { forceCloseDatabase } from 'fake-indexeddb'
import type { IDBPDatabase } from 'idb'
import { connectionOf } from '../../src/engine/db/promised'
import { describe, expect, test } from 'vitest'
import { sha256Hex } from '../../src/engine/hash'
import type { Engine } from '../../src/engine/index'
import type { Submission } from '../../src/engine/model'
import type { Outcome } from '../../src/engine/outbox/types'
import { assignment, FakeServer, problem, station } from './server'
import { dropBytes, picture, signedIn, type Phone } from './world'

const A = '26b9634e-9d49-43be-b3af-a8f015d5d436'
const B = '36b9634e-9d49-43be-b3af-a8f015d5d437'
const NONE: Outcome = { kind: 'none' }
const HOUR = 3_600_000

/** A short visit with photos, finished and not yet sent. */
async function finished(engine: Engine, server: FakeServer, phone: Phone, on = A, photos = 2): Promise<string> {
  server.online = false
  const audit_id = await engine.startVisit(on)
  const visit = (await engine.openVisit(audit_id))!
  for (let i = 0; i < photos; i++) {
    const taken = await visit.takePhoto({ blob: picture(`${on}${i}`), kind: 'scene', items: ['approach.brand_sign_visible_intact'] })
    expect(taken.ok).toBe(true)
  }
  await visit.answer('approach.brand_sign_visible_intact', 2)
  phone.pass(20 * 60_000)
  await visit.stamp('left')
  expect(await visit.finish({ despite_missing: true })).toEqual({ ok: true })
  await engine.sendNow()
  visit.close()
  server.online = true
  return audit_id
}

const only = (engine: Engine) => {
  const { entries } = engine.outbox.get()
  expect(entries).toHaveLength(1)
  return entries[0]!
}

async function check(server: FakeServer, audit_id: string, photos: number): Promise<Submission> {
  const audits = [...server.audits].filter(([key]) => key.startsWith(audit_id))
  expect(audits).toHaveLength(1)
  const { submission } = audits[0]![1]
  expect(submission.photos).toHaveLength(photos)
  for (const line of submission.photos) {
    const bytes = server.objects.get(line.photo_id)!
    expect([bytes.byteLength, await sha256Hex(bytes)]).toEqual([line.bytes, line.sha256])
  }
  return submission
}

describe('sending', () => {
  test('offline, then online: one audit, its photos byte by byte, and the three plain states in between', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    const audit_id = await finished(engine, server, phone)
    expect(only(engine)).toMatchObject({ plain: 'on_phone', photos: { of: 2, safe: 0 }, last_error: { kind: 'no_answer' } })
    expect(engine.outbox.get().only_here).toBe(1)
    server.faults.push({ match: '/forecourt-objects/', outcome: problem(503, 'x'), times: 99 })
    await engine.sendNow()
    expect(only(engine)).toMatchObject({ plain: 'photos_going', photos: { of: 2, safe: 0 } })
    server.faults = []
    await engine.sendNow()
    expect(only(engine)).toMatchObject({ plain: 'complete', photos: { of: 2, safe: 2 }, quarantined: false, next_try_at: null })
    await check(server, audit_id, 2)
    expect(server.holdings.at(-1)).toMatchObject({ drafts: [], queued: [], incomplete: [], persistent: true })
  })

  const cuts: [string, FakeServer['faults']][] = [
    ['after the audit was stored', [{ match: 'PUT /v1/audits', outcome: NONE, after: true, times: 2 }]],
    ['after a photo was stored', [{ match: 'forecourt-objects', outcome: NONE, after: true, times: 2 }]],
    ['by an expired address', [{ match: 'forecourt-objects', outcome: { ...problem(403, 'x'), problem: null } as Outcome, times: 3 }]],
    ['by a server that is busy', [{ match: 'PUT /v1/audits', outcome: problem(503, 'overloaded', 5_000), times: 2 }]],
    ['by a portal', [{ match: 'PUT /v1/audits', outcome: { kind: 'http', status: 200, json: '<html>', problem: null, retry_after_ms: null }, times: 3 }]],
    ['by answers lost of everything', [{ match: '', outcome: NONE, after: true, times: 9 }]],
  ]
  test.each(cuts)('cut %s', async (_, faults) => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    const audit_id = await finished(engine, server, phone)
    server.faults = faults.map((fault) => ({ ...fault }))
    for (let i = 0; i < 30 && only(engine).plain !== 'complete'; i++) {
      phone.pass(16 * 60_000)
      await engine.sendNow()
    }
    expect(only(engine).plain).toBe('complete')
    await check(server, audit_id, 2)
  })

  test('a server that asks for time gets nothing more, not even what is held', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    await finished(engine, server, phone)
    server.faults.push({ match: 'PUT /v1/audits', outcome: problem(503, 'overloaded', 60_000), times: 1 })
    server.log = []
    await engine.sendNow()
    await engine.sendNow()
    const asked = server.log.map((line) => line.split('?')[0]!.replace(/audits.*/, 'audits').replace(/devices.*/, 'devices'))
    // What is held is told with the sync, before the server asks for time.
    expect(asked).toEqual(['GET /v1/sync', 'POST /v1/devices', 'PUT /v1/audits'])
  })

  test('401 asks for the password, loses nothing, and goes on after it', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    const audit_id = await finished(engine, server, phone)
    server.cookie = null
    await engine.sendNow()
    expect(engine.session.get()).toMatchObject({ state: 'signed_in', needs_sign_in: true })
    expect(engine.today.get().assignments).toHaveLength(1)
    expect(await engine.signIn({ username: 'anna', password: 'wrong' })).toMatchObject({ ok: false, why: 'refused' })
    expect(await engine.signIn({ username: 'anna', password: 'right' })).toEqual({ ok: true })
    await engine.sendNow()
    expect(engine.session.get()).toMatchObject({ needs_sign_in: false })
    await check(server, audit_id, 2)
  })

  test('one refused audit is stopped, exported, and holds up no other; resend lets it go unchanged', async () => {
    const { server, phone, engine } = await signedIn([assignment(A), assignment(B)])
    const bad = await finished(engine, server, phone, A, 1)
    const good = await finished(engine, server, phone, B, 1)
    server.faults = [{ match: bad, outcome: problem(422, 'invalid'), times: 99 }]
    await engine.sendNow()
    const entries = new Map(engine.outbox.get().entries.map((entry) => [entry.audit_id, entry]))
    expect(entries.get(good)?.plain).toBe('complete')
    expect(entries.get(bad)).toMatchObject({ plain: 'on_phone', quarantined: true, last_error: { kind: 'refused', told: { status: 422 } } })
    const file = JSON.parse(await (await engine.exportEntry(entries.get(bad)!.key)).blob.text()) as { entries: { body_base64: string; photos: { data_base64: string; sha256: string }[] }[] }
    const sent = server.bodies.findLast((one) => one.url.includes(good))!
    expect(sent.bytes.length).toBeGreaterThan(100)
    const exported = Buffer.from(file.entries[0]!.body_base64, 'base64')
    expect(await sha256Hex(Buffer.from(file.entries[0]!.photos[0]!.data_base64, 'base64'))).toBe(file.entries[0]!.photos[0]!.sha256)
    server.faults = []
    server.news.set('anna', { resend: [{ audit_id: bad, revision: 1 }] })
    await engine.sendNow()
    expect(server.audits.get(`${bad}/1`)?.text).toBe(exported.toString('utf8'))
  })

  test('a photo that the disk lost is told, and declared lost by the shopper', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    const audit_id = await finished(engine, server, phone)
    const first = await dropBytes('anna')
    await engine.sendNow()
    expect(only(engine)).toMatchObject({ plain: 'photos_going', gone_photos: [first], photos: { of: 2, safe: 1 } })
    await engine.declareLost(audit_id, first, '手机坏了')
    await engine.sendNow()
    expect(only(engine)).toMatchObject({ plain: 'complete', gone_photos: [], photos: { of: 2, safe: 1, lost: 1 } })
  })

  test('a restored server gets everything again, with the epoch of the old receipts', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    const audit_id = await finished(engine, server, phone)
    await engine.sendNow()
    const old = server.epoch
    server.restore('00000000-0000-4000-8000-00000000000b')
    phone.pass(HOUR)
    await engine.sendNow()
    await check(server, audit_id, 2)
    const put = server.bodies.findLast((one) => one.url.includes(audit_id))!
    expect(server.bodies.filter((one) => one.headers['forecourt-receipt-epoch'] === old && one.url.includes(audit_id))).toHaveLength(1)
    expect(put.headers['forecourt-receipt-epoch']).toBe(old)
    expect(only(engine).plain).toBe('complete')
  })

  test('photos leave the phone 72 h after the contact that saw them complete, and not before', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    await finished(engine, server, phone)
    await engine.sendNow()
    await engine.sendNow()
    const photo = [...server.objects.keys()][0]!
    phone.now += 1000 * HOUR
    await engine.sendNow()
    expect(await engine.photoUrl(photo)).not.toBeNull()
    phone.now -= 1000 * HOUR
    phone.pass(73 * HOUR)
    await engine.sendNow()
    expect(await engine.photoUrl(photo)).toBeNull()
    expect(only(engine).plain).toBe('complete')
  })

  test('two tabs send one thing once', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    await finished(engine, server, phone, A, 3)
    const other = await phone.open()
    server.log = []
    await Promise.all([engine.sendNow(), other.sendNow(), engine.sendNow(), other.sendNow()])
    const uploads = server.log.filter((line) => line.includes('forecourt-objects'))
    expect(new Set(uploads).size).toBe(uploads.length)
    expect(only(other).plain).toBe('complete')
    expect(only(engine).plain).toBe('complete')
  })
})

describe('a full disk', () => {
  test('says so, keeps what is there, and gives up only photos that the server has', async () => {
    const { server, phone, engine } = await signedIn([assignment(A), assignment(B)])
    await finished(engine, server, phone)
    await engine.sendNow()
    await engine.sendNow()
    const safe = [...server.objects.keys()]
    server.online = false
    const audit_id = await engine.startVisit(B)
    const visit = (await engine.openVisit(audit_id))!
    const kept = await visit.takePhoto({ blob: picture('kept'), kind: 'scene' })
    phone.fullDisk = true
    expect(await visit.takePhoto({ blob: picture('more'), kind: 'scene' })).toMatchObject({ ok: false, why: 'no_space' })
    expect(await Promise.all(safe.map((one) => engine.photoUrl(one)))).toEqual(safe.map(() => null))
    expect(engine.outbox.get().entries.find((entry) => entry.kind === 'audit')).toMatchObject({ plain: 'complete', dropped_early: true })
    expect(kept.ok && (await engine.photoUrl(kept.photo_id))).toMatch(/^blob:/)
    expect(visit.view.get().photos).toHaveLength(1)
    expect(await visit.takePhoto({ blob: new Blob(['no picture']), kind: 'scene' })).toMatchObject({ ok: false })
  })

  test('full to the last byte: photos that the server has are deleted without writing anything first', async () => {
    const { server, phone, engine } = await signedIn([assignment(A), assignment(B)])
    await finished(engine, server, phone)
    await engine.sendNow()
    await engine.sendNow()
    const safe = [...server.objects.keys()]
    server.online = false
    const visit = (await engine.openVisit(await engine.startVisit(B)))!
    const put = IDBObjectStore.prototype.put
    const del = IDBObjectStore.prototype.delete
    let room = false
    IDBObjectStore.prototype.put = function (...args) {
      if (!room) throw new DOMException('full', 'QuotaExceededError')
      return put.apply(this, args)
    }
    IDBObjectStore.prototype.delete = function (key) {
      if (this.name === 'bytes') room = true
      return del.call(this, key)
    }
    try {
      await visit.answer('greeting.badge_worn', false)
    } finally {
      IDBObjectStore.prototype.put = put
      IDBObjectStore.prototype.delete = del
    }
    expect(visit.view.get().counts.answered).toBe(1)
    expect(await Promise.all(safe.map((one) => engine.photoUrl(one)))).toEqual([null, null])
    await engine.sendNow()
    expect(engine.outbox.get().entries.find((entry) => entry.kind === 'audit')).toMatchObject({ plain: 'complete', dropped_early: true })
  })

  test('a tap that cannot be stored is not shown as done, and a visit can be opened', async () => {
    const { engine } = await signedIn([assignment(A)])
    const audit_id = await engine.startVisit(A)
    const visit = (await engine.openVisit(audit_id))!
    await visit.answer('greeting.badge_worn', true)
    const put = IDBObjectStore.prototype.put
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    try {
      await expect(visit.answer('greeting.badge_worn', false)).rejects.toMatchObject({ code: 'no_space' })
      await expect(visit.stamp('left')).rejects.toMatchObject({ code: 'no_space' })
      const again = await engine.openVisit(audit_id)
      expect(again?.view.get().counts.answered).toBe(1)
      again?.close()
    } finally {
      IDBObjectStore.prototype.put = put
    }
    expect(visit.view.get()).toMatchObject({ left: null, counts: { answered: 1 } })
    expect(visit.view.get().groups.flatMap((group) => group.items).find((one) => one.item.id === 'greeting.badge_worn')!.value).toBe(true)
    await visit.answer('greeting.badge_worn', false)
    await visit.stamp('left')
    expect((await visit.finish({ despite_missing: true })).ok).toBe(true)
  })
})

describe('the database', () => {
  test('is opened again when the browser ends the connection, as iOS does in the background', async () => {
    const { engine, server, phone } = await signedIn([assignment(A)])
    const audit_id = await engine.startVisit(A)
    const visit = (await engine.openVisit(audit_id))!
    await visit.answer('greeting.badge_worn', true)
    const { data } = engine as unknown as { data: { db: IDBPDatabase } }
    forceCloseDatabase(connectionOf(data.db) as never)
    await new Promise((done) => setTimeout(done, 50))
    await visit.answer('greeting.smile_eye_contact', 2)
    await visit.stamp('left')
    expect(visit.view.get().counts.answered).toBe(2)
    await visit.finish({ despite_missing: true })
    await engine.sendNow()
    expect([...server.audits.keys()]).toEqual([`${audit_id}/1`])
    expect(phone.tabs).toHaveLength(1)
  })
})

describe('whose data it is', () => {
  test('signing out is refused while something is unsent and not exported; the next person sees none of it', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    const audit_id = await finished(engine, server, phone)
    expect(await engine.signOut()).toMatchObject({ ok: false, why: 'unsent', unsent: { queued: 1, photos: 2 } })
    server.online = false
    const { keys } = await engine.exportAll()
    // The share sheet was closed: nothing was saved.
    expect(await engine.signOut()).toMatchObject({ ok: false, why: 'unsent' })
    await engine.confirmExported(keys)
    expect(await engine.signOut()).toEqual({ ok: true })
    server.online = true
    expect(engine.session.get()).toEqual({ state: 'none' })
    expect([engine.today.get().assignments.length, engine.outbox.get().entries.length, engine.letter.get()]).toEqual([0, 0, null])
    server.assignments.set('ben', [assignment(B)])
    await engine.signIn({ username: 'ben', password: 'right' })
    await engine.sendNow()
    expect(engine.today.get().assignments.map((one) => one.assignment.id)).toEqual([B])
    expect(await engine.photoUrl([...server.objects.keys()][0] ?? '')).toBeNull()
    expect(server.audits.size).toBe(0)
    expect(await engine.unsentOfOthers()).toBe(1)
    await engine.signOut()
    await engine.signIn({ username: 'anna', password: 'right' })
    await engine.sendNow()
    await check(server, audit_id, 2)
    expect(phone.tabs).toHaveLength(1)
  })

  test('a cookie of somebody else sends and fetches nothing', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    await finished(engine, server, phone)
    server.assignments.set('ben', [assignment(B)])
    server.cookie = { person: 'ben', csrf: 'csrf-of-ben' }
    await engine.sendNow()
    expect(engine.today.get().assignments.map((one) => one.assignment.id)).toEqual([A])
    expect(engine.session.get()).toMatchObject({ needs_sign_in: true })
    expect(server.audits.size).toBe(0)
  })

  test('another tab follows a sign-in and a sign-out', async () => {
    const { phone, engine } = await signedIn([assignment(A)])
    const other = await phone.open()
    expect(other.session.get()).toMatchObject({ state: 'signed_in' })
    await engine.signOut()
    await new Promise((done) => setTimeout(done, 50))
    expect(other.session.get()).toEqual({ state: 'none' })
    expect(other.today.get().assignments).toEqual([])
  })
})

test('the station of these tests has an address', () => expect(station.address).not.toBe(''))
