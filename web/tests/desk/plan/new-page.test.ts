// @vitest-environment happy-dom
// The page that plans visits: what is typed for the whole plan goes out with every row.
import 'fake-indexeddb/auto'
import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { setSearch } from '../../../src/desk/frame/router.svelte'
import { openSession } from '../../../src/desk/frame/session.svelte'
import { forget } from '../../../src/desk/net/query.svelte'
import New from '../../../src/desk/plan/New.svelte'
import { fill, loadTexts, textsOf, useLanguage } from '../../../src/desk/texts/index.svelte'
import type frame from '../../../src/desk/texts/zh/frame.json'
import type plan from '../../../src/desk/texts/zh/plan.json'
import { PhoneStore } from '../../../src/engine/db/phone'

/** A busy machine is no fault of a page. */
const SOON = { timeout: 30_000 }
const f = textsOf<typeof frame>('frame')
const w = textsOf<typeof plan>('plan')
const ROUND = { id: 'r1', code: 'R-1', name_zh: '一', name_en: 'One', state: 'open', first_day: '2026-12-01', last_day: '2026-12-31', org_unit_id: 'u', checklist: { id: 'station-69', version: 1 } }
const VISIT = {
  slots: [{ id: 'day', text: { zh: '日间', en: 'Day' }, from_minute: 570, to_minute: 990, night: false }],
  rotation: { same_station_days: 90, same_station_per_year: 2, stations_per_day: 8 },
  purchase: { fuel_min_fen: 10_000, fuel_max_fen: 20_000, fuel_min_ml: 10_000, store_max_fen: 2000 },
}
interface Item { id: string; question_zh?: string; question_en?: string; purchase?: object }
let sent: { dry: boolean; items: Item[] }[] = []
/** What begins so is not answered. */
let fails: string | null = null
let shown: Record<string, unknown>

function answer(url: URL, init?: RequestInit): unknown {
  const code = url.searchParams.get('code')
  if (url.pathname === '/v1/me') return { id: 'x', display_name: 'X', roles: [{ role: 'planner' }] }
  if (url.pathname === '/v1/rounds') return { items: [ROUND] }
  if (url.pathname === '/v1/people') return { items: [{ id: 'p1', username: 'shopper-01', display_name: 'One', roles: [{ role: 'shopper' }] }] }
  if (url.pathname.startsWith('/v1/checklists/')) return { visit: VISIT }
  if (url.pathname.startsWith('/v1/stations/')) return { id: url.pathname.split('/')[3], code: 'GZ009', org_unit_id: 'u', name_zh: '站', name_en: 'station' }
  if (url.pathname === '/v1/stations') return { items: url.searchParams.get('org_unit') || code ? [{ id: `s-${code ?? 1}`, code: code ?? 'GZ009', org_unit_id: 'u', name_zh: '站', name_en: 'station' }] : [] }
  if (url.pathname !== '/v1/assignments/bulk') return { items: [] }
  const { items } = JSON.parse(init?.body as string) as { items: Item[] }
  sent.push({ dry: url.searchParams.has('dry_run'), items })
  return { results: items.map(({ id }) => ({ id, status: 'created' })) }
}

beforeEach(async () => {
  await loadTexts('frame', 'plan')
  forget()
  sent = []
  fails = null
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) =>
    fails !== null && url.startsWith(fails) ? Promise.reject(new Error('no network')) : Promise.resolve({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve(answer(new URL(url, 'http://desk'), init)) }))
  await (await PhoneStore.open()).setSession({ person: { id: 'x', username: 'x', display_name: 'X', roles: ['planner'] }, csrf_token: 'c', ended: false })
  expect(await openSession()).toBe('ready')
})
afterEach(async () => {
  await unmount(shown)
  setSearch({ how: null, open: null })
  vi.unstubAllGlobals()
})

function show(how: string): void {
  setSearch({ how })
  shown = mount(New, { target: document.body, props: {} })
  flushSync()
}
const labelled = <T extends HTMLElement>(text: string): T => {
  const label = [...document.querySelectorAll('label')].find((one) => one.textContent?.trim() === text)
  return document.getElementById(label?.htmlFor ?? '') as T
}
function type(text: string, value: string): void {
  const field = labelled<HTMLInputElement>(text)
  field.value = value
  field.dispatchEvent(new Event('input', { bubbles: true }))
  field.dispatchEvent(new Event('change', { bubbles: true }))
  flushSync()
}
const button = (name: string): HTMLButtonElement | undefined => [...document.querySelectorAll('button')].find((one) => one.textContent?.includes(name))

