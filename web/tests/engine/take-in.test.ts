// A file that was exported on one phone is taken in on another: looked at byte by byte, nothing doubled, sent from there.

import { describe, expect, test } from 'vitest'
import { sha256Hex } from '../../src/engine/hash'
import type { Engine, ExportFile } from '../../src/engine/index'
import { assignment, station, type FakeServer } from './server'
import { Phone, picture, signedIn } from './world'

const A = '26b9634e-9d49-43be-b3af-a8f015d5d436'
const B = '36b9634e-9d49-43be-b3af-a8f015d5d437'
const C = '46b9634e-9d49-43be-b3af-a8f015d5d438'
const BADGE = 'greeting.badge_worn'

type File = { forecourt_export: number; person: { id: string; username: string }; entries: Entry[] }
type Entry = {
  key: string; body_base64: string; sha256: string; item: { photos: { sha256: string }[]; content_sha256: string; verb: string }
  photos: { photo_id: string; data_base64: string | null }[]; draft: { narrative: string; audit_id: string } | null; answers: { value: unknown }[]
}

/** A phone with a finished visit, a report with a photo and an open visit, none of it sent; all of it in a file. */
async function exported() {
  const { server, phone, engine } = await signedIn([assignment(A), assignment(B), assignment(C)])
  server.online = false
  const audit_id = await engine.startVisit(A)
  const visit = (await engine.openVisit(audit_id))!
  for (const name of ['a', 'b']) await visit.takePhoto({ blob: picture(name), kind: 'scene', items: [] })
  await visit.answer(BADGE, true)
  await visit.stamp('left')
  await visit.finish({ despite_missing: true })
  const shot = await engine.takeReportPhoto(B, picture('closed'))
  if (shot.ok) await engine.impossible(B, { reason: 'closed', photos: [shot.photo_id] })
  const open_id = await engine.startVisit(C)
  const open = (await engine.openVisit(open_id))!
  await open.answer(BADGE, false)
  await open.narrative('到站时下雨')
  await open.takePhoto({ blob: picture('c'), kind: 'scene', items: ['approach.brand_sign_visible_intact'] })
  const file = await engine.exportAll()
  phone.kill()
  server.online = true
  return { server, file, audit_id, open_id }
}

/** Another phone of somebody, who has signed in there. */
async function another(server: FakeServer, person = 'anna'): Promise<Engine> {
  const engine = await new Phone(server).open()
  await engine.signIn({ username: person, password: 'right' })
  await engine.sendNow()
  return engine
}

/** The file with something changed. */
async function changed(file: ExportFile, change: (json: File) => unknown): Promise<Blob> {
  const json = JSON.parse(await file.blob.text()) as File
  change(json)
  return new Blob([JSON.stringify(json)])
}

const entryOf = (json: File, kind: string): Entry => json.entries.find((one) => one.key.startsWith(kind))!
const kinds = (engine: Engine) => engine.outbox.get().entries.map((one) => one.kind).sort()

describe('a file of this person', () => {
  test('is taken in whole and goes out as if it had been made there', async () => {
    const { server, file, audit_id, open_id } = await exported()
    const engine = await another(server)
    expect(await engine.takeIn(file.blob)).toEqual({ ok: true, taken: 3, known: 0, damaged: 0 })
    await engine.sendNow()
    expect([...server.audits.keys()]).toEqual([`${audit_id}/1`])
    for (const line of server.audits.get(`${audit_id}/1`)!.submission.photos) expect(await sha256Hex(server.objects.get(line.photo_id)!)).toBe(line.sha256)
    expect(server.reports.size).toBe(1)
    const sent = engine.outbox.get().entries.filter((one) => one.kind !== 'draft')
    expect(sent).toMatchObject([{ plain: 'complete', station_name: station.name }, { plain: 'complete', station_name: station.name }])
    const view = (await engine.openVisit(open_id))!.view.get()
    expect(view).toMatchObject({ narrative: '到站时下雨', photos: [{ held: true, items: ['approach.brand_sign_visible_intact'] }] })
    expect(await engine.photoUrl(view.photos[0]!.photo_id)).not.toBeNull()
    expect(view.missing.some((one) => one.what === 'photo_gone')).toBe(false)
  })

  test('goes out with exactly the bytes that were frozen', async () => {
    const { server, file } = await exported()
    const { body_base64, item } = entryOf(JSON.parse(await file.blob.text()) as File, 'audit/')
    const engine = await another(server)
    await engine.takeIn(file.blob)
    await engine.sendNow()
    const audit = [...server.audits.values()][0]!
    expect(audit.text).toBe(Buffer.from(body_base64, 'base64').toString())
    expect(audit.sha).toBe(item.content_sha256)
  })

  test('doubles nothing: taken in twice, on the phone that made it, and after it was sent', async () => {
    const { server, file, audit_id } = await exported()
    const engine = await another(server)
    await engine.takeIn(file.blob)
    expect(await engine.takeIn(file.blob)).toEqual({ ok: true, taken: 0, known: 3, damaged: 0 })
    await engine.sendNow()
    expect(await engine.takeIn(file.blob)).toEqual({ ok: true, taken: 0, known: 3, damaged: 0 })
    const third = await another(server)
    expect(await third.takeIn(file.blob)).toMatchObject({ taken: 3 })
    await third.sendNow()
    expect([...server.audits.keys()]).toEqual([`${audit_id}/1`])
    expect(server.reports.size).toBe(1)
    expect(kinds(third)).toEqual(['audit', 'draft', 'report'])
    expect(third.outbox.get().entries.filter((one) => one.kind !== 'draft').every((one) => one.plain === 'complete')).toBe(true)
  })

  test('takes no finished visit over one that is open here, and no draft over one that was finished', async () => {
    const { server, file, open_id } = await exported()
    const engine = await another(server)
    await engine.takeIn(file.blob)
    const visit = (await engine.openVisit(open_id))!
    await visit.stamp('left')
    await visit.finish({ despite_missing: true })
    expect(await engine.takeIn(file.blob)).toMatchObject({ known: 3 })
    expect(await engine.openVisit(open_id)).toBeNull()
    const finished = await engine.exportAll()
    const other = await another(server)
    await other.takeIn(file.blob)
    const { known } = (await other.takeIn(finished.blob)) as { known: number }
    expect(known).toBe(finished.keys.length)
    expect(await other.openVisit(open_id)).not.toBeNull()
  })

  test('leaves the visit unsent until the server has it: it is not exported here', async () => {
    const { server, file } = await exported()
    const engine = await another(server)
    server.online = false
    await engine.takeIn(file.blob)
    expect(await engine.signOut()).toMatchObject({ ok: false, why: 'unsent' })
  })
})

