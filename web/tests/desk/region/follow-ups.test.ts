// @vitest-environment happy-dom
// What follows from low scores: what is late is marked, what was done is said with its day, and stays to be seen.
import { flushSync } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { dayOf } from '../../../src/desk/region/deadline'
import { fill, textsOf, useLanguage } from '../../../src/desk/texts/index.svelte'
import type frame from '../../../src/desk/texts/zh/frame.json'
import type region from '../../../src/desk/texts/zh/region.json'
import { forget } from '../../../src/desk/net/query.svelte'
import { closeDesk, openDesk, type, until } from '../frame/desk'

const f = textsOf<typeof frame>('frame')
const w = textsOf<typeof region>('region')
const at = (code: string) => ({ id: code, code, name: { zh: '站', en: 'Station' } })
const DAY_MS = 86_400_000
const by = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString()
const low = { version: 3, audit_id: 'x', visit_day: '2026-11-20', final_bp: 6543, what: 'help' }
const late = { ...low, id: 'late', station: at('NJ001'), by: by(-2) }
const soon = { ...low, id: 'soon', station: at('NJ002'), by: by(3) }
const meeting = { ...low, id: 'meeting', station: at('NJ003'), what: 'meeting', by: null }
let open: unknown[] = []
let done: unknown[] = []
let asked: string[] = []

function answer(path: string, search: URLSearchParams): unknown {
  if (path !== '/v1/follow-ups') return { items: [] }
  asked.push(search.get('state') ?? 'open')
  return { items: search.get('state') === 'done' ? done : open }
}
/** What the next deeds come to; a problem, or nothing to let it succeed. */
let refusal: { status: number; body: object } | null
let sent: { url: string; headers: Headers; body: unknown }[]

async function opens(): Promise<void> {
  await openDesk('region', '/desk/region', answer)
  const real = fetch
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    if ((init.method ?? 'GET') === 'GET' || !url.includes('/v1/follow-ups')) return real(url, init)
    sent.push({ url: new URL(url, 'http://desk').pathname, headers: new Headers(init.headers), body: JSON.parse(init.body as string) })
    const { status, body } = refusal ?? { status: 200, body: {} }
    return Promise.resolve({ ok: status < 400, status, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve(body) })
  })
  await until(() => expect(lines().length).toBe(open.length))
}

beforeEach(async () => {
  await useLanguage('zh')
  forget()
  open = [late, soon, meeting]
  done = []
  asked = []
  sent = []
  refusal = null
})
afterEach(closeDesk)

const part = (): HTMLElement | null => document.querySelector(`section[aria-label="${w().morning.followUps}"]`)
const lines = (): HTMLElement[] => [...(part()?.querySelectorAll<HTMLElement>(':scope > ul > li') ?? [])]
const doneOf = (line: number): HTMLButtonElement => lines()[line]?.querySelector('button') as HTMLButtonElement
const dialog = (): HTMLElement | null => document.querySelector('dialog')
const day = (): HTMLInputElement => dialog()?.querySelector('input[type=date]') as HTMLInputElement
const note = (): HTMLTextAreaElement => dialog()?.querySelector('textarea') as HTMLTextAreaElement
const save = (): HTMLButtonElement => dialog()?.querySelector('button.primary') as HTMLButtonElement

it('what is late is marked in the words of the desk', async () => {
  await opens()
  expect(lines()[0]?.querySelector('.over')?.textContent).toContain(fill(f().due.over, { span: '' }).trim())
  expect(lines().slice(1).map((one) => one.querySelector('.over'))).toEqual([null, null])
})

it('one is said to be done, today unless another day is named, and leaves the list', async () => {
  await opens()
  doneOf(2).click()
  await until(() => expect(dialog()?.querySelector('h2')?.textContent).toBe(w().followUp.meetingTitle))
  expect([day().value, day().min, day().max, save().disabled]).toEqual([dayOf(Date.now()), '2026-11-20', dayOf(Date.now()), true])
  type(' held ', note())
  expect(save().disabled).toBe(false)
  open = [late, soon]
  save().click()
  await until(() => expect([dialog(), lines().length]).toEqual([null, 2]))
  expect(sent.map(({ url, headers, body }) => [url, headers.get('if-match'), headers.get('idempotency-key') !== null, body])).toEqual([
    ['/v1/follow-ups/meeting/done', '"3"', true, { day: dayOf(Date.now()), note: 'held' }],
  ])
})

