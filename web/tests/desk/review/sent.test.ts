// @vitest-environment happy-dom
// A verdict that was given arrives, whatever the reviewer does with his tab or his session meanwhile.
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { navigate } from '../../../src/desk/frame/router.svelte'
import { openSession, signOut } from '../../../src/desk/frame/session.svelte'
import { Bench } from '../../../src/desk/review/bench.svelte'
import { lastVerdict, setVerdict } from '../../../src/desk/review/desk.svelte'
import { isHeld } from '../../../src/desk/review/held'
import { accept } from '../../../src/desk/review/verbs'
import { loadTexts } from '../../../src/desk/texts/index.svelte'
import { question } from '../../../src/desk/ui/ask.svelte'
import { toast } from '../../../src/desk/ui/toast.svelte'
import { PhoneStore } from '../../../src/engine/db/phone'
import { audit, checklist, ME } from './support'

const ACCEPT = 'POST /v1/audits/x/accept'
const END = 'DELETE /v1/sessions/current'
const assign = vi.fn()
let sent: [what: string, outlives: boolean][] = []
/** Whether the server refuses the verdict. */
let refuses = false

const answer = (body: unknown, status = 200): Response =>
  ({ ok: status < 400, status, headers: new Headers({ 'content-type': status < 400 ? 'application/json' : 'application/problem+json' }), json: () => Promise.resolve(body) }) as unknown as Response

beforeEach(async () => {
  localStorage.clear()
  await loadTexts('frame', 'review')
  vi.spyOn(location, 'assign').mockImplementation(assign)
  assign.mockClear()
  setVerdict(null)
  toast.close()
  sent = []
  refuses = false
  vi.stubGlobal('scrollTo', () => {})
  vi.stubGlobal('fetch', (url: string, { method = 'GET', keepalive = false }: RequestInit = {}) => {
    if (method !== 'GET') sent.push([`${method} ${url}`, keepalive])
    if (url === '/v1/me') return Promise.resolve(answer({ id: ME, display_name: 'Me', roles: [{ role: 'reviewer' }] }))
    if (method === 'DELETE') return Promise.resolve(answer(null, 204))
    return Promise.resolve(refuses ? answer({ type: '/problems/invalid', title: 'The notes lack something.', status: 422 }, 422) : answer({ version: 2, state: 'second_review', second_review: [] }))
  })
  await (await PhoneStore.open()).setSession({ person: { id: ME, username: 'me', display_name: 'Me', roles: ['reviewer'] }, csrf_token: 'c', ended: false })
  expect(await openSession()).toBe('ready')
  await navigate('/desk/review/audits/x', { replace: true })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** Accepts an audit that goes to a second review; gives its end. */
async function accepts(): Promise<{ over: Promise<void> }> {
  const held = audit({ state: 'in_review', second_review: ['low_score'], claimed_by: { id: ME, name: '' }, claimed_until: new Date(Date.now() + 3_600_000).toISOString() })
  const over = accept(new Bench(() => held, () => checklist, () => undefined), () => {})
  await vi.waitFor(() => expect(question()).not.toBeNull())
  question()?.answer('')
  await vi.waitFor(() => expect(isHeld('x')).toBe(true))
  return { over }
}
/** Whether the browser would close the tab without a word. */
const mayClose = (): boolean => dispatchEvent(new Event('beforeunload', { cancelable: true }))

describe('a verdict that is held', () => {
  it('keeps the tab open, and is sent before its reviewer is signed out', async () => {
    const { over } = await accepts()
    expect([mayClose(), sent]).toEqual([false, []])
    await signOut()
    await over
    expect([sent.map(([what]) => what), isHeld('x'), assign.mock.calls.length]).toEqual([[ACCEPT, END], false, 1])
    expect(mayClose()).toBe(true)
  })

  it('is sent by a request that outlives its page', async () => {
    const { over } = await accepts()
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    document.dispatchEvent(new Event('visibilitychange'))
    await over
    expect(sent).toEqual([[ACCEPT, true]])
  })

  it('and did not arrive keeps its reviewer signed in once: he is told, and may sign out then', async () => {
    refuses = true
    await accepts()
    await signOut()
    expect([sent.map(([what]) => what), assign.mock.calls.length, lastVerdict()?.state]).toEqual([[ACCEPT], 0, 'failed'])
    expect(toast.said?.text).toContain('The notes lack something.')
    await signOut()
    expect([sent.map(([what]) => what), assign.mock.calls.length]).toEqual([[ACCEPT, END], 1])
  })

  it('that is taken back leaves the tab and the session free', async () => {
    const { over } = await accepts()
    await lastVerdict()?.undo?.()
    await over
    expect(mayClose()).toBe(true)
    await signOut()
    expect(sent.map(([what]) => what)).toEqual([END])
  })
})

it('a verdict that is being sent keeps the tab open until it has arrived', async () => {
  let arrive = (): void => {}
  const { over } = await accepts()
  vi.stubGlobal('fetch', () => new Promise((done) => (arrive = () => done(answer({ version: 2, state: 'second_review', second_review: [] })))))
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  document.dispatchEvent(new Event('visibilitychange'))
  await vi.waitFor(() => expect(lastVerdict()?.undo).toBeNull())
  expect([isHeld('x'), mayClose()]).toEqual([false, false])
  arrive()
  await over
  expect(mayClose()).toBe(true)
})
