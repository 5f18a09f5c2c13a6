// The service worker sends what a manager did without a network, when the app is closed.

import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PhoneStore } from '../../../src/engine/db/phone'
import { sendInBackground } from '../../../src/sw/background'
import { StationStore } from '../../../src/desk/station/outbox/store'
import { Device, MANAGER, onOrder, picture } from './device'
import { Server } from './server'

let server: Server

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory()
  server = new Server()
  server.orders.set('order-1', { version: 1, state: 'issued', round: 0 })
  vi.stubGlobal('navigator', { storage: { persisted: () => Promise.resolve(true) } })
  vi.stubGlobal('fetch', answer)
  const phone = await PhoneStore.open()
  await phone.setSession({ person: { id: MANAGER, username: 'manager', display_name: '', roles: ['station'] }, csrf_token: 'token', ended: false })
  phone.close()
})

afterEach(() => vi.unstubAllGlobals())

/** The network of the service worker: the small server behind `fetch`. */
async function answer(url: string, init: RequestInit): Promise<Response> {
  if (server.offline) throw new TypeError('no network')
  const net = server.net()
  const body = new Uint8Array(await new Response(init.body ?? null).arrayBuffer())
  const outcome = url.startsWith('https://storage/')
    ? await net.upload(init.method ?? '', url, {}, body.buffer)
    : await net.api({ method: init.method ?? 'GET', url }, { body: new TextDecoder().decode(body) || 'null', headers: init.headers as Record<string, string> })
  if (outcome.kind !== 'http') throw new TypeError('no network')
  const type = outcome.problem ? 'application/problem+json' : 'application/json'
  return new Response(JSON.stringify(outcome.problem ?? outcome.json), { status: outcome.status, headers: { 'content-type': type } })
}

/** Handed in without a network; then the app is closed. */
async function handedIn(): Promise<void> {
  const device = new Device(server)
  device.now = Date.now()
  server.offline = true
  const app = await device.open()
  await app.keep('submit/order-1', 'after', picture('clean'))
  const draft = await app.write('submit/order-1', { note: 'washed' })
  await app.handIn(onOrder('submit', 'order-1', { note: 'washed' }), draft)
  await app.wake('visible')
  app.close()
  server.offline = false
}

async function stored() {
  const store = await StationStore.open(MANAGER)
  const { deeds } = await store.read()
  store.close()
  return deeds
}

test('once; the app finds it done', async () => {
  await handedIn()
  await sendInBackground()
  expect(server.done).toEqual(['submit order-1'])
  expect(await stored()).toMatchObject([{ done: { state: 'submitted' }, files: [{ held: false, server: 'verified' }] }])
  await sendInBackground()
  expect(server.done).toHaveLength(1)
})

test('it says that something is left, so that the browser tries again', async () => {
  await handedIn()
  server.offline = true
  await expect(sendInBackground()).rejects.toThrow('not empty')
  expect(await stored()).toMatchObject([{ done: null, files: [{ held: true }] }])
})

test('nothing of somebody who is not signed in, and no database for one who was never at a station', async () => {
  await sendInBackground()
  expect((await indexedDB.databases()).some((one) => one.name?.startsWith('forecourt-station-'))).toBe(false)
  await handedIn()
  const phone = await PhoneStore.open()
  await phone.setSession({ person: { id: 'somebody else', username: 'other', display_name: '', roles: ['station'] }, csrf_token: 'token', ended: false })
  phone.close()
  await sendInBackground()
  expect(server.done).toEqual([])
})
