// Columns of the region's tables, on the screen and in files.

import type { components } from '../../api/schema'
import { fill, say, textsOf } from '../texts/index.svelte'
import type frame from '../texts/zh/frame.json'
import { count, dateTime, day, duration, NONE, percent, score, signed, stamp } from '../ui/format'
import { bp, int, text, type FileCell, type FileColumn, type ShownColumn } from '../ui/table-file'
import { gradeName, orderState, wordOf } from '../ui/words'
import { CLASSES, dueNext, isOver, SEVERITIES, type Class, type Order, type Severity } from './orders'
import { dayText, itemOf, placeOf, type Project } from './projects/words'
import { itemName, w } from './words'
import type { StationRow } from './worst'

type Text = components['schemas']['Text']
/** A line of the bulletin. */
export type Line = components['schemas']['BulletinLine']
type Figures = components['schemas']['ClosingFigures']

const f = textsOf<typeof frame>('frame')
const MINUTE_MS = 60_000

/** Code and name of a station in a file. */
const stationIn = <Row>(of: (row: Row) => { code: string; name: Text }): FileColumn<Row>[] => [
  { title: w().stations.column.code, width: 12, cell: (row) => text(of(row).code) },
  { title: w().stations.column.station, width: 28, cell: (row) => text(say(of(row).name)) },
]

/** By when the next step is due, or why nothing runs. */
function dueIn(order: Order): FileCell {
  if (order.times.paused_since != null) return text(f().due.paused)
  return text(order.times.pending_calendar != null ? f().due.noCalendar : stamp(dueNext(order)))
}

/** Of orders; drafts have the deadline that the policy would give them. */
export function orderColumns(hasDrafts: boolean): ShownColumn<Order>[] {
  const column = w().orders.column
  return [
    { id: 'station', head: column.station, width: 'minmax(200px, 1.2fr)', sort: (order) => order.station.code, file: stationIn((order) => order.station) },
    {
      id: 'severity', head: column.severity, width: '84px', sort: (order) => SEVERITIES.indexOf(order.item.severity as Severity),
      file: [{ title: column.severity, cell: (order) => text(wordOf(f().severity, order.item.severity)) }],
    },
    { id: 'item', head: column.item, width: 'minmax(200px, 2.4fr)', text: itemName, sort: itemName, file: [{ title: column.item, width: 40, cell: (order) => text(itemName(order)) }] },
    { id: 'class', head: column.class, width: '64px', text: (order) => order.class, sort: (order) => CLASSES.indexOf(order.class as Class), from: 700 },
    { id: 'state', head: column.state, width: '132px', sort: (order) => order.state, file: [{ title: column.state, cell: (order) => text(orderState(order.state)) }] },
    {
      id: 'due', head: column.due, width: '140px', sort: (order) => dueNext(order),
      file: [{ title: column.step, cell: (order) => text(isOver(order) ? null : wordOf(w().order.clock, order.state)) }, { title: column.due, width: 18, cell: dueIn }],
    },
    ...(hasDrafts
      ? [{
          id: 'policy', head: w().order.policyDue, width: '124px', text: (order: Order) => dateTime(order.if_issued?.due_at), sort: (order: Order) => order.if_issued?.due_at,
          file: [{ title: w().order.policyDue, width: 18, cell: (order: Order) => text(stamp(order.if_issued?.due_at)) }],
        }]
      : []),
    {
      id: 'visit', head: column.visit, width: '104px', text: (order) => day(`${order.visit_day}T04:00:00Z`), sort: (order) => order.visit_day, from: 980,
      file: [{ title: column.visit, width: 12, cell: (order) => text(order.visit_day) }],
    },
  ]
}

