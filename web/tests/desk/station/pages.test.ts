// @vitest-environment happy-dom
// Pages of a station say what the server says: grades, how much more time there is, what a submission lacks; an order is acknowledged once asked.
import { flushSync } from 'svelte'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { deviceView } from '../../../src/desk/station/device.svelte'
import { fill, textsOf, useLanguage } from '../../../src/desk/texts/index.svelte'
import type frame from '../../../src/desk/texts/zh/frame.json'
import type station from '../../../src/desk/texts/zh/station.json'
import { question } from '../../../src/desk/ui/ask.svelte'
import { closeDesk, openDesk, until } from '../frame/desk'
import { order, withoutRules } from './orders'

const f = textsOf<typeof frame>('frame')
const w = textsOf<typeof station>('station')
const place = { id: 's', code: 'CQ001', name_zh: '站', name_en: 'Station', name: { zh: '站', en: 'Station' }, address: '' }

beforeEach(() => useLanguage('zh'))
afterEach(closeDesk)

const button = (text: string): HTMLButtonElement | undefined => [...document.querySelectorAll<HTMLButtonElement>('button')].find((one) => one.textContent?.trim() === text)
const said = (): string => document.body.textContent ?? ''

it('a result has the grade that the server gives it, whatever its stars', async () => {
  const row = { id: 'a', station: place, grade: 'exemplary', stars: 0, base_bp: 9700, final_bp: 9700, red_lines: 0, part_of_day: 'day', publish_day: '2026-11-20', visit_day: '2026-11-15', checklist: {}, touchpoints: [] }
  await openDesk('station', '/desk/station/audits', (path) => (path === '/v1/stations' ? { items: [place] } : path === '/v1/audits' ? { view: 'station', items: [row, { ...row, id: 'b', grade: null, stars: null }] } : { items: [] }))
  await until(() => expect(document.querySelectorAll('.list .entry').length).toBe(2))
  const lines = [...document.querySelectorAll('.list .entry')].map((one) => one.textContent ?? '')
  expect([lines[0]?.includes(f().grade.exemplary), lines[0]?.includes(f().grade.fail)]).toEqual([true, false])
  for (const grade of Object.values(f().grade)) expect(lines[1]).not.toContain(grade)
})

async function opens(one: ReturnType<typeof order>): Promise<void> {
  const line = { order: { ...one, view: 'station' }, findings: [], entries: [], evidence: [], extension: null }
  await openDesk('station', `/desk/station/orders/${one.id}`, (path) => (path === `/v1/rectifications/${one.id}/timeline` ? line : path === '/v1/calendars' ? { close_hour: 18, years: [] } : { items: [], days: [] }))
  await until(() => expect(button(w().order.submit)).toBeDefined())
}

it('more time is offered as long as the server allows it, and not where its rules are not known', async () => {
  const one = order('rules-a', { state: 'acknowledged', times: { due_at: '2099-12-01T10:00:00Z' }, rules: { in_working_days: [], longest_extension: { unit: 'working_days', amount: 2 } } })
  await opens(one)
  button(w().order.extension)?.click()
  await until(() => expect(said()).toContain(fill(w().order.extensionHint, { max: fill(w().order.extensionMax.working_days, { n: 2 }) })))
  await closeDesk()
  await opens(withoutRules({ ...one, id: 'rules-b' }))
  expect(button(w().order.extension)).toBeUndefined()
})

it('an order is acknowledged once that is agreed to, and is in the outbox of this device then', async () => {
  const deeds = (): string[] => deviceView().deeds.filter(({ deed }) => deed.subject_id === 'ack').map(({ deed }) => `${deed.verb} ${deed.version}`)
  const asks = async (answer: string | null): Promise<void> => {
    button(w().order.acknowledge)?.click()
    await until(() => expect(question()?.question).toEqual({ title: w().order.acknowledgeAsk, text: w().order.acknowledgeText, yes: w().order.acknowledge }))
    expect(deeds()).toEqual([])
    question()?.answer(answer)
  }
  await opens(order('ack'))
  await asks(null)
  await new Promise((done) => setTimeout(done, 50))
  flushSync()
  expect([deeds(), button(w().order.acknowledge) === undefined]).toEqual([[], false])
  await asks('')
  await until(() => expect([deeds(), button(w().order.acknowledge)]).toEqual([['acknowledge 2'], undefined]))
  expect(said()).toContain(w().order.submitted)
})

it.each([['repair', 'now'], ['price', 'now'], ['behaviour', 'evidence']] as const)('a submission about %s says in words what it lacks', async (fix, lack) => {
  const one = order(`lack-${fix}`, { state: 'acknowledged' })
  await opens({ ...one, item: { ...one.item, fix } })
  button(w().order.submit)?.click()
  flushSync()
  await until(() => expect(document.querySelector('form [role=alert]')?.textContent).toBe(fill(w().order.lacking, { what: `${w().order.lacks.note}${f().comma}${w().order.lacks[lack]}` })))
  expect(button(w().order.takeBefore)).toBeDefined()
})
