// What the office changed is said in words, and what it took away does not just vanish; who is sending is told in every tab.

import { describe, expect, test } from 'vitest'
import type { SyncAnswer } from '../../src/engine/model'
import type { Outcome } from '../../src/engine/outbox/types'
import { assignment, problem, station } from './server'
import { signedIn } from './world'

const A = '26b9634e-9d49-43be-b3af-a8f015d5d436'
const B = '36b9634e-9d49-43be-b3af-a8f015d5d437'
const HOUR = 3_600_000

async function told(news: Partial<SyncAnswer>, begin = [assignment(A)]) {
  const all = await signedIn(begin)
  all.server.news.set('anna', news)
  await all.engine.sendNow()
  return { ...all, today: () => all.engine.today.get() }
}

describe('a visit to make that changed', () => {
  test.each<[string, Partial<ReturnType<typeof assignment>>, string[]]>([
    ['window', { window_end: '2026-11-26T09:00:00Z' }, ['window']],
    ['slot', { slot: 'night', night: true }, ['slot']],
    ['pump', { self_service: true }, ['slot']],
    ['what to buy', { purchase: { fuel_min_fen: 10000, fuel_max_fen: 20000, store_max_fen: 0, invoice: true } }, ['buy']],
    ['question', { question: { zh: '洗车要等多久?', en: 'How long is the car wash?' } }, ['question']],
    ['all of it', { slot: 'night', question: { zh: '洗车?', en: 'Car wash?' } }, ['slot', 'question']],
    ['nothing that is shown', { round: { zh: '第三轮', en: 'Round 3' } }, []],
  ])('says what: %s', async (_, more, changes) => {
    const { today } = await told({ assignments: [assignment(A, { version: 2, ...more })] as never })
    expect(today()).toMatchObject({ changed: 1, assignments: [{ mark: 'changed' }] })
    expect(today().assignments[0]!.changes).toEqual(changes)
  })

  test('says all that changed since it was looked at, and nothing afterwards', async () => {
    const { engine, server, today } = await told({ assignments: [assignment(A, { version: 2, slot: 'night' })] as never })
    server.news.set('anna', { assignments: [assignment(A, { version: 3, slot: 'night', window_end: '2026-11-26T09:00:00Z' })] as never })
    await engine.sendNow()
    expect(today().assignments[0]!.changes).toEqual(['slot', 'window'])
    await engine.seen()
    expect(today()).toMatchObject({ changed: 0, assignments: [{ mark: null, changes: [] }] })
    // Told once more as it is, as a server does after a restore: nothing is new.
    server.news.set('anna', { reset: true, assignments: [assignment(A, { version: 3, slot: 'night', window_end: '2026-11-26T09:00:00Z' })] as never, stations: [station] as never })
    await engine.sendNow()
    expect(today().changed).toBe(0)
  })

  test.each<[string, Partial<typeof station>]>([['moved', { address: '徐州市新路1号' }], ['is called otherwise', { name: { zh: '新站', en: 'New' } }]])(
    'also when only its station %s', async (_, more) => {
      const { today } = await told({ stations: [{ ...station, ...more }] as never })
      expect(today().assignments).toMatchObject([{ mark: 'changed', changes: ['station'] }])
    })

  test('a station whose profile alone is new changes nothing that a shopper looks at', async () => {
    const { today } = await told({ stations: [{ ...station, profile_revision: 4, flags: {} }] as never })
    expect(today().assignments).toMatchObject([{ mark: null, changes: [] }])
  })
})

describe('a visit to make that was taken away', () => {
  const away: Partial<SyncAnswer> = { tombstones: [{ kind: 'assignment', id: A }] }

  test('is told until the shopper has seen it, and cannot be started', async () => {
    const { engine, today } = await told(away, [assignment(A), assignment(B)])
    expect(today()).toMatchObject({ changed: 1, assignments: [{ assignment: { id: A }, withdrawn: true, progress: 'open' }, { withdrawn: false }] })
    await expect(engine.startVisit(A)).rejects.toMatchObject({ code: 'not_allowed' })
    await engine.seen()
    expect(today()).toMatchObject({ changed: 0, assignments: [{ assignment: { id: B } }] })
    await engine.sendNow()
    expect(today().assignments).toHaveLength(1)
  })

  test('and given back is one to make again', async () => {
    const { engine, server, today } = await told(away)
    server.news.set('anna', { assignments: [assignment(A)] as never })
    await engine.sendNow()
    expect(today().assignments).toMatchObject([{ withdrawn: false }])
    expect(await engine.startVisit(A)).toBeTruthy()
  })

  test('also by a full set that does not hold it', async () => {
    const { today } = await told({ reset: true, assignments: [] })
    expect(today().assignments).toMatchObject([{ withdrawn: true }])
  })

  test('is no news once its time is over', async () => {
    const { engine, server, phone, today } = await told({})
    phone.pass(24 * HOUR)
    server.news.set('anna', away)
    await engine.sendNow()
    expect(today().assignments).toEqual([])
  })

  test('is no news when it was declined here', async () => {
    const { engine, server, today } = await told({})
    await engine.decline(A, '没空')
    server.news.set('anna', away)
    await engine.sendNow()
    expect(today().assignments).toEqual([])
  })

  test('reminds of unsent work: it is no visit to make', async () => {
    const { engine, server, phone, today } = await told({}, [assignment(A), assignment(B)])
    const visit = (await engine.openVisit(await engine.startVisit(B)))!
    await visit.stamp('left')
    server.faults = [{ match: 'PUT /v1/audits', outcome: problem(500, 'internal'), times: 99 }]
    await visit.finish({ despite_missing: true })
    phone.pass(HOUR)
    await engine.sendNow()
    expect(today().remind).toBe(0)
    server.news.set('anna', away)
    await engine.sendNow()
    expect(today().remind).toBe(1)
  })
})

describe('check-in', () => {
  test('without a position is a check-in: the moment counts', async () => {
    const { engine, phone } = await signedIn([assignment(A)])
    phone.fix = null
    const visit = (await engine.openVisit(await engine.startVisit(A)))!
    const lacks = () => visit.view.get().missing.some((one) => one.what === 'check_in')
    expect(lacks()).toBe(true)
    expect(await visit.checkIn()).toBeNull()
    expect(lacks()).toBe(false)
  })
})

describe('sending', () => {
  test('in one tab is told in the other, until it is over', async () => {
    const { engine, phone, server } = await signedIn([assignment(A)])
    const other = await phone.open()
    let go: (outcome: Outcome) => void = () => undefined
    const waits = new Promise<Outcome>((done) => (go = done))
    server.before = () => waits
    const round = engine.sendNow()
    await expect.poll(() => other.outbox.get().sending).toBe(true)
    expect(other.contact.get().running).toBe(true)
    server.before = null
    go({ kind: 'none' })
    await round
    await expect.poll(() => other.outbox.get().sending).toBe(false)
    expect(engine.outbox.get().sending).toBe(false)
  })
})
