// Contacts that go wrong in one place: the rest goes on.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { PersonData } from '../../src/engine/db/person'
import type { Engine } from '../../src/engine/index'
import type { Net } from '../../src/engine/net'
import type { Outcome } from '../../src/engine/outbox/types'
import { assignment, problem, station, type FakeServer } from './server'
import { picture, signedIn, type Phone } from './world'

const A = '26b9634e-9d49-43be-b3af-a8f015d5d436'
const B = '36b9634e-9d49-43be-b3af-a8f015d5d437'
const NONE: Outcome = { kind: 'none' }
const HOUR = 3_600_000

/** What the console kept. */
const kept = vi.fn()
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(kept))
afterEach(() => {
  vi.restoreAllMocks()
  kept.mockClear()
})

async function finished(engine: Engine, server: FakeServer, phone: Phone, on = A): Promise<string> {
  server.online = false
  const audit_id = await engine.startVisit(on)
  const visit = (await engine.openVisit(audit_id))!
  await visit.takePhoto({ blob: picture(on), kind: 'scene', items: [] })
  phone.pass(60_000)
  await visit.stamp('left')
  await visit.finish({ despite_missing: true })
  await engine.sendNow()
  visit.close()
  server.online = true
  return audit_id
}

const plain = (engine: Engine) => engine.outbox.get().entries.map((entry) => entry.plain)
const dataOf = (engine: Engine) => (engine as unknown as { data: PersonData }).data
const http = (status: number, more: Partial<Extract<Outcome, { kind: 'http' }>> = {}): Outcome =>
  ({ kind: 'http', status, json: null, problem: null, retry_after_ms: null, ...more })

describe('a sync that fails alone', () => {
  test.each<[string, Outcome]>([
    ['by an error', problem(500, 'internal')], ['by a wrong shape', http(200, { json: {} })], ['by silence', NONE],
    ['by asking for a pause', problem(503, 'overloaded', 60_000)],
  ])('%s: audits and photos go all the same', async (_, outcome) => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    await finished(engine, server, phone)
    server.faults = [{ match: '/v1/sync', outcome, times: 9_999 }]
    await engine.sendNow()
    await engine.sendNow()
    expect(server.audits.size).toBe(1)
    expect(plain(engine)).toEqual(['complete'])
    expect(engine.contact.get()).toMatchObject({ last_error: { kind: expect.any(String) as string } })
    expect(engine.contact.get().next_try_at).toBeGreaterThan(phone.now)
  })
})

describe('a pause that somebody asks for', () => {
  test.each<[string, number | null]>([['a year', 365 * 24 * HOUR], ['a number beyond all time', Number('99999999999999999999') * 1000], ['infinity', Infinity]])(
    'a proxy that asks for %s gets 15 minutes, and a tap ends it', async (_, retry_after_ms) => {
      const { server, phone, engine } = await signedIn([assignment(A)])
      await finished(engine, server, phone)
      server.faults = [{ match: '', outcome: http(503, { retry_after_ms }), times: 2 }]
      await engine.sendNow()
      for (const at of [engine.contact.get().next_try_at, engine.outbox.get().entries[0]!.next_try_at]) {
        expect(at).toBeGreaterThan(phone.now)
        expect(at! - phone.now).toBeLessThanOrEqual(15 * 60_000)
      }
      await engine.sendNow()
      expect(server.audits.size).toBe(1)
    })

  test('our server that asks for a year gets an hour; a tap overrides it after five minutes', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    await finished(engine, server, phone)
    server.faults = [{ match: 'PUT /v1/audits', outcome: problem(503, 'overloaded', 365 * 24 * HOUR), times: 1 }]
    await engine.sendNow()
    expect(engine.contact.get().next_try_at).toBe(phone.now + HOUR)
    phone.pass(4 * 60_000)
    await engine.sendNow()
    expect(server.audits.size).toBe(0)
    phone.pass(60_000)
    await engine.sendNow()
    expect(server.audits.size).toBe(1)
  })

  test('what an older version has stored is not believed', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    await finished(engine, server, phone)
    const { db } = dataOf(engine)
    const outbox = (await db.get('meta', 'outbox')) as object
    await db.put('meta', { ...outbox, hold: { at: 1e23, since: phone.now, asked: true } }, 'outbox')
    phone.kill()
    const next = await phone.open()
    expect(next.contact.get().next_try_at ?? 0).toBeLessThan(phone.now + HOUR)
    await next.sendNow()
    expect(server.audits.size).toBe(1)
  })
})

