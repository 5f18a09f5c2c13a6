// Small pieces, each at its edge.

import { createHash } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { canonical, cleanText, contentSha256 } from '../src/engine/canonical'
import { environmentOf, inAppBrowser, platformOf, type Place } from '../src/engine/environment'
import { browserNet, retryAfter } from '../src/engine/net'
import { fit, LARGEST_BYTES, shrink, type Decoded } from '../src/engine/picture'
import { fixOf } from '../src/engine/position'
import { because, holds, type Condition } from '../src/engine/predicate'
import { measure, nextStamp, type StampRecord } from '../src/engine/stamps'
import { call } from '../src/api/client'
import type { StampName } from '../src/engine/model'
import { isOurs, renewHead } from '../src/sw/cache'
import { keptFiles } from '../build/service-worker'
import { checklist } from './support'

describe('the canonical form', () => {
  test('is RFC 8785: keys by UTF-16 code units, no blanks, shortest escapes', async () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': [true, null, -0], '\ud83d\ude00': '\u0007"\\/é', b: undefined }
    const text = '{"\\r":2,"1":[true,null,0],"\u20ac":1,"\ud83d\ude00":"\\u0007\\"\\\\/é","\ufb33":3}'
    expect(canonical(value)).toBe(text)
    expect(await contentSha256(value)).toBe(createHash('sha256').update(text).digest('hex'))
  })
  test('has no fractions', () => expect(() => canonical([1.5])).toThrow(RangeError))
  test('half surrogates and U+0000 are cleaned from texts, whole ones stay', () => {
    expect(cleanText('a\0b\ud83d c😀\ude00')).toBe('ab\ufffd c😀\ufffd')
  })
})

describe('conditions', () => {
  const tree: Condition = { any: [{ not: { flag: 'st.staffed' } }, { all: [{ flag: 'v.a' }, { flag: 'v.q', is: '<', than: 3 }] }] }
  const of = (values: Record<string, boolean | number>) => (flag: string) => values[flag] ?? false
  test.each([
    [{ 'st.staffed': false }, true, ['st.staffed']],
    [{ 'st.staffed': true, 'v.a': true, 'v.q': 2 }, true, ['v.a', 'v.q']],
    [{ 'st.staffed': false, 'v.a': true, 'v.q': 2 }, true, ['st.staffed', 'v.a', 'v.q']],
    [{ 'st.staffed': true, 'v.a': true, 'v.q': 3 }, false, ['st.staffed', 'v.q']],
  ])('%j', (values, held, flags) => {
    expect(holds(tree, of(values))).toBe(held)
    expect(because(tree, of(values))).toEqual(flags)
  })
})