/** Of stations with their touchpoints; `short` is what stands in the head of one. */
export function stationColumns(touchpoints: readonly Text[], short: (at: number, name: Text) => string): ShownColumn<StationRow>[] {
  const column = w().stations.column
  const number = (of: (row: StationRow) => number | null, title: string): FileColumn<StationRow>[] => [{ title, cell: (row) => int(of(row)) }]
  return [
    { id: 'code', head: column.station, width: 'minmax(140px, 1.4fr)', sort: (row) => row.code, file: stationIn((row) => row) },
    { id: 'score', head: column.score, width: '64px', align: 'end', sort: (row) => row.score, file: [{ title: column.score, cell: (row) => bp(row.score) }] },
    {
      id: 'grade', head: column.grade, width: '88px', desc: true, from: 560, sort: (row) => row.stars,
      file: [
        { title: column.grade, width: 12, cell: (row) => text(row.grade && gradeName(row.grade)) }, { title: column.stars, cell: (row) => int(row.stars) },
        { title: column.capped, cell: (row) => text(row.grade && (row.capped ? f().yes : f().no)) },
      ],
    },
    {
      id: 'rank', head: column.rank, width: '108px', align: 'end', from: 1124, sort: (row) => row.rank,
      text: (row) => (row.rank === null ? NONE : fill(w().stations.rankOf, { rank: row.rank, size: count(row.classSize), class: row.rankClass === 0 ? 'A' : 'B' })),
      file: [
        { title: column.class, width: 24, cell: (row) => text(row.score === null ? null : wordOf(w().stations.rankClass, String(row.rankClass))) },
        { title: column.rank, cell: (row) => int(row.rank) }, { title: column.size, cell: (row) => int(row.rank === null ? null : row.classSize) },
      ],
    },
    { id: 'movement', head: column.movement, width: '68px', align: 'end', text: (row) => signed(row.movement), sort: (row) => row.movement, from: 1192, file: number((row) => row.movement, column.movement) },
    { id: 'redLines', head: column.redLines, width: '72px', align: 'end', sort: (row) => row.redLines, desc: true, from: 520, file: number((row) => row.redLines, column.redLines) },
    { id: 'overdue', head: column.overdue, width: '70px', align: 'end', sort: (row) => row.overdue, desc: true, file: number((row) => row.overdue, column.overdue) },
    { id: 'open', head: column.open, width: '72px', align: 'end', text: (row) => count(row.open), sort: (row) => row.open, desc: true, from: 1280, file: number((row) => row.open, column.open) },
    ...touchpoints.map((name, at): ShownColumn<StationRow> => ({
      id: `t${at}`, head: short(at, name), hint: say(name), width: '58px', align: 'center', sort: (row) => row.touchpoints[at], from: 900,
      file: [{ title: say(name), width: 14, cell: (row) => bp(row.touchpoints[at]) }],
    })),
  ]
}

/** Whom a line of the bulletin is of. */
const subjectOf = (one: Line): string => (one.subject_name ? say(one.subject_name) : one.subject_code) || w().bulletin.together
/** The closing rate in words: also that nothing was due, or that nothing is decided. */
export const rateOf = (figures: Figures): string => (figures.closing_rate_bp != null ? percent(figures.closing_rate_bp) : figures.due > 0 ? w().bulletin.column.undecided : w().bulletin.nothingDue)

