// @vitest-environment happy-dom
// Signing out of a desk: here it is done at once, whether the server hears of it or not; everywhere only when the server has done it.
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openSession, signOut, signOutEverywhere } from '../../../src/desk/frame/session.svelte'
import { loadTexts } from '../../../src/desk/texts/index.svelte'
import { toast } from '../../../src/desk/ui/toast.svelte'
import { PhoneStore, type SessionRecord } from '../../../src/engine/db/phone'
import { tabLocks } from '../../../src/engine/locks'
import { browserNet } from '../../../src/engine/net'
import { finishSignOut } from '../../../src/engine/session'

const SIGN_IN = '/sign-in?to=%2Fdesk'
const assign = vi.fn()
let deletes: [url: string, csrf: string | undefined][] = []
/** What a `DELETE` comes to: a status, no answer, or nothing for as long as one waits. */
let ends: number | 'none' | 'waits' = 204

const answer = (body: unknown, status: number): Response =>
  ({ ok: status < 400, status, headers: new Headers({ 'content-type': status < 400 ? 'application/json' : 'application/problem+json' }), json: () => Promise.resolve(body) }) as unknown as Response
const signIn = async (id: string): Promise<void> =>
  (await PhoneStore.open()).setSession({ person: { id, username: id, display_name: id, roles: ['planner'] }, csrf_token: `csrf-${id}`, ended: false })
const record = async (): Promise<SessionRecord | null> => (await PhoneStore.open()).session()

beforeEach(async () => {
  await loadTexts('frame')
  vi.spyOn(location, 'assign').mockImplementation(assign)
  assign.mockClear()
  toast.close()
  deletes = []
  ends = 204
  vi.stubGlobal('fetch', (url: string, { method, headers }: { method: string; headers: Record<string, string> }) => {
    if (method !== 'DELETE') return Promise.resolve(answer({ id: 'a', username: 'a', display_name: 'a', roles: [{ role: 'planner' }] }, 200))
    deletes.push([url, headers['x-csrf-token']])
    if (ends === 'waits') return new Promise(() => {})
    return ends === 'none' ? Promise.reject(new TypeError('no network')) : Promise.resolve(answer({ type: '/problems/x', status: ends, title: 'x' }, ends))
  })
  await signIn('a')
  expect(await openSession()).toBe('ready')
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('signing out here', () => {
  it('ends the session on the server, and nothing of it stays', async () => {
    await signOut()
    expect([deletes, await record(), assign.mock.calls]).toEqual([[['/v1/sessions/current', 'csrf-a']], null, [[SIGN_IN]]])
  })

  it.each(['none', 503] as const)('that the server has not heard of (%s) is done here at once, and told to it later', async (why) => {
    ends = why
    await signOut()
    expect([await record(), assign.mock.calls]).toMatchObject([{ ended: true, csrf_token: 'csrf-a' }, [[SIGN_IN]]])
    expect(await openSession()).toBe('sign_in')
    ends = 204
    await finishSignOut({ phone: await PhoneStore.open(), net: browserNet(() => 'zh'), locks: tabLocks() })
    expect([deletes.at(-1), await record()]).toEqual([['/v1/sessions/current', 'csrf-a'], null])
  })

  it('waits no longer than a moment for a server that says nothing', async () => {
    ends = 'waits'
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    void signOut()
    await vi.waitFor(() => expect(deletes.length).toBe(1), { timeout: 30_000 })
    expect(assign).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(2000)
    expect([assign.mock.calls, await record()]).toMatchObject([[[SIGN_IN]], { ended: true }])
  })

  it('leaves the session alone of whoever has signed in meanwhile', async () => {
    await signIn('b')
    await signOut()
    expect([deletes, await record()]).toMatchObject([[], { person: { id: 'b' }, ended: false }])
  })
})

describe('signing out everywhere', () => {
  it.each(['none', 503, 403] as const)('that did not succeed (%s) says so, and one stays signed in', async (why) => {
    ends = why
    await signOutEverywhere()
    expect([toast.said?.bad, assign.mock.calls, await record()]).toMatchObject([true, [], { ended: false, csrf_token: 'csrf-a' }])
    ends = 204
    await signOutEverywhere()
    expect([deletes.at(-1), assign.mock.calls, await record()]).toEqual([['/v1/sessions', 'csrf-a'], [[SIGN_IN]], null])
  })

  it('leads to the sign-in page when the session had ended already', async () => {
    ends = 401
    await signOutEverywhere()
    expect([toast.said, assign.mock.calls, await record()]).toEqual([null, [[SIGN_IN]], null])
  })
})
