// @vitest-environment happy-dom
// What is read and done over the network, against a server that is played.
import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { act, actRaw } from '../../../src/desk/net/act'
import { forget, invalidate, listRaw, queryRaw } from '../../../src/desk/net/query.svelte'
import { unreadOf } from '../../../src/desk/net/live.svelte'
import { setAround } from '../../../src/desk/net/send'
import { effectRoot } from './root.svelte'

interface Asked {
  url: string
  method: string
  headers: Record<string, string>
}
let asked: Asked[] = []
let answer: (url: string, n: number) => Response | Error

/** An answer whose body is there at once: that of a real one is read by timers, which stand still here. */
const given = (body: unknown, status: number, headers: Record<string, string>): Response =>
  ({ ok: status < 400, status, headers: new Headers(headers), json: () => Promise.resolve(body) }) as unknown as Response
const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  given(body, status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json', ...headers })

/** Lets everything that waits for the network go on. */
const settle = async (): Promise<void> => {
  for (let n = 0; n < 10; n += 1) {
    flushSync()
    await vi.advanceTimersByTimeAsync(1)
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  forget()
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push({ url, method: init.method ?? 'GET', headers: init.headers as Record<string, string> })
    const back = answer(url, asked.length)
    return back instanceof Error ? Promise.reject(back) : Promise.resolve(back)
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('verbs', () => {
  it('keep their key until there is a final answer', async () => {
    answer = () => new TypeError('no network')
    const first = actRaw('POST', '/v1/x', { body: { a: 1 } })
    await vi.runAllTimersAsync()
    expect((await first).ok).toBe(false)
    expect(asked.length).toBe(3)
    answer = () => json({}, 201)
    expect((await actRaw('POST', '/v1/x', { body: { a: 1 } })).ok).toBe(true)
    const keys = asked.map((one) => one.headers['idempotency-key'])
    expect(new Set(keys).size).toBe(1)
    await actRaw('POST', '/v1/x', { body: { a: 1 } })
    expect(asked.at(-1)?.headers['idempotency-key']).not.toBe(keys[0])
  })

  it('are different intentions with different bodies', async () => {
    answer = () => new TypeError('no network')
    for (const a of [1, 2]) {
      const one = actRaw('POST', '/v1/x', { body: { a } })
      await vi.runAllTimersAsync()
      await one
    }
    expect(new Set(asked.map((one) => one.headers['idempotency-key'])).size).toBe(2)
  })

  it('send the version and the token, and tell what the server says was wrong', async () => {
    setAround('token', () => {})
    answer = () => json({ type: '/problems/invalid', title: 'Faults', status: 422, violations: [{ pointer: '/a', code: 'missing', message: 'a is missing' }], trace_id: 't1' }, 422)
    const reply = await act('post', '/v1/jobs/{id}/retry', { path: { id: 'j' }, body: {}, version: 7 })
    expect(asked[0]?.headers).toMatchObject({ 'if-match': '"7"', 'x-csrf-token': 'token' })
    expect(reply.ok ? null : reply.problem).toMatchObject({ status: 422, trace_id: 't1', violations: [{ message: 'a is missing' }] })
  })

  it('say when the session has ended', async () => {
    const ended = vi.fn()
    setAround('', ended)
    answer = () => json({ type: '/problems/unauthenticated', title: 'Sign in' }, 401)
    await actRaw('POST', '/v1/x')
    expect(ended).toHaveBeenCalledOnce()
    // A portal's 401 is no word of the server.
    answer = () => given(null, 401, { 'content-type': 'text/html' })
    const portal = actRaw('POST', '/v1/x')
    await vi.runAllTimersAsync()
    await portal
    expect(ended).toHaveBeenCalledOnce()
  })
})

describe('an event', () => {
  it('says how much is unread, or lets it be asked', () => {
    expect([unreadOf('{"unread":3}'), unreadOf('{}'), unreadOf('null'), unreadOf('x')]).toEqual([3, null, null, null])
  })
})

describe('answers', () => {
  it('are shown from the cache at once and read anew when something touched them', async () => {
    answer = (_, n) => json({ n }, 200, { etag: `"${n}"` })
    let seen = { data: undefined as { n: number } | undefined, version: null as number | null }
    const stop = effectRoot(() => {
      const q = queryRaw<{ n: number }>(() => '/v1/things')
      return () => (seen = { data: q.data, version: q.version })
    })
    await settle()
    expect(seen).toEqual({ data: { n: 1 }, version: 1 })
    invalidate('/v1/other')
    await settle()
    expect(asked.length).toBe(1)
    invalidate('/v1/things')
    await settle()
    expect(seen).toEqual({ data: { n: 2 }, version: 2 })
    stop()
  })

  it('do not ask again and again after a problem', async () => {
    answer = () => json({ type: '/problems/not-found', title: 'Not here' }, 404)
    let problem: number | null = null
    const stop = effectRoot(() => {
      const q = queryRaw(() => '/v1/nowhere')
      return () => (problem = q.problem?.status ?? null)
    })
    await settle()
    await settle()
    expect(problem).toBe(404)
    expect(asked.length).toBe(1)
    stop()
  })

  it('of lists come page by page, and all pages are read anew together', async () => {
    answer = (url) => (url.includes('cursor=c2') ? json({ items: [3] }) : json({ items: [1, 2], next_cursor: 'c2' }))
    let items: number[] = []
    let next = (): Promise<void> => Promise.resolve()
    const stop = effectRoot(() => {
      const l = listRaw<number>(() => '/v1/rows?limit=2')
      next = () => l.next()
      return () => (items = l.items)
    })
    await settle()
    expect(items).toEqual([1, 2])
    await next()
    await settle()
    expect(items).toEqual([1, 2, 3])
    invalidate('/v1/rows')
    await settle()
    expect(items).toEqual([1, 2, 3])
    expect(asked.map((one) => one.url)).toEqual(['/v1/rows?limit=2', '/v1/rows?limit=2&cursor=c2', '/v1/rows?limit=2', '/v1/rows?limit=2&cursor=c2'])
    stop()
  })
})
