// @vitest-environment happy-dom
// Unsaved changes of a person, a station or a unit: they are asked about, and never stand on the next one.
import { flushSync, tick } from 'svelte'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { textsOf } from '../../../src/desk/texts/index.svelte'
import type admin from '../../../src/desk/texts/zh/admin.json'
import type frame from '../../../src/desk/texts/zh/frame.json'
import { question } from '../../../src/desk/ui/ask.svelte'
import { closeDesk, goes, openDesk, type, until, type Sent } from '../frame/desk'

const f = textsOf<typeof frame>('frame')
const w = textsOf<typeof admin>('admin')
const PEOPLE = '/desk/admin/people'
const STATIONS = '/desk/admin/stations'
const HOOKS = '/desk/admin/webhooks'
const FLAG = 'st.night'
let sent: Sent[] = []

const person = (id: string) => ({ id, version: 1, display_name: `Person ${id}`, username: id, phone: '', lang: 'zh', roles: [{ role: 'shopper' }], ties: [], has_password: true })
const station = (id: string) => ({ id, version: 1, code: id, name_zh: `站 ${id}`, name_en: `Station ${id}`, city_zh: '', city_en: '', address: '', org_unit_id: 'u1', lat_e7: 0, lon_e7: 0, profile: { flags: { [FLAG]: true } } })
const unit = (id: string, level: number) => ({ id, version: 1, code: id, name_zh: `单位 ${id}`, name_en: `Unit ${id}`, level, parent_id: level === 0 ? null : 'u0' })

function answer(path: string): unknown {
  const [, , kind, id, part] = path.split('/')
  if (kind === 'people' && id) return person(id)
  if (kind === 'stations' && id && !part) return station(id)
  if (kind === 'webhooks' && id && !part) return { id, version: 1, name: `Hook ${id}`, kind: 'webhook', kinds: [], address: 'https://x', lang: 'zh', active: true }
  if (path === '/v1/org-units') return { items: [unit('u0', 0), unit('u1', 1), unit('u2', 1)] }
  if (kind === 'org-units') return { head: [], duty: [], safety: [], engineering: [] }
  if (path.startsWith('/v1/checklists/')) return { flags: [{ id: FLAG, text: { zh: '夜班', en: 'Night' } }], items: [] }
  if (path === '/v1/checklists') return { items: [{ id: 'c', version: 1, published_at: '2026-01-01T00:00:00Z' }] }
  return { items: [] }
}

beforeEach(async () => {
  sent = await openDesk('admin', `${PEOPLE}/a`, answer)
})
afterEach(closeDesk)

const one = <T extends Element>(selector: string): T => document.querySelector(selector) as T
const first = (): HTMLInputElement => one('main form input')
const save = (): HTMLButtonElement => one('main form button.primary')
const shows = (name: string): Promise<void> => until(() => expect(first()?.value).toBe(name))
async function submits(): Promise<void> {
  one('main form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
  await until(() => expect(sent).not.toEqual([]))
  await new Promise((done) => setTimeout(done, 20))
  flushSync()
}
/** Whether the browser would close the tab without a word. */
const mayClose = (): boolean => dispatchEvent(new Event('beforeunload', { cancelable: true }))

describe('what is changed and not saved', () => {
  it('of one person does not stand on the next one, nor is it written there', async () => {
    await shows('Person a')
    type('Changed', first())
    expect(save().disabled).toBe(false)
    await goes(`${PEOPLE}/b`, true)
    await shows('Person b')
    expect(save().disabled).toBe(true)
    type('B', one('main form input[type=tel]'))
    await submits()
    expect(sent).toEqual([{ url: '/v1/people/b', method: 'PATCH', body: { phone: 'B' } }])
  })

  it('is asked about: whoever stays keeps it, and nobody is asked after it was saved', async () => {
    await shows('Person a')
    type('Changed', first())
    await goes(`${PEOPLE}/b`, false)
    expect([location.pathname, first().value, mayClose()]).toEqual([`${PEOPLE}/a`, 'Changed', false])
    await submits()
    expect(sent).toEqual([{ url: '/v1/people/a', method: 'PATCH', body: { display_name: 'Changed' } }])
    expect(mayClose()).toBe(true)
    await goes(`${PEOPLE}/b`, null)
    await shows('Person b')
  })

  it('is asked about once, also when it stands in two forms, and where a shopper never goes is one', async () => {
    await shows('Person a')
    one<HTMLElement>('[aria-labelledby=h-ties] button').click()
    flushSync()
    await goes(`${PEOPLE}/b`, false)
    type('Changed', first())
    await goes(`${PEOPLE}/b`, true)
    await shows('Person b')
    expect(document.querySelectorAll('[data-tie]').length).toBe(0)
  })

  it('of a new person is asked about until he is made', async () => {
    await goes(`${PEOPLE}/new`, null)
    await until(() => expect(one('main form input[autocapitalize=none]')).not.toBeNull())
    type('new.one', one('main form input[autocapitalize=none]'))
    await goes(`${PEOPLE}/a`, false)
    await submits()
    expect(sent.map(({ url }) => url)).toEqual(['/v1/people'])
    expect(question()).toBeNull()
  })

  it('of one station does not stand on the next one: fields and what it offers', async () => {
    await goes(`${STATIONS}/s1`, null)
    await shows('站 s1')
    const flag = (): HTMLInputElement => one('.flags input')
    await until(() => expect(flag()).not.toBeNull())
    flag().click()
    flushSync()
    await goes(`${STATIONS}/s2`, false)
    type('改了', first())
    await goes(`${STATIONS}/s2`, true)
    await shows('站 s2')
    expect([save().disabled, flag().checked]).toEqual([true, true])
  })

  it('of a unit is asked about before another unit is chosen', async () => {
    await goes('/desk/admin/units', null)
    const choose = (id: string): void => (one<HTMLElement>(`a.unit[href$="${id}"]`).click(), flushSync())
    await until(() => expect(document.querySelectorAll('a.unit').length).toBe(3))
    choose('u1')
    await shows('单位 u1')
    type('改了', first())
    for (const leaves of [false, true]) {
      choose('u2')
      await until(() => expect(question()?.question.title).toBe(f().unsaved.title))
      question()?.answer(leaves ? '' : null)
      await tick()
      if (!leaves) expect([location.search, first().value]).toEqual(['?unit=u1', '改了'])
    }
    await shows('单位 u2')
  })
})

it('what is open about one destination is not open on the next one', async () => {
  await goes(`${HOOKS}/a`, null)
  await until(() => expect(one('h1').textContent).toBe('Hook a'))
  ;[...document.querySelectorAll('button')].find((button) => button.textContent === w().hooks.change)?.click()
  await until(() => expect(one('dialog[open]')).not.toBeNull())
  await goes(`${HOOKS}/b`, null)
  await until(() => expect(one('h1').textContent).toBe('Hook b'))
  expect(one('dialog[open]')).toBeNull()
})
