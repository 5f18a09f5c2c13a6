// Evidence: safe here before anything is shown as done, on the server once, deleted only when both agree.

import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { draftOf as draftAgain } from '../../../src/desk/station/draft.svelte'
import { lacks } from '../../../src/desk/station/lib/verbs'
import type { Outbox } from '../../../src/desk/station/outbox/index'
import { PART_BYTES } from '../../../src/desk/net/clip'
import { partKey, StationStore } from '../../../src/desk/station/outbox/store'
import type { Draft } from '../../../src/desk/station/outbox/types'
import { pendingOf } from '../../../src/desk/station/outbox/view'
import { Device, onOrder, picture } from './device'
import { order } from './orders'
import { Server, type Fault } from './server'

const ORDER = 'order-1'
const DRAFT = `submit/${ORDER}`
let server: Server
let device: Device
const open: Outbox[] = []

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
  server = new Server()
  server.orders.set(ORDER, { version: 1, state: 'issued', round: 0 })
  device = new Device(server)
})

afterEach(() => open.splice(0).forEach((one) => one.close()))

async function app(): Promise<Outbox> {
  const outbox = await device.open()
  open.push(outbox)
  return outbox
}

/** Before and after, and what was done. */
async function draftOf(outbox: Outbox, key = DRAFT): Promise<Draft> {
  await outbox.keep(key, 'before', picture('dirty'))
  await outbox.keep(key, 'after', picture('clean'))
  return outbox.write(key, { note: 'washed' })
}

async function submit(outbox: Outbox) {
  const draft = await draftOf(outbox)
  return outbox.handIn(onOrder('submit', ORDER, { note: 'washed' }), draft)
}

describe('a picture', () => {
  test('is kept with its hash, read back, and outlives the app', async () => {
    const first = await app()
    const kept = await first.keep(DRAFT, 'before', picture('dirty'))
    expect(kept).toMatchObject({ ok: true, file: { role: 'before', content_type: 'image/jpeg', bytes: 8 } })
    first.close()
    const again = await app()
    const draft = await again.store.draft(DRAFT)
    expect(draft?.files).toHaveLength(1)
    expect((await again.store.bytes(draft!.files[0]!.id))?.byteLength).toBe(8)
  })

  test('that is none is not kept, nor one more than the server takes', async () => {
    const outbox = await app()
    expect(await outbox.keep(DRAFT, 'after', picture('no picture'))).toMatchObject({ ok: false, why: 'not_a_picture' })
    for (let n = 0; n < 20; n += 1) await outbox.keep(DRAFT, 'after', picture(`clean ${n}`))
    expect(await outbox.keep(DRAFT, 'after', picture('one more'))).toMatchObject({ ok: false, why: 'too_many' })
    expect((await outbox.store.draft(DRAFT))?.files).toHaveLength(20)
  })

  test('of how it is now is one: a paper or a clip in its place is none, and stays none when it is reopened', async () => {
    const outbox = await app()
    const repair = order(ORDER, { item: { id: 'x', n: 1, text: { zh: '', en: '' }, severity: 'major', fix: 'repair' } })
    const missing = (draft: Draft | null) => lacks(repair, { note: 'mended' }, draft?.files ?? [])
    await outbox.keep(DRAFT, 'after', new Blob(['%PDF-1.7 ', new Uint8Array(64)], { type: 'application/pdf' }))
    await outbox.keep(DRAFT, 'after', new Blob([new Uint8Array([0, 0, 0, 24]), 'ftypisom', new Uint8Array(64)], { type: 'video/mp4' }))
    const draft = await outbox.store.draft(DRAFT)
    expect([draft?.files.map((one) => one.content_type), missing(draft)]).toEqual([['application/pdf', 'video/mp4'], ['now']])
    const deed = (await outbox.handIn(onOrder('submit', ORDER, { note: 'mended' }), draft))!
    expect(missing(draftAgain(deed))).toEqual(['now'])
    await outbox.keep(DRAFT, 'after', picture('clean'))
    expect(missing(await outbox.store.draft(DRAFT))).toEqual([])
  })

  test('that is not handed in is listed as begun, with what it is about', async () => {
    const outbox = await app()
    const of = { about: { zh: '地面', en: 'Ground' }, path: '/desk/station/orders/order-1' }
    await outbox.write('contain/order-1', { note: ' ' })
    await outbox.keep(DRAFT, 'before', picture('dirty'), of)
    expect(outbox.view.get()).toMatchObject({ unsent: 0, drafts: [{ key: DRAFT, ...of, files: [{ role: 'before' }] }] })
    await outbox.handIn(onOrder('submit', ORDER, { note: 'washed' }), (await outbox.store.draft(DRAFT))!)
    expect(outbox.view.get()).toMatchObject({ unsent: 1, drafts: [] })
  })

  test('that is thrown away leaves no bytes', async () => {
    const outbox = await app()
    const kept = await outbox.keep(DRAFT, 'after', picture('clean'))
    if (!kept.ok) throw new Error(kept.why)
    expect((await outbox.removeFile(DRAFT, kept.file.id)).files).toEqual([])
    expect(await outbox.store.bytes(kept.file.id)).toBeNull()
  })
})

