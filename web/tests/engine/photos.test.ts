// Photos: safe first, placed afterwards, whatever becomes of the worker.

import 'fake-indexeddb/auto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { PersonData } from '../../src/engine/db/person'
import type { Engine, Fix } from '../../src/engine/index'
import { uploadMs } from '../../src/engine/net'
import { pagePhotographer } from '../../src/engine/photographer'
import { assignment, id } from './server'
import { picture, signedIn } from './world'

const A = '26b9634e-9d49-43be-b3af-a8f015d5d436'
const FIX = { lat_e7: 342174869, lon_e7: 1173255958, accuracy_cm: 900, mocked: false }

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const records = (engine: Engine) => (engine as unknown as { data: PersonData }).data.db.getAll('photos')

async function visiting() {
  const all = await signedIn([assignment(A)])
  const visit = (await all.engine.openVisit(await all.engine.startVisit(A)))!
  return { ...all, visit }
}

/** The browser's answer about positions, and a phone that looks for one until `found` is called. */
function searching(engine: Engine, state: PermissionState) {
  vi.stubGlobal('navigator', { permissions: { query: () => Promise.resolve({ state }) } })
  const waiting: ((fix: Fix | null) => void)[] = []
  const { world } = engine as unknown as { world: { locate: () => Promise<Fix | null> } }
  world.locate = () => new Promise((done) => waiting.push(done))
  return { waiting, found: (fix: Fix) => waiting.splice(0).forEach((done) => done(fix)) }
}

describe('a photo', () => {
  test('is stored before its position is known, which is added when it comes', async () => {
    const { engine, phone, visit } = await visiting()
    const gps = searching(engine, 'granted')
    const taken = await visit.takePhoto({ blob: picture('a'), kind: 'scene', items: [] })
    expect(taken).toMatchObject({ ok: true })
    expect(await records(engine)).toMatchObject([{ fix: null, held: true }])
    await vi.waitFor(() => expect(gps.waiting).toHaveLength(1))
    gps.found({ ...FIX, at_ms: phone.now })
    await vi.waitFor(async () => expect(await records(engine)).toMatchObject([{ fix: FIX }]))
  })

  test('takes the position of the last two minutes, without another search', async () => {
    const { engine, phone, visit } = await visiting()
    phone.fix = { ...FIX, at_ms: phone.now }
    await visit.checkIn()
    const gps = searching(engine, 'prompt')
    phone.pass(119_000)
    await visit.takePhoto({ blob: picture('a'), kind: 'scene', items: [] })
    expect(await records(engine)).toMatchObject([{ fix: FIX }])
    expect(gps.waiting).toHaveLength(0)
    phone.pass(2_000)
    await visit.takePhoto({ blob: picture('b'), kind: 'scene', items: [] })
    // The page was allowed to: it may ask again, although the browser does not say so.
    await vi.waitFor(() => expect(gps.waiting).toHaveLength(1))
  })

  test('of yesterday gets no position of today, and nobody is asked for one while he takes pictures', async () => {
    const { engine, phone, visit } = await visiting()
    const gps = searching(engine, 'prompt')
    await visit.takePhoto({ blob: picture('now'), kind: 'scene', items: [] })
    phone.fix = { ...FIX, at_ms: phone.now }
    const old = Object.assign(picture('old'), { lastModified: phone.now - 86_400_000 })
    await visit.takePhoto({ blob: old, kind: 'receipt', items: [] })
    expect((await records(engine)).map((photo) => photo.fix)).toEqual([null, null])
    expect(gps.waiting).toHaveLength(0)
  })

  test('whose position comes after the end went without', async () => {
    const { engine, phone, visit, server } = await visiting()
    const gps = searching(engine, 'granted')
    await visit.takePhoto({ blob: picture('a'), kind: 'scene', items: [] })
    await vi.waitFor(() => expect(gps.waiting).toHaveLength(1))
    await visit.stamp('left')
    expect(await visit.finish({ despite_missing: true })).toEqual({ ok: true })
    gps.found({ ...FIX, at_ms: phone.now })
    await engine.sendNow()
    await engine.sendNow()
    const { submission } = [...server.audits.values()][0]!
    expect(submission.photos).toMatchObject([{ fix: null }])
    expect(engine.outbox.get().entries).toMatchObject([{ plain: 'complete', quarantined: false }])
  })
})

describe('a photo worker that dies without a word', () => {
  test('is given up after 20 s without an answer: the page does its work, and what comes after', async () => {
    const { visit, phone } = await visiting()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const made: { terminate: ReturnType<typeof vi.fn>; onmessage: unknown }[] = []
    vi.stubGlobal('OffscreenCanvas', class {})
    vi.stubGlobal('Worker', class {
      onmessage = null
      postMessage = vi.fn()
      terminate = vi.fn()
      constructor() {
        made.push(this)
      }
    })
    const photographer = pagePhotographer()
    const pdf = new Blob(['%PDF-1.7'], { type: 'application/pdf' })
    const keep = (photo_id: string) => photographer.keep({
      person_id: id('anna'), blob: pdf, largest: 1_000,
      record: { photo_id, audit_id: visit.audit_id, of: 'visit', kind: 'document', taken_at: phone.now, fix: null },
    })
    const first = keep('one')
    vi.advanceTimersByTime(19_999)
    expect(made[0]!.terminate).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(made[0]!.terminate).toHaveBeenCalledTimes(1)
    vi.useRealTimers()
    expect(await first).toMatchObject({ ok: true })
    expect(await keep('two')).toMatchObject({ ok: true })
    expect(made).toHaveLength(1)
    photographer.close()
  })

  test('an answer begins the time anew for those that wait', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    let worker: { onmessage: (event: unknown) => void; terminate: ReturnType<typeof vi.fn> } | null = null
    vi.stubGlobal('OffscreenCanvas', class {})
    vi.stubGlobal('Worker', class {
      onmessage = () => undefined
      postMessage = () => undefined
      terminate = vi.fn()
      constructor() {
        worker = this as never
      }
    })
    const photographer = pagePhotographer()
    const taken = { person_id: 'x', blob: new Blob(), largest: 1, record: {} } as never
    const first = photographer.keep(taken)
    void photographer.keep(taken)
    vi.advanceTimersByTime(15_000)
    worker!.onmessage({ data: { id: 1, kept: { ok: false, why: 'storage', detail: '' } } })
    expect(await first).toMatchObject({ why: 'storage' })
    vi.advanceTimersByTime(19_000)
    expect(worker!.terminate).not.toHaveBeenCalled()
    photographer.close()
  })
})

test('an upload may take as long as its bytes need at 2 kB/s, and a minute more', () => {
  expect([uploadMs(0), uploadMs(350_000), uploadMs(10_000_000)]).toEqual([60_000, 235_000, 5_060_000])
})
