// @vitest-environment happy-dom
// Tables of the administrator that are downloaded as they are shown: the same rows in their order, what is drawn in words, the language
// of the page, and nothing that the page does not show.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MOST_ROWS } from '../../../src/desk/net/whole'
import { spanText, tellText } from '../../../src/desk/admin/policy'
import { shown } from '../../../src/desk/frame/router.svelte'
import { fill, textsOf, useLanguage } from '../../../src/desk/texts/index.svelte'
import type admin from '../../../src/desk/texts/zh/admin.json'
import type frame from '../../../src/desk/texts/zh/frame.json'
import { duration } from '../../../src/desk/ui/format'
import { closeDesk, openDesk, SOON, until } from '../frame/desk'

const w = textsOf<typeof admin>('admin')
const f = textsOf<typeof frame>('frame')
const p = () => w().people
const s = () => w().stations
const u = () => w().units
const m = () => w().phones
const j = () => w().jobs
const r = () => w().refused
const h = () => w().hooks
const l = () => w().log
const c = () => w().checklists
const o = () => w().policy
const itemHead = () => ['#', c().item, c().touchpoint, c().severity, c().points, `${c().parts.bonus_bp} %`, c().photo, c().deadline, c().answer]
const bonus = () => ['2', '第 2 项', '付款', w().severity.bonus, '', '0.40', c().photos.never, '', c().answers.pass_fail]
const AT = '2026-11-26T01:30:00Z'
const both = (zh: string, en: string) => ({ zh, en })
const SECRET = 'whsec_hidden'
const ID = '0198c0de-0000-7000-8000-000000000001'

const item = (n: number, over: object) => ({ id: `i${n}`, n, text: both(`第 ${n} 项`, `Item ${n}`), touchpoint: 'pay', severity: 'major', points: 20, bonus_bp: 0, photo: 'on_fail', deadline: 'T3', answer: { kind: 'pass_fail' }, ...over })
const version = (n: number, points: number) => ({
  id: 'station-69', version: n, title: both('加油站', 'Stations'), sha256: 'ab12', totals: { items: 2, bonus_items: 1, points }, review: {}, period: {}, visit: { rotation: { same_station_days: n } }, flags: [],
  touchpoints: [{ id: 'pay', text: both('付款：怎样', 'Paying: how'), items: ['i1'] }], items: [item(1, { points }), item(2, { severity: 'bonus', points: 0, bonus_bp: 40, deadline: null, photo: 'never' })],
  scoring: { grades: [{ grade: 'good', min_bp: 8000, stars: 3, no_major_at_zero: true, no_overdue: false }], red_line_caps_bp: [6000], coverage_min_bp: 8000, touchpoint_coverage_min_bp: 5000, bonus: { max_bp: 200, min_base_bp: 9000 } },
})
const hours = (amount: number) => ({ unit: 'hours', amount }) as never
const RUNG = { classes: ['T0', 'T1'], moment: 'due', percent: null, after: null, kind: 'escalation', tell: [{ level: 1, contact: 'duty' }], marks: [], text: both('上报', 'Up') }
const hook = (id: string, over: object) => ({
  id, version: 1, name: id, kind: 'webhook', kinds: [], address: `https://${id}.example`, lang: 'zh', active: true, waiting: 1, dead: 0, org_unit_id: null, keyword: SECRET, secret: SECRET, signed: true, created_at: AT, ...over,
})