describe('the stop-watch', () => {
  const run_id = '5c1fd0a2-4b1e-4b7c-9a53-0d3f6f0b6a01'
  const at = (mono_ms: number, wall_ms = mono_ms, run = run_id) => ({ wall_ms, mono_ms, run_id: run, server_offset_ms: null })
  const stamps = (...taps: [StampName, ReturnType<typeof at> | null][]) =>
    new Map<StampName, StampRecord>(taps.map(([name, moment], seq) => [name, { name, seq, at: moment }]))
  const item = (id: string) => checklist.items.find((one) => one.id === id)!

  test.each([
    ['fraction dropped', 'payment.checkout_wait', stamps(['asked_to_pay', at(1_000)], ['paid', at(31_999)]), 30, 'monotonic'],
    ['a wall clock that jumps does not matter within a run', 'payment.checkout_wait', stamps(['asked_to_pay', at(0, 9_000_000)], ['paid', at(5_000, 1)]), 5, 'monotonic'],
    ['another run: the wall clock, marked', 'payment.checkout_wait', stamps(['asked_to_pay', at(90_000, 10_000)], ['paid', at(0, 52_000, 'other')]), 42, 'wall'],
    ['a wall clock that was set back: nothing negative', 'payment.checkout_wait', stamps(['asked_to_pay', at(0, 9_000)], ['paid', at(0, 1, 'other')]), 0, 'wall'],
    ['no queue', 'entry.queue_wait_to_pump', stamps(['joined_queue', null], ['stopped', at(5_000)]), 0, 'monotonic'],
    ['never guided', 'entry.guidance_within_10s', stamps(['entered_lane', at(0)], ['guided', null]), 9999, 'monotonic'],
    ['longer than can be said', 'payment.checkout_wait', stamps(['asked_to_pay', at(0)], ['paid', at(99_999_000)]), 9998, 'monotonic'],
    ['ready to leave is the later of nozzle and payment', 'fueling.service_cycle_time', stamps(['stopped', at(0)], ['paid', at(60_000)], ['nozzle_back', at(120_000)]), 120, 'monotonic'],
    ['paid elsewhere', 'fueling.service_cycle_time', stamps(['stopped', at(0)], ['paid', null], ['nozzle_back', at(90_000)]), 90, 'monotonic'],
  ])('%s', (_, id, taps, value, clock) => {
    expect(measure(item(id), taps)).toMatchObject({ value, clock })
  })
  test.each([
    ['one end is open', 'payment.checkout_wait', stamps(['asked_to_pay', at(0)])],
    ['nothing was asked for', 'payment.invoice_time', stamps(['asked_invoice', null], ['got_invoice', null])],
    ['payment never ended', 'payment.checkout_wait', stamps(['asked_to_pay', at(0)], ['paid', null])],
    ['only one of two ends', 'fueling.service_cycle_time', stamps(['stopped', at(0)], ['nozzle_back', at(9)])],
  ])('nothing is measured when %s', (_, id, taps) => expect(measure(item(id), taps)).toBeNull())
  test('the next tap passes over those whose items do not apply', () => {
    expect(nextStamp(stamps(['entered_lane', at(0)]), () => false)).toBe('guided')
    expect(nextStamp(stamps(['entered_lane', at(0)]), (id) => id === 'entry.guidance_within_10s')).toBe('stopped')
    expect(nextStamp(stamps(['left', at(0)]), () => false)).toBeNull()
  })
})

describe('pictures', () => {
  const decoded = (bytesAt: (width: number, quality: number) => number): Decoded => ({
    width: 4000, height: 3000, close: () => undefined,
    encode: (width, _, quality) => {
      const bytes = new Uint8Array(bytesAt(width, quality))
      bytes.set([0xff, 0xd8, 0xff])
      return Promise.resolve(new Blob([bytes]))
    },
  })
  test('fit in 1600 px and are never made larger', () => {
    expect(fit(4000, 3000, 1600)).toEqual({ width: 1600, height: 1200 })
    expect(fit(640, 480, 1600)).toEqual({ width: 640, height: 480 })
    expect(fit(20_000, 3, 1600)).toEqual({ width: 1600, height: 1 })
  })
  test('go down the ladder until they are small enough, no further', async () => {
    const tried: [number, number][] = []
    const bytes = await shrink(new Blob(), () => Promise.resolve(decoded((width, quality) => {
      tried.push([width, quality])
      return Math.round(width * quality * 400)
    })))
    expect(bytes.byteLength).toBeLessThanOrEqual(LARGEST_BYTES)
    expect(tried).toEqual([[1600, 0.85], [1600, 0.75], [1600, 0.62], [1600, 0.5]])
  })
  test('that cannot be decoded, stay too large or come out as something else are no pictures', async () => {
    await expect(shrink(new Blob(), () => Promise.reject(new Error('HEIC')))).rejects.toMatchObject({ code: 'not_a_picture' })
    await expect(shrink(new Blob(), () => Promise.resolve(decoded(() => 400_000)))).rejects.toMatchObject({ code: 'not_a_picture' })
    const png: Decoded = { ...decoded(() => 10), encode: () => Promise.resolve(new Blob([new Uint8Array([0x89, 0x50, 0x4e])])) }
    await expect(shrink(new Blob(), () => Promise.resolve(png))).rejects.toMatchObject({ code: 'not_a_picture' })
  })
})

