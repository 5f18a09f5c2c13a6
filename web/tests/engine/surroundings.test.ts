// The engine in what a browser makes of it: the app's own world over a browser whose events the test gives.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { agree, installed } from '../../src/engine/agreed'
import { Caches } from '../caches'
import { tabLocks } from '../../src/engine/locks'
import { openEngine } from '../../src/engine/open'
import { pageWorld } from '../../src/engine/world'
import { assignment, FakeServer } from './server'
import { Phone } from './world'

const A = '26b9634e-9d49-43be-b3af-a8f015d5d436'
const CHROME = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36'

class Worker extends EventTarget {
  postMessage = vi.fn()
}

/** What the page sees of its service worker. */
class Registration extends EventTarget {
  active: Worker | null = new Worker()
  waiting: Worker | null = null
  installing: Worker | null = null
  update = vi.fn(() => Promise.resolve())
  sync = { register: vi.fn(() => Promise.resolve()) }
}

let registration: Registration
let container: EventTarget & { register(): Promise<Registration>; ready: Promise<Registration> }
let page: EventTarget & { visibilityState: string; hidden: boolean }
let storage: { persisted: boolean; grants: boolean; asked: number }
let installs: () => void
const reload = vi.fn()

beforeEach(() => {
  registration = new Registration()
  container = Object.assign(new EventTarget(), { register: () => Promise.resolve(registration), ready: Promise.resolve(registration) })
  page = Object.assign(new EventTarget(), { visibilityState: 'visible', hidden: false })
  storage = { persisted: true, grants: false, asked: 0 }
  const frame = new EventTarget()
  installs = () => void frame.dispatchEvent(new Event('appinstalled'))
  vi.stubEnv('PROD', true)
  vi.stubGlobal('addEventListener', frame.addEventListener.bind(frame))
  vi.stubGlobal('removeEventListener', frame.removeEventListener.bind(frame))
  vi.stubGlobal('document', page)
  vi.stubGlobal('location', { reload })
  vi.stubGlobal('isSecureContext', true)
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  vi.stubGlobal('ServiceWorkerRegistration', Registration)
  Object.assign(Registration.prototype, { sync: null })
  vi.stubGlobal('navigator', {
    userAgent: CHROME, language: 'zh-CN', onLine: true, maxTouchPoints: 5, serviceWorker: container, geolocation: {},
    storage: {
      persisted: () => Promise.resolve(storage.persisted),
      persist: () => {
        storage.asked++
        return Promise.resolve((storage.persisted ||= storage.grants))
      },
      estimate: () => Promise.resolve({ usage: 1_000_000, quota: 10 ** 12 }),
    },
  })
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
  reload.mockClear()
})

async function opened() {
  const server = new FakeServer()
  const phone = new Phone(server)
  server.assignments.set('anna', [assignment(A)])
  const engine = await openEngine({ ...pageWorld('zh'), net: server.net(), locks: tabLocks() })
  await engine.signIn({ username: 'anna', password: 'right' })
  await engine.sendNow()
  return { server, phone, engine }
}

/** The browser has loaded a new version of the app. */
function arrives(): Worker {
  const next = new Worker()
  registration.installing = next
  registration.dispatchEvent(new Event('updatefound'))
  registration.installing = null
  registration.waiting = next
  next.dispatchEvent(new Event('statechange'))
  return next
}