describe('what is not whole', () => {
  const flip = (base64: string) => Buffer.from(Buffer.from(base64, 'base64').toString('latin1').replace('true', 'null'), 'latin1').toString('base64')
  test.each<[string, string, (json: File) => void]>([
    ['a body that was changed', 'audit/', (json) => (entryOf(json, 'audit/').body_base64 = flip(entryOf(json, 'audit/').body_base64))],
    ['a body that is gone', 'audit/', (json) => (entryOf(json, 'audit/').body_base64 = '')],
    ['a body that is no JSON', 'audit/', (json) => (entryOf(json, 'audit/').body_base64 = '////')],
    ['a photo list that is not the body’s', 'audit/', (json) => (entryOf(json, 'audit/').item.photos[0]!.sha256 = '0'.repeat(64))],
    ['a key that is not its own', 'audit/', (json) => (entryOf(json, 'audit/').key = entryOf(json, 'audit/').key = (entryOf(json, 'audit/').item as unknown as { key: string }).key = 'audit/x/1')],
    ['the text of a report', 'report/', (json) => (entryOf(json, 'report/').body_base64 = btoa(atob(entryOf(json, 'report/').body_base64).replace('closed', 'unsafe')))],
    ['a report of no kind', 'report/', (json) => (entryOf(json, 'report/').item.verb = 'pay')],
    ['an answer of a draft that was changed', 'draft/', (json) => (entryOf(json, 'draft/').answers[0]!.value = true)],
    ['a draft under another id', 'draft/', (json) => (entryOf(json, 'draft/').key = `draft/${A}`)],
    ['an entry that is nothing', 'draft/', (json) => json.entries.splice(json.entries.findIndex((one) => one.key.startsWith('draft/')), 1, null as never)],
  ])('%s is told and left out; the rest is taken', async (_, kind, spoil) => {
    const { server, file, audit_id } = await exported()
    const engine = await another(server)
    expect(await engine.takeIn(await changed(file, spoil))).toEqual({ ok: true, taken: 2, known: 0, damaged: 1 })
    await engine.sendNow()
    expect([...server.audits.keys()]).toEqual(kind === 'audit/' ? [] : [`${audit_id}/1`])
    expect(server.reports.size).toBe(kind === 'report/' ? 0 : 1)
    expect(kinds(engine)).not.toContain(kind.slice(0, -1))
  })

  test.each<[string, (photo: { data_base64: string | null }) => void]>([
    ['is not in it', (photo) => (photo.data_base64 = null)],
    ['is another one', (photo) => (photo.data_base64 = btoa('another'))],
    ['is no base64', (photo) => (photo.data_base64 = '*')],
  ])('a photo that %s is gone, and its shopper says so; the text goes', async (_, spoil) => {
    const { server, file, audit_id } = await exported()
    const engine = await another(server)
    let lost = ''
    expect(await engine.takeIn(await changed(file, (json) => {
      const photo = entryOf(json, 'audit/').photos[0]!
      lost = photo.photo_id
      spoil(photo)
    }))).toMatchObject({ taken: 3 })
    await engine.sendNow()
    expect(server.audits.size).toBe(1)
    expect(server.objects.has(lost)).toBe(false)
    expect(engine.outbox.get().entries.find((one) => one.kind === 'audit')).toMatchObject({ gone_photos: [lost] })
    await engine.declareLost(audit_id, lost, '旧手机坏了')
    await engine.sendNow()
    expect(engine.outbox.get().entries.find((one) => one.kind === 'audit')).toMatchObject({ plain: 'complete' })
  })
})

describe('a file that is refused', () => {
  test('somebody else’s, with his name, and nothing of it is here', async () => {
    const { server, file } = await exported()
    const engine = await another(server, 'bert')
    expect(await engine.takeIn(file.blob)).toEqual({ ok: false, why: 'other_person', name: 'anna' })
    expect(engine.outbox.get().entries).toEqual([])
  })

  test.each<[string, Blob, string]>([
    ['no JSON', new Blob(['%PDF']), 'no_export'], ['empty', new Blob([]), 'no_export'], ['something else', new Blob(['{"a":1}']), 'no_export'], ['a list', new Blob(['[]']), 'no_export'],
  ])('%s', async (_, blob, why) => {
    const { engine } = await signedIn([])
    expect(await engine.takeIn(blob)).toEqual({ ok: false, why })
  })

  test('of a newer app', async () => {
    const { server, file } = await exported()
    const engine = await another(server)
    expect(await engine.takeIn(await changed(file, (json) => (json.forecourt_export = 2)))).toEqual({ ok: false, why: 'newer' })
  })
})
