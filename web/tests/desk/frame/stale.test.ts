// @vitest-environment happy-dom
// What could not be read is never shown as nothing, nor as well; an older answer says that it is one.
import 'fake-indexeddb/auto'
import { flushSync, mount, unmount, type Component } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import Health from '../../../src/desk/admin/Health.svelte'
import Jobs from '../../../src/desk/admin/Jobs.svelte'
import Burning from '../../../src/desk/hq/parts/Burning.svelte'
import Waiting from '../../../src/desk/hq/parts/Waiting.svelte'
import Periods from '../../../src/desk/hq/Periods.svelte'
import Repeats from '../../../src/desk/hq/Repeats.svelte'
import { setSearch } from '../../../src/desk/frame/router.svelte'
import { openSession } from '../../../src/desk/frame/session.svelte'
import { forget, invalidate } from '../../../src/desk/net/query.svelte'
import Assignment from '../../../src/desk/plan/Assignment.svelte'
import Home from '../../../src/desk/plan/Home.svelte'
import Revisits from '../../../src/desk/plan/Revisits.svelte'
import FollowUps from '../../../src/desk/region/FollowUps.svelte'
import Stations from '../../../src/desk/region/Stations.svelte'
import WorstStations from '../../../src/desk/region/WorstStations.svelte'
import { device } from '../../../src/desk/station/device.svelte'
import StationAudits from '../../../src/desk/station/Audits.svelte'
import StationHome from '../../../src/desk/station/Home.svelte'
import { fill, loadTexts, textsOf } from '../../../src/desk/texts/index.svelte'
import type admin from '../../../src/desk/texts/zh/admin.json'
import type frame from '../../../src/desk/texts/zh/frame.json'
import type hq from '../../../src/desk/texts/zh/hq.json'
import type plan from '../../../src/desk/texts/zh/plan.json'
import type region from '../../../src/desk/texts/zh/region.json'
import type station from '../../../src/desk/texts/zh/station.json'
import { PhoneStore } from '../../../src/engine/db/phone'

const a = textsOf<typeof admin>('admin')
/** A busy machine is no fault of a page. */
const SOON = { timeout: 30_000 }
const f = textsOf<typeof frame>('frame')
const h = textsOf<typeof hq>('hq')
const p = textsOf<typeof plan>('plan')
const r = textsOf<typeof region>('region')
const s = textsOf<typeof station>('station')

/** Parts of addresses that fail now. */
let broken: string[] = []
/** What the others answer, by their beginning. */
let answers: Record<string, unknown> = {}
let shown: Record<string, unknown> | undefined

const given = (body: unknown, status: number): Response =>
  ({ ok: status < 400, status, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve(body) }) as unknown as Response

beforeEach(async () => {
  await loadTexts('frame', 'admin', 'hq', 'plan', 'region', 'station')
  forget()
  broken = []
  answers = { me: { id: 'x', display_name: 'X', roles: [{ role: 'hq' }] } }
  await (await PhoneStore.open()).setSession({ person: { id: 'x', username: 'x', display_name: 'X', roles: ['hq'] }, csrf_token: 'c', ended: false })
  vi.stubGlobal('fetch', (url: string) => {
    const path = url.replace(/^https?:\/\/[^/]+/, '')
    if (broken.some((one) => path.includes(one))) return Promise.resolve(given({ type: '/problems/internal', title: 'Broken', status: 500 }, 500))
    const found = Object.entries(answers).find(([beginning]) => path.startsWith(`/v1/${beginning}`))
    return Promise.resolve(given(found?.[1] ?? { items: [] }, 200))
  })
  expect(await openSession()).toBe('ready')
  broken = ['']
})
afterEach(async () => {
  if (shown) await unmount(shown)
  shown = undefined
  vi.unstubAllGlobals()
})

function show(page: Component): void {
  shown = mount(page, { target: document.body, props: {} })
  flushSync()
}
const alerts = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[role=alert]')]
const retries = (): HTMLButtonElement[] => [...document.querySelectorAll('button')].filter((one) => one.textContent === f().retry)

