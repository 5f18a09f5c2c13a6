import { afterEach, describe, expect, test, vi } from 'vitest'
import { PhoneStore } from '../../src/engine/db/phone'
import type { Lists } from '../../src/engine/lists'
import { locateHere } from '../../src/engine/position'
import { assignment } from './server'
import { signedIn } from './world'

const A = '26b9634e-9d49-43be-b3af-a8f015d5d436'
const HOUR = 3_600_000

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** A finished visit that no network takes away. */
async function stuck() {
  const all = await signedIn([assignment(A)])
  const { engine, server } = all
  const visit = (await engine.openVisit(await engine.startVisit(A)))!
  await visit.stamp('left')
  server.online = false
  await visit.finish({ despite_missing: true })
  visit.close()
  await engine.sendNow()
  return all
}

describe('before the day ends', () => {
  test('what is only on this phone is called to mind, once no visit is to be made any more', async () => {
    const { engine, server, phone } = await stuck()
    expect(engine.today.get().remind).toBe(0)
    phone.pass(HOUR)
    await engine.sendNow()
    expect(engine.today.get().remind).toBe(1)
    server.online = true
    phone.pass(HOUR)
    await engine.sendNow()
    expect(engine.today.get().remind).toBe(0)
  })

  test('not while another visit is to be made in the next hours, and again when its window is over', async () => {
    const { engine, server, phone } = await stuck()
    server.online = true
    server.faults = [{ match: 'PUT /v1/audits', outcome: { kind: 'none' }, times: 99 }]
    server.news.set('anna', { assignments: [assignment('36b9634e-9d49-43be-b3af-a8f015d5d437')] as never })
    phone.pass(HOUR)
    await engine.sendNow()
    expect(engine.today.get()).toMatchObject({ remind: 0, assignments: [{ progress: 'finished' }, { progress: 'open', when: 'now' }] })
    phone.pass(8 * HOUR)
    await engine.sendNow()
    expect(engine.today.get()).toMatchObject({ remind: 1, assignments: [{}, { when: 'over' }] })
  })
})

describe('sending while the app is closed', () => {
  test('that the browser did not do is seen at the next start, with something unsent', async () => {
    const { phone } = await stuck()
    phone.kill()
    await phone.open()
    expect(phone.undone).toBe(0)
    phone.pass(HOUR)
    phone.kill()
    await phone.open()
    expect(phone.undone).toBe(1)
  })

  test('that it did, or that was not needed, is no matter', async () => {
    const { phone, server, engine } = await stuck()
    const store = await PhoneStore.open()
    await store.backgroundDone()
    phone.pass(HOUR)
    phone.kill()
    await phone.open()
    expect(phone.undone).toBe(0)
    await store.askBackground(phone.now)
    server.online = true
    phone.pass(HOUR)
    await phone.tabs[0]!.engine.sendNow()
    phone.kill()
    await phone.open()
    expect([phone.undone, await store.backgroundAsked()]).toEqual([0, null])
    store.close()
    expect(engine.outbox.get().entries).toHaveLength(1)
  })
})

describe('a dark screen', () => {
  test('is not drawn anew every minute; a glance brings it up to date', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const { engine, phone } = await signedIn([assignment(A)])
    const drawn = vi.spyOn((engine as unknown as { lists: Lists }).lists, 'refresh')
    phone.dark = true
    phone.pass(8 * HOUR)
    vi.advanceTimersByTime(300_000)
    expect(drawn).not.toHaveBeenCalled()
    phone.dark = false
    for (const wake of phone.tabs[0]!.wake) wake('visible')
    await vi.waitFor(() => expect(engine.today.get().assignments[0]!.when).toBe('over'))
    drawn.mockClear()
    vi.advanceTimersByTime(60_000)
    expect(drawn).toHaveBeenCalledTimes(1)
    await drawn.mock.results[0]!.value
  })

  test('ends the search for a position, with the best that came', async () => {
    // No time goes by: only the dark screen can end it.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const page = Object.assign(new EventTarget(), { hidden: false })
    const cleared: number[] = []
    let found: (position: unknown) => void = () => undefined
    vi.stubGlobal('document', page)
    vi.stubGlobal('navigator', {
      geolocation: {
        watchPosition: (each: typeof found) => {
          found = each
          return 7
        },
        clearWatch: (id: number) => cleared.push(id),
      },
    })
    const fix = locateHere()
    found({ coords: { latitude: 34.2, longitude: 117.3, accuracy: 900 }, timestamp: 5 })
    page.dispatchEvent(new Event('visibilitychange'))
    expect(cleared).toEqual([])
    page.hidden = true
    page.dispatchEvent(new Event('visibilitychange'))
    expect(await fix).toMatchObject({ accuracy_cm: 90_000 })
    expect(cleared).toEqual([7])
  })
})
