// @vitest-environment happy-dom
// Files of the region's tables hold what stands on the screen, also what is drawn there.
import { beforeAll, describe, expect, test } from 'vitest'
import { bulletinColumns, orderColumns, projectColumns, stationColumns, type Line } from '../../../src/desk/region/columns'
import type { Order } from '../../../src/desk/region/orders'
import type { Project } from '../../../src/desk/region/projects/words'
import { joined, type StationRow } from '../../../src/desk/region/worst'
import { proposalColumns } from '../../../src/desk/review/logic/proposals'
import type { Row } from '../../../src/desk/review/logic/types'
import { loadTexts, say, textsOf } from '../../../src/desk/texts/index.svelte'
import type frame from '../../../src/desk/texts/zh/frame.json'
import type texts from '../../../src/desk/texts/zh/region.json'
import { NONE } from '../../../src/desk/ui/format'
import { csv, shownTable, type ShownColumn } from '../../../src/desk/ui/table-file'
import { order } from './make'

const f = textsOf<typeof frame>('frame')
const w = textsOf<typeof texts>('region')
const both = (zh: string) => ({ zh, en: zh })

beforeAll(() => loadTexts('frame', 'region', 'review'))

/** The rows of a file by the titles of its columns. */
function fileOf<R>(columns: readonly ShownColumn<R>[], rows: readonly R[], order = ''): Record<string, string>[] {
  // Whatever is seen stands in the file.
  expect(columns.filter(({ text, file }) => !text && !file).map(({ id }) => id)).toEqual([])
  const [titles = [], ...lines] = csv(shownTable(columns, rows, order, 'zh')).replace('\u{feff}', '').trim().split('\r\n').map((line) => line.split(','))
  expect(new Set(titles).size).toBe(titles.length)
  return lines.map((cells) => Object.fromEntries(titles.map((title, at) => [title, cells[at] ?? ''])))
}

describe('the file of orders', () => {
  const column = () => w().orders.column
  test('names station, severity, state, the next step and by when, in the order shown', () => {
    const late = order({ state: 'submitted', times: { due_at: '2026-11-26T10:00:00Z', verify_by: '2026-11-30T10:00:00Z' } })
    const other = order({ station: { id: 's', code: 'GZ000', name: both('另一站') } })
    const [first, second] = fileOf(orderColumns(false), [late, other], 'station')
    expect(first?.[w().stations.column.code]).toBe('GZ000')
    expect(second).toEqual({
      [w().stations.column.code]: 'GZ001', [column().station]: say(late.station.name), [column().severity]: f().severity.major, [column().item]: `54 ${say(late.item.text ?? both(''))}`, [column().class]: 'T3',
      [column().state]: f().orderState.submitted, [column().step]: w().order.clock.submitted, [column().due]: '2026-11-30 18:00', [column().visit]: '2026-11-20',
    })
  })
  test('says why no clock runs, has no next step of what is over, and the deadlines of drafts', () => {
    const draft = order({ state: 'draft', issue_by: '2026-11-27T10:00:00Z', if_issued: { due_at: '2026-12-01T10:00:00Z' } as Order['if_issued'] })
    const rows = [order({ times: { paused_since: '2026-11-25T00:00:00Z' } }), order({ times: { pending_calendar: 2027 } as never }), order({ state: 'closed' }), draft]
    const found = fileOf(orderColumns(true), rows)
    expect(found.map((row) => row[column().due])).toEqual([f().due.paused, f().due.noCalendar, '2026-11-26 18:00', '2026-11-27 18:00'])
    expect(found.map((row) => row[column().step])).toEqual([w().order.clock.issued, w().order.clock.issued, '', w().order.clock.draft])
    expect(found.map((row) => row[w().order.policyDue])).toEqual(['', '', '', '2026-12-01 18:00'])
  })
})

test('the file of stations has scores, ranks and every touchpoint; what is not known is empty', () => {
  const rank = { id: 'a', code: 'A', name: both('甲'), score_bp: 8684, grade: 'pass', stars: 2, capped: true, audits: 1, rank: 3, class: 1, class_size: 40, movement: -2, critical_misses: 1, open_overdue: 4, touchpoints: [9000, null] }
  const touchpoints = [both('进站前'), both('加油')]
  const column = w().stations.column
  const columns = stationColumns(touchpoints, () => 'x')
  const rows = joined([rank as never], null)
  const found = fileOf(columns, rows)
  expect(columns.find(({ id }) => id === 'open')?.text?.(rows[0] as StationRow)).toBe(NONE)
  expect(found).toEqual([{
    [column.code]: 'A', [column.station]: '甲', [column.score]: '86.84', [column.grade]: f().grade.pass, [column.stars]: '2', [column.capped]: f().yes, [column.class]: w().stations.rankClass[1], [column.rank]: '3', [column.size]: '40', [column.movement]: '-2', [column.redLines]: '1',
    [column.overdue]: '4', [column.open]: '', 进站前: '90.00', 加油: '',
  }])
})

test('the file of the bulletin has rates as numbers, times in minutes, and says where nothing was due', () => {
  const figures = (over: object) => ({ due: 3, on_time: 2, open_late: 1, closing_rate_bp: 6667, repeat_rate_bp: 500, median_minutes: 90, problems_per_station_hundredths: 125, ...over })
  const line = (code: string, over: object) => ({ subject_id: code, subject_code: code, subject_name: both(code), standing: { open: 5, overdue: 2, with_verifier: 1 }, month: figures(over) }) as unknown as Line
  const column = w().bulletin.column
  const [some, none] = fileOf(bulletinColumns(), [line('A', {}), line('B', { due: 0, closing_rate_bp: null, median_minutes: null })])
  expect(some).toMatchObject({ [column.rate]: '66.67', [column.repeat]: '5.00', [column.medianMinutes]: '90', [column.problems]: '1.25', [w().morning.overdue]: '2' })
  expect(none).toMatchObject({ [column.rate]: w().bulletin.nothingDue, [column.medianMinutes]: '' })
})

test('the file of common problems has phases in words and their flag', () => {
  const one = { id: 'p', item: both('卫生间'), org_unit: { name_zh: '广东', name_en: '广东' }, station: null, missed: 3, audited: 10, share_bp: 3000, phase: 'do', flagged: true, cycle: 2, opened_on: '2026-09-01' } as unknown as Project
  const t = w().projects
  expect(fileOf(projectColumns(), [one])).toEqual([{
    [t.item]: '卫生间', [t.place]: '广东', [t.missed]: '3', [t.audited]: '10', [t.share]: '30.00', [t.phase]: t.phaseOf.do, [t.flagged]: f().yes, [t.cycle]: '2', [t.opened]: '2026-09-01',
  }])
})

test('the file of proposals has state and score', () => {
  const row = { id: 'a', station: { code: 'GZ001', name: both('新华路') }, state: 'published', score: { final_bp: 8684 }, visit_start: '2026-11-20T02:30:00Z', shopper: { name: 'Li' } } as unknown as Row
  const [found] = fileOf(proposalColumns(), [row])
  expect(Object.values(found ?? {})).toEqual(['GZ001 新华路', f().auditState.published, '86.84', '2026-11-20 10:30', 'Li'])
})
