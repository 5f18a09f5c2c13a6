// Two windows on one visit, of which one hears nothing of the other: frozen by the browser, or without BroadcastChannel.

import { describe, expect, test } from 'vitest'
import type { PersonData } from '../../src/engine/db/person'
import type { Engine, Visit } from '../../src/engine/index'
import { keepPhoto } from '../../src/engine/photo-store'
import { assignment, station } from './server'
import { decode, picture, signedIn } from './world'

const A = '26b9634e-9d49-43be-b3af-a8f015d5d436'
const BADGE = 'greeting.badge_worn'
const HOUR = 3_600_000

const dataOf = (engine: Engine) => (engine as unknown as { data: PersonData }).data
const photosOf = async (engine: Engine) => (await dataOf(engine).db.getAllKeys('bytes')).length
const valueOf = (visit: Visit) => visit.view.get().groups.flatMap((group) => group.items).find((one) => one.item.id === BADGE)!.value

/** A visit in two windows; the second is deaf. */
async function twice() {
  const all = await signedIn([assignment(A)])
  const audit_id = await all.engine.startVisit(A)
  const visit = (await all.engine.openVisit(audit_id))!
  const other = await all.phone.open()
  const twin = (await other.openVisit(audit_id))!
  all.phone.tabs[1]!.hear.length = 0
  return { ...all, audit_id, visit, twin }
}

describe('a visit that was finished in another window', () => {
  const late: [string, (twin: Visit) => Promise<unknown>][] = [
    ['an answer', (twin) => twin.answer(BADGE, false)],
    ['a remark', (twin) => twin.note(BADGE, 'x')],
    ['a stamp', (twin) => twin.stamp('paid')],
    ['a stamp taken back', (twin) => twin.clearStamp('left')],
    ['a flag', (twin) => twin.flag('v.queue_len', 2)],
    ['a receipt', (twin) => twin.receipts([])],
    ['the end', (twin) => twin.finish({ despite_missing: true })],
    ['throwing it away', (twin) => twin.discard()],
  ]
  test.each(late)('takes no more: %s', async (_, write) => {
    const { server, visit, twin, engine } = await twice()
    await visit.answer(BADGE, true)
    await visit.stamp('left')
    expect(await visit.finish({ despite_missing: true })).toEqual({ ok: true })
    await expect(write(twin)).rejects.toMatchObject({ name: 'EngineError', code: 'finished' })
    expect(valueOf(twin)).not.toBe(false)
    await engine.sendNow()
    expect([...server.audits.values()].map((audit) => audit.submission.answers[BADGE]?.value)).toEqual([true])
    expect(await dataOf(engine).db.getAll('answers')).toEqual([])
    expect(await dataOf(engine).db.getAll('stamps')).toEqual([])
  })

  test('takes no photo, and leaves no bytes behind', async () => {
    const { visit, twin, engine } = await twice()
    await visit.stamp('left')
    await visit.finish({ despite_missing: true })
    expect(await twin.takePhoto({ blob: picture('late'), kind: 'scene', items: [BADGE] })).toMatchObject({ ok: false, why: 'finished' })
    expect(await photosOf(engine)).toBe(0)
  })
})

describe('a visit that another window changes while it is frozen', () => {
  test('is frozen once more: the answer and the photo are in it', async () => {
    const { server, visit, twin, engine } = await twice()
    await visit.stamp('left')
    const data = dataOf(engine)
    const { finish } = data
    let changes = 0
    data.finish = async (...args) => {
      if (changes++ === 0) {
        await twin.answer(BADGE, false)
        await twin.takePhoto({ blob: picture('meanwhile'), kind: 'scene', items: [] })
      }
      return finish.apply(data, args)
    }
    expect(await visit.finish({ despite_missing: true })).toEqual({ ok: true })
    await engine.sendNow()
    const { submission } = [...server.audits.values()][0]!
    expect(submission.answers[BADGE]).toMatchObject({ value: false })
    expect(submission.photos).toHaveLength(1)
    expect(changes).toBe(2)
  })
})