const ANSWERS: Record<string, unknown> = {
  '/v1/org-units': { items: [{ id: 'u', version: 1, code: 'CQ', level: 1, name_zh: '重庆', name_en: 'Chongqing', parent_id: 'r' }, { id: 'r', version: 1, code: 'HQ', level: 0, name_zh: '总部', name_en: 'Head office', parent_id: null }] },
  '/v1/people': { items: [
    { id: 'p', display_name: '李娜', username: 'li', phone: '+8613800000000', roles: [{ role: 'reviewer' }, { role: 'region', org_unit_id: 'u' }], has_password: false, last_contact_at: AT },
    { id: 'q', display_name: '王强', username: 'wang', phone: null, roles: [], has_password: true, last_contact_at: null, deactivated_at: AT },
  ] },
  '/v1/stations': { items: [
    { id: 's', code: 'CQYB-0000001', name_zh: '渝北站', name_en: '', org_unit_id: 'u', address: '新溉路 1 号', lat_e7: 296_000_000, lon_e7: 1_065_000_000, profile: { flags: { 'st.a': true, 'st.b': false } } },
    { id: 't', code: 'CQYB-0000002', name_zh: '江北站', name_en: 'Jiangbei', org_unit_id: 'u', address: '', lat_e7: null, lon_e7: null, profile: null, closed_at: AT },
  ] },
  '/v1/devices': { items: [
    { id: 'd', person_id: 'p', display_name: '李娜', name: null, last_contact_at: AT, holdings: { drafts: 1, queued: 2, incomplete: 0, oldest_at: null } },
    { id: 'e', person_id: 'q', display_name: '王强', name: 'Pixel', last_contact_at: AT, holdings: null },
  ] },
  '/v1/jobs': { items: [{ id: 'j', kind: 'judge_audit', last_error: '=1+1', attempts: 8, created_at: AT }] },
  '/v1/jobs/summary': { kinds: [{ kind: 'judge_audit', queued: 3, due: 2, running: 1, failing: 0, dead: 1, oldest_s: 7200 }] },
  '/v1/refused': { items: [{ id: 'f', audit_id: ID, revision: 2, received_at: AT, state: 'open', violations: [{ code: 'too_late', pointer: '/visit' }, {}] }] },
  '/v1/webhooks': { items: [hook('b', { dead: 2 }), hook('a', { org_unit_id: 'u', kind: 'wecom', stopped: { text: 'gone' } })] },
  '/v1/webhooks/b': hook('b', {}),
  '/v1/webhooks/b/deliveries': { items: [{ id: 'x', kind: 'order.issued', test: true, state: 'dead', attempts: 9, created_at: AT, next_at: null, reason: { text: '410', detail: null }, data: { hidden: SECRET } }] },
  '/v1/me/notifications': { kinds: [{ kind: 'order.issued', name: '整改单下达' }] },
  '/v1/deliveries': { items: [{ id: 'y', kind: 'order.issued', test: false, channel: 'mail', to: { name: '李娜' }, state: 'waiting', stopped: { text: '信箱已满' }, reason: null, attempts: 3, created_at: AT }] },
  '/v1/audit-log': { items: [{ id: 'l', seq: 12, at: AT, person_id: 'p', operation: 'POST /v1/people', subject_kind: 'people', subject_id: ID, hash: 'c0ffee'.repeat(8), path: '/v1/people', request_id: 'r' }, { id: 'm', at: AT, operation: 'x', subject_kind: 'me' }] },
  '/v1/audit-log/heads': [],
  '/v1/checklists': { items: [{ id: 'station-69', version: 2, title: both('加油站', 'Stations'), items: 69, sha256: 'ab12', published_at: AT }, { id: 'station-69', version: 1, title: both('加油站', 'Stations'), items: 68, sha256: 'cd34', published_at: AT, withdrawn_at: AT }] },
  '/v1/checklists/station-69/versions/1': version(1, 10),
  '/v1/checklists/station-69/versions/2': version(2, 20),
  '/v1/storage/check': { ok: true, problems: [], facts: [], cors: 'ok', upload_way: 'direct' },
  '/v1/storage/fsck': { last: { at: AT, faults: 1, orphans: 0, photos: 1, objects: 1, bytes_read: 1, findings: [{ finding: 'missing', grave: true, key: 'photos/1', detail: 'not there' }] } },
  '/v1/retention': { kinds: [{ kind: 'originals', text: both('原始照片', 'Originals'), days: 400, least: 365, most: 1200, due: 500, due_is_more: true, erased: 7, last_erased_at: AT }] },
  '/v1/limits': { photos_per_audit: 1, photo_bytes: 1, submission_bytes: 1, import_bytes: 1, note_chars: 1 },
  '/v1/calendars': { missing: null, years: [{ year: 2026, working_days: 250, off_days: [], working_weekends: [], url: '', source: both('国务院', 'State Council'), holidays: [{ name: both('元旦', 'New Year'), from: '2026-01-01', to: '2026-01-03' }] }] },
  '/v1/policies': {
    title: both('整改', 'Orders'), version: 3, publication_hour: 9, close_hour: 18, night_hours: [22, 6], late_after_minutes: 5, rejections_up: 2, triggers: { revisit_days: [1, 2] }, appeals: {},
    classes: [{ class: 'T0', name: both('红线', 'Red line'), acknowledge: hours(1), by_phone: true, contain: hours(2), plan: null, due: hours(24), extension: null, at_least_after_rejection: hours(4), verify: hours(8), on_site_bp: 10_000, night_start: false }],
    ladder: [RUNG],
  },
}

