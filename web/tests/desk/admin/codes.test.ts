// @vitest-environment happy-dom
// One-time sign-in codes stand in one answer only: nobody loses them unawares, neither with that answer nor with the dialog.
import { flushSync, mount, unmount, type Component } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import Codes from '../../../src/desk/admin/Codes.svelte'
import ImportPeople from '../../../src/desk/admin/ImportPeople.svelte'
import { fill, loadTexts, textsOf, useLanguage } from '../../../src/desk/texts/index.svelte'
import type admin from '../../../src/desk/texts/zh/admin.json'
import type frame from '../../../src/desk/texts/zh/frame.json'
import { question } from '../../../src/desk/ui/ask.svelte'
import { closeDesk, openDesk, until } from '../frame/desk'

const f = textsOf<typeof frame>('frame')
const w = textsOf<typeof admin>('admin')
const AT = '2026-12-01T02:00:00Z'
const code = (username: string) => ({ username, display_name: username, code: `code-of-${username}`, expires_at: AT })
let shown: Record<string, unknown> | undefined

beforeEach(async () => {
  await loadTexts('frame', 'admin')
  await useLanguage('zh')
})
afterEach(async () => {
  question()?.answer(null)
  if (shown) await unmount(shown)
  shown = undefined
  vi.useRealTimers()
  vi.unstubAllGlobals()
  await useLanguage('zh')
})

function show<P extends object>(page: Component<P>, props: P): void {
  shown = mount(page as Component<object>, { target: document.body, props })
  flushSync()
}
const button = (text: string): HTMLButtonElement | undefined => [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === text)

interface Run { dry: boolean; key: string | undefined }
/** Answers of the real runs to come: the codes, null in a repeat; none comes for an error. */
function importing(...answers: (object[] | null | Error)[]): Run[] {
  const runs: Run[] = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const dry = url.includes('dry_run=true')
    if (init.method === 'POST') runs.push({ dry, key: (init.headers as Record<string, string>)['idempotency-key'] })
    const codes = dry ? null : answers.shift()
    if (codes instanceof Error) return Promise.reject(codes)
    const body = { encoding: 'utf-8', rows: 3, created: 2, updated: 1, unchanged: 0, errors: [], more_errors: 0, codes, again: 'POST /v1/people' }
    return Promise.resolve({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve(body) })
  })
  show(ImportPeople, {})
  return runs
}
/** Chooses a file of people and writes it. */
async function writes(): Promise<void> {
  const input = document.querySelector('input[type=file]') as HTMLInputElement
  Object.defineProperty(input, 'files', { value: [new File(['username,display_name,roles\r\n'], 'people.csv')] })
  input.dispatchEvent(new Event('change', { bubbles: true }))
  await until(() => expect(button(fill(w().import.run, { n: 3 }))).toBeDefined())
  button(fill(w().import.run, { n: 3 }))?.click()
}
const lost = (): string => fill(w().import.codesLost, { n: 2, state: w().people.noPassword, make: w().codes.make })
const alerts = (): (string | null)[] => [...document.querySelectorAll('[role=alert]')].map((one) => one.textContent)

it.each(['zh', 'en'] as const)('an import whose answer with the codes was lost says so, and how to have new ones: %s', async (lang) => {
  await useLanguage(lang)
  importing(null)
  await writes()
  await until(() => expect(alerts()).toEqual([lost()]))
  expect(document.querySelector('dialog')).toBeNull()
})

it('an import that got its codes shows them, and says nothing of lost ones', async () => {
  importing([code('li'), code('wang')])
  await writes()
  await until(() => expect(document.querySelectorAll('dialog .code').length).toBe(2))
  expect(alerts()).toEqual([])
})

it('an import of which no answer came is sent again as the same one, not tried anew', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const gone = new TypeError('no network')
  const runs = importing(gone, gone, gone, null)
  await writes()
  await until(() => expect(button(f().retry)).toBeDefined())
  button(f().retry)?.click()
  await until(() => expect(alerts()).toEqual([lost()]))
  expect(runs.map(({ dry }) => dry)).toEqual([true, false, false, false, false])
  expect(new Set(runs.slice(1).map(({ key }) => key)).size).toBe(1)
})

it('a code of one person whose answer was lost is told, and one more is offered', async () => {
  const made = [null, 'code-2']
  const person = { id: 'a', version: 1, display_name: 'A', username: 'a', phone: '', lang: 'zh', roles: [{ role: 'hq' }], ties: [] }
  await openDesk('admin', '/desk/admin/people/a', (path) => (path.endsWith('/sign-in-code') ? { person_id: 'a', username: 'a', code: made.shift(), expires_at: AT, again: '' } : path === '/v1/people/a' ? person : { items: [] }))
  await until(() => expect(button(w().codes.make)).toBeDefined())
  button(w().codes.make)?.click()
  for (const text of [w().codes.makeText, w().codes.lost]) {
    await until(() => expect(question()?.question.text).toBe(text))
    question()?.answer('')
  }
  await until(() => expect(document.querySelector('dialog .code')?.textContent).toBe('code-2'))
  await closeDesk()
})

it('codes stay until their button closes them, which asks unless they were printed', async () => {
  const print = vi.fn()
  vi.stubGlobal('print', print)
  const onclose = vi.fn()
  /** Whether the browser would close the tab without a word. */
  const mayClose = (): boolean => dispatchEvent(new Event('beforeunload', { cancelable: true }))
  show(Codes, { codes: [code('li'), code('wang')], onclose })
  const dialog = document.querySelector('dialog') as HTMLDialogElement
  dialog.dispatchEvent(new Event('pointerdown', { bubbles: true }))
  expect(dialog.dispatchEvent(new Event('cancel', { cancelable: true }))).toBe(false)
  expect(mayClose()).toBe(false)
  button(w().codes.done)?.click()
  await until(() => expect(question()?.question.title).toBe(w().codes.unprinted.title))
  question()?.answer(null)
  expect(onclose).not.toHaveBeenCalled()
  button(w().codes.print)?.click()
  flushSync()
  expect([print.mock.calls.length, mayClose()]).toEqual([1, true])
  button(w().codes.done)?.click()
  await until(() => expect(onclose).toHaveBeenCalledOnce())
  expect(question()).toBeNull()
})

it('one code, which is soon written down, is closed by its button without a question', async () => {
  const onclose = vi.fn()
  show(Codes, { codes: [code('li')], onclose })
  button(w().codes.done)?.click()
  await until(() => expect(onclose).toHaveBeenCalledOnce())
  expect(question()).toBeNull()
})