describe('a new version of the app', () => {
  test('waits, is offered, and starts when the shopper agrees', async () => {
    const { engine } = await opened()
    expect(engine.update.get()).toEqual({ state: 'none', visit_open: false })
    const next = arrives()
    expect(engine.update.get()).toEqual({ state: 'waiting', visit_open: false })
    expect(next.postMessage).not.toHaveBeenCalled()
    expect(await engine.applyUpdate()).toBe(true)
    expect(next.postMessage).toHaveBeenCalledWith({ type: 'activate' })
    expect(reload).not.toHaveBeenCalled()
    container.dispatchEvent(new Event('controllerchange'))
    expect(reload).toHaveBeenCalledTimes(1)
    engine.close()
  })

  test('never starts under an open visit, and does when the visit is finished', async () => {
    const { engine } = await opened()
    const next = arrives()
    const visit = (await engine.openVisit(await engine.startVisit(A)))!
    expect(engine.update.get()).toEqual({ state: 'waiting', visit_open: true })
    expect(await engine.applyUpdate()).toBe(false)
    visit.close()
    expect(await engine.applyUpdate()).toBe(false)
    expect(next.postMessage).not.toHaveBeenCalled()
    const again = (await engine.openVisit((await engine.lastVisit())!))!
    await again.stamp('left')
    await again.finish({ despite_missing: true })
    again.close()
    expect(engine.update.get()).toEqual({ state: 'waiting', visit_open: false })
    expect(await engine.applyUpdate()).toBe(true)
    engine.close()
  })

  test('that the browser started by itself is still offered, and served when the shopper agrees', async () => {
    vi.stubGlobal('caches', new Caches())
    await Promise.all(['forecourt-one', 'forecourt-two'].map((name) => caches.open(name)))
    await agree('forecourt-one')
    await installed('forecourt-two')
    const { engine } = await opened()
    await vi.waitFor(() => expect(engine.update.get().state).toBe('waiting'))
    expect(await engine.applyUpdate()).toBe(true)
    expect(registration.active!.postMessage).toHaveBeenCalledWith({ type: 'activate' })
    expect(reload).not.toHaveBeenCalled()
    container.dispatchEvent(new MessageEvent('message', { data: { type: 'agreed' } }))
    expect(reload).toHaveBeenCalledTimes(1)
    engine.close()
  })

  test('is looked for when the app becomes visible', async () => {
    const { engine } = await opened()
    page.dispatchEvent(new Event('visibilitychange'))
    expect(registration.update).toHaveBeenCalledTimes(1)
    engine.close()
  })
})

describe('storage that the browser did not promise to keep', () => {
  test('is asked for, shown, told to the office, and no more once it is granted', async () => {
    storage.persisted = false
    const { engine, server } = await opened()
    expect(engine.environment.get()).toMatchObject({ persistent: false, warnings: ['not_persistent'] })
    expect(server.holdings.at(-1)).toMatchObject({ persistent: false })
    storage.grants = true
    expect(await engine.askPersistent()).toBe(true)
    expect(engine.environment.get()).toMatchObject({ persistent: true, warnings: [] })
    await engine.sendNow()
    expect(server.holdings.at(-1)).toMatchObject({ persistent: true })
    engine.close()
  })

  test('is asked for again at the next start and when the app is installed, until it is granted', async () => {
    storage.persisted = false
    const { engine } = await opened()
    engine.close()
    const again = await openEngine({ ...pageWorld('zh'), net: new FakeServer().net(), locks: tabLocks() })
    await vi.waitFor(() => expect(storage.asked).toBe(2))
    expect(again.environment.get().persistent).toBe(false)
    storage.grants = true
    installs()
    await vi.waitFor(() => expect(again.environment.get().persistent).toBe(true))
    const { asked } = storage
    expect(asked).toBeGreaterThan(2)
    installs()
    again.close()
    const third = await openEngine({ ...pageWorld('zh'), net: new FakeServer().net(), locks: tabLocks() })
    await vi.waitFor(() => expect(third.environment.get().persistent).toBe(true))
    expect(storage.asked).toBe(asked)
    third.close()
  })
})

describe('a session that ended', () => {
  test('is noticed when the app becomes visible, and asks for the password', async () => {
    const { engine, server } = await opened()
    server.cookie = null
    page.dispatchEvent(new Event('visibilitychange'))
    await vi.waitFor(() => expect(engine.session.get()).toMatchObject({ state: 'signed_in', needs_sign_in: true }))
    expect(engine.today.get().assignments).toHaveLength(1)
    engine.close()
  })
})

describe('a finished visit', () => {
  test('asks the browser to send it in the background', async () => {
    const { engine, server } = await opened()
    server.online = false
    const visit = (await engine.openVisit(await engine.startVisit(A)))!
    await visit.stamp('left')
    await visit.finish({ despite_missing: true })
    expect(registration.sync.register).toHaveBeenCalledWith('forecourt-outbox')
    engine.close()
  })
})