it('the question and the purchase of the whole plan go out with every row that has none of its own', async () => {
  show('paste')
  await vi.waitFor(() => expect(labelled(w().new.column.question_zh)).toBeTruthy(), SOON)
  expect(labelled<HTMLInputElement>(w().new.column.fuel_min).placeholder).toBe('100')
  const area = document.querySelector('textarea') as HTMLTextAreaElement
  area.value = 'station,shopper,slot,day,question_zh,question_en\nGZ001,shopper-01,day,2026-12-01,,\nGZ002,shopper-01,day,2026-12-02,问,ask'
  area.dispatchEvent(new Event('input', { bubbles: true }))
  flushSync()
  await vi.waitFor(() => expect(button(w().new.read)?.disabled).toBe(false), SOON)
  button(w().new.read)?.click()
  await vi.waitFor(() => expect(sent.length).toBe(1), SOON)
  const send = () => document.querySelector<HTMLButtonElement>('.bar .btn.primary')

  type(w().new.column.question_zh, '能洗车吗？')
  expect(document.body.textContent).toContain(w().new.fault.both_or_none)
  expect(send()?.disabled).toBe(true)
  type(w().new.column.question_en, 'Is there a car wash?')
  type(w().new.column.store_max, '0')
  expect(send()?.disabled).toBe(false)
  send()?.click()
  await vi.waitFor(() => expect(sent.length).toBe(2), SOON)
  expect(sent[1]).toMatchObject({
    dry: false,
    items: [
      { question_zh: '能洗车吗？', question_en: 'Is there a car wash?', purchase: { store_max_fen: 0 } },
      { question_zh: '问', question_en: 'ask', purchase: { store_max_fen: 0 } },
    ],
  })
})

it('a proposal says when not all earlier visits could be read', async () => {
  fails = '/v1/assignments?'
  show('')
  const boxes = () => [...document.querySelectorAll<HTMLInputElement>('[role=gridcell] input[type=checkbox]')]
  await vi.waitFor(() => expect(boxes().length).toBe(2), SOON)
  for (const box of boxes()) box.click()
  flushSync()
  expect(document.body.textContent).not.toContain(w().new.cut)
  button(fill(w().new.spread, { n: '1' }))?.click()
  await vi.waitFor(() => expect(document.body.textContent).toContain(w().new.cut), SOON)
})

const text = (): string => document.body.textContent ?? ''

it.each(['zh', 'en'] as const)('a proposal leaves stations selected that could not be read, and says how many: %s', async (lang) => {
  await useLanguage(lang)
  show('')
  const boxes = () => [...document.querySelectorAll<HTMLInputElement>('[role=gridcell] input[type=checkbox]')]
  await vi.waitFor(() => expect(boxes().length).toBe(2), SOON)
  for (const box of boxes()) box.click()
  // Among what is not covered the chosen station is not listed: it is read by itself.
  setSearch({ open: 1 })
  flushSync()
  const make = () => button(fill(w().new.spread, { n: '1' }))
  fails = '/v1/stations/'
  make()?.click()
  const unread = fill(w().new.unread, { n: 1 })
  await vi.waitFor(() => expect(text()).toContain(unread), SOON)
  expect([sent, make()?.disabled]).toEqual([[], false])
  fails = null
  make()?.click()
  await vi.waitFor(() => expect(sent[0]?.items.length).toBe(1), SOON)
  await vi.waitFor(() => expect(text()).not.toContain(unread), SOON)
  expect(make()).toBeUndefined()
  await useLanguage('zh')
})

it.each(['/v1/stations?code', '/v1/people'])('a pasted plan whose stations or shoppers cannot be read stays as it is, is not called unknown, and is read again: %s', async (part) => {
  fails = part
  show('paste')
  await vi.waitFor(() => expect(document.querySelector('textarea')).toBeTruthy(), SOON)
  const area = document.querySelector('textarea') as HTMLTextAreaElement
  area.value = 'GZ001,shopper-01,day,2026-12-01'
  area.dispatchEvent(new Event('input', { bubbles: true }))
  flushSync()
  await vi.waitFor(() => expect(button(w().new.read)?.disabled).toBe(false), SOON)
  button(w().new.read)?.click()
  await vi.waitFor(() => expect(button(f().retry)).toBeDefined(), SOON)
  expect([area.value, sent]).toEqual(['GZ001,shopper-01,day,2026-12-01', []])
  for (const unknown of [w().new.fault.unknown_station, w().new.fault.unknown_shopper]) expect(text()).not.toContain(unknown)
  fails = null
  button(f().retry)?.click()
  await vi.waitFor(() => expect(sent[0]?.items.length).toBe(1), SOON)
  expect([area.value, button(f().retry)]).toEqual(['', undefined])
})
