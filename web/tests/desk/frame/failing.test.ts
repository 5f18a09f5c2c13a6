// @vitest-environment happy-dom
// A server that answers nothing well: every page says so, offers to try again, and waits for nothing.
import 'fake-indexeddb/auto'
import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { rows as admin } from '../../../src/desk/admin/pages'
import { openSession } from '../../../src/desk/frame/session.svelte'
import { rows as hq } from '../../../src/desk/hq/pages'
import { forget } from '../../../src/desk/net/query.svelte'
import { rows as plan } from '../../../src/desk/plan/pages'
import { rows as region } from '../../../src/desk/region/pages'
import { rows as review } from '../../../src/desk/review/pages'
import { loadTexts, textsOf } from '../../../src/desk/texts/index.svelte'
import type frame from '../../../src/desk/texts/zh/frame.json'
import { PhoneStore } from '../../../src/engine/db/phone'

/** A busy machine is no fault of a page. */
const SOON = { timeout: 30_000 }
const w = textsOf<typeof frame>('frame')
/** Empty forms read nothing before they are sent. */
const FORM = /^\/desk\/admin\/(?:people|units|stations)\/(?:new|import|:id)$/
const pages = [...hq, ...admin, ...plan, ...region, ...review].filter((row) => !FORM.test(row.path))
let broken = false
let silent = false
let shown: Record<string, unknown> | undefined

const answer = (body: unknown, status: number): Response =>
  ({ ok: status < 400, status, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve(body) }) as unknown as Response

beforeEach(async () => {
  forget()
  vi.stubGlobal('fetch', () => silent ? new Promise(() => {}) : Promise.resolve(broken ? answer({ type: '/problems/internal', title: 'Broken', status: 500 }, 500) : answer({ id: 'x', display_name: 'X', roles: [{ role: 'hq' }] }, 200)))
  broken = silent = false
  await (await PhoneStore.open()).setSession({ person: { id: 'x', username: 'x', display_name: 'X', roles: ['hq'] }, csrf_token: 'c', ended: false })
  await openSession()
  broken = true
})
afterEach(async () => {
  if (shown) await unmount(shown)
  shown = undefined
  vi.unstubAllGlobals()
})

it.each(pages.map((row) => [row.path, row] as const))('a page whose readings fail says so and waits for nothing: %s', async (_, row) => {
  await loadTexts('frame', ...(row.texts ?? []))
  const { default: Page } = await row.load()
  shown = mount(Page, { target: document.body, props: {} })
  flushSync()
  await vi.waitFor(() => {
    const alerts = document.querySelectorAll('[role=alert]')
    expect(alerts.length).toBeGreaterThan(0)
    for (const one of alerts) expect(one.querySelector('button')?.textContent).toBe(w().retry)
    expect(document.querySelectorAll('.skeleton').length).toBe(0)
  }, SOON)
})

it.each(pages.map((row) => [row.path, row] as const))('a page whose readings are on their way says so: %s', async (_, row) => {
  silent = true
  await loadTexts('frame', ...(row.texts ?? []))
  const { default: Page } = await row.load()
  shown = mount(Page, { target: document.body, props: {} })
  flushSync()
  await vi.waitFor(() => expect(document.querySelectorAll('.skeleton').length).toBeGreaterThan(0), { timeout: 500 })
  expect(document.querySelectorAll('[role=alert]').length).toBe(0)
})