describe('a submission', () => {
  test('is stored without a network and sent when the app is opened again', async () => {
    server.offline = true
    const first = await app()
    const deed = (await submit(first))!
    expect(await first.store.draft(DRAFT)).toBeNull()
    expect(first.view.get()).toMatchObject({ unsent: 1, deeds: [{ plain: 'on_device', files: { of: 2, safe: 0 } }] })
    await device.settle(first, 2)
    first.close()
    server.offline = false
    const again = await app()
    expect(pendingOf(again.view.get(), ORDER)?.plain).toBe('on_device')
    await device.settle(again)
    expect(server.done).toEqual([`submit ${ORDER}`])
    expect(again.view.get()).toMatchObject({ unsent: 0, deeds: [{ plain: 'done', files: { of: 2, safe: 2 } }] })
    for (const file of deed.files) expect(await again.store.bytes(file.id)).toBeNull()
    expect([...server.files.values()].map((file) => file.subject_id)).toEqual([ORDER, ORDER])
  })

  test('whose answer was lost is repeated under its key and done once', async () => {
    const outbox = await app()
    server.faults = ['none', 'none', 'none', 'none', 'none', 'none', 'lost']
    await submit(outbox)
    await device.settle(outbox)
    expect(server.requests.filter((line) => line.endsWith('/submit'))).toHaveLength(2)
    expect(server.done).toEqual([`submit ${ORDER}`])
    expect(outbox.view.get().unsent).toBe(0)
  })

  test('keeps its bytes until the server has proven them', async () => {
    server.looks = 3
    const outbox = await app()
    const deed = (await submit(outbox))!
    await outbox.wake('visible')
    expect(server.done).toEqual([])
    for (const file of deed.files) expect(await outbox.store.bytes(file.id)).not.toBeNull()
    await device.settle(outbox)
    expect(server.done).toEqual([`submit ${ORDER}`])
  })

  test('stops when the receipt is for other bytes, and keeps its own', async () => {
    server.liar = true
    const outbox = await app()
    const deed = (await submit(outbox))!
    await device.settle(outbox)
    expect(outbox.view.get().deeds[0]).toMatchObject({ plain: 'stopped', deed: { stopped: { kind: 'receipt_mismatch' } } })
    for (const file of deed.files) expect(await outbox.store.bytes(file.id)).not.toBeNull()
    server.liar = false
    await outbox.tryAgain(deed.key)
    await device.settle(outbox)
    expect(server.done).toEqual([`submit ${ORDER}`])
  })

  test('of an order that has only got older names the version of now', async () => {
    server.orders.set(ORDER, { version: 4, state: 'acknowledged', round: 0 })
    const outbox = await app()
    await submit(outbox)
    await device.settle(outbox)
    expect(server.done).toEqual([`submit ${ORDER}`])
  })

  test('of an order that was rejected meanwhile stops, since its author has not read why', async () => {
    server.orders.set(ORDER, { version: 4, state: 'acknowledged', round: 1 })
    const outbox = await app()
    const deed = (await submit(outbox))!
    await device.settle(outbox)
    expect(server.done).toEqual([])
    expect(outbox.view.get().deeds[0]).toMatchObject({ plain: 'stopped' })
    await outbox.tryAgain(deed.key)
    await device.settle(outbox)
    expect(server.done).toEqual([`submit ${ORDER}`])
  })

  test('that the server refuses becomes a draft again, with its pictures', async () => {
    server.orders.set(ORDER, { version: 1, state: 'closed', round: 0 })
    const outbox = await app()
    const deed = (await submit(outbox))!
    await device.settle(outbox)
    expect(outbox.view.get().deeds[0]).toMatchObject({ plain: 'stopped', deed: { stopped: { kind: 'refused', told: { detail: 'state closed' } } } })
    await outbox.reopen(deed.key, { key: DRAFT, texts: { note: 'washed' }, files: deed.files, touched_at: 0 })
    expect(outbox.view.get().deeds).toEqual([])
    const draft = await outbox.store.draft(DRAFT)
    expect(draft).toMatchObject({ texts: { note: 'washed' }, files: [{ role: 'before' }, { role: 'after' }] })
    for (const file of draft!.files) expect(await outbox.store.bytes(file.id)).not.toBeNull()
  })

  test('that becomes a draft again leaves what was begun anew meanwhile', async () => {
    server.orders.set(ORDER, { version: 1, state: 'closed', round: 0 })
    const outbox = await app()
    const deed = (await submit(outbox))!
    await device.settle(outbox)
    await outbox.write(DRAFT, { note: 'and dried', root_cause: '', cause: 'staff', owner: 'Li' })
    await outbox.reopen(deed.key, { key: DRAFT, texts: { note: 'washed', root_cause: 'no mop', cause: 'budget', owner: 'Li' }, files: deed.files, touched_at: 0 })
    expect((await outbox.store.draft(DRAFT))?.texts).toEqual({ note: 'washed\n\nand dried', root_cause: 'no mop', cause: 'staff', owner: 'Li' })
  })

  test('stops when its bytes cannot be read any more', async () => {
    server.offline = true
    const outbox = await app()
    const deed = (await submit(outbox))!
    await outbox.removeFile('another draft', deed.files[0]!.id)
    server.offline = false
    await device.settle(outbox)
    expect(outbox.view.get().deeds[0]).toMatchObject({ plain: 'stopped', deed: { stopped: { kind: 'photo_gone' } } })
    await outbox.tryAgain(deed.key)
    await device.settle(outbox)
    expect(outbox.view.get().deeds[0]).toMatchObject({ plain: 'stopped', deed: { stopped: { kind: 'photo_gone' } } })
    expect(server.done).toEqual([])
  })

  test('of a draft that another tab has changed is not frozen', async () => {
    const outbox = await app()
    const draft = await draftOf(outbox)
    await outbox.write(DRAFT, { note: 'washed twice' })
    expect(await outbox.handIn(onOrder('submit', ORDER, { note: 'washed' }), draft)).toBeNull()
    expect((await outbox.store.draft(DRAFT))?.texts.note).toBe('washed twice')
  })
})