describe('a question whose cookie it is', () => {
  test.each<[string, Outcome]>([['nobody answers', NONE], ['the server fails', problem(500, 'internal')], ['a portal answers', http(200, { json: '<html>' })]])(
    'that %s to signs nobody out', async (_, outcome) => {
      const { server, phone, engine } = await signedIn([assignment(A)])
      await finished(engine, server, phone)
      server.news.set('anna', { reset: true, assignments: [assignment(A)] as never })
      server.faults = [{ match: '/v1/me', outcome, times: 1 }]
      await engine.sendNow()
      expect(engine.session.get()).toMatchObject({ state: 'signed_in', needs_sign_in: false })
      await engine.sendNow()
      expect(server.audits.size).toBe(1)
    })
})

describe('a row that cannot be read', () => {
  test.each<[string, object]>([
    ['an assignment', { assignments: [assignment(B), { ...assignment(A), id: undefined }] }],
    ['a station', { assignments: [assignment(B)], stations: [station, { ...station, name: null }] }],
    ['a return', { assignments: [assignment(B)], returned: [{ audit_id: A, next_revision: 2, due_at: 'soon' }] }],
    ['a resend', { assignments: [assignment(B)], resend: [null] }],
  ])('%s is left out, the good ones are taken, and all are told again', async (_, news) => {
    const { server, engine } = await signedIn([])
    const { cursor } = await dataOf(engine).syncMeta()
    server.news.set('anna', { cursor: 'moved', stations: [station], ...news } as never)
    await engine.sendNow()
    expect(engine.today.get().assignments.map((one) => one.assignment.id)).toEqual([B])
    expect((await dataOf(engine).syncMeta()).cursor).toBe(cursor)
    expect(String(kept.mock.calls[0]?.[1])).toContain('cannot be read')
    server.news.set('anna', { cursor: 'moved' })
    await engine.sendNow()
    expect((await dataOf(engine).syncMeta()).cursor).toBe('moved')
  })

  test('in a full set takes nothing away', async () => {
    const { server, engine } = await signedIn([assignment(A)])
    server.news.set('anna', { reset: true, assignments: [{ ...assignment(A), version: undefined }] as never })
    await engine.sendNow()
    expect(engine.today.get().assignments.map((one) => one.assignment.id)).toEqual([A])
  })

  test('lists that cannot be written leave the cursor where it was, and keep no audit back', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    await finished(engine, server, phone)
    const before = await dataOf(engine).syncMeta()
    const { put } = IDBObjectStore.prototype
    IDBObjectStore.prototype.put = function (...args) {
      if (this.name === 'assignments') throw new DOMException('odd', 'DataError')
      return put.apply(this, args)
    }
    try {
      server.news.set('anna', { cursor: 'moved', assignments: [assignment(B)] as never })
      await engine.sendNow()
    } finally {
      IDBObjectStore.prototype.put = put
    }
    expect(await dataOf(engine).syncMeta()).toEqual(before)
    expect(server.audits.size).toBe(1)
  })
})

