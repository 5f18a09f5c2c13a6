// @vitest-environment happy-dom
// The administrator's pages: they read again by themselves, nothing leaves for others unasked, and faults are told in words.
import { flushSync } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AGAIN_MS, SELDOM_MS } from '../../../src/desk/net/again.svelte'
import { forget, invalidate } from '../../../src/desk/net/query.svelte'
import { fill, textsOf, useLanguage } from '../../../src/desk/texts/index.svelte'
import type admin from '../../../src/desk/texts/zh/admin.json'
import { question } from '../../../src/desk/ui/ask.svelte'
import { closeDesk, goes, openDesk, until } from '../frame/desk'

const w = textsOf<typeof admin>('admin')
const AT = '2026-11-26T01:30:00Z'
const refusal = {
  id: 'f', audit_id: 'audit', person_id: 'person', revision: 2, received_at: AT, state: 'open', submission: { station: 'S1', photos: [{ id: 'p1', seen: true }] },
  violations: [{ pointer: '/photos/0/id', code: 'not_a_uuid', text: { zh: '不是有效的 UUID', en: 'This is not a UUID' } }, { pointer: '', code: 'wrong_type' }, { type: '/problems/revision-conflict' }],
}
const message = (id: string) => ({ id, kind: 'order.issued', test: false, channel: 'mail', to: { name: 'Li' }, state: 'dead', stopped: null, reason: null, attempts: 3, created_at: AT })
const delivery = (id: string) => ({ id, kind: 'order.issued', test: false, state: 'dead', attempts: 9, created_at: AT, next_at: null, reason: null, data: {}, event_id: id })
const DATA: Record<string, unknown> = {
  '/v1/jobs/summary': { kinds: [] },
  '/v1/refused': { items: [refusal] },
  '/v1/refused/f': refusal,
  '/v1/deliveries': { items: [message('m'), message('n')] },
  '/v1/webhooks/b': { id: 'b', version: 1, name: 'B', kind: 'webhook', kinds: [], address: 'https://b', lang: 'zh', active: true },
  '/v1/webhooks/b/deliveries': { items: [delivery('x'), delivery('y')] },
  '/v1/storage/check': { ok: true, problems: [], facts: [] },
  '/v1/storage/fsck': {},
  '/v1/retention': { kinds: [] },
  '/v1/audit-log/heads': [],
  '/v1/calendars': { years: [{ year: 2026 }], missing: null },
  '/v1/devices/summary': {},
  '/v1/me/notifications': { kinds: [] },
}
let asked: string[] = []
const answer = (path: string): unknown => {
  asked.push(path)
  return DATA[path] ?? { items: [] }
}

beforeEach(async () => {
  await useLanguage('zh')
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
})
afterEach(async () => {
  await closeDesk()
  vi.useRealTimers()
})

it.each([
  ['', ['/v1/jobs', '/v1/refused', '/v1/webhooks', '/v1/devices/summary', '/v1/storage/fsck', '/v1/audit-log', '/v1/audit-log/heads', '/v1/calendars']],
  ['/jobs', ['/v1/jobs', '/v1/jobs/summary']],
  ['/refused?open=f', ['/v1/refused', '/v1/refused/f']],
  ['/webhooks', ['/v1/webhooks', '/v1/deliveries']],
  ['/webhooks/b', ['/v1/webhooks/b', '/v1/webhooks/b/deliveries']],
  ['/storage', ['/v1/storage/fsck', '/v1/retention']],
])('the page %s is read again by itself', async (page, wanted) => {
  asked = []
  await openDesk('admin', `/desk/admin${page}`, answer)
  await until(() => expect(wanted.filter((one) => !asked.includes(one))).toEqual([]))
  await new Promise((done) => setTimeout(done, 50))
  asked = []
  vi.advanceTimersByTime(AGAIN_MS)
  await until(() => expect(wanted.filter((one) => !asked.includes(one))).toEqual([]))
})