let files: { name: string; blob: Blob }[] = []
const groups = () => [...document.querySelectorAll('.files[role=group]')]
async function saves(at: number, ending: 'csv' | 'xlsx'): Promise<Blob> {
  await until(() => expect(groups().length).toBeGreaterThan(at))
  const before = files.length
  ;[...groups()[at]!.querySelectorAll('button')].find((one) => one.textContent === f().files[ending])?.click()
  await until(() => expect(files.length).toBe(before + 1))
  expect(files.at(-1)?.name).toMatch(new RegExp(`\\.${ending}$`))
  return files.at(-1)!.blob
}
const lines = async (at = 0): Promise<string[]> => (await (await saves(at, 'csv')).text()).replace('\u{feff}', '').trimEnd().split('\r\n')
/** What stands beside a table, names of units and people, may come after it. */
const holds = (at: number, wanted: string[][]): Promise<void> => vi.waitFor(async () => expect(await lines(at)).toEqual(wanted.map((cells) => cells.join(','))), SOON)

beforeEach(async () => {
  await useLanguage('zh')
  files = []
  let blob: Blob
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    files.push({ name: this.download, blob })
  })
  vi.spyOn(URL, 'createObjectURL').mockImplementation((made) => ((blob = made as Blob), 'blob:x'))
})
afterEach(async () => {
  await closeDesk()
  vi.restoreAllMocks()
  await useLanguage('zh')
})

async function open(at: string, answers: (path: string) => unknown = (path) => ANSWERS[path] ?? { items: [] }): Promise<void> {
  await openDesk('admin', `/desk/admin/${at}`, answers)
  // The page before may still be there.
  await until(() => expect(shown()?.path).toBe(`/desk/admin/${at.replace(/\?.*/, '')}`))
}