it('what the server finds wrong stands at its field', async () => {
  await opens()
  doneOf(0).click()
  await until(() => expect(dialog()?.querySelector('h2')?.textContent).toBe(w().followUp.helpTitle))
  type('went there', note())
  refusal = { status: 422, body: { type: '/problems/invalid', title: 'Invalid', status: 422, violations: [{ pointer: '/day', code: 'out_of_range', message: 'not that day' }] } }
  save().click()
  await until(() => expect(day().getAttribute('aria-invalid')).toBe('true'))
  const told = document.getElementById(day().getAttribute('aria-describedby') ?? '')
  expect([told?.textContent, note().getAttribute('aria-invalid'), dialog()?.querySelectorAll('[role=alert]').length]).toEqual(['not that day', 'false', 1])
})

it('all that the server finds wrong at once stands at its fields', async () => {
  await opens()
  doneOf(0).click()
  await until(() => expect(dialog()).not.toBeNull())
  type('went there', note())
  const fault = (pointer: string, code: string, message: string) => ({ pointer, code, message })
  refusal = { status: 422, body: { type: '/problems/invalid', title: 'Invalid', status: 422, violations: [fault('/day', 'out_of_range', 'not that day'), fault('/note', 'missing', 'say what')] } }
  save().click()
  await until(() => expect([day(), note()].map((one) => one.getAttribute('aria-invalid'))).toEqual(['true', 'true']))
  const told = [day(), note()].map((one) => document.getElementById(one.getAttribute('aria-describedby') ?? '')?.textContent)
  expect([told, dialog()?.querySelectorAll('[role=alert]').length]).toEqual([['not that day', 'say what'], 2])
})

it.each([
  ['its version is another', { status: 412, body: { type: '/problems/stale-version', title: 'Stale', status: 412 } }],
  ['it is done', { status: 409, body: { type: '/problems/wrong-state', title: 'Not now', detail: 'Not in this state', state: 'done', status: 409 } }],
])('when somebody was faster (%s) that is said, and the list is read anew', async (_, told) => {
  await opens()
  doneOf(1).click()
  await until(() => expect(dialog()).not.toBeNull())
  type('went there', note())
  refusal = told
  open = [late, { ...soon, version: 4 }, meeting]
  save().click()
  await until(() => expect(dialog()?.textContent).toContain(f().problem.changed))
  expect(dialog()?.querySelectorAll('[role=alert]').length).toBe(1)
  refusal = null
  await new Promise((go) => setTimeout(go, 50))
  flushSync()
  save().click()
  await until(() => expect(dialog()).toBeNull())
  expect(sent.map(({ headers }) => headers.get('if-match'))).toEqual(['"3"', '"4"'])
})

it('what was done is read once somebody wants to see it: day, note and whether it was on time', async () => {
  open = []
  done = [
    { ...late, done: { day: '2026-11-24', note: 'taught the team', on_time: true } }, { ...soon, done: { day: '2026-11-25', note: 'came late', on_time: false } },
    { ...meeting, done: { day: '2026-11-26', note: 'met' } },
  ]
  await opens()
  await until(() => expect(document.querySelector('details')).toBeTruthy())
  expect([part(), asked.includes('done')]).toEqual([null, false])
  const details = document.querySelector('details') as HTMLDetailsElement
  details.open = true
  details.dispatchEvent(new Event('toggle'))
  const rows = (): string[] => [...details.querySelectorAll('li')].map((one) => one.textContent ?? '')
  await until(() => expect(rows().length).toBe(3))
  for (const [at, words] of [['24', 'taught the team', w().order.facts.onTimeYes], ['25', 'came late', w().order.facts.onTimeNo], ['26', 'met']].entries()) for (const word of words) expect(rows()[at]).toContain(word)
  for (const word of [w().order.facts.onTimeYes, w().order.facts.onTimeNo]) expect(rows()[2]).not.toContain(word)
})
