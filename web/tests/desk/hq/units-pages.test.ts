// @vitest-environment happy-dom
// Units by the dozen and by the hundred: a chart names those that stand lowest and says of how many, a page knows its rank.
import 'fake-indexeddb/auto'
import { flushSync, mount, unmount, type Component } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { navigate, setSearch } from '../../../src/desk/frame/router.svelte'
import { openSession } from '../../../src/desk/frame/session.svelte'
import Ranking from '../../../src/desk/hq/Ranking.svelte'
import Trend from '../../../src/desk/hq/Trend.svelte'
import Unit from '../../../src/desk/hq/Unit.svelte'
import { forget } from '../../../src/desk/net/query.svelte'
import { fill, loadTexts, textsOf } from '../../../src/desk/texts/index.svelte'
import type hq from '../../../src/desk/texts/zh/hq.json'
import { PhoneStore } from '../../../src/engine/db/phone'
import { rowOf } from './rows'

/** A busy machine is no fault of a page. */
const SOON = { timeout: 30_000 }
const w = textsOf<typeof hq>('hq')
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
let units = 0
let trends: string[] = []
let rankings: Record<string, string>[] = []
let shown: Record<string, unknown> | undefined

function answer({ pathname, searchParams }: URL): unknown {
  if (pathname === '/v1/me') return { id: 'x', display_name: 'X', roles: [{ role: 'hq' }] }
  const all = Array.from({ length: units }, (_, n) => n + 1)
  if (pathname === '/v1/org-units') return { items: all.map((n) => ({ id: id(n), code: `U${n}`, name_zh: `U${n}`, name_en: `U${n}`, level: 1, parent_id: null })) }
  if (pathname === '/v1/reports/ranking') {
    rankings.push(Object.fromEntries(searchParams))
    // The last unit stands lowest.
    const rows = all.map((n) => rowOf({ id: id(n), code: `U${n}`, rank: n, class_size: units, score_bp: 9999 - n }))
    const limit = Number(searchParams.get('limit') ?? 50)
    return { items: searchParams.get('level') === 'unit' ? rows.slice(0, limit) : [], next_cursor: null, window: '2026-11', live: true, provisional: false, touchpoints: [], classes: [], minimum_audits: 1, not_covered: 0 }
  }
  if (pathname !== '/v1/reports/trend') return { items: [], touchpoints: [] }
  trends.push(searchParams.get('org_unit') ?? '')
  return { touchpoints: [], items: ['2026-10', '2026-11'].map((period) => ({ period, score_bp: 9000, audits: 3, stations: 3, touchpoints: [], critical_misses: 0, pass_rate_bp: 9000 })) }
}

beforeEach(async () => {
  await loadTexts('frame', 'hq')
  forget()
  trends = []
  rankings = []
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {}, removeEventListener: () => {} }))
  vi.stubGlobal('fetch', (url: string) =>
    Promise.resolve({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve(answer(new URL(url, 'http://desk'))) }))
  await (await PhoneStore.open()).setSession({ person: { id: 'x', username: 'x', display_name: 'X', roles: ['hq'] }, csrf_token: 'c', ended: false })
  expect(await openSession()).toBe('ready')
})
afterEach(async () => {
  if (shown) await unmount(shown)
  shown = undefined
  vi.unstubAllGlobals()
})

async function show(of: Component, path: string): Promise<void> {
  await navigate(path)
  shown = mount(of, { target: document.body, props: {} })
  flushSync()
}
const says = (part: string) => vi.waitFor(() => expect(document.body.textContent).toContain(part), SOON)

it('the trend of more units than a chart can name is that of the lowest twelve, and says of how many', async () => {
  units = 31
  await show(Trend, '/desk/hq/trend')
  await says(fill(w().trend.charted, { n: '12', all: '31' }))
  expect(trends.filter(Boolean).sort()).toEqual(Array.from({ length: 12 }, (_, n) => id(20 + n)))
  // Lines are live, whatever was closed.
  expect(rankings.map((one) => one.edition)).toEqual(['live'])
})

it('of few units all are shown, and nothing is said of a choice', async () => {
  units = 3
  await show(Trend, '/desk/hq/trend')
  await says(w().trend.units)
  expect(trends.filter(Boolean).length).toBe(3)
  expect(document.body.textContent).not.toContain(fill(w().trend.charted, { n: '3', all: '3' }))
})

it('a unit knows its rank behind the five hundredth', async () => {
  units = 600
  await show(Unit, `/desk/hq/units/${id(501)}`)
  await says(fill(w().unit.rankOf, { n: 501, all: 600 }))
})

it('the ranking of units is of all their stations, whatever their class, and says so', async () => {
  units = 3
  await show(Ranking, '/desk/hq/ranking?level=unit')
  await says(w().filter.noClassOfUnits)
  expect(rankings.map((one) => [one.level, one.class])).toEqual([['unit', undefined]])
})

it('the ranking of units by one class asks for it, says so, and keeps it in the address for stations', async () => {
  units = 3
  await show(Ranking, '/desk/hq/ranking?level=unit&class=1')
  await says(fill(w().filter.classOfUnits, { class: w().class['1'] }))
  expect(rankings.map((one) => [one.level, one.depth, one.class])).toEqual([['unit', '1', '1']])
  setSearch({ level: null })
  await vi.waitFor(() => expect([rankings.at(-1)?.level, rankings.at(-1)?.class]).toEqual([undefined, '1']), SOON)
})
