// Open visits lie on the server too (pains.md P6): saved beside the outbox, taken up on another phone by consent.

import { describe, expect, test } from 'vitest'
import type { Aside } from '../../src/engine/aside'
import { elsewhereOf, type Backups } from '../../src/engine/backups'
import type { DraftRecord } from '../../src/engine/draft'
import type { Engine } from '../../src/engine/index'
import type { OutItem } from '../../src/engine/outbox/types'
import { assignment, FakeServer, problem, station } from './server'
import { Phone, picture, signedIn } from './world'

const A = '26b9634e-9d49-43be-b3af-a8f015d5d436'
const BADGE = 'greeting.badge_worn'
const SIGN = 'approach.brand_sign_visible_intact'
const MINUTE = 60_000

const asideOf = (engine: Engine) => (engine as unknown as { aside: Aside }).aside

/** A minute later the app looks whether something is to be saved. */
function minuteLater(phone: Phone, engine: Engine): Promise<void> {
  phone.pass(MINUTE)
  return asideOf(engine).backUp()
}

/** The shopper puts the phone away: what is open is saved. */
async function putAway(phone: Phone, engine: Engine): Promise<void> {
  phone.pass(MINUTE)
  for (const run of phone.tabs.find((one) => one.engine === engine)!.hide) run()
  await asideOf(engine).backUp()
}

/** Until what a sign-in begins by itself is over: the server was asked what other phones have saved. */
async function looked(server: FakeServer, engine: Engine, before = 0): Promise<void> {
  await expect.poll(() => lines(server).length).toBeGreaterThan(before)
  await asideOf(engine).backUp()
}

const lines = (server: FakeServer) => server.log.filter((line) => line.includes('/me/drafts'))
const elsewhere = (engine: Engine) => engine.today.get().elsewhere

/** A visit with an answer, a tap, a flag, a photo and two receipts, saved on the server. */
async function saved() {
  const all = await signedIn([assignment(A)])
  await looked(all.server, all.engine)
  const audit_id = await all.engine.startVisit(A)
  const visit = (await all.engine.openVisit(audit_id))!
  await visit.answer(BADGE, true)
  const photo = await visit.takePhoto({ blob: picture('a'), kind: 'scene', items: [SIGN] })
  await visit.note(SIGN, '灯箱完好')
  await visit.flag('v.queue_len', 2)
  await visit.stamp('entered_lane')
  if (photo.ok) await visit.receipts([{ kind: 'fuel', at_ms: null, station_code: null, amount_fen: 15000, litres_ml: null, photo_id: photo.photo_id }])
  await putAway(all.phone, all.engine)
  return { ...all, audit_id, visit }
}

/** Another phone of the same person, at the same server and time. */
async function another(first: Phone, server: FakeServer) {
  const disk = globalThis.indexedDB
  const cookie = server.cookie
  const phone = new Phone(server)
  phone.now = first.now
  const theirs = globalThis.indexedDB
  const engine = await phone.open()
  const before = lines(server).length
  await engine.signIn({ username: 'anna', password: 'right' })
  await engine.sendNow()
  await looked(server, engine, before)
  const mine = server.cookie
  /** Runs with the first phone in hand. */
  const onFirst = async <T>(work: () => Promise<T>): Promise<T> => {
    globalThis.indexedDB = disk
    server.cookie = cookie
    const result = await work()
    globalThis.indexedDB = theirs
    server.cookie = mine
    return result
  }
  return { phone, engine, onFirst }
}