it('the health of what could not be read is not known, neither none nor well, and can be asked for again', async () => {
  show(Health)
  await vi.waitFor(() => expect(alerts().length).toBe(2), SOON)
  const values = [...document.querySelectorAll('.entry .num')]
  expect(values.length).toBe(8)
  for (const one of values) expect([one.className.includes('warn'), one.textContent]).toEqual([true, `▲ ${a().health.unread}`])
  broken = []
  answers = { 'devices/summary': { only_on_phones: 3, incomplete: 1, oldest_s: 60 }, 'storage/check': { ok: true, problems: [] }, 'audit-log/heads': [], 'storage/fsck': { last: null }, calendars: { years: [], missing: null } }
  for (const one of retries()) one.click()
  await vi.waitFor(() => expect(alerts().length).toBe(0), SOON)
  const jobs = document.querySelector('a[href="/desk/admin/jobs"] .num')
  expect([jobs?.textContent, jobs?.className.includes('good')]).toEqual(['● 0', true])
  expect(document.querySelector('a[href="/desk/admin/phones"] .num')?.textContent).toBe('○ 4')
})

it('a list whose last reading did not succeed says so above what it shows, until one does', async () => {
  broken = []
  answers = { 'jobs/summary': { kinds: [] }, jobs: { items: [{ id: 'j1', kind: 'judge_audit', last_error: 'no disk', attempts: 3, created_at: '2026-11-20T08:00:00Z' }] } }
  show(Jobs)
  const has = (): boolean => document.body.textContent?.includes('no disk') ?? false
  await vi.waitFor(() => expect(has()).toBe(true), SOON)
  expect(document.body.textContent).not.toContain(f().problem.stale)
  broken = ['jobs?']
  invalidate('/v1/jobs')
  await vi.waitFor(() => expect(document.querySelector('[role=status]')?.textContent).toContain(f().problem.stale), SOON)
  expect(has()).toBe(true)
  broken = []
  retries()[0]?.click()
  await vi.waitFor(() => expect(document.body.textContent).not.toContain(f().problem.stale), SOON)
})

it('nothing waits for head office only when that was read', async () => {
  broken = ['appeals']
  show(Waiting)
  await vi.waitFor(() => expect(alerts().length).toBe(1), SOON)
  expect(document.body.textContent).not.toContain(h().overview.nothingWaits)
  broken = []
  retries()[0]?.click()
  await vi.waitFor(() => expect(document.body.textContent).toContain(h().overview.nothingWaits), SOON)
})

const quiet = { as_of: '2026-12-02T02:00:00Z', items: [{ overdue: [], standing: { overdue: 0, verifier_late: 0, pending_calendar: 0 } }] }

it.each(['reports/bulletin', 'red_line=true', 'devices/summary'])('nothing burns at head office only when that was read, and an older answer says that it is one: %s', async (part) => {
  answers = { ...answers, 'reports/bulletin': quiet, 'devices/summary': { only_on_phones: 0, incomplete: 0 } }
  broken = [part]
  show(Burning)
  await vi.waitFor(() => expect(alerts().length).toBe(1), SOON)
  await vi.waitFor(() => expect(document.querySelectorAll('.skeleton').length).toBe(0), SOON)
  // What is on phones does not burn.
  expect(text().includes(h().overview.nothingBurns)).toBe(part === 'devices/summary')
  broken = []
  retries()[0]?.click()
  await vi.waitFor(() => expect(text()).toContain(h().overview.nothingBurns), SOON)
  await vi.waitFor(() => expect([alerts().length, stales()]).toEqual([0, 0]), SOON)
  broken = [part]
  invalidate()
  await vi.waitFor(() => expect(stales()).toBe(1), SOON)
  expect(alerts().length).toBe(0)
})

it('red lines burn at head office though nothing else does, also while what is on phones cannot be read', async () => {
  answers = { ...answers, 'reports/bulletin': quiet, audits: { items: [{ id: 'a' }] } }
  broken = ['devices/summary']
  show(Burning)
  await vi.waitFor(() => expect(text()).toContain(fill(h().overview.redLines, { n: 1 })), SOON)
  expect(text()).not.toContain(h().overview.nothingBurns)
})

it.each(['stations', 'rectifications'])('nothing is urgent at a station, and nothing to do, only when that was read: %s', async (part) => {
  answers = { ...answers, stations: { items: [{ ...place, name_zh: '南京站', name_en: 'Nanjing' }] }, audits: { view: 'station', items: [] }, 'reports/ranking': { items: [], classes: [] } }
  broken = [`/v1/${part}`]
  await (await device())?.store.forgetKnown()
  show(StationHome)
  await vi.waitFor(() => expect(text()).toContain(s().offline.none), SOON)
  await vi.waitFor(() => expect(document.querySelectorAll('.skeleton').length).toBe(0), SOON)
  for (const said of [s().home.nothingBurns, s().home.noOrders]) expect(text()).not.toContain(said)
  // What was not read has no numbers.
  expect([...document.querySelectorAll('.fires .num')].slice(0, 3).map((one) => one.textContent)).toEqual(part === 'stations' ? [] : ['–', '–', '–'])
  broken = []
  dispatchEvent(new Event('online'))
  await vi.waitFor(() => expect([s().home.nothingBurns, s().home.noOrders].filter((said) => !text().includes(said))).toEqual([]), SOON)
})