/** Of the bulletin: what stands open, and the month so far. */
export function bulletinColumns(): ShownColumn<Line>[] {
  const column = w().bulletin.column
  type Read = (one: Line) => number | null | undefined
  const figure = (id: string, head: string, of: Read, from = 0, written: (value: number | null | undefined) => string = count, cell: (value: number | null | undefined) => FileCell = int, title = head): ShownColumn<Line> => ({
    id, head, width: '84px', align: 'end', text: (one) => written(of(one)), sort: of, desc: true, from, file: [{ title, cell: (one) => cell(of(one)) }],
  })
  return [
    {
      id: 'subject', head: column.subject, width: 'minmax(150px, 1fr)', text: subjectOf, sort: subjectOf,
      file: [{ title: w().stations.column.code, width: 12, cell: (one) => text(one.subject_code) }, { title: column.subject, width: 26, cell: (one) => text(subjectOf(one)) }],
    },
    figure('open', w().bulletin.standing, (one) => one.standing.open),
    figure('overdue', w().morning.overdue, (one) => one.standing.overdue),
    figure('verifier', w().morning.verify, (one) => one.standing.with_verifier),
    figure('due', column.due, (one) => one.month.due),
    figure('onTime', column.onTime, (one) => one.month.on_time),
    {
      id: 'rate', head: column.rate, width: '104px', align: 'end', text: (one) => rateOf(one.month), sort: (one) => one.month.closing_rate_bp,
      file: [{ title: column.rate, cell: ({ month }) => (month.closing_rate_bp == null ? text(rateOf(month)) : bp(month.closing_rate_bp)) }],
    },
    { ...figure('openLate', column.openLate, (one) => one.month.open_late, 900), width: '116px' },
    { ...figure('repeat', column.repeat, (one) => one.month.repeat_rate_bp, 900, percent, bp), width: '108px' },
    { ...figure('median', column.median, (one) => one.month.median_minutes, 1030, (value) => (value == null ? NONE : duration(value * MINUTE_MS)), int, column.medianMinutes), width: '130px' },
    { ...figure('problems', column.problems, (one) => one.month.problems_per_station_hundredths, 1190, score, bp), width: '150px' },
  ]
}

/** A line of the coverage of a closed round: the whole, or a unit. */
export type CoverageLine = components['schemas']['CoverageRowView']

/** Of units of a closed round, how far they were covered. */
export function coverageColumns(): ShownColumn<CoverageLine>[] {
  const column = w().coverage.column
  const unit = (row: CoverageLine): string => (row.name ? say(row.name) : w().bulletin.together)
  const num = (id: 'stations' | 'covered' | 'not_covered', head: string): ShownColumn<CoverageLine> => ({
    id, head, width: '112px', align: 'end', text: (row) => count(row[id]), sort: (row) => row[id], desc: true, file: [{ title: head, cell: (row) => int(row[id]) }],
  })
  return [
    { id: 'unit', head: column.unit, width: 'minmax(150px, 1fr)', text: unit, sort: unit, file: [{ title: column.unit, width: 26, cell: (row) => text(unit(row)) }] },
    num('stations', column.stations),
    num('covered', column.covered),
    num('not_covered', column.notCovered),
  ]
}

/** Of problems that stations have in common. */
export function projectColumns(): ShownColumn<Project>[] {
  const t = w().projects
  return [
    { id: 'item', head: t.item, width: 'minmax(220px, 2fr)', text: itemOf, sort: itemOf, file: [{ title: t.item, width: 40, cell: (one) => text(itemOf(one)) }] },
    { id: 'place', head: t.place, width: 'minmax(150px, 1.2fr)', text: placeOf, sort: placeOf, file: [{ title: t.place, width: 28, cell: (one) => text(placeOf(one)) }] },
    {
      id: 'missed', head: t.missed, width: '150px', align: 'end', text: (one) => `${fill(t.of, { n: count(one.missed), all: count(one.audited) })} · ${percent(one.share_bp)}`, sort: (one) => one.share_bp, desc: true,
      file: [{ title: t.missed, cell: (one) => int(one.missed) }, { title: t.audited, cell: (one) => int(one.audited) }, { title: t.share, cell: (one) => bp(one.share_bp) }],
    },
    {
      id: 'phase', head: t.phase, width: '150px', sort: (one) => one.phase,
      file: [{ title: t.phase, cell: (one) => text(t.phaseOf[one.phase]) }, { title: t.flagged, cell: (one) => text(one.flagged ? f().yes : f().no) }],
    },
    { id: 'cycle', head: t.cycle, width: '72px', align: 'end', text: (one) => count(one.cycle), sort: (one) => one.cycle, from: 760, file: [{ title: t.cycle, cell: (one) => int(one.cycle) }] },
    { id: 'opened', head: t.opened, width: '110px', text: (one) => dayText(one.opened_on), sort: (one) => one.opened_on, from: 860, file: [{ title: t.opened, width: 12, cell: (one) => text(one.opened_on.slice(0, 10)) }] },
  ]
}