describe('an open visit is saved on the server', () => {
  test('with answers, taps, flags and receipts, and without photos', async () => {
    const { server, audit_id, visit } = await saved()
    const draft = server.drafts!.get(`anna|${audit_id}`)!
    expect(draft).toMatchObject({ assignment_id: A, device_id: expect.any(String) as string, saved_at: server.now })
    const { content } = draft as unknown as { content: { answers: { item: string; photos: string[] }[]; photos: object[]; draft: { receipts: object[] } } }
    expect(content).toMatchObject({ v: 1, draft: { audit_id, flags: { 'v.queue_len': 2 }, receipts: [{ amount_fen: 15000, photo_id: null }] }, stamps: [{ name: 'entered_lane' }], photos: [] })
    expect(content.answers.find((one) => one.item === SIGN)).toMatchObject({ note: '灯箱完好', photos: [] })
    expect(visit.view.get().photos).toMatchObject([{ held: true, items: [SIGN] }])
  })

  test('at most once a minute, only what changed, and not what nobody touched', async () => {
    const { engine, phone, server, visit } = await saved()
    server.log = []
    await putAway(phone, engine)
    expect(lines(server)).toEqual([])
    await visit.answer(BADGE, false)
    phone.pass(MINUTE / 2)
    await asideOf(engine).backUp()
    expect(lines(server)).toEqual([])
    await minuteLater(phone, engine)
    expect(lines(server).filter((line) => line.startsWith('PUT'))).toHaveLength(1)
  })

  test('also when the app is taken out again, and when the network comes back', async () => {
    const { phone, server, visit } = await saved()
    for (const reason of ['visible', 'online'] as const) {
      server.log = []
      await visit.note(BADGE, reason)
      phone.pass(MINUTE)
      for (const run of phone.tabs[0]!.wake) run(reason)
      await expect.poll(() => lines(server).filter((line) => line.startsWith('PUT')).length).toBe(1)
    }
  })

  test('never before what is finished: while something waits to be sent, nothing is saved', async () => {
    const { engine, phone, server, visit } = await saved()
    await visit.answer(BADGE, false)
    server.faults = [{ match: '/v1/sync', outcome: problem(503, 'overloaded', 600_000), times: 1 }]
    await engine.sendNow()
    server.log = []
    await putAway(phone, engine)
    expect(lines(server)).toEqual([])
  })

  test('not when the server keeps none: it is asked once, and nothing is told', async () => {
    const { engine, phone, server } = await signedIn([assignment(A)])
    await looked(server, engine)
    server.drafts = null
    server.log = []
    const visit = (await engine.openVisit(await engine.startVisit(A)))!
    await visit.answer(BADGE, true)
    await putAway(phone, engine)
    await visit.answer(BADGE, false)
    await putAway(phone, engine)
    expect(lines(server)).toEqual(['GET /v1/me/drafts'])
    expect(engine.contact.get().last_error).toBeNull()
    expect(elsewhere(engine)).toEqual([])
  })

  test.each<[string, ReturnType<typeof problem>]>([['is too large', problem(413, 'too-large')], ['is one too many', problem(409, 'drafts-full')]])(
    'and what the server refuses because it %s is offered again only when it changed', async (_, outcome) => {
      const { engine, phone, server } = await signedIn([assignment(A)])
      await looked(server, engine)
      const visit = (await engine.openVisit(await engine.startVisit(A)))!
      await visit.answer(BADGE, true)
      server.faults = [{ match: 'PUT /v1/me/drafts', outcome, times: 1 }]
      await putAway(phone, engine)
      server.log = []
      await putAway(phone, engine)
      expect(lines(server)).toEqual([])
      await visit.answer(BADGE, false)
      await putAway(phone, engine)
      expect(server.drafts!.size).toBe(1)
      expect(engine.contact.get().last_error).toBeNull()
    })

  test('and stays as it was saved last when it has grown too large', async () => {
    const { engine, phone, server, visit, audit_id } = await saved()
    const before = server.drafts!.get(`anna|${audit_id}`)
    const items = visit.view.get().groups.flatMap((group) => group.items).slice(0, 40)
    for (const { item } of items) await visit.note(item.id, '长'.repeat(3000))
    server.log = []
    await putAway(phone, engine)
    await minuteLater(phone, engine)
    expect(lines(server)).toEqual([])
    expect(server.drafts!.get(`anna|${audit_id}`)).toBe(before)
  })

  test('and is taken away when it is thrown away, also when that was offline', async () => {
    const { engine, phone, server, visit } = await saved()
    server.online = false
    await visit.discard()
    await putAway(phone, engine)
    expect(server.drafts!.size).toBe(1)
    server.online = true
    await engine.sendNow()
    await putAway(phone, engine)
    expect(server.drafts!.size).toBe(0)
    expect(elsewhere(engine)).toEqual([])
  })

  test('and is not taken away when it was finished: the server does that', async () => {
    const { engine, phone, server, visit } = await saved()
    await visit.stamp('left')
    await visit.finish({ despite_missing: true })
    await engine.sendNow()
    await putAway(phone, engine)
    expect(server.log.filter((line) => line.startsWith('DELETE'))).toEqual([])
    expect(server.drafts!.size).toBe(0)
  })
})