describe('the file of a table', () => {
  // Titles and words are those of the page, whatever they are.
  it.each<[string, string, number, () => string[][]]>([
    ['people', 'people', 0, () => [
      [p().name, p().username, p().roles, p().phone, p().contact, p().state],
      ['李娜', 'li', `${f().role.reviewer} / ${f().role.region} · 重庆`, "'+8613800000000", '2026-11-26 09:30', p().noPassword],
      ['王强', 'wang', '', '', '', p().gone],
    ]],
    ['stations, in their order', 'stations?sort=-code', 0, () => [
      [s().code, s().name, s().unit, s().address, s().field.lat, s().field.lon, s().offers, s().state],
      ['CQYB-0000002', '江北站', '重庆', '', s().noPosition, '', '0', s().closed], ['CQYB-0000001', '渝北站', '重庆', '新溉路 1 号', '29.6', '106.5', '1', s().open],
    ]],
    ['units, as a tree', 'units', 0, () => [[u().code, u().name, u().levelOf, u().parent], ['HQ', '总部', u().level[0], ''], ['CQ', '重庆', u().level[1], '总部']]],
    ['phones that are found', 'phones?q=李', 0, () => [[m().person, m().phone, m().drafts, m().queued, m().incomplete, m().oldest, m().contact], ['李娜', '', '1', '2', '0', '', '2026-11-26 09:30']]],
    ['the queue of jobs', 'jobs', 0, () => [[j().kind, ...Object.values(j().count), j().oldest], [j().kinds.judge_audit, '3', '2', '1', '0', '1', duration(7_200_000)]]],
    ['jobs that failed', 'jobs', 1, () => [[j().kind, j().error, j().attempts, j().at], [j().kinds.judge_audit, "'=1+1", '8', '2026-11-26 09:30']]],
    ['refused submissions', 'refused', 0, () => [[r().at, r().audit, r().revision, r().why, r().faults, r().state], ['2026-11-26 09:30', ID, '2', 'visit：too late', '2', r().states.open]]],
    ['destinations', 'webhooks?sort=name', 0, () => [
      [h().name, h().kind, h().where, h().address, h().waiting, h().dead, h().state],
      ['a', h().kinds.wecom, '重庆', 'https://a.example', '1', '0', h().stopped], ['b', h().kinds.webhook, p().network, 'https://b.example', '1', '2', h().someDead],
    ]],
    ['messages that reached nobody', 'webhooks', 1, () => [
      [h().recorded, h().channel, h().to, h().event, h().state, h().attempts, h().reason], ['2026-11-26 09:30', h().channels.mail, '李娜', '整改单下达', h().sentStates.stopped, '3', '信箱已满'],
    ]],
    ['what went to a destination', 'webhooks/b', 0, () => [
      [h().recorded, h().event, h().state, h().attempts, h().next, h().reason], ['2026-11-26 09:30', `整改单下达 (${h().test})`, h().states.dead, '9', '', '410'],
    ]],
    ['the audit log', 'log', 0, () => [
      ['#', l().at, l().who, l().operation, l().subject, l().hash],
      ['12', '2026-11-26 09:30', '李娜', l().operations['POST /v1/people'], ID, 'c0ffee'.repeat(8)], ['', '2026-11-26 09:30', l().system, 'x', '', l().notYet],
    ]],
    ['checklists', 'checklists', 0, () => [
      [c().name, 'ID', c().version, c().items, c().published, c().state, 'SHA-256'],
      ['加油站', 'station-69', '2', '69', '2026-11-26 09:30', c().inForce, 'ab12'], ['加油站', 'station-69', '1', '68', '2026-11-26 09:30', `${c().withdrawn} 2026/11/26`, 'cd34'],
    ]],
    ['the items of a checklist', 'checklists/station-69/2', 0, () => [itemHead(), ['1', '第 1 项', '付款', w().severity.major, '20', '', c().photos.on_fail, 'T3', c().answers.pass_fail], bonus()]],
    ['items of a severity', 'checklists/station-69/2?severity=bonus', 0, () => [itemHead(), bonus()]],
    ['items that differ', 'checklists/compare?a=station-69@1&b=station-69@2', 0, () => [[c().change, '#', c().item, 'ID', c().part, c().side.a, c().side.b], [c().what.changed, '1', '第 1 项', 'i1', c().parts.points, '10', '20']]],
    ['rules that differ', 'checklists/compare?a=station-69@1&b=station-69@2', 1, () => [
      [c().rule, c().side.a, c().side.b], [w().policy.rule['totals.points'], '10', '20'], [w().policy.rule['rotation.same_station_days'], '1', '2'],
    ]],
    ['what the storage lacks', 'storage', 0, () => [[w().storage.finding.head, w().storage.finding.where, w().storage.finding.detail], [w().storage.finding.missing, 'photos/1', 'not there']]],
    ['how long what is kept', 'storage', 1, () => [Object.values(w().storage.retentionHead), ['原始照片', '400', '365–1200', '500+', '7', '2026-11-26 09:30']]],
    ['holidays', 'policy', 0, () => [[o().holiday, o().holidayDays], ['元旦', '2026-01-01 – 2026-01-03']]],
    ['classes of orders', 'policy', 1, () => [
      [o().class, o().acknowledge, o().between, o().due, o().extension, o().again, o().verify, o().onSite],
      ['T0 红线', `${spanText(hours(1))} · ${o().byPhone}`, fill(o().contain, { span: spanText(hours(2)) }), spanText(hours(24)), o().noExtension, spanText(hours(4)), spanText(hours(8)), '100%'],
    ]],
    ['the ladder', 'policy', 2, () => [[o().for, o().when, o().kind, o().tell, o().marks, o().says], ['T0 T1', o().moment.due, o().escalation, tellText(RUNG as never), '–', '上报']]],
    ['grades', 'policy', 3, () => [[o().grade, o().from, o().only], [f().grade.good, '80.00', o().noMajor]]],
  ])('holds what is shown: %s', async (_, at, group, wanted) => {
    await open(at)
    await holds(group, wanted())
  })

  it('is in the language of the page, and named after it', async () => {
    await useLanguage('en')
    await open('stations')
    expect(s().code).toBe('Code')
    await holds(0, [
      [s().code, s().name, s().unit, s().address, s().field.lat, s().field.lon, s().offers, s().state],
      ['CQYB-0000001', '渝北站', 'Chongqing', '新溉路 1 号', '29.6', '106.5', '1', s().open], ['CQYB-0000002', 'Jiangbei', 'Chongqing', '', s().noPosition, '', '0', s().closed],
    ])
    expect(files[0]?.name).toBe(`${s().title}.csv`)
  })

  it.each(['webhooks', 'webhooks/b'])('never holds a secret: %s', async (at) => {
    await open(at)
    await saves(0, 'xlsx')
    for (let group = 0; group < groups().length; group += 1) expect((await lines(group)).join()).not.toContain(SECRET)
  })

  it('is a workbook too', async () => {
    await open('people')
    expect([...new Uint8Array(await (await saves(0, 'xlsx')).arrayBuffer()).subarray(0, 2)]).toEqual([0x50, 0x4b])
  })
})

