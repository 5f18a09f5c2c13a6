// @vitest-environment happy-dom
// The search of the list of orders: the server looks through stations, items and ids; the page says so and shows what it finds.
import 'fake-indexeddb/auto'
import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { setSearch } from '../../../src/desk/frame/router.svelte'
import { openSession } from '../../../src/desk/frame/session.svelte'
import { forget } from '../../../src/desk/net/query.svelte'
import Orders from '../../../src/desk/region/Orders.svelte'
import type { Order } from '../../../src/desk/region/orders'
import { loadTexts, textsOf, useLanguage } from '../../../src/desk/texts/index.svelte'
import type region from '../../../src/desk/texts/zh/region.json'
import { PhoneStore } from '../../../src/engine/db/phone'
import { order } from './make'

/** A busy machine is no fault of a page. */
const SOON = { timeout: 30_000 }
const w = textsOf<typeof region>('region')
const SIGN = order({ item: { id: 'approach.night_sign_lit', n: 3, severity: 'major', text: { zh: '夜间品牌标识与价格牌全亮', en: 'At night the sign and price board are fully lit' } } })
const TOILET = order()

/** What was asked of the list, and what it answers to a search; to none: everything. */
let asked: Record<string, string>[] = []
let found: Order[] = []
let shown: Record<string, unknown>

function answer({ pathname, searchParams }: URL): unknown {
  if (pathname === '/v1/me') return { id: 'x', display_name: 'X', roles: [{ role: 'region' }] }
  if (pathname !== '/v1/rectifications') return { items: [] }
  const { limit: _, ...query } = Object.fromEntries(searchParams)
  asked.push(query)
  return { items: query.q ? found : [SIGN, TOILET] }
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
  setSearch({ q: null })
  await useLanguage('zh')
  vi.unstubAllGlobals()
})

function show(): void {
  shown = mount(Orders, { target: document.body, props: {} })
  flushSync()
}
const field = (): HTMLInputElement => document.querySelector('input[type=search]') as HTMLInputElement
const links = (): (string | null)[] => [...document.querySelectorAll('.line a.first')].map((one) => one.getAttribute('href'))
const lists = (...orders: Order[]) => vi.waitFor(() => expect(links()).toEqual(orders.map(({ id }) => `/desk/region/orders/${id}`)), SOON)

describe('the search of the list of orders', () => {
  test.each([
    ['the words of an item in Chinese', '价格牌'],
    ['its words in English', 'price board'],
    ['its number', '3'],
    ['the id of an order', SIGN.id],
    ['the code of a station', SIGN.station.code],
  ])('is asked of the server for %s, and all that it finds is shown', async (_, typed) => {
    show()
    await lists(SIGN, TOILET)
    found = [SIGN]
    field().value = ` ${typed} `
    field().dispatchEvent(new Event('input', { bubbles: true }))
    await lists(SIGN)
    expect(asked).toEqual([{ open: 'true' }, { open: 'true', q: typed }])
  })

  test('that finds nothing says so', async () => {
    found = []
    setSearch({ q: '没有' })
    show()
    await vi.waitFor(() => expect(document.body.textContent).toContain(w().orders.empty), SOON)
    expect(links()).toEqual([])
  })

  test.each([['zh', '加油站、检查项、单号'], ['en', 'Station, item, order id']] as const)('says what it looks through: %s', async (lang, words) => {
    await useLanguage(lang)
    show()
    await lists(SIGN, TOILET)
    expect(field().placeholder).toBe(words)
    expect(field().labels?.[0]?.textContent).toContain(words)
  })
})