describe('deeds on one order', () => {
  test('go in the order in which they were done, each with the version of the one before', async () => {
    server.offline = true
    const outbox = await app()
    await outbox.handIn(onOrder('acknowledge', ORDER))
    device.now += 60_000
    await submit(outbox)
    expect(outbox.view.get().deeds.map((one) => one.waits)).toEqual([false, true])
    server.offline = false
    await device.settle(outbox)
    expect(server.done).toEqual([`acknowledge ${ORDER}`, `submit ${ORDER}`])
    expect(server.requests.filter((line) => line.startsWith('GET'))).toEqual([])
  })

  test('that the office was faster with are done, and the next ones go on', async () => {
    server.orders.set(ORDER, { version: 3, state: 'acknowledged', round: 0 })
    server.onlyOnce = true
    const outbox = await app()
    await outbox.handIn(onOrder('acknowledge', ORDER))
    device.now += 1_000
    await submit(outbox)
    await device.settle(outbox)
    expect(server.done).toEqual([`submit ${ORDER}`])
    expect(outbox.view.get().deeds.map((one) => one.plain)).toEqual(['done', 'done'])
  })

  test('do not hold up those on another', async () => {
    server.orders.set('order-2', { version: 1, state: 'issued', round: 0 })
    server.orders.delete(ORDER)
    const outbox = await app()
    await outbox.handIn(onOrder('acknowledge', ORDER))
    await outbox.handIn(onOrder('acknowledge', 'order-2'))
    await device.settle(outbox)
    expect(server.done).toEqual(['acknowledge order-2'])
    expect(outbox.view.get().deeds.map((one) => one.plain)).toEqual(['stopped', 'done'])
  })
})

describe('an appeal', () => {
  test('is filed once under its own id, with its evidence', async () => {
    const outbox = await app()
    await outbox.keep('appeal/a/i', 'evidence', picture('the board'))
    const draft = await outbox.write('appeal/a/i', { reason: 'it was right' })
    server.faults = ['none', 'none', 'none', 'lost']
    const wish = { ...onOrder('appeal', '', { audit_id: 'a', item: 'i', reason: 'it was right' }), subject_id: null, version: null }
    const deed = (await outbox.handIn(wish, draft))!
    expect(deed.subject_id).toBe(deed.key)
    await device.settle(outbox)
    expect(server.done).toEqual(['appeal i'])
    expect(outbox.view.get().unsent).toBe(0)
  })
})