describe('a list of many pages', () => {
  const paged = (of: string, pages: unknown[][]) => {
    let asked = 0
    return (path: string): unknown => {
      if (path !== of) return ANSWERS[path] ?? { items: [] }
      const items = pages[asked++] ?? pages.at(-1)
      return { items, next_cursor: asked < pages.length ? `c${asked}` : null }
    }
  }

  it('of people is read to its end by itself, and its file is whole', async () => {
    const [first, second] = (ANSWERS['/v1/people'] as { items: unknown[] }).items
    await open('people', paged('/v1/people', [[first], [second]]))
    await until(() => expect(document.querySelectorAll('.line').length).toBe(2))
    expect((await lines()).length).toBe(3)
  })

  it('of jobs says where it goes on, and its file holds what is read', async () => {
    const [job] = (ANSWERS['/v1/jobs'] as { items: unknown[] }).items
    const half = Array.from({ length: MOST_ROWS / 2 }, () => job)
    await open('jobs', paged('/v1/jobs', [half, half, half]))
    await until(() => expect(document.querySelector('.note')?.textContent).toBe(w().more.replace('{n}', '5,000')))
    expect((await lines(1)).length).toBe(1 + MOST_ROWS)
  })
})

it('the code of a station has the room that it has at other desks', async () => {
  await open('stations')
  await until(() => expect(document.querySelector<HTMLElement>('.table')?.style.getPropertyValue('--grid')).toMatch(/^124px /))
})
