// Cut and killed at every single request of a delivery: one audit, its photos byte by byte.

import { describe, expect, test } from 'vitest'
import { sha256Hex } from '../../src/engine/hash'
import type { Engine } from '../../src/engine/index'
import { tabLocks } from '../../src/engine/locks'
import type { Net } from '../../src/engine/net'
import { assignment, type FakeServer } from './server'
import { picture, signedIn, type Phone } from './world'

const A = '26b9634e-9d49-43be-b3af-a8f015d5d436'
/** More requests than a delivery takes: sync, holdings, text, two photos, looks, holdings, drafts. */
const MOST = 14

type When = 'before its work' | 'after its work'

/** The n-th request of everybody fails or never ends, before or after the server did its work; the others are answered. */
function strike(server: FakeServer, n: number, when: When, how: 'cut' | 'silent') {
  const whole = server.net()
  let seen = 0
  let hit: () => void = () => undefined
  const struck = new Promise<void>((done) => (hit = done))
  const one = async (work: () => ReturnType<Net['api']>): ReturnType<Net['api']> => {
    if (++seen !== n) return work()
    if (when === 'after its work') await work()
    hit()
    return how === 'cut' ? { kind: 'none' } : new Promise(() => undefined)
  }
  server.net = () => ({
    api: (call, sending) => one(() => whole.api(call, sending)),
    upload: (...args) => one(() => whole.upload(...args)),
  })
  return { struck, stop: () => (server.net = () => whole) }
}

/** A finished visit with two photos that waits for the network. */
async function waiting() {
  const { server, phone, engine } = await signedIn([assignment(A)])
  server.online = false
  const audit_id = await engine.startVisit(A)
  const visit = (await engine.openVisit(audit_id))!
  for (const name of ['a', 'b']) await visit.takePhoto({ blob: picture(name), kind: 'scene', items: [] })
  await visit.stamp('left')
  await visit.finish({ despite_missing: true })
  await engine.sendNow()
  phone.kill()
  server.online = true
  return { server, phone, audit_id }
}

async function delivered(engine: Engine, server: FakeServer, phone: Phone, audit_id: string): Promise<void> {
  for (let i = 0; i < 20 && engine.outbox.get().entries[0]?.plain !== 'complete'; i++) {
    phone.pass(16 * 60_000)
    await engine.sendNow()
  }
  expect(engine.outbox.get().entries).toMatchObject([{ plain: 'complete', quarantined: false, photos: { of: 2, safe: 2 } }])
  expect([...server.audits.keys()]).toEqual([`${audit_id}/1`])
  for (const line of server.audits.get(`${audit_id}/1`)!.submission.photos) {
    expect(await sha256Hex(server.objects.get(line.photo_id)!)).toBe(line.sha256)
  }
}

const cases = Array.from({ length: MOST }, (_, i) => i + 1).flatMap((n): [number, When][] => [[n, 'before its work'], [n, 'after its work']])

describe('a delivery', () => {
  test.each(cases)('cut at request %i %s', async (n, when) => {
    const { server, phone, audit_id } = await waiting()
    const { stop } = strike(server, n, when, 'cut')
    const engine = await phone.open()
    await engine.sendNow()
    stop()
    await delivered(engine, server, phone, audit_id)
  })

  test.each(cases)('killed while request %i is on its way, %s', async (n, when) => {
    const { server, phone, audit_id } = await waiting()
    const { struck, stop } = strike(server, n, when, 'silent')
    const dying = await phone.open()
    await Promise.race([dying.sendNow(), struck])
    // Nothing is closed, no lock is given back, no promise ends: another process starts over the same disk.
    phone.tabs = []
    phone.locks = tabLocks()
    stop()
    const engine = await phone.open()
    await delivered(engine, server, phone, audit_id)
  })

  test('takes fewer requests than are struck here, and more than half as many', async () => {
    const { server, phone } = await waiting()
    server.log = []
    const engine = await phone.open()
    await engine.sendNow()
    await engine.sendNow()
    expect(server.log.length).toBeLessThan(MOST)
    expect(server.log.length).toBeGreaterThan(MOST / 2)
  })
})