describe('one entry that goes wrong', () => {
  const netOf = (engine: Engine) => (engine as unknown as { driver: { world: { net: Net } } }).driver.world

  test.each<[string, unknown]>([['null', null], ['a number', { 'x-amz-checksum-sha256': 1 }]])(
    'an address with headers of %s holds up only its own photo', async (_, headers) => {
      const { server, phone, engine } = await signedIn([assignment(A), assignment(B)])
      const bad = await finished(engine, server, phone, A)
      await finished(engine, server, phone, B)
      const world = netOf(engine)
      const inner = world.net
      world.net = {
        ...inner,
        async api(call, sending) {
          const outcome = await inner.api(call, sending)
          const photos = outcome.kind === 'http' ? ((outcome.json as { photos?: { upload?: object }[] } | null)?.photos ?? []) : []
          if (call.url.includes(bad)) for (const photo of photos) if (photo.upload) Object.assign(photo.upload, { headers })
          return outcome
        },
      }
      await engine.sendNow()
      expect(plain(engine).sort()).toEqual(['complete', 'photos_going'])
      expect(server.objects.size).toBe(1)
    })

  test('whatever it throws, the others go, and it waits by itself', async () => {
    const { server, phone, engine } = await signedIn([assignment(A), assignment(B)])
    const bad = await finished(engine, server, phone, A)
    await finished(engine, server, phone, B)
    const world = netOf(engine)
    const inner = world.net
    let tries = 0
    world.net = {
      ...inner,
      api: (call, sending) => {
        if (!call.url.includes(bad)) return inner.api(call, sending)
        tries++
        throw new TypeError('odd')
      },
    }
    await engine.sendNow()
    const [stuck, done] = engine.outbox.get().entries
    expect(stuck).toMatchObject({ audit_id: bad, plain: 'on_phone', quarantined: false, last_error: { kind: 'phone' } })
    expect(stuck!.next_try_at).toBeGreaterThan(phone.now)
    expect(done!.plain).toBe('complete')
    expect(tries).toBe(1)
    world.net = inner
    await engine.sendNow()
    expect(plain(engine)).toEqual(['complete', 'complete'])
  })
})

describe('two servers that answer in turn', () => {
  test('are not asked for ever: after the second turn within an hour everything waits', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    await finished(engine, server, phone)
    const world = (engine as unknown as { driver: { world: { net: Net } } }).driver.world
    const inner = world.net
    let requests = 0
    world.net = {
      ...inner,
      async api(call, sending) {
        if (++requests > 200) return NONE
        const outcome = await inner.api(call, sending)
        const json = outcome.kind === 'http' ? (outcome.json as { server_epoch?: string } | null) : null
        if (json?.server_epoch) json.server_epoch = `00000000-0000-4000-8000-00000000000${call.method === 'PUT' ? 'b' : 'c'}`
        return outcome
      },
    }
    await engine.sendNow()
    expect(requests).toBeLessThan(10)
    expect(engine.contact.get().next_try_at).toBeGreaterThan(phone.now)
  })
})

describe('what is only here', () => {
  test('is told right after the sync, before the photos, and once more when that changed it', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    const audit_id = await finished(engine, server, phone)
    server.log = []
    server.holdings = []
    await engine.sendNow()
    expect(server.holdings).toMatchObject([{ queued: [audit_id] }, { queued: [], incomplete: [] }])
    expect(server.log.findIndex((line) => line.includes('/holdings'))).toBeLessThan(server.log.findIndex((line) => line.includes('forecourt-objects')))
    server.holdings = []
    await engine.sendNow()
    expect(server.holdings).toHaveLength(1)
  })
})

describe('what the server refused', () => {
  test('does not count as done on Today, and is removed once a file holds it', async () => {
    const { server, phone, engine } = await signedIn([assignment(A), assignment(B)])
    const audit_id = await finished(engine, server, phone, A)
    server.faults = [{ match: audit_id, outcome: problem(422, 'invalid'), times: 9 }, { match: '/decline', outcome: problem(409, 'state'), times: 9 }]
    await engine.decline(B, 'x')
    await engine.sendNow()
    const of = (id: string) => engine.today.get().assignments.find((one) => one.assignment.id === id)
    expect(of(A)).toMatchObject({ progress: 'open', refused: 'visit' })
    expect(of(B)).toMatchObject({ progress: 'open', refused: 'decline' })
    const key = `audit/${audit_id}/1`
    const entry = () => engine.outbox.get().entries.find((one) => one.key === key)
    expect(entry()).toMatchObject({ quarantined: true, removable: false })
    expect(await engine.removeRefused(key)).toBe(false)
    await engine.confirmExported((await engine.exportEntry(key)).keys)
    expect(entry()).toMatchObject({ removable: true })
    expect(await engine.removeRefused(key)).toBe(true)
    expect(entry()).toBeUndefined()
    expect([await dataOf(engine).db.count('bytes'), await dataOf(engine).db.count('bodies'), await dataOf(engine).db.count('photos')]).toEqual([0, 1, 0])
    expect(of(A)).toMatchObject({ progress: 'open', refused: null })
    await engine.decline(B, 'again')
    expect(of(B)).toMatchObject({ progress: 'declined', refused: 'decline' })
  })
})