describe('the place', () => {
  const agents = {
    wechat: 'Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 Chrome/116 Mobile Safari/537.36 MicroMessenger/8.0.47',
    wecom: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148 wxwork/4.1 MicroMessenger/7.0.1',
    chrome: 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/131 Mobile Safari/537.36',
    safari: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1',
    webview: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148',
    qqBrowser: 'Mozilla/5.0 (Linux; Android 13) Chrome/98 MQQBrowser/14.0 Mobile Safari/537.36',
  }
  test.each([
    ['wechat', 'wechat'], ['wecom', 'wechat'], ['chrome', null], ['safari', null], ['webview', 'other'], ['qqBrowser', null],
  ] as const)('%s is %s', (name, found) => expect(inAppBrowser(agents[name])).toBe(found))
  test('an iPad says that it is a Macintosh', () => {
    expect([platformOf('Macintosh; Intel', 5), platformOf('Macintosh; Intel', 0), platformOf(agents.chrome, 5)]).toEqual(['ios', 'other', 'android'])
  })
  const place = (more: Partial<Place>): Place => ({
    secure: true, userAgent: agents.chrome, standalone: false, maxTouchPoints: 5,
    has: { serviceWorker: true, indexedDb: true, camera: true, geolocation: true, locks: true, backgroundSync: true, persist: true }, ...more,
  })
  const asked = { persistent: true, usage: 1, quota: 10 ** 12, offline_ready: true, installable: false, undone: false }
  test.each([
    ['all is well', place({}), asked, []],
    ['no secure context', place({ secure: false }), asked, ['insecure']],
    ['WeChat', place({ userAgent: agents.wechat }), asked, ['in_app']],
    ['an iPhone without installation', place({ userAgent: agents.safari }), asked, ['not_installed_ios']],
    ['an installed iPhone', place({ userAgent: agents.webview, standalone: true }), asked, []],
    ['a browser that did not send in the background', place({}), { ...asked, undone: true }, ['no_background']],
    ['storage that may vanish, and little of it', place({}), { ...asked, persistent: false, quota: 1000 }, ['not_persistent', 'low_space']],
  ])('%s', (_, where, told, warnings) => expect(environmentOf(where, told).warnings).toEqual(warnings))
})

describe('requests', () => {
  const answer = (status: number, type: string, text: string, headers: Record<string, string> = {}): typeof fetch =>
    () => Promise.resolve(new Response(text, { status, headers: { 'content-type': type, ...headers } }))
  const api = (send: typeof fetch) => browserNet(() => 'zh', send).api(call('get', '/v1/me'))
  test('a problem is ours by its type only', async () => {
    const ours = '{"type":"/problems/invalid","title":"t","status":422,"violations":[]}'
    expect(await api(answer(422, 'application/problem+json', ours))).toMatchObject({ status: 422, problem: { type: '/problems/invalid' } })
    expect(await api(answer(422, 'application/json', ours))).toMatchObject({ problem: null })
    expect(await api(answer(404, 'application/problem+json', '{"type":"about:blank","status":404}'))).toMatchObject({ problem: null })
  })
  test('what breaks on the way is no answer', async () => {
    expect(await api(() => Promise.reject(new TypeError('failed to fetch')))).toEqual({ kind: 'none' })
    expect(await api(answer(200, 'application/json', '{"cut'))).toMatchObject({ status: 200, json: null })
  })
  test('a redirect is never followed, a cookie never goes to a storage', async () => {
    const seen: RequestInit[] = []
    const net = browserNet(() => 'zh', (_, init) => {
      seen.push(init!)
      return Promise.resolve(new Response(null))
    })
    await net.api(call('get', '/v1/me'))
    await net.upload('PUT', 'https://s3.example/x', { Host: 's3.example', 'Content-Length': '3', 'x-amz-checksum-sha256': 'q' }, new ArrayBuffer(3))
    expect(seen.map((init) => [init.redirect, init.credentials])).toEqual([['error', 'same-origin'], ['error', 'omit']])
    expect(seen[1]!.headers).toEqual({ 'x-amz-checksum-sha256': 'q' })
  })
  test('Retry-After is seconds or a date', () => {
    expect([retryAfter('120'), retryAfter(null), retryAfter('soon')]).toEqual([120_000, null, null])
    expect(retryAfter('Thu, 26 Nov 2026 00:00:10 GMT', Date.parse('2026-11-26T00:00:00Z'))).toBe(10_000)
    expect(retryAfter('Thu, 26 Nov 2026 00:00:10 GMT', Date.parse('2026-11-27T00:00:00Z'))).toBe(0)
  })
  test('addresses are filled in', () => {
    expect(call('get', '/v1/checklists/{id}/versions/{version}', { path: { id: 'a/b', version: 2 } })).toEqual({ method: 'GET', url: '/v1/checklists/a%2Fb/versions/2' })
    expect(call('get', '/v1/sync', { query: { cursor: 'a b' } }).url).toBe('/v1/sync?cursor=a+b')
  })
})

