// A full disk: what is on it still goes out, can be exported and looked at; nothing new is shown as stored.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { sha256Hex } from '../../src/engine/hash'
import type { Engine } from '../../src/engine/index'
import { withFullDisk } from './disk'
import { assignment, problem, type FakeServer } from './server'
import { picture, signedIn } from './world'

const A = '26b9634e-9d49-43be-b3af-a8f015d5d436'
const B = '36b9634e-9d49-43be-b3af-a8f015d5d437'

// The console keeps what a full disk did not take.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined))
afterEach(() => void vi.restoreAllMocks())

async function finished(engine: Engine, server: FakeServer, on = A): Promise<string> {
  server.online = false
  const audit_id = await engine.startVisit(on)
  const visit = (await engine.openVisit(audit_id))!
  expect(await visit.takePhoto({ blob: picture(on), kind: 'scene', items: ['approach.brand_sign_visible_intact'] })).toMatchObject({ ok: true })
  await visit.stamp('left')
  expect(await visit.finish({ despite_missing: true })).toEqual({ ok: true })
  await engine.sendNow()
  visit.close()
  server.online = true
  return audit_id
}

const entry = (engine: Engine) => engine.outbox.get().entries.find((one) => one.kind === 'audit')!

describe('a disk that is full to the last byte', () => {
  test('lets everything go out: audits, photos, receipts kept in memory', async () => {
    const { server, engine } = await signedIn([assignment(A)])
    const audit_id = await finished(engine, server)
    await withFullDisk(async () => {
      await engine.sendNow()
      await engine.sendNow()
      expect([...server.audits.keys()]).toEqual([`${audit_id}/1`])
      const line = server.audits.get(`${audit_id}/1`)!.submission.photos[0]!
      expect(await sha256Hex(server.objects.get(line.photo_id)!)).toBe(line.sha256)
      expect(entry(engine)).toMatchObject({ plain: 'complete', photos: { of: 1, safe: 1 } })
    })
    server.log = []
    await engine.sendNow()
    expect(entry(engine)).toMatchObject({ plain: 'complete' })
    expect(server.log.filter((line) => line.startsWith('PUT'))).toEqual([])
  })

  test('gets room from photos that only memory knows to be on the server, and then stores what it knows', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    await finished(engine, server)
    await withFullDisk(async () => {
      await engine.sendNow()
      await engine.sendNow()
    }, 50)
    phone.kill()
    server.log = []
    const next = await phone.open()
    expect(entry(next)).toMatchObject({ plain: 'complete', dropped_early: true })
    await next.sendNow()
    expect(server.log.filter((line) => line.startsWith('PUT'))).toEqual([])
  })

  test('gets room from photos whose time is over, although it cannot be noted first', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    await finished(engine, server)
    await engine.sendNow()
    await engine.sendNow()
    const photo = [...server.objects.keys()][0]!
    phone.pass(73 * 3_600_000)
    await withFullDisk(async () => {
      await engine.sendNow()
      await engine.sendNow()
      expect(await engine.photoUrl(photo)).toBeNull()
    })
    expect(entry(engine)).toMatchObject({ plain: 'complete' })
  })

  test('and a browser that ends: what memory knew is asked for again, and there is one audit', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    const audit_id = await finished(engine, server)
    await withFullDisk(() => engine.sendNow())
    phone.kill()
    const next = await phone.open()
    await next.sendNow()
    await next.sendNow()
    expect(entry(next)).toMatchObject({ plain: 'complete' })
    expect([...server.audits.keys()]).toEqual([`${audit_id}/1`])
  })

  test('gives the file of an entry and of everything', async () => {
    const { server, engine } = await signedIn([assignment(A), assignment(B)])
    await finished(engine, server)
    await engine.startVisit(B)
    const { key } = entry(engine)
    await withFullDisk(async () => {
      const one = JSON.parse(await (await engine.exportEntry(key)).blob.text()) as { entries: { photos: { data_base64: string }[] }[] }
      expect(one.entries[0]!.photos[0]!.data_base64.length).toBeGreaterThan(100)
      expect((await engine.exportAll()).keys).toHaveLength(2)
    })
  })

  test('opens a visit, and says plainly what cannot be stored', async () => {
    const { server, engine } = await signedIn([assignment(A), assignment(B)])
    await finished(engine, server)
    const audit_id = await engine.startVisit(B)
    server.faults = [{ match: 'PUT /v1/audits', outcome: problem(422, 'invalid'), times: 1 }]
    await engine.sendNow()
    const { key } = entry(engine)
    await withFullDisk(async () => {
      const visit = (await engine.openVisit(audit_id))!
      expect(visit.view.get().counts.answered).toBe(0)
      await expect(visit.answer('greeting.badge_worn', true)).rejects.toMatchObject({ name: 'EngineError', code: 'no_space' })
      await expect(engine.decline(A, 'x')).rejects.toMatchObject({ name: 'EngineError', code: 'no_space' })
      await expect(engine.declareLost('x', 'y', 'z')).rejects.toMatchObject({ name: 'EngineError', code: 'no_space' })
      await engine.tryAgain(key)
      await engine.sendNow()
      expect(entry(engine)).toMatchObject({ plain: 'complete', quarantined: false })
    })
  })

  test('takes a sign-in for as long as the page lives, and a sign-out only when it can be stored', async () => {
    const { server, engine } = await signedIn([assignment(A)])
    await finished(engine, server)
    server.cookie = null
    await engine.sendNow()
    expect(engine.session.get()).toMatchObject({ needs_sign_in: true })
    await withFullDisk(async () => {
      expect(await engine.signIn({ username: 'anna', password: 'right' })).toEqual({ ok: true })
      await engine.sendNow()
      await engine.sendNow()
      expect(entry(engine)).toMatchObject({ plain: 'complete' })
      await expect(engine.signOut()).rejects.toMatchObject({ code: 'no_space' })
    })
    expect(engine.session.get()).toMatchObject({ state: 'signed_in', needs_sign_in: false })
  })
})
