// @vitest-environment happy-dom
// A secret whose answer was lost: nobody is left with one that he does not know.
import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { newSecret } from '../../../src/desk/admin/secret'
import WebhookForm from '../../../src/desk/admin/WebhookForm.svelte'
import { loadTexts, textsOf } from '../../../src/desk/texts/index.svelte'
import type texts from '../../../src/desk/texts/zh/admin.json'
import { question } from '../../../src/desk/ui/ask.svelte'

const w = textsOf<typeof texts>('admin')
/** Secrets of the answers to come; null is the answer to a repeat. */
let secrets: (string | null)[] = []
let sent: string[] = []
let questions: (string | undefined)[] = []

/** Agrees to the question that is asked next. */
async function agrees(): Promise<void> {
  await vi.waitFor(() => expect(question()).not.toBeNull())
  questions.push(question()?.question.text)
  question()?.answer('')
}

beforeEach(async () => {
  await loadTexts('frame', 'admin')
  sent = []
  questions = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    if (init.method === 'POST') sent.push(url)
    const body = init.method === 'POST' ? { id: 'made', secret: secrets.shift(), again: '' } : { kinds: [], items: [] }
    return Promise.resolve({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve(body) })
  })
})
afterEach(() => vi.unstubAllGlobals())

it('a new secret whose answer was lost is told, and one more is offered', async () => {
  secrets = [null, 'whsec_2']
  const made = newSecret('h', w().hooks.renewText)
  await agrees()
  await agrees()
  expect(await made).toBe('whsec_2')
  expect(questions).toEqual([w().hooks.renewText, w().hooks.renewLost])
  expect(sent).toEqual(['/v1/webhooks/h/secret', '/v1/webhooks/h/secret'])
})

it.each([['webhook', 'whsec_2'], ['wecom', null]])('a %s that was made without a word of its secret ends with %s', async (kind, secret) => {
  secrets = [null, 'whsec_2']
  const onmade = vi.fn()
  const shown = mount(WebhookForm, { target: document.body, props: { hook: null, onclose: () => {}, onmade } })
  flushSync()
  const select = document.querySelector('select') as HTMLSelectElement
  // This DOM does not know which option is chosen.
  select.querySelector = () => [...select.options].find((one) => one.value === kind) as never
  select.dispatchEvent(new Event('change', { bubbles: true }))
  document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true, bubbles: true }))
  if (kind === 'webhook') await agrees()
  await vi.waitFor(() => expect(onmade.mock.calls).toEqual([[secret]]))
  expect(questions).toEqual(kind === 'webhook' ? [w().hooks.madeLost] : [])
  expect(sent).toEqual(kind === 'webhook' ? ['/v1/webhooks', '/v1/webhooks/made/secret'] : ['/v1/webhooks'])
  await unmount(shown)
})