it.each([
  ['/jobs', '/v1/jobs', '/v1/jobs/summary'], ['/refused?open=f', '/v1/refused', '/v1/refused/f'], ['/webhooks', '/v1/deliveries', '/v1/webhooks'],
  ['/webhooks/b', '/v1/webhooks/b/deliveries', '/v1/webhooks/b'],
])('the page %s reads a list of several pages again seldom', async (page, long, other) => {
  asked = []
  forget()
  const row = { ...refusal, ...message('r'), at: AT }
  await openDesk('admin', `/desk/admin${page}`, (path, search) => {
    const body = answer(path)
    return path === long ? { items: [{ ...row, id: search.get('cursor') ?? 'r' }], next_cursor: search.has('cursor') ? null : 'next' } : body
  })
  await until(() => expect(asked.filter((one) => one === long).length).toBe(2))
  await new Promise((done) => setTimeout(done, 50))
  asked = []
  vi.advanceTimersByTime(AGAIN_MS)
  await until(() => expect(asked).toContain(other))
  await new Promise((done) => setTimeout(done, 50))
  expect(asked).not.toContain(long)
  vi.advanceTimersByTime(SELDOM_MS - AGAIN_MS)
  await until(() => expect(asked.filter((one) => one === long).length).toBe(2))
})

it('the storage is tried out when it is looked at, then every five minutes at most; by hand at once', async () => {
  const tries = (): number => asked.filter((one) => one === '/v1/storage/check').length
  asked = []
  forget()
  await openDesk('admin', '/desk/admin', answer)
  await until(() => expect([tries(), asked.includes('/v1/jobs')]).toEqual([1, true]))
  await new Promise((done) => setTimeout(done, 50))
  vi.advanceTimersByTime(SELDOM_MS - 60_000)
  // Neither by another page, nor because an event says that everything has changed.
  await goes('/desk/admin/storage', null)
  invalidate()
  await until(() => expect(document.body.textContent).toContain(w().storage.ok))
  await new Promise((done) => setTimeout(done, 50))
  expect(tries()).toBe(1)
  vi.advanceTimersByTime(2 * SELDOM_MS)
  await new Promise((done) => setTimeout(done, 50))
  expect(tries()).toBe(1)
  ;[...document.querySelectorAll('button')].find((one) => one.textContent === w().storage.again)?.click()
  await until(() => expect(tries()).toBe(2))
  await goes('/desk/admin', null)
  vi.advanceTimersByTime(SELDOM_MS)
  await until(() => expect(tries()).toBe(3))
})

it('an event that says that everything has changed does not try out the storage', async () => {
  asked = []
  forget()
  await openDesk('admin', '/desk/admin/storage', answer)
  await until(() => expect(document.body.textContent).toContain(w().storage.ok))
  invalidate()
  await until(() => expect(asked.filter((one) => one === '/v1/storage/fsck').length).toBeGreaterThan(1))
  expect(asked.filter((one) => one === '/v1/storage/check').length).toBe(1)
})

it.each([['/webhooks', '/v1/deliveries/m/replay'], ['/webhooks/b', '/v1/webhooks/b/deliveries/x/replay']])('on %s messages leave once their number is agreed to', async (page, first) => {
  const sent = await openDesk('admin', `/desk/admin${page}`, answer)
  const boxes = (): HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>('[role=row] input[type=checkbox]')]
  const again = (): HTMLButtonElement | undefined => [...document.querySelectorAll<HTMLButtonElement>('button')].find((one) => one.textContent === fill(w().hooks.replayMany, { n: 2 }))
  await until(() => expect(boxes().length).toBe(3))
  boxes()[0]?.click()
  await until(() => expect(again()).toBeDefined())
  again()?.click()
  await until(() => expect(question()?.question.title).toBe(fill(w().hooks.replayAsk, { n: 2 })))
  question()?.answer(null)
  await new Promise((done) => setTimeout(done, 20))
  flushSync()
  expect(sent).toEqual([])
  again()?.click()
  await until(() => expect(question()).not.toBeNull())
  question()?.answer('')
  await until(() => expect(sent.map((one) => one.url)).toContain(first))
  await until(() => expect(sent).toHaveLength(2))
})

it('a refused submission says what is wrong where, in words', async () => {
  await openDesk('admin', '/desk/admin/refused?open=f', answer)
  const faults = (): string[] => [...document.querySelectorAll('dialog ul.list li, [role=dialog] ul.list li')].map((one) => one.textContent?.trim() ?? '')
  await until(() => expect(faults().length).toBe(3))
  expect(faults()).toEqual([
    `photos › ${fill(w().refused.nth, { n: 1 })} › id：不是有效的 UUID not_a_uuid`, `${w().refused.whole}：wrong type wrong_type`, `${w().refused.codes['revision-conflict']} revision-conflict`,
  ])
  expect(/[{}[\]]|&quot;/.test(document.body.textContent ?? '')).toBe(false)
})