describe('what the front page tells of other phones', () => {
  const audit_id = 'v1'
  const row = { audit_id, assignment_id: A, saved_at: 1_000, mine: false }
  const draft = (more: object) => ({ audit_id, assignment_id: A, touched: true, station, ...more }) as unknown as DraftRecord
  const sent = { kind: 'audit', audit_id, assignment_id: A } as unknown as OutItem
  const tell = (more: Partial<Parameters<typeof elsewhereOf>[1]>, notes: Partial<Backups> = {}) =>
    elsewhereOf({ looked_at: 0, rows: [row], sent: {}, left: {}, ...notes }, { drafts: [], items: [], assignments: [], stations: [], ...more })
      .map((one) => (one.open_here ? 'open here' : 'offered'))

  test.each<[string, string[], Parameters<typeof tell>]>([
    ['a visit that nobody has here', ['offered'], [{}]],
    ['one that was finished here', [], [{ items: [sent] }]],
    ['one on an assignment that was finished here under another id', [], [{ items: [{ ...sent, audit_id: 'v2' } as OutItem] }]],
    ['one whose assignment was begun anew here', [], [{ drafts: [draft({ audit_id: 'v2' })] }]],
    ['one that was thrown away here and is still to be taken away there', [], [{}, { sent: { v1: { sha256: '', saved_at: 900 } } }]],
    ['one that the shopper left there', [], [{}, { left: { v1: 1_000 } }]],
    ['one that was saved again since', ['offered'], [{}, { left: { v1: 999 } }]],
    ['one that is open here too', ['open here'], [{ drafts: [draft({})] }]],
    ['one that this phone saved later', [], [{ drafts: [draft({})] }, { sent: { v1: { sha256: '', saved_at: 1_001 } } }]],
    ['a return that is answered there, and not here', ['offered'], [{ drafts: [draft({ touched: false })], items: [sent] }]],
  ])('%s', (_, told, given) => expect(tell(...given)).toEqual(told))
})

