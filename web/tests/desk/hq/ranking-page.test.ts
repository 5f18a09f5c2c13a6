// @vitest-environment happy-dom
// The ranking under another filter: the rows of the last one never pass for all of it.
import 'fake-indexeddb/auto'
import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { setSearch } from '../../../src/desk/frame/router.svelte'
import { openSession } from '../../../src/desk/frame/session.svelte'
import Ranking from '../../../src/desk/hq/Ranking.svelte'
import { forget } from '../../../src/desk/net/query.svelte'
import { fill, loadTexts, textsOf } from '../../../src/desk/texts/index.svelte'
import type hq from '../../../src/desk/texts/zh/hq.json'
import { PhoneStore } from '../../../src/engine/db/phone'
import { rowOf } from './rows'

/** A busy machine is no fault of a page. */
const SOON = { timeout: 30_000 }
const w = textsOf<typeof hq>('hq')
let shown: Record<string, unknown>
/** The whole ranking of self-service stations comes when it is told to. */
let whole: (() => void) | undefined

const given = (body: unknown): Response => ({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve(body) }) as unknown as Response
const page = (names: string[], next_cursor: string | null) =>
  given({ items: names.map((code, at) => rowOf({ id: code, code, name: { zh: code, en: code }, rank: at + 1 })), next_cursor, window: '2026-11', live: true, provisional: false, touchpoints: [], classes: [], minimum_audits: 2, not_covered: 0 })

beforeEach(async () => {
  await loadTexts('frame', 'hq')
  forget()
  await (await PhoneStore.open()).setSession({ person: { id: 'x', username: 'x', display_name: 'X', roles: ['hq'] }, csrf_token: 'c', ended: false })
  vi.stubGlobal('fetch', (url: string) => {
    const { pathname, searchParams } = new URL(url, 'http://desk')
    if (pathname === '/v1/me') return Promise.resolve(given({ id: 'x', display_name: 'X', roles: [{ role: 'hq' }] }))
    if (pathname !== '/v1/reports/ranking') return Promise.resolve(given({ items: [] }))
    const isFirst = searchParams.get('limit') === '100'
    if (searchParams.get('class') !== '1') return Promise.resolve(isFirst ? page(['A1'], 'more') : page(['A1', 'A2'], null))
    if (isFirst) return Promise.resolve(page(['B1'], 'more'))
    return new Promise<Response>((done) => (whole = () => done(page(['B1', 'B2'], null))))
  })
  await openSession()
  shown = mount(Ranking, { target: document.body, props: {} })
  flushSync()
})
afterEach(async () => {
  setSearch({ class: null })
  await unmount(shown)
  vi.unstubAllGlobals()
})

const text = (): string => document.body.textContent ?? ''
const says = (...parts: string[]) => vi.waitFor(() => expect(parts.filter((part) => !text().includes(part))).toEqual([]), SOON)

it('under another filter its first rows stand, and say that the rest is on its way, until all of its own are there', async () => {
  await says('A1', 'A2', fill(w().rank.shown, { n: '2', all: '2' }))
  setSearch({ class: 1 })
  await says('B1', fill(w().rank.loading, { n: '1' }))
  expect(text()).not.toContain('A2')
  whole?.()
  await says('B2', fill(w().rank.shown, { n: '2', all: '2' }))
})
