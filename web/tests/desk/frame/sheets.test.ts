// @vitest-environment happy-dom
// Lists that are downloaded as they are shown: the same rows, what is drawn in words, and nothing that the table does not show.
import 'fake-indexeddb/auto'
import { flushSync, mount, unmount, type Component } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openSession } from '../../../src/desk/frame/session.svelte'
import { forget } from '../../../src/desk/net/query.svelte'
import Assignments from '../../../src/desk/plan/Assignments.svelte'
import Cadence from '../../../src/desk/plan/Cadence.svelte'
import CoverageUnits from '../../../src/desk/plan/CoverageUnits.svelte'
import Phones from '../../../src/desk/plan/Phones.svelte'
import Rounds from '../../../src/desk/plan/Rounds.svelte'
import RegionAppeals from '../../../src/desk/region/Appeals.svelte'
import PanelAppeals from '../../../src/desk/review/appeals/Appeals.svelte'
import { loadTexts, textsOf, useLanguage } from '../../../src/desk/texts/index.svelte'
import type frame from '../../../src/desk/texts/zh/frame.json'
import { PhoneStore } from '../../../src/engine/db/phone'

/** A busy machine is no fault of a page. */
const SOON = { timeout: 30_000 }
const f = textsOf<typeof frame>('frame')
const station = { id: 's', code: 'CQ001', name: { zh: '渝北站', en: 'Yubei' }, name_zh: '渝北站', name_en: 'Yubei' }
const ROWS: Record<string, unknown[]> = {
  '/v1/rounds': [{ id: 'r', code: 'R-1', name_zh: '一月', name_en: 'January', state: 'open', org_unit_id: 'u', first_day: '2026-01-01', last_day: '2026-01-31', checklist: { id: 'station-69', version: 1 } }],
  '/v1/assignments': [{
    id: 'a', station, holder: { person_id: 'p', display_name: '李娜', last_contact_at: '2026-11-26T01:30:00Z' }, slot: 'day', window_start: '2026-11-30T01:30:00Z', window_end: '2026-11-30T08:30:00Z',
    state: 'issued', override_reason: '=1+1', question_zh: '能洗车吗？', purchase: {},
  }],
  '/v1/devices': [{ id: 'd', person_id: 'p', display_name: '李娜', last_contact_at: '2020-11-26T01:30:00Z', holdings_at: '2020-11-26T01:00:00Z', holdings: { queued: 2, incomplete: 0, drafts: 1, oldest_at: null } }],
  '/v1/reports/coverage': [{ org_unit_id: 'u', code: 'CQ', name: { zh: '重庆', en: 'Chongqing' }, stations: 9, planned: 8, submitted: 7, covered: 6, not_covered: 3, nights_submitted: 1, dropped: 0 }],
  '/v1/cadence': [{ station, city: { zh: '重庆', en: 'Chongqing' }, visits: 0, nights: 2, lacks: ['visit'] }],
  '/v1/appeals': [{
    id: 'x', station, item: 'restroom.no_odor', state: 'level_1', due_at: '2026-12-01T10:00:00Z', pending_calendar: false, filed_at: '2026-11-26T01:30:00Z', outcome: null, score: null, shopper: { name: '李娜' }, audit_id: 'hidden',
  }],
}
let files: Blob[] = []
let shown: Record<string, unknown> | undefined

beforeEach(async () => {
  await useLanguage('zh')
  await loadTexts('frame', 'plan', 'region', 'review')
  forget()
  files = []
  // A page without a browser would go to what it saves.
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => `blob:${files.push(blob as Blob)}`)
  vi.stubGlobal('fetch', (url: string) => {
    const { pathname } = new URL(url, 'http://desk')
    const body = pathname === '/v1/me' ? { id: 'x', display_name: 'X', roles: [{ role: 'admin' }] } : { items: ROWS[pathname] ?? [], next_cursor: null }
    return Promise.resolve({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve(body) })
  })
  await (await PhoneStore.open()).setSession({ person: { id: 'x', username: 'x', display_name: 'X', roles: ['admin'] }, csrf_token: 'c', ended: false })
  expect(await openSession()).toBe('ready')
})
afterEach(async () => {
  if (shown) await unmount(shown)
  shown = undefined
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

it.each<[string, Component<any>, [string, string]]>([
  ['rounds', Rounds, ['编号,名称,机构,第一天,最后一天,检查表,状态', 'R-1,一月,,2026-01-01,2026-01-31,station-69 v1,进行中']],
  ['visits', Assignments, ['编号,加油站,神秘顾客,时段,时间,状态,手机联系,例外理由', "CQ001,渝北站,李娜,day,2026-11-30 09:30–16:30,已下发,2026-11-26 09:30,'=1+1"]],
  ['phones', Phones, ['神秘顾客,手机,最近联系,做完未到,照片未到齐,正在做,最久,手机上次说明', '李娜,有做完未到的检查 · 有正在做的检查 · 超过 24 小时没有联系,2020-11-26 09:30,2,0,1,–,2020-11-26 09:00']],
  ['the coverage of a round', CoverageUnits, ['机构,未覆盖,加油站,任务,已收到,已覆盖,夜间已收到,没去成', '重庆,3,9,8,7,6,1,0']],
  ['stations that are visited too seldom', Cadence, ['编号,加油站,城市,本月检查,本季度夜间检查,缺少', 'CQ001,渝北站,重庆,0,2,本月无检查']],
  ['appeals of a region', RegionAppeals, ['编号,加油站,检查项,状态,期限,结果,提出', 'CQ001,渝北站,restroom.no_odor,一级审理中,2026-12-01 18:00,–,2026-11-26 09:30']],
  ['appeals of a panel', PanelAppeals, ['检查项,加油站,期限,状态,结果,得分,提出', 'restroom.no_odor,CQ001 渝北站,2026-12-01 18:00,一级待裁决,,,2026-11-26 09:30']],
])('%s', async (_, page, wanted) => {
  shown = mount(page, { target: document.body, props: page === CoverageUnits ? { code: 'R-1' } : {} })
  flushSync()
  const press = () => [...document.querySelectorAll('button')].find((one) => one.textContent === f().files.csv)
  await vi.waitFor(() => expect(press()).toBeTruthy(), SOON)
  press()?.click()
  await vi.waitFor(() => expect(files.length).toBe(1), SOON)
  expect((await files[0]!.text()).replace('\u{feff}', '').trimEnd().split('\r\n')).toEqual(wanted)
})