test('a position has no fractions', () => {
  const fix = fixOf({ coords: { latitude: 34.21748694, longitude: -117.325595, accuracy: 8.4567 }, timestamp: 1_790_000_000_000.7 })
  expect(fix).toEqual({ lat_e7: 342174869, lon_e7: -1173255950, accuracy_cm: 846, mocked: false, at_ms: 1_790_000_000_001 })
})

describe('the service worker', () => {
  test.each([
    ['GET', '/', true], ['GET', '/today', true], ['GET', '/assets/x.js', true], ['GET', '/v1/sync', false], ['PUT', '/today', false],
    ['POST', '/', false], ['GET', '/forecourt-objects/x', false], ['GET', '/docs', false], ['GET', '/v1x', true],
  ])('%s %s: %s', (method, path, ours) => expect(isOurs({ method, url: `https://a.example${path}` }, 'https://a.example')).toBe(ours))
  test('answers for no other host', () => expect(isOurs({ method: 'GET', url: 'https://b.example/' }, 'https://a.example')).toBe(false))
  test.each([
    ['the policy of today, when the page is the same', 'page', 'new', 'new'],
    ['what it has, when the page is of another version', 'other page', 'new', 'old'],
    ['what it has, without a network', null, 'new', 'old'],
  ])('keeps %s', async (_, text, policy, wanted) => {
    const kept = new Map([['/index.html', new Response('page', { headers: { 'content-security-policy': 'old' } })]])
    const cache = { match: (path: string) => Promise.resolve(kept.get(path)?.clone()), put: (path: string, response: Response) => Promise.resolve(void kept.set(path, response)) }
    vi.stubGlobal('caches', { open: () => Promise.resolve(cache) })
    vi.stubGlobal('fetch', () => (text === null ? Promise.reject(new TypeError('no network')) : Promise.resolve(new Response(text, { headers: { 'content-security-policy': policy } }))))
    await renewHead('forecourt-x')
    vi.unstubAllGlobals()
    expect(kept.get('/index.html')?.headers.get('content-security-policy')).toBe(wanted)
    expect(await kept.get('/index.html')?.text()).toBe('page')
  })
  test('keeps the shopper’s files and none that only the desks need', () => {
    const chunk = (fileName: string, moduleIds: string[], css: string[] = []) =>
      ({ type: 'chunk', fileName, moduleIds, viteMetadata: { importedCss: new Set(css), importedAssets: new Set() } }) as never
    const bundle = {
      'assets/index.js': chunk('assets/index.js', ['/src/main.ts'], ['assets/index.css']), 'assets/index.css': { type: 'asset' } as never,
      'assets/review.js': chunk('assets/review.js', ['/x/src/routes/desk/Review.svelte'], ['assets/review.css', 'assets/index.css']),
      'assets/review.css': { type: 'asset' } as never, 'index.html': { type: 'asset' } as never, 'assets/index.js.map': { type: 'asset' } as never,
    }
    expect(keptFiles(bundle)).toEqual(['assets/index.css', 'assets/index.js', 'index.html'])
  })
})