describe('footage that was asked for', () => {
  /** A clip of three parts; of these the last is short. */
  const clip = (): Blob => new Blob([new Uint8Array([0, 0, 0, 24]), 'ftypisom', new Uint8Array(2 * PART_BYTES)], { type: 'video/mp4' })
  const wish = { ...onOrder('footage', 'appeal-1', { reason: 'camera 3' }, 3) }

  test('goes part by part, again only what was not answered, and its bytes stay until all of it is proven', async () => {
    const outbox = await app()
    const kept = await outbox.keep('footage/appeal-1', 'evidence', clip())
    expect(kept).toMatchObject({ ok: true, file: { content_type: 'video/mp4', bytes: 2 * PART_BYTES + 12 } })
    const file = (kept as Extract<typeof kept, { ok: true }>).file
    expect(file.parts?.map((one) => one.bytes)).toEqual([PART_BYTES, PART_BYTES, 12])
    const draft = await outbox.write('footage/appeal-1', { reason: 'camera 3' })
    server.faults = ['none', 'none', 'none', 'lost', 'offline']
    await outbox.handIn(wish, draft)
    expect(await outbox.store.bytes(partKey(file.id, 2))).not.toBeNull()
    await device.settle(outbox, 40)
    expect(server.done).toEqual(['footage appeal-1: camera 3'])
    expect(server.requests.filter((one) => one.startsWith('PUT https')).map((one) => one.slice(-2))).toEqual(['/0', '/1', '/1', '/2'])
    expect(await outbox.store.bytes(partKey(file.id, 0))).toBeNull()
    expect(outbox.view.get().unsent).toBe(0)
  })

  test('is no clip by its name alone, and leaves nothing behind when it is thrown away', async () => {
    const outbox = await app()
    expect(await outbox.keep('footage/appeal-1', 'evidence', new Blob(['not a clip'], { type: 'video/mp4' }))).toMatchObject({ ok: false, why: 'not_a_picture' })
    const kept = await outbox.keep('footage/appeal-1', 'evidence', clip())
    const id = kept.ok ? kept.file.id : ''
    await outbox.removeFile('footage/appeal-1', id)
    for (const at of [0, 1, 2]) expect(await outbox.store.bytes(partKey(id, at))).toBeNull()
  })
})

describe('sending', () => {
  test('waits for the sign-in, and goes on after it', async () => {
    server.faults = ['sign_in']
    const outbox = await app()
    await submit(outbox)
    await device.settle(outbox, 3)
    expect(outbox.view.get()).toMatchObject({ needs_sign_in: true, unsent: 1 })
    expect(server.done).toEqual([])
    await outbox.signedIn()
    await device.settle(outbox)
    expect(server.done).toEqual([`submit ${ORDER}`])
  })

  test('does nothing with the cookie of another person', async () => {
    device.csrf = null
    const outbox = await app()
    await submit(outbox)
    await device.settle(outbox, 3)
    expect(server.requests).toEqual([])
    expect(outbox.view.get().unsent).toBe(1)
  })

  test('survives every mixture of faults: each deed is done once, no byte goes before the server has it', async () => {
    const fault = fc.constantFrom<Fault>('none', 'none', 'offline', 'lost', 'portal', 'busy')
    await fc.assert(fc.asyncProperty(fc.array(fault, { maxLength: 25 }), fc.array(fc.boolean(), { maxLength: 6 }), async (faults, restarts) => {
      globalThis.indexedDB = new IDBFactory()
      server = new Server()
      server.orders.set(ORDER, { version: 1, state: 'issued', round: 0 })
      device = new Device(server)
      server.faults = [...faults]
      let outbox = await app()
      await outbox.handIn(onOrder('acknowledge', ORDER))
      device.now += 1_000
      const deed = (await submit(outbox))!
      for (const restart of restarts) {
        await device.settle(outbox, 1)
        if (restart) {
          outbox.close()
          outbox = await app()
        }
        const gone = await Promise.all(deed.files.map(async (file) => (await outbox.store.bytes(file.id)) === null))
        if (gone.some(Boolean)) expect(server.done).toContain(`submit ${ORDER}`)
      }
      device.now += 3_600_000
      await device.settle(outbox, 40)
      expect(server.done).toEqual([`acknowledge ${ORDER}`, `submit ${ORDER}`])
      expect(outbox.view.get().unsent).toBe(0)
    }), { numRuns: 40 })
  })

  test('keeps what one person did away from another', async () => {
    const outbox = await app()
    await draftOf(outbox)
    const other = await StationStore.open('a2a1f6c0-0000-4000-8000-000000000002')
    expect(await other.drafts()).toEqual([])
    other.close()
  })
})
