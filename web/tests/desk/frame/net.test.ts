// @vitest-environment happy-dom
// What is read and done over the network, against a server that is played.
import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { act, actRaw } from '../../../src/desk/net/act'
import { forget, invalidate, listRaw, queryRaw, severalRaw, together } from '../../../src/desk/net/query.svelte'
import { unreadOf } from '../../../src/desk/net/live.svelte'
import { setAround } from '../../../src/desk/net/send'
import { effectRoot } from './root.svelte'

interface Asked {
  url: string
  method: string
  headers: Record<string, string>
  outlives: boolean
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
    asked.push({ url, method: init.method ?? 'GET', headers: init.headers as Record<string, string>, outlives: init.keepalive ?? false })
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

  it('outlive their page when they are asked to and are small enough for the browser', async () => {
    answer = () => json({})
    const send = (text: string, keepalive?: boolean) => actRaw('POST', '/v1/x', { body: { text }, ...(keepalive === undefined ? {} : { keepalive }) })
    for (const [text, keepalive] of [['a', true], ['a', undefined], ['字'.repeat(25_000), true]] as const) await send(text, keepalive)
    expect(asked.map((one) => one.outlives)).toEqual([true, false, false])
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

  it('of lists stand until those of the next address are there, but not where they would be taken for those', async () => {
    let slow: ((reply: Response) => void) | undefined
    answer = (url) => (url.startsWith('/v1/which') ? json({ unit: 'a' }) : json({ items: [url] }))
    const seen: Record<string, { items: string[]; loading: boolean }> = {}
    const stop = effectRoot(() => {
      const which = queryRaw<{ unit: string }>(() => '/v1/which')
      const of = (): string | null => (which.data ? `/v1/ranks?unit=${which.data.unit}` : null)
      const kept = listRaw<string>(of, { whole: true })
      const own = listRaw<string>(of, { whole: true, keep: false })
      return () => Object.assign(seen, { kept: { items: kept.items, loading: kept.loading }, own: { items: own.items, loading: own.loading } })
    })
    await settle()
    expect(seen.kept).toEqual({ items: ['/v1/ranks?unit=a'], loading: false })
    expect(seen.own).toEqual(seen.kept)
    // The next address has no answer yet.
    vi.stubGlobal('fetch', (url: string) => (url.startsWith('/v1/which') ? Promise.resolve(json({ unit: 'b' })) : new Promise<Response>((done) => (slow = done))))
    invalidate('/v1/which')
    await settle()
    expect(seen.kept).toEqual({ items: ['/v1/ranks?unit=a'], loading: false })
    expect(seen.own).toEqual({ items: [], loading: true })
    slow?.(json({ items: ['b'] }))
    await settle()
    expect([seen.kept?.items, seen.own?.items]).toEqual([['b'], ['b']])
    stop()
  })

  it('of long lists come by themselves until so many rows are there, then when they are asked for', async () => {
    answer = (url) => {
      const page = Number(/cursor=c(\d)/.exec(url)?.[1] ?? 0)
      return json({ items: [page * 2, page * 2 + 1], next_cursor: page < 4 ? `c${page + 1}` : null })
    }
    const seen: number[] = []
    let list = { items: [] as number[], more: true, pages: 0 }
    let reload = (): Promise<void> => Promise.resolve()
    let next = (): Promise<void> => Promise.resolve()
    const stop = effectRoot(() => {
      const l = listRaw<number>(() => '/v1/long', { most: 5 })
      next = () => l.next()
      reload = () => l.reload()
      return () => {
        list = { items: l.items, more: l.more, pages: l.pages }
        if (l.items.length !== seen.at(-1)) seen.push(l.items.length)
      }
    })
    await settle()
    await settle()
    // As they come: two, four, and six, which is no longer fewer than five.
    expect(seen).toEqual([0, 2, 4, 6])
    expect(list).toEqual({ items: [0, 1, 2, 3, 4, 5], more: true, pages: 3 })
    await next()
    await settle()
    expect([list.items.length, list.pages]).toEqual([8, 4])
    const before = asked.length
    await reload()
    await settle()
    expect([list.pages, asked.length - before]).toEqual([4, 4])
    stop()
  })

  it('of lists say when a page more could not be read, until it could', async () => {
    answer = (url) => (url.includes('cursor') ? json({ type: '/problems/not-found', title: 'Not here' }, 404) : json({ items: [1, 2], next_cursor: 'c2' }))
    let seen = { items: [] as number[], problem: null as number | null }
    let next = (): Promise<void> => Promise.resolve()
    const stop = effectRoot(() => {
      const l = listRaw<number>(() => '/v1/lines')
      next = () => l.next()
      return () => (seen = { items: l.items, problem: l.problem?.status ?? null })
    })
    await settle()
    await next()
    await settle()
    expect(seen).toEqual({ items: [1, 2], problem: 404 })
    answer = () => json({ items: [3] })
    await next()
    await settle()
    expect(seen).toEqual({ items: [1, 2, 3], problem: null })
    stop()
  })

  it('of several addresses are read anew when something touched one of them, and not when they are only counted anew', async () => {
    answer = (url, n) => json({ url, n })
    let seen: Record<string, number> = {}
    const stop = effectRoot(() => {
      const clock = queryRaw(() => '/v1/clock')
      const none: Record<string, string> = {}
      const all = severalRaw<{ n: number }>(() => (clock.data ? { a: '/v1/periods/a', b: '/v1/periods/b' } : none))
      return () => (seen = Object.fromEntries([...all.all].map(([name, { n }]) => [name, n])))
    })
    await settle()
    expect(seen).toEqual({ a: 2, b: 3 })
    invalidate('/v1/periods/b')
    await settle()
    expect(seen).toEqual({ a: 2, b: 4 })
    // They are fresh no longer, and asked for once more by a clock that ticks.
    await vi.advanceTimersByTimeAsync(10_000)
    invalidate('/v1/clock')
    await settle()
    expect(asked.slice(4).map((one) => one.url)).toEqual(['/v1/clock'])
    stop()
    // Nobody looks at them any more.
    invalidate('/v1/periods')
    await settle()
    expect(asked.length).toBe(5)
  })

  it('of several addresses are kept for as long as they are looked at, however many they are', async () => {
    answer = (url) => json({ url })
    let count = 0
    const names = Array.from({ length: 300 }, (_, at) => `u${at}`)
    const stop = effectRoot(() => {
      const all = severalRaw<{ url: string }>(() => Object.fromEntries(names.map((one) => [one, `/v1/units/${one}`])))
      return () => (count = all.all.size)
    })
    await settle()
    expect(count).toBe(300)
    invalidate('/v1/units')
    await settle()
    expect(asked.length).toBe(600)
    stop()
  })

  describe('that nobody looks at', () => {
    const rows = (url: string): number => Number(/rows=(\d+)/.exec(url)?.[1] ?? 1)
    /** Looks at them for a moment; gives what was asked for meanwhile. */
    const looks = async (...urls: string[]): Promise<string[]> => {
      const before = asked.length
      for (const url of urls) {
        const stop = effectRoot(() => {
          const all = listRaw<number>(() => url, { whole: true })
          return () => void all.items
        })
        await settle()
        stop()
        await settle()
      }
      return asked.slice(before).map((one) => one.url)
    }
    const named = (n: number, each: number): string[] => Array.from({ length: n }, (_, at) => `/v1/kept/${at}?rows=${each}`)
    beforeEach(() => (answer = (url) => json({ items: Array.from({ length: rows(url) }, (_, at) => at) })))

    it('are forgotten, the oldest first, while they are too many', async () => {
      const all = named(152, 1)
      await looks(...all)
      vi.setSystemTime(Date.now() - 2000)
      expect(await looks(all[2] ?? '', all[151] ?? '')).toEqual([])
      expect(await looks(all[0] ?? '')).toEqual([all[0]])
    })

    it('are forgotten, the oldest first, while they have too many rows, however few they are', async () => {
      const all = named(3, 40_000)
      expect(await looks(...all)).toEqual(all)
      expect(await looks(all[1] ?? '', all[2] ?? '')).toEqual([])
      expect(await looks(all[0] ?? '')).toEqual([all[0]])
    })

    it('are forgotten before any that is looked at, however many rows those have', async () => {
      let seen: number[] = []
      const [a = '', b = ''] = named(2, 60_000)
      const stop = effectRoot(() => {
        const both = [a, b].map((url) => listRaw<number>(() => url, { whole: true }))
        return () => (seen = both.map((one) => one.items.length))
      })
      await settle()
      expect(await looks('/v1/other', '/v1/other')).toEqual(['/v1/other', '/v1/other'])
      // Whoever comes now is looked at too, before anything of his is read.
      const more = effectRoot(() => {
        const two = ['/v1/kept/c', '/v1/kept/d'].map((url) => queryRaw(() => url))
        return () => void two.map((one) => one.data)
      })
      await settle()
      const before = asked.length
      invalidate('/v1/kept')
      await settle()
      expect(asked.slice(before).map((one) => one.url)).toEqual([a, b, '/v1/kept/c', '/v1/kept/d'])
      expect(seen).toEqual([60_000, 60_000])
      more()
      stop()
    })
  })

  it('of several addresses tell what did not succeed, and all that failed is read anew together', async () => {
    let broken = true
    answer = (url) => (broken && !url.endsWith('/a') ? json({ type: '/problems/internal', title: 'Broken' }, 500) : json({ url }))
    let seen = { has: 0, problem: null as number | null, loading: true }
    let retry = (): unknown => undefined
    const stop = effectRoot(() => {
      const all = severalRaw<{ url: string }>(() => ({ a: '/v1/some/a', b: '/v1/some/b' }))
      const other = queryRaw(() => '/v1/other/b')
      const fine = queryRaw(() => '/v1/other/a')
      const each = together(all, fine, other)
      retry = () => each.reload()
      return () => (seen = { has: all.all.size, problem: each.problem?.status ?? null, loading: all.loading })
    })
    await settle()
    expect(seen).toEqual({ has: 1, problem: 500, loading: false })
    expect(asked.length).toBe(4)
    broken = false
    await retry()
    await settle()
    expect(seen).toEqual({ has: 2, problem: null, loading: false })
    expect(asked.slice(4).map((one) => one.url)).toEqual(['/v1/some/a', '/v1/some/b', '/v1/other/b'])
    stop()
  })
})
