// @vitest-environment happy-dom
// The morning page counts what stands on the red list and what is supervised, and leads to the list of it.
import 'fake-indexeddb/auto'
import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openSession } from '../../../src/desk/frame/session.svelte'
import { forget } from '../../../src/desk/net/query.svelte'
import Morning from '../../../src/desk/region/Morning.svelte'
import { loadTexts, textsOf } from '../../../src/desk/texts/index.svelte'
import type region from '../../../src/desk/texts/zh/region.json'
import { PhoneStore } from '../../../src/engine/db/phone'
import { order } from './make'

/** A busy machine is no fault of a page. */
const SOON = { timeout: 30_000 }
const w = textsOf<typeof region>('region')
let marked: Record<string, number> = {}
let asked: Record<string, string>[] = []
let shown: Record<string, unknown>

function answer({ pathname, searchParams }: URL): unknown {
  if (pathname === '/v1/me') return { id: 'x', display_name: 'X', roles: [{ role: 'region' }] }
  const mark = searchParams.get('mark')
  if (pathname !== '/v1/rectifications' || mark === null) return { items: [] }
  const { limit: _, ...query } = Object.fromEntries(searchParams)
  asked.push(query)
  return { items: Array.from({ length: marked[mark] ?? 0 }, () => order({ times: { overdue: true } })) }
}

beforeEach(async () => {
  await loadTexts('frame', 'region')
  forget()
  asked = []
  vi.stubGlobal('fetch', (url: string) =>
    Promise.resolve({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve(answer(new URL(url, 'http://desk'))) }))
  await (await PhoneStore.open()).setSession({ person: { id: 'x', username: 'x', display_name: 'X', roles: ['region'] }, csrf_token: 'c', ended: false })
  expect(await openSession()).toBe('ready')
})
afterEach(async () => {
  await unmount(shown)
  vi.unstubAllGlobals()
})

const links = (): string[] => [...document.querySelectorAll('a[href*="mark="]')].map((one) => `${one.getAttribute('href')} ${one.textContent}`)
async function show(): Promise<void> {
  shown = mount(Morning, { target: document.body, props: {} })
  flushSync()
  await vi.waitFor(() => expect(document.body.textContent).toContain(w().morning.waiting), SOON)
}

it('each is counted among what is open, and its count leads to its list', async () => {
  marked = { red_list: 3, supervision: 1 }
  await show()
  await vi.waitFor(() => expect(links()).toEqual([
    `/desk/region/orders?mark=red_list ${w().orders.filter.red_list} 3`, `/desk/region/orders?mark=supervision ${w().orders.filter.supervision} 1`,
  ]), SOON)
  expect(asked).toEqual([{ open: 'true', mark: 'red_list' }, { open: 'true', mark: 'supervision' }])
})

it('of what there is none nothing is said', async () => {
  marked = { supervision: 2 }
  await show()
  await vi.waitFor(() => expect(links()).toEqual([`/desk/region/orders?mark=supervision ${w().orders.filter.supervision} 2`]), SOON)
})
