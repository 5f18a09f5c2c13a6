import { describe, expect, test, vi } from 'vitest'
import { sha256Hex } from '../../src/engine/hash'
import type { Engine } from '../../src/engine/index'
import type { Outcome } from '../../src/engine/outbox/types'
import { assignment, FakeServer, problem } from './server'
import { dropBytes, picture, signedIn, type Phone } from './world'

const A = '26b9634e-9d49-43be-b3af-a8f015d5d436'
const NONE: Outcome = { kind: 'none' }
const HOUR = 3_600_000

const only = (engine: Engine) => {
  const { entries } = engine.outbox.get()
  expect(entries).toHaveLength(1)
  return entries[0]!
}

/** A report with photos, made without a network; the ids of its photos. */
async function reported(engine: Engine, server: FakeServer, photos = 2): Promise<string[]> {
  server.online = false
  const ids: string[] = []
  for (let i = 0; i < photos; i++) {
    const taken = await engine.takeReportPhoto(A, picture(`closed ${i}`))
    if (taken.ok) ids.push(taken.photo_id)
  }
  await engine.impossible(A, { reason: 'closed', note: '大门紧闭', photos: ids })
  await engine.sendNow()
  server.online = true
  return ids
}

async function untilComplete(engine: Engine, phone: Phone): Promise<void> {
  for (let i = 0; i < 30 && only(engine).plain !== 'complete'; i++) {
    phone.pass(16 * 60_000)
    await engine.sendNow()
  }
  expect(only(engine)).toMatchObject({ plain: 'complete', quarantined: false, next_try_at: null })
}

/** The server holds one report, and every photo of it byte by byte. */
async function check(server: FakeServer, ids: string[]): Promise<void> {
  expect(server.reports.size).toBe(1)
  const announced = new Map([...server.reportPhotos.values()].flatMap((photos) => [...photos]))
  expect([...announced.keys()]).toEqual(ids)
  for (const [photo_id, line] of announced) {
    const bytes = server.objects.get(photo_id)!
    expect([bytes.byteLength, await sha256Hex(bytes)]).toEqual([line.bytes, line.sha256])
  }
}

describe('reports', () => {
  test('go out once under one key, whatever happens on the way', async () => {
    const all = await signedIn([assignment(A)])
    const { server, phone } = all
    let engine = all.engine
    const ids = await reported(engine, server, 1)
    await engine.impossible(A, { reason: 'closed' })
    expect(engine.today.get().assignments[0]?.progress).toBe('impossible')
    phone.kill()
    engine = await phone.open()
    server.faults = [{ match: '/impossible', outcome: NONE, after: true, times: 2 }]
    await untilComplete(engine, phone)
    await check(server, ids)
    const [text] = [...server.reports.values()]
    expect(text).toContain('"reason":"closed"')
    expect(text).toContain('"sha256"')
    expect(only(engine)).toMatchObject({ kind: 'report', report: 'impossible' })
  })

  test('being recognised is told to the office and stands in the visit', async () => {
    const { engine, server } = await signedIn([assignment(A)])
    const audit_id = await engine.startVisit(A)
    const visit = (await engine.openVisit(audit_id))!
    await engine.recognised(A, { at_ms: 1_790_000_000_000 })
    await engine.sendNow()
    expect(visit.view.get().recognised).toEqual({ at_ms: 1_790_000_000_000 })
    expect(server.reports.size).toBe(1)
  })

  test('one without photos is complete with its answer, and asks for no receipt', async () => {
    const { engine, server } = await signedIn([assignment(A)])
    await engine.decline(A, '病了')
    await engine.sendNow()
    expect(only(engine)).toMatchObject({ report: 'decline', plain: 'complete' })
    expect(server.log.filter((line) => line.includes('/reports/'))).toEqual([])
  })
})

