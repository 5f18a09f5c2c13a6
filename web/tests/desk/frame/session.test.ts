// @vitest-environment happy-dom
// What a desk does when its session ends, or another person signs in beside it.
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { isOver, isTaken, lookAgain, me, openSession } from '../../../src/desk/frame/session.svelte'
import { sendRaw } from '../../../src/desk/net/send'
import { PhoneStore } from '../../../src/engine/db/phone'

let asked: string[] = []
/** Whose cookie the browser has; null: nobody's. */
let cookie: string | null = null
const reload = vi.fn()
const person = (id: string) => ({ id, username: id, display_name: id, roles: [{ role: 'planner' }] })
const answer = (body: unknown, status = 200): Response =>
  ({ ok: status < 400, status, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve(body) }) as unknown as Response

/** Signs somebody in in another tab: his cookie, and the record of him. */
async function signsIn(id: string): Promise<void> {
  cookie = id
  await (await PhoneStore.open()).setSession({ person: { ...person(id), roles: ['planner'] }, csrf_token: `csrf-${id}`, ended: false })
}

beforeEach(async () => {
  vi.spyOn(location, 'reload').mockImplementation(reload)
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url)
    return Promise.resolve(cookie === null ? answer({ type: '/problems/unauthorized', status: 401 }, 401) : answer(person(cookie)))
  })
  await signsIn('a')
  expect(await openSession()).toBe('ready')
  reload.mockClear()
  asked = []
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

it('when somebody else signs in, a page that refuses to be left lies still: it reads and sends nothing until its own person is back', async () => {
  await signsIn('b')
  expect(await lookAgain()).toBe(false)
  expect([isOver(), isTaken(), reload.mock.calls.length, me().id]).toEqual([true, true, 1, 'a'])
  expect(await sendRaw('POST', '/v1/assignments/bulk', { body: {} })).toMatchObject({ ok: false, problem: { type: 'none' } })
  // He is asked once whether he leaves, not at every look at the tab.
  expect(await lookAgain()).toBe(false)
  expect([isOver(), reload.mock.calls.length, asked]).toEqual([true, 1, []])

  await signsIn('a')
  expect(await lookAgain()).toBe(true)
  expect([isOver(), isTaken(), me().id]).toEqual([false, false, 'a'])
  expect((await sendRaw('GET', '/v1/rounds')).ok).toBe(true)
  expect(asked).toEqual(['/v1/me', '/v1/rounds'])
})

it('a cookie that is somebody else’s before the record says so is noticed too', async () => {
  cookie = 'b'
  expect(await lookAgain()).toBe(false)
  expect([isOver(), isTaken(), reload.mock.calls.length, me().id]).toEqual([true, true, 1, 'a'])
})

it('a session that merely ended is no other person’s', async () => {
  cookie = null
  expect(await lookAgain()).toBe(false)
  expect([isOver(), isTaken(), reload.mock.calls.length]).toEqual([true, false, 0])
  await signsIn('a')
  expect(await lookAgain()).toBe(true)
})
