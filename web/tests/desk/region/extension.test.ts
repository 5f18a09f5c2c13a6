// @vitest-environment happy-dom
// More time: it is refused with a reason, and granted without one.
import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import ExtensionBox from '../../../src/desk/region/order/ExtensionBox.svelte'
import { loadTexts, textsOf } from '../../../src/desk/texts/index.svelte'
import type region from '../../../src/desk/texts/zh/region.json'
import { question } from '../../../src/desk/ui/ask.svelte'
import { order } from './make'

const w = textsOf<typeof region>('region')
let sent: unknown[] = []
let shown: Record<string, unknown>

beforeEach(async () => {
  await loadTexts('frame', 'region')
  sent = []
  vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
    sent.push(JSON.parse(init.body as string))
    return Promise.resolve({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve({ version: 3 }) })
  })
  const extension = { id: 'e', cause: 'parts', reason: 'The lock is on its way.', to: '2026-11-27T10:00:00Z', asked_at: '2026-11-25T02:00:00Z' }
  shown = mount(ExtensionBox, { target: document.body, props: { order: order(), extension: extension as never, acts: true } })
  flushSync()
})
afterEach(async () => {
  question()?.answer(null)
  await unmount(shown)
  vi.unstubAllGlobals()
})

const press = (name: string): void => {
  ;[...document.querySelectorAll('button')].find((one) => one.textContent === name)?.click()
  flushSync()
}

it('a refusal asks for its reason and sends it', async () => {
  press(w().order.verbs.refuse)
  expect(question()?.question.reason?.least).toBe(1)
  question()?.answer('Parts are in stock.')
  await vi.waitFor(() => expect(sent).toEqual([{ grant: false, reason: 'Parts are in stock.' }]))
})

it('a grant asks for none', async () => {
  press(w().order.verbs.grant)
  expect(question()?.question.reason).toBeUndefined()
  question()?.answer('')
  await vi.waitFor(() => expect(sent).toEqual([{ grant: true }]))
})