describe('another phone', () => {
  test('offers it after the sign-in, and takes it up by consent only', async () => {
    const { server, phone: first, audit_id } = await saved()
    const { engine } = await another(first, server)
    expect(elsewhere(engine)).toMatchObject([{ audit_id, station_name: station.name, saved_at: server.now, open_here: false }])
    expect(await engine.openVisit(audit_id)).toBeNull()
    expect(await engine.continueVisit(audit_id)).toBe('ok')
    expect(elsewhere(engine)).toEqual([])
    const view = (await engine.openVisit(audit_id))!.view.get()
    const item = view.groups.flatMap((group) => group.items).find((one) => one.item.id === SIGN)!
    expect(item).toMatchObject({ note: '灯箱完好', photos: [] })
    expect(view.stamps.find((one) => one.name === 'entered_lane')!.stamp).toMatchObject({ state: 'made' })
    expect(view.receipts).toMatchObject([{ amount_fen: 15000, photo_id: null }])
    expect(view.flags.find((one) => one.flag.id === 'v.queue_len')!.value).toBe(2)
    expect(view.missing.some((one) => one.what === 'photo_gone')).toBe(false)
  })

  test('finishes it as the same audit', async () => {
    const { server, phone: first, audit_id } = await saved()
    const { engine } = await another(first, server)
    await engine.continueVisit(audit_id)
    const visit = (await engine.openVisit(audit_id))!
    await visit.stamp('left')
    expect(await visit.finish({ despite_missing: true })).toEqual({ ok: true })
    await engine.sendNow()
    expect([...server.audits.keys()]).toEqual([`${audit_id}/1`])
    expect(server.audits.get(`${audit_id}/1`)!.submission.answers[BADGE]).toMatchObject({ value: true })
  })

  test('does not offer it again once the shopper said no, until it was saved once more', async () => {
    const { server, phone: first, engine: old, visit, audit_id } = await saved()
    const { phone, engine, onFirst } = await another(first, server)
    await engine.leaveElsewhere(elsewhere(engine)[0]!)
    expect(elsewhere(engine)).toEqual([])
    await onFirst(async () => {
      first.now = phone.now
      await visit.answer(BADGE, false)
      await putAway(first, old)
    })
    phone.now = first.now
    phone.pass(11 * MINUTE)
    await minuteLater(phone, engine)
    expect(elsewhere(engine)).toMatchObject([{ audit_id, open_here: false }])
  })

  test('keeps the no of what was told, even when the server did not name it at that moment', async () => {
    const { server, phone: first } = await saved()
    const { phone, engine } = await another(first, server)
    const [told] = elsewhere(engine)
    const kept = new Map(server.drafts!)
    const look = async () => {
      phone.pass(11 * MINUTE)
      await minuteLater(phone, engine)
    }
    server.drafts!.clear()
    await look()
    expect(elsewhere(engine)).toEqual([])
    await engine.leaveElsewhere(told!)
    for (const [key, draft] of kept) server.drafts!.set(key, draft)
    await look()
    expect(elsewhere(engine)).toEqual([])
  })

  test('on which it goes on is told on the one where it is open still, which saves nothing over it', async () => {
    const { server, phone: first, engine: old, visit, audit_id } = await saved()
    const { phone, engine, onFirst } = await another(first, server)
    await engine.continueVisit(audit_id)
    const here = (await engine.openVisit(audit_id))!
    await here.answer(BADGE, false)
    await putAway(phone, engine)
    const laid = server.drafts!.get(`anna|${audit_id}`)!
    await onFirst(async () => {
      first.now = phone.now
      await visit.note(BADGE, '再看一眼')
      await putAway(first, old)
      expect(elsewhere(old)).toMatchObject([{ audit_id, station_name: station.name, open_here: true, saved_at: laid.saved_at }])
      expect(server.drafts!.get(`anna|${audit_id}`)).toBe(laid)
      // The shopper goes on here all the same: it is saved from here again.
      await old.leaveElsewhere(elsewhere(old)[0]!)
      expect(elsewhere(old)).toEqual([])
      await putAway(first, old)
      expect(server.drafts!.get(`anna|${audit_id}`)).not.toBe(laid)
    })
    phone.now = first.now
    phone.pass(11 * MINUTE)
    await minuteLater(phone, engine)
    expect(elsewhere(engine)).toMatchObject([{ audit_id, open_here: true }])
  })

  test('that throws it away leaves the draft of the one that went on', async () => {
    const { server, phone: first, engine: old, visit, audit_id } = await saved()
    const { phone, engine, onFirst } = await another(first, server)
    await engine.continueVisit(audit_id)
    await putAway(phone, engine)
    await onFirst(async () => {
      first.now = phone.now
      await visit.discard()
      await putAway(first, old)
      await putAway(first, old)
    })
    expect(server.drafts!.size).toBe(1)
  })

  test.each<[string, (server: FakeServer, key: string) => void, string]>([
    ['without a network', (server) => (server.online = false), 'no_answer'],
    ['when it was finished meanwhile', (server, key) => server.drafts!.delete(key), 'gone'],
    ['when a newer app saved it', (server, key) => server.drafts!.set(key, { ...server.drafts!.get(key)!, content: { v: 2 } as never }), 'unreadable'],
    ['when it is another visit', (server, key) => {
      const draft = structuredClone(server.drafts!.get(key)!) as unknown as { content: { answers: { audit_id: string }[] } }
      draft.content.answers[0]!.audit_id = A
      server.drafts!.set(key, draft as never)
    }, 'unreadable'],
  ])('takes up nothing %s', async (_, spoil, why) => {
    const { server, phone: first, audit_id } = await saved()
    const { engine } = await another(first, server)
    spoil(server, `anna|${audit_id}`)
    expect(await engine.continueVisit(audit_id)).toBe(why)
    expect(await engine.openVisit(audit_id)).toBeNull()
  })

  test('of somebody else hears of nothing', async () => {
    const { server, phone: first } = await saved()
    server.assignments.set('bert', [assignment(A)])
    const phone = new Phone(server)
    phone.now = first.now
    const engine = await phone.open()
    const before = lines(server).length
    await engine.signIn({ username: 'bert', password: 'right' })
    await engine.sendNow()
    await looked(server, engine, before)
    expect(elsewhere(engine)).toEqual([])
  })

  test('of the same person whose browser was cleared gets it back', async () => {
    const { server, phone: first, audit_id } = await saved()
    first.kill()
    const { engine } = await another(first, server)
    expect(await engine.continueVisit(audit_id)).toBe('ok')
    expect(await engine.lastVisit()).toBeNull()
    expect(engine.outbox.get().entries).toMatchObject([{ kind: 'draft', audit_id, plain: 'on_phone' }])
  })
})
