// @vitest-environment happy-dom
// The bulletin of a day: without one it is that of today, whatever day it is by then, and says itself which.
import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { route, setSearch } from '../../../src/desk/frame/router.svelte'
import { forget, invalidate } from '../../../src/desk/net/query.svelte'
import Bulletin from '../../../src/desk/region/Bulletin.svelte'
import { loadTexts } from '../../../src/desk/texts/index.svelte'
import { date } from '../../../src/desk/ui/format'

/** A busy machine is no fault of a page. */
const SOON = { timeout: 30_000 }
let asked: (string | null)[] = []
let today = '2026-11-26'
let shown: Record<string, unknown>

beforeEach(async () => {
  await loadTexts('frame', 'region')
  forget()
  asked = []
  vi.stubGlobal('fetch', (url: string) => {
    const { pathname, searchParams } = new URL(url, 'http://desk')
    if (pathname !== '/v1/reports/bulletin') return Promise.resolve({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve({ items: [] }) })
    asked.push(searchParams.get('day'))
    return Promise.resolve({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve({ day: searchParams.get('day') ?? today, as_of: '2026-11-26T02:00:00Z', items: [] }) })
  })
  shown = mount(Bulletin, { target: document.body, props: {} })
  flushSync()
})
afterEach(async () => {
  await unmount(shown)
  vi.unstubAllGlobals()
})

const dayShown = (): string => document.querySelector('.page-head .note-line')?.textContent ?? ''
const shows = (day: string) => vi.waitFor(() => expect(dayShown()).toBe(date(`${day}T12:00:00+08:00`)), SOON)

it('shows the day of the answer, also past midnight, and any day that is chosen, yesterday too', async () => {
  await shows('2026-11-26')
  today = '2026-11-27'
  invalidate('/v1/reports/bulletin')
  await shows('2026-11-27')
  expect(new Set(asked)).toEqual(new Set([null]))
  setSearch({ day: '2026-11-26' })
  await shows('2026-11-26')
  expect(asked.slice(-2)).toEqual(['2026-11-26', '2026-11-26'])
  expect(route.search.get('day')).toBe('2026-11-26')
  setSearch({ day: null })
})
