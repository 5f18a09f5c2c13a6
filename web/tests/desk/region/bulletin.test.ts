// @vitest-environment happy-dom
// The bulletin of a day: without one it is that of today, whatever day it is by then, and says itself which.
import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest'
import { route, setSearch } from '../../../src/desk/frame/router.svelte'
import { forget, invalidate } from '../../../src/desk/net/query.svelte'
import Bulletin from '../../../src/desk/region/Bulletin.svelte'
import { loadTexts } from '../../../src/desk/texts/index.svelte'
import { date } from '../../../src/desk/ui/format'

/** A busy machine is no fault of a page. */
const SOON = { timeout: 30_000 }
let asked: (string | null)[] = []
let today: string
let shown: Record<string, unknown>

beforeEach(async () => {
  await loadTexts('frame', 'region')
  forget()
  asked = []
  today = '2026-11-26'
  vi.stubGlobal('fetch', (url: string) => {
    const { pathname, searchParams } = new URL(url, 'http://desk')
    if (pathname !== '/v1/reports/bulletin') return Promise.resolve({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve({ items: [] }) })
    asked.push(searchParams.get('day'))
    return Promise.resolve({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve({ day: searchParams.get('day') ?? today, as_of: '2026-11-26T02:00:00Z', items: [] }) })
  })
})
afterEach(async () => {
  await unmount(shown)
  setSearch({ day: null })
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function show(): void {
  shown = mount(Bulletin, { target: document.body, props: {} })
  flushSync()
}

const dayShown = (): string => document.querySelector('.page-head .note-line')?.textContent ?? ''
const shows = (day: string) => vi.waitFor(() => expect(dayShown()).toBe(date(`${day}T12:00:00+08:00`)), SOON)

it('shows the day of the answer, also past midnight, and any day that is chosen, yesterday too', async () => {
  show()
  await shows('2026-11-26')
  today = '2026-11-27'
  invalidate('/v1/reports/bulletin')
  await shows('2026-11-27')
  expect(new Set(asked)).toEqual(new Set([null]))
  setSearch({ day: '2026-11-26' })
  await shows('2026-11-26')
  expect(asked.slice(-2)).toEqual(['2026-11-26', '2026-11-26'])
  expect(route.search.get('day')).toBe('2026-11-26')
})

describe('a bulletin that is left open past midnight in Beijing', () => {
  const TICK_MS = 30_000
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
    vi.setSystemTime('2026-11-26T23:59:50+08:00')
  })

  test('goes on with the new day when none was chosen', async () => {
    show()
    await shows('2026-11-26')
    today = '2026-11-27'
    await vi.advanceTimersByTimeAsync(TICK_MS)
    await shows('2026-11-27')
    // Both of its readings were made anew, and nothing is asked again on the same day.
    await vi.advanceTimersByTimeAsync(20 * TICK_MS)
    expect(asked).toEqual([null, null, null, null])
  })

  test('stays with a day that was chosen, until none is', async () => {
    setSearch({ day: '2026-11-26' })
    show()
    await shows('2026-11-26')
    today = '2026-11-27'
    await vi.advanceTimersByTimeAsync(20 * TICK_MS)
    expect(asked).toEqual(['2026-11-26', '2026-11-26'])
    setSearch({ day: null })
    await shows('2026-11-27')
    expect(asked.slice(2)).toEqual([null, null])
  })

  test('goes on with the new day when a tab that slept is looked at again', async () => {
    show()
    await shows('2026-11-26')
    today = '2026-11-27'
    // No timer ran meanwhile.
    vi.setSystemTime('2026-11-27T08:30:00+08:00')
    document.dispatchEvent(new Event('visibilitychange'))
    await shows('2026-11-27')
    expect(asked).toEqual([null, null, null, null])
  })

  test('is asked for with each tick until the server has the new day', async () => {
    show()
    await shows('2026-11-26')
    for (const times of [4, 6]) {
      await vi.advanceTimersByTimeAsync(TICK_MS)
      expect(asked.length).toBe(times)
    }
    today = '2026-11-27'
    await vi.advanceTimersByTimeAsync(TICK_MS)
    await shows('2026-11-27')
    await vi.advanceTimersByTimeAsync(20 * TICK_MS)
    expect(asked.length).toBe(8)
  })
})