describe('photos of reports', () => {
  test('go to the server byte by byte, by the three plain states', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    const ids = await reported(engine, server)
    expect(only(engine)).toMatchObject({ plain: 'on_phone', photos: { of: 2, safe: 0 }, last_error: { kind: 'no_answer' } })
    expect(await engine.unsent()).toMatchObject({ reports: 1, photos: 2 })
    server.faults = [{ match: '/forecourt-objects/', outcome: problem(503, 'x'), times: 99 }]
    await engine.sendNow()
    expect(only(engine)).toMatchObject({ plain: 'photos_going', photos: { of: 2, safe: 0 }, last_error: { kind: 'storage_refused' } })
    server.faults = []
    await untilComplete(engine, phone)
    expect(only(engine)).toMatchObject({ photos: { of: 2, safe: 2, lost: 0 }, received_at: expect.any(Number) as number })
    await check(server, ids)
  })

  const cuts: [string, FakeServer['faults']][] = [
    ['before every request', [{ match: '', outcome: NONE, times: 1 }]],
    ['after the report was stored', [{ match: 'POST /v1/assignments', outcome: NONE, after: true, times: 2 }]],
    ['before its receipt', [{ match: '/reports/', outcome: NONE, times: 2 }]],
    ['after a photo was stored', [{ match: 'forecourt-objects', outcome: NONE, after: true, times: 2 }]],
    ['by an expired address', [{ match: 'forecourt-objects', outcome: { ...problem(403, 'x'), problem: null } as Outcome, times: 3 }]],
    ['by a server that is busy', [{ match: '/reports/', outcome: problem(503, 'overloaded', 5_000), times: 2 }]],
    ['by a portal', [{ match: '/reports/', outcome: { kind: 'http', status: 200, json: { photos: [] }, problem: null, retry_after_ms: null }, times: 3 }]],
    ['by answers lost of everything', [{ match: '', outcome: NONE, after: true, times: 9 }]],
  ]
  test.each(cuts)('arrive once, cut %s', async (_, faults) => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    const ids = await reported(engine, server)
    server.faults = faults.map((fault) => ({ ...fault }))
    await untilComplete(engine, phone)
    await check(server, ids)
  })

  test('are sent by a phone that was killed between any two requests', async () => {
    const all = await signedIn([assignment(A)])
    const { server, phone } = all
    let engine = all.engine
    const ids = await reported(engine, server)
    for (const match of ['/impossible', '/reports/', 'forecourt-objects', '/reports/', 'forecourt-objects', '/reports/']) {
      server.faults = [{ match, outcome: NONE, after: true, times: 1 }]
      await engine.sendNow()
      phone.kill()
      phone.pass(HOUR)
      engine = await phone.open()
    }
    await untilComplete(engine, phone)
    await check(server, ids)
  })

  test('leave the phone 72 h after the receipt that named them exactly, and not before', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    const [id] = (await reported(engine, server, 1)) as [string]
    phone.pass(80 * HOUR)
    server.faults = [{ match: '/reports/', outcome: NONE, times: 99 }]
    await engine.sendNow()
    phone.pass(80 * HOUR)
    await engine.sendNow()
    expect(await engine.photoUrl(id)).not.toBeNull()
    server.faults = []
    await untilComplete(engine, phone)
    await engine.sendNow()
    phone.pass(71 * HOUR)
    await engine.sendNow()
    expect(await engine.photoUrl(id)).not.toBeNull()
    phone.pass(2 * HOUR)
    await engine.sendNow()
    expect(await engine.photoUrl(id)).toBeNull()
    expect(only(engine).plain).toBe('complete')
  })

  test('a receipt that names another photo is none: the report is put aside, and nothing is deleted', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    const [id] = (await reported(engine, server, 1)) as [string]
    const { lines } = server as unknown as { lines(photos: unknown): { sha256: string }[] }
    Object.assign(server, { lines: (photos: unknown) => lines.call(server, photos).map((line) => ({ ...line, sha256: 'f'.repeat(64) })) })
    await engine.sendNow()
    expect(only(engine)).toMatchObject({ plain: 'photos_going', quarantined: true, last_error: { kind: 'receipt_mismatch' } })
    phone.pass(1000 * HOUR)
    await engine.sendNow()
    expect(await engine.photoUrl(id)).not.toBeNull()
    const file = JSON.parse(await (await engine.exportEntry(only(engine).key)).blob.text()) as { entries: { photos: { data_base64: string }[] }[] }
    expect(file.entries[0]!.photos[0]!.data_base64).toMatch(/^\/9j/)
  })

  test('a restored server gets report and photos again', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    const ids = await reported(engine, server)
    await engine.sendNow()
    server.restore('00000000-0000-4000-8000-00000000000b')
    server.objects.clear()
    await untilComplete(engine, phone)
    phone.pass(HOUR)
    await engine.sendNow()
    await untilComplete(engine, phone)
    await check(server, ids)
  })

  test('a server that was restored between report and photos is told everything anew', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    const ids = await reported(engine, server)
    server.faults = [{ match: '/reports/', outcome: NONE, times: 1 }]
    await engine.sendNow()
    server.restore('00000000-0000-4000-8000-00000000000c')
    await untilComplete(engine, phone)
    await check(server, ids)
  })

  test('of a report that was never made are forgotten after a week, those of one that waits are not', async () => {
    const { phone, server, engine } = await signedIn([assignment(A)])
    const ids = await reported(engine, server, 1)
    const taken = await engine.takeReportPhoto(A, picture('never sent'))
    const stray = taken.ok ? taken.photo_id : ''
    server.online = false
    const again = async (hours: number) => {
      phone.pass(hours * HOUR)
      phone.kill()
      const opened = await phone.open()
      return async () => [await opened.photoUrl(ids[0]!), await opened.photoUrl(stray)].map((url) => url !== null)
    }
    expect(await (await again(100))()).toEqual([true, true])
    const held = await again(100)
    await vi.waitFor(async () => expect(await held()).toEqual([true, false]))
  })

  test('one that the disk lost is told and holds up nothing', async () => {
    const { server, phone, engine } = await signedIn([assignment(A)])
    const ids = await reported(engine, server)
    await dropBytes('anna', ids[0]!)
    await untilComplete(engine, phone)
    expect(only(engine)).toMatchObject({ gone_photos: [ids[0]], photos: { of: 2, safe: 1 } })
    expect([...server.objects.keys()]).toEqual([ids[1]])
  })
})