it.each(['stations', 'audits'])('the results of a station are told to be missing only when that was read: %s', async (part) => {
  answers = { ...answers, stations: { items: [{ ...place, name_zh: '南京站', name_en: 'Nanjing' }] }, audits: { view: 'station', items: [] } }
  broken = [`/v1/${part}`]
  await (await device())?.store.forgetKnown()
  show(StationAudits)
  await vi.waitFor(() => expect(text()).toContain(s().offline.none), SOON)
  expect(text()).not.toContain(s().audits.empty)
  broken = []
  dispatchEvent(new Event('online'))
  await vi.waitFor(() => expect(text()).toContain(s().audits.empty), SOON)
})

it('a manager without a station is told so, and not that nothing is to be done', async () => {
  broken = []
  answers = { ...answers, stations: { items: [] }, 'reports/ranking': { items: [], classes: [] } }
  show(StationHome)
  await vi.waitFor(() => expect(text()).toContain(s().home.noStation), SOON)
  for (const said of [s().home.nothingBurns, s().home.noOrders]) expect(text()).not.toContain(said)
})

it('nothing waits for a planner only when that was read', async () => {
  broken = ['state=declined', 'devices/summary']
  show(Home)
  await vi.waitFor(() => expect(alerts().length).toBe(2), SOON)
  expect(document.body.textContent).not.toContain(p().home.nothing)
  broken = []
  for (const one of retries()) one.click()
  await vi.waitFor(() => expect(document.body.textContent).toContain(p().home.nothing), SOON)
})

it('what follows from low scores is not nothing when it cannot be read; then it stands with its station, its score and its day', async () => {
  show(FollowUps)
  await vi.waitFor(() => expect(alerts().length).toBe(1), SOON)
  broken = []
  const station = { id: 's', code: 'NJ003', name: { zh: '南京站', en: 'Nanjing' } }
  const one = { id: 'a', station, audit_id: 'x', visit_day: '2026-11-20', final_bp: 6543, what: 'help', by: '2026-11-27T10:00:00Z' }
  answers = { 'follow-ups': { items: [one, { ...one, id: 'b', what: 'meeting', by: null }] } }
  for (const button of retries()) button.click()
  await vi.waitFor(() => expect(alerts().length).toBe(0), SOON)
  const lines = [...document.querySelectorAll('li')].map((line) => line.textContent)
  expect(lines.length).toBe(2)
  expect(lines[0]).toContain('NJ003')
  expect(lines[0]).toContain('65.43')
  expect(lines[0]).toMatch(new RegExp(`${r().morning.help} · .*27`))
  expect(lines[1]).toContain(r().morning.meeting)
  expect(lines[1]).not.toContain(' · ')
})

const place = { id: 's', code: 'NJ003', name: { zh: '南京站', en: 'Nanjing' } }
const ranked = { ...place, score_bp: 6543, audits: 1, rank: 1, class: 0, class_size: 9, critical_misses: 0, open_overdue: 3, touchpoints: [] }
const text = (): string => document.body.textContent ?? ''
const stales = (): number => text().split(f().problem.stale).length - 1

it('the worst stations are not nothing when they cannot be read; what stands open alone names none', async () => {
  answers = { ...answers, 'reports/bulletin': { day: '2026-11-26', items: [{ subject_id: 's', subject_code: 'NJ003', subject_name: place.name, standing: { open: 7, overdue: 2 } }] } }
  broken = ['reports/ranking']
  show(WorstStations)
  await vi.waitFor(() => expect(alerts().length).toBe(1), SOON)
  expect(text()).not.toContain('NJ003')
  broken = []
  answers['reports/ranking'] = { items: [ranked], touchpoints: [], classes: [], window: '2026-11' }
  retries()[0]?.click()
  await vi.waitFor(() => expect(text()).toContain('NJ003'), SOON)
  expect(alerts().length).toBe(0)
  expect(text()).toContain(`${r().stations.column.overdue} 2`)
})