describe('a visit that is thrown away', () => {
  test('takes the photos of the other window with it', async () => {
    const { visit, twin, engine } = await twice()
    await twin.takePhoto({ blob: picture('a'), kind: 'scene', items: [] })
    expect(await photosOf(engine)).toBe(1)
    await visit.discard()
    expect(await photosOf(engine)).toBe(0)
    await expect(twin.answer(BADGE, true)).rejects.toMatchObject({ code: 'finished' })
  })
})

describe('the answer to a return', () => {
  async function returned() {
    const all = await signedIn([assignment(A)])
    const { engine, server, phone } = all
    const audit_id = await engine.startVisit(A)
    const visit = (await engine.openVisit(audit_id))!
    await visit.stamp('left')
    await visit.finish({ despite_missing: true })
    visit.close()
    await engine.sendNow()
    const again = async (on: Engine) => {
      server.news.set('anna', {
        returned: [{
          audit_id, assignment_id: A, station_id: station.id, station_code: station.code, station_name: station.name, revision: 1, next_revision: 2, remarks: [{ text: 'x' }] as never, due_at: new Date(phone.now + 24 * HOUR).toISOString(),
          submission: JSON.parse(server.audits.get(`${audit_id}/1`)!.text) as never, photos: [],
        }],
      })
      await on.sendNow()
    }
    await again(engine)
    return { ...all, audit_id, again }
  }

  test('is begun with its first tap, in one transaction: nothing erases it', async () => {
    const { engine, phone, audit_id, again } = await returned()
    const visit = (await engine.openVisit(audit_id))!
    // The browser dies with the first transaction that wrote: no second one follows.
    const { db } = dataOf(engine)
    const begin = db.transaction.bind(db)
    let writes = 0
    db.transaction = ((names: never, mode: IDBTransactionMode, options: never) => {
      if (mode === 'readwrite' && ++writes > 1) throw new DOMException('dead', 'InvalidStateError')
      return begin(names, mode as never, options)
    }) as never
    await visit.answer(BADGE, false).catch(() => undefined)
    phone.kill()
    const next = await phone.open()
    expect((await next.unsent()).drafts).toBe(1)
    await again(next)
    expect(valueOf((await next.openVisit(audit_id))!)).toBe(false)
  })

  test('is begun with a photo that belongs to no item', async () => {
    const { engine, audit_id, again } = await returned()
    const visit = (await engine.openVisit(audit_id))!
    await visit.takePhoto({ blob: picture('overview'), kind: 'scene', items: [] })
    expect((await engine.unsent()).drafts).toBe(1)
    await again(engine)
    expect(visit.view.get().photos).toHaveLength(1)
  })
})

describe('a new version of the app', () => {
  test('waits for a visit of any age and in any window, until it is finished', async () => {
    const { phone, engine } = await signedIn([assignment(A)])
    const other = await phone.open()
    phone.tabs[1]!.hear.length = 0
    expect(await other.applyUpdate()).toBe(true)
    const audit_id = await engine.startVisit(A)
    phone.pass(72 * HOUR)
    expect([await engine.applyUpdate(), await other.applyUpdate()]).toEqual([false, false])
    const visit = (await engine.openVisit(audit_id))!
    await visit.stamp('left')
    await visit.finish({ despite_missing: true })
    visit.close()
    expect([await engine.applyUpdate(), await other.applyUpdate()]).toEqual([true, true])
  })
})

describe('data that was cleared under the open app', () => {
  test('no empty database is made by a photo', async () => {
    const record = { photo_id: 'p', audit_id: 'a', of: 'visit' as const, kind: 'scene' as const, taken_at: 1, fix: null }
    const kept = await keepPhoto({ person_id: 'nobody', blob: picture('x'), largest: 1_000, record }, decode)
    expect(kept).toMatchObject({ ok: false, why: 'storage' })
    expect((await indexedDB.databases()).map((one) => one.name)).not.toContain('forecourt-person-nobody')
  })
})
