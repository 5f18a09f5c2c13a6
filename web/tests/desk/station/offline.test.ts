// The desk of a station opens without a network once it was used: whole, of one version, and never before a fresher page.

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { deskPage, isDesk, keepStation } from '../../../src/sw/station'
import { Caches } from '../../caches'

const PAGE = 'https://forecourt.test/desk/station'
let caches: Caches
let server: Map<string, string>
let online: boolean

beforeEach(() => {
  caches = new Caches()
  online = true
  server = version(1)
  vi.stubGlobal('caches', caches)
  vi.stubGlobal('fetch', (url: string | Request) => {
    const path = typeof url === 'string' ? url : new URL(url.url).pathname
    const found = server.get(path.startsWith('/desk') ? '/index.html' : path)
    if (!online) return Promise.reject(new TypeError('no network'))
    return Promise.resolve(found === undefined ? new Response('', { status: 404 }) : new Response(found))
  })
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const files = (n: number) => [`/assets/main-${n}.js`, `/assets/station-${n}.js`]
const version = (n: number) => new Map([['/index.html', `<script src="/assets/main-${n}.js">`], ...files(n).map((url) => [url, `code ${n}`] as const)])
const keep = (n: number) => keepStation(files(n), `/assets/main-${n}.js`)
const nothing = () => Promise.resolve(new Response('the phone'))
const page = async () => (await deskPage(new Request(PAGE), nothing)).text()

test('pages of the desks are told from the phone\'s', () => {
  expect([PAGE, 'https://forecourt.test/desk', 'https://forecourt.test/deskless', 'https://forecourt.test/'].map(isDesk)).toEqual([true, true, false, false])
})

test('what was used opens without a network', async () => {
  expect(await keep(1)).toBe(true)
  online = false
  expect(await page()).toContain('main-1.js')
  expect(await (await caches.match('/assets/station-1.js'))?.text()).toBe('code 1')
})

test('with a network the server\'s page is shown, whatever is kept', async () => {
  await keep(1)
  server = version(2)
  expect(await page()).toContain('main-2.js')
})

test('a server that does not answer for long, or with an error, is as good as none', async () => {
  await keep(1)
  server.delete('/index.html')
  expect(await page()).toContain('main-1.js')
  vi.useFakeTimers()
  vi.stubGlobal('fetch', () => new Promise(() => undefined))
  const shown = page()
  await vi.advanceTimersByTimeAsync(4_000)
  expect(await shown).toContain('main-1.js')
})

test('nothing kept, nothing lost: the phone\'s page is shown', async () => {
  online = false
  expect(await page()).toBe('the phone')
})

test('a version that is half there is not shown, and the one before stays', async () => {
  await keep(1)
  server = version(2)
  server.delete('/assets/station-2.js')
  await expect(keep(2)).rejects.toThrow('/assets/station-2.js: 404')
  online = false
  expect(await page()).toContain('main-1.js')
})

test('a newer version takes the place of the one before', async () => {
  await keep(1)
  server = version(2)
  await keep(2)
  online = false
  expect(await page()).toContain('main-2.js')
  expect(await caches.match('/assets/station-1.js')).toBeUndefined()
})

test('when the server has moved on meanwhile, nothing is kept of what it has no more', async () => {
  server = version(2)
  expect(await keep(1)).toBe(false)
  online = false
  expect(await page()).toBe('the phone')
})