it('what stands open at a station is not zero when it cannot be read, and can be asked for again', async () => {
  answers = { ...answers, 'reports/ranking': { items: [ranked], touchpoints: [], classes: [], window: '2026-11' }, 'reports/bulletin': { day: '2026-11-26', items: [] } }
  broken = ['reports/bulletin']
  show(Stations)
  await vi.waitFor(() => expect(stales()).toBe(1), SOON)
  // What is overdue the ranking tells.
  const overdue = (): string => [...document.querySelectorAll('.line [role=gridcell]')].at(-1)?.textContent?.replace(/\s/g, '') ?? ''
  expect(overdue()).toBe('3')
  broken = []
  retries()[0]?.click()
  await vi.waitFor(() => expect(stales()).toBe(0), SOON)
})

it('re-visits whose last reading did not succeed say so above what they show', async () => {
  broken = []
  answers = { ...answers, revisits: { items: [{ id: 'v', version: 1, station: place, state: 'waiting', first_day: '2026-12-01', last_day: '2026-12-09', slot: 'day', triggers: [], cause_open: false, assignment: null, result: null, ended: null }] } }
  show(Revisits)
  await vi.waitFor(() => expect(text()).toContain('NJ003'), SOON)
  expect(stales()).toBe(0)
  broken = ['revisits']
  invalidate('/v1/revisits')
  await vi.waitFor(() => expect(stales()).toBe(1), SOON)
  expect(text()).toContain('NJ003')
})

it('the rate of repeats is not that of another period when it cannot be read', async () => {
  broken = []
  answers = { ...answers, 'reports/rectification': { window: '2026-10', as_of: '2026-11-01T00:00:00Z', items: [{ figures: { seen_again: 4, missed_again: 1, repeat_rate_bp: 2500 } }] } }
  show(Repeats)
  await vi.waitFor(() => expect(text()).toContain('25.0%'), SOON)
  broken = ['reports/rectification']
  setSearch({ period: '2026-09' })
  await vi.waitFor(() => expect(alerts().length).toBe(1), SOON)
  expect(text()).not.toContain('25.0%')
  setSearch({ period: null })
})

it('the latest writes name who wrote, and say so where nobody did; of whom no name is read stands the beginning of his id', async () => {
  broken = ['people/0000bbbb']
  const row = { id: '1', at: '2026-11-20T08:00:00Z', operation: 'POST /v1/rounds', person_id: '0000aaaa-1' }
  answers = {
    ...answers, 'devices/summary': {}, 'storage/check': { ok: true, problems: [] }, 'audit-log/heads': [], 'storage/fsck': { last: null }, calendars: { years: [], missing: null },
    'audit-log': { items: [row, { ...row, id: '2', person_id: '0000bbbb-2' }, { ...row, id: '3', person_id: null }] }, people: { id: '0000aaaa-1', display_name: '王芳' },
  }
  show(Health)
  const writers = (): (string | undefined)[] => [...document.querySelectorAll('.log .quiet.small')].map((one) => one.textContent ?? undefined)
  await vi.waitFor(() => expect(writers()).toEqual(['王芳', '0000bbbb', a().log.system]), SOON)
})

it('an assignment whose last reading did not succeed says so above what it shows', async () => {
  broken = []
  answers = {
    ...answers,
    assignments: {
      id: 'v', state: 'issued', round_id: 'r', station: place, holder: { id: 'h', display_name: '李雷' }, slot: 'day', window_start: '2026-12-01T02:00:00Z', window_end: '2026-12-01T04:00:00Z', purchase: {},
    },
  }
  show(Assignment)
  await vi.waitFor(() => expect(text()).toContain('李雷'), SOON)
  expect(stales()).toBe(0)
  broken = ['assignments']
  invalidate('/v1/assignments')
  await vi.waitFor(() => expect(stales()).toBe(1), SOON)
  expect(text()).toContain('李雷')
})

it('beside the periods stands at first the newest that waits to be closed, then the one that was chosen', async () => {
  broken = []
  const months = Array.from({ length: 36 }, (_, at) => new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() - at, 15)).toISOString().slice(0, 7))
  answers = { ...answers, periods: [], 'reports/trend': { items: months.slice(2, 4).map((period) => ({ period, audits: 5 })) } }
  show(Periods)
  const link = (): string | null | undefined => document.querySelector('a.btn[href^="/desk/hq/ranking"]')?.getAttribute('href')
  await vi.waitFor(() => expect(link()).toBe(`/desk/hq/ranking?period=${months[2]}`), SOON)
  await vi.waitFor(() => expect(text()).toContain(h().periods.none), SOON)
  setSearch({ open: months[3] ?? '' })
  await vi.waitFor(() => expect(link()).toBe(`/desk/hq/ranking?period=${months[3]}`), SOON)
  setSearch({ open: null })
})
