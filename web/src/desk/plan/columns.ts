// Columns of the planner's tables, on the screen and in files.

import type { components } from '../../api/schema'
import { say } from '../texts/index.svelte'
import { now } from '../ui/clock.svelte'
import { ago, count, date, duration, NONE, stamp } from '../ui/format'
import { int, text, type ShownColumn } from '../ui/table-file'
import { newsOf, type Phone } from './phones'
import type { Assignment } from './reads.svelte'
import type { Round } from './rounds'
import { heard, named, span, spanInFile, w } from './words'

/** A line of the coverage of a round. */
export type CoverageLine = components['schemas']['CoverageRowView']

/** Of units of a round, how far they are covered. */
export function coverageColumns(): ShownColumn<CoverageLine>[] {
  const column = w().coverage.column
  const unit = (row: CoverageLine): string => (row.name ? say(row.name) : '')
  const num = (id: 'covered' | 'stations' | 'planned' | 'submitted' | 'nights_submitted' | 'dropped', head: string, width = '88px', from = 0): ShownColumn<CoverageLine> => ({
    id, head, width, align: 'end', text: (row) => count(row[id]), sort: (row) => row[id], desc: true, from, file: [{ title: head, cell: (row) => int(row[id]) }],
  })
  return [
    { id: 'unit', head: column.unit, width: 'minmax(130px, 1fr)', text: unit, sort: unit, file: [{ title: column.unit, width: 26, cell: (row) => text(unit(row)) }] },
    { id: 'not_covered', head: column.notCovered, width: '104px', align: 'end', sort: (row) => row.not_covered, desc: true, file: [{ title: column.notCovered, cell: (row) => int(row.not_covered) }] },
    num('stations', column.stations),
    num('planned', column.planned),
    num('submitted', column.submitted),
    num('covered', column.covered),
    num('nights_submitted', column.nights, '124px', 640),
    num('dropped', column.dropped, '88px', 700),
  ]
}

/** A station that is visited too seldom. */
export type Seldom = components['schemas']['SeldomView']

/** Of stations that are visited too seldom. */
export function seldomColumns(): ShownColumn<Seldom>[] {
  const column = w().cadence.column
  const name = (row: Seldom): string => say(row.station.name)
  const lacks = (row: Seldom): string => row.lacks.map((lack) => w().cadence.lack[lack]).join(' · ')
  const num = (id: 'visits' | 'nights', width: string): ShownColumn<Seldom> => ({
    id, head: column[id], width, align: 'end', text: (row) => count(row[id]), sort: (row) => row[id], file: [{ title: column[id], cell: (row) => int(row[id]) }],
  })
  return [
    { id: 'code', head: w().rounds.column.code, width: '124px', text: (row) => row.station.code, sort: (row) => row.station.code },
    { id: 'station', head: w().assignments.column.station, width: 'minmax(140px, 1.4fr)', text: name, sort: name, file: [{ title: w().assignments.column.station, width: 28, cell: (row) => text(name(row)) }] },
    { id: 'city', head: column.city, width: 'minmax(80px, 1fr)', text: (row) => say(row.city), sort: (row) => say(row.city), from: 640 },
    num('visits', '104px'),
    num('nights', '124px'),
    { id: 'lacks', head: column.lacks, width: 'minmax(140px, 1fr)', sort: lacks, file: [{ title: column.lacks, width: 26, cell: (row) => text(lacks(row)) }] },
  ]
}

/** Of visits; `slot` is the name of a slot by its id. */
export function visitColumns(slot: (id: string) => string): ShownColumn<Assignment>[] {
  const column = w().assignments.column
  return [
    {
      id: 'station', head: column.station, width: 'minmax(180px, 1.4fr)', sort: (one) => one.station.code,
      file: [{ title: w().rounds.column.code, width: 12, cell: (one) => text(one.station.code) }, { title: column.station, width: 28, cell: (one) => text(named(one.station)) }],
    },
    { id: 'shopper', head: column.shopper, width: 'minmax(100px, 1fr)', text: (one) => one.holder.display_name, sort: (one) => one.holder.display_name },
    { id: 'slot', head: column.slot, width: '110px', text: (one) => slot(one.slot), sort: (one) => one.slot, from: 760 },
    { id: 'window', head: column.window, width: '200px', text: (one) => span(one.window_start, one.window_end), sort: (one) => one.window_start, file: [{ title: column.window, width: 28, cell: (one) => text(spanInFile(one.window_start, one.window_end)) }] },
    { id: 'state', head: column.state, width: '96px', sort: (one) => one.state, file: [{ title: column.state, cell: (one) => text(w().assignments.stateOf[one.state]) }] },
    {
      id: 'contact', head: column.contact, width: '110px', text: (one) => heard(one.holder.last_contact_at, now()), sort: (one) => one.holder.last_contact_at, from: 860,
      file: [{ title: column.contact, width: 18, cell: (one) => text(stamp(one.holder.last_contact_at)) }],
    },
    { id: 'reason', head: column.reason, width: 'minmax(80px, 1fr)', text: (one) => one.override_reason ?? '', from: 1100 },
  ]
}

/** Of rounds; `unit` is the name of a unit by its id. */
export function roundColumns(unit: (id: string) => string): ShownColumn<Round>[] {
  const column = w().rounds.column
  const noon = (day: string) => date(`${day}T04:00:00Z`)
  return [
    { id: 'code', head: column.code, width: '140px', text: (round) => round.code, sort: (round) => round.code },
    { id: 'name', head: column.name, width: 'minmax(140px, 1fr)', text: named, sort: named },
    { id: 'unit', head: column.unit, width: 'minmax(120px, 1fr)', text: (round) => unit(round.org_unit_id), from: 700 },
    {
      id: 'days', head: column.days, width: '190px', text: (round) => `${noon(round.first_day)} – ${noon(round.last_day)}`, sort: (round) => round.first_day,
      file: [{ title: w().rounds.form.first_day, width: 12, cell: (round) => text(round.first_day) }, { title: w().rounds.form.last_day, width: 12, cell: (round) => text(round.last_day) }],
    },
    { id: 'checklist', head: column.checklist, width: '130px', text: (round) => `${round.checklist.id} v${round.checklist.version}`, from: 820 },
    { id: 'state', head: column.state, width: '100px', sort: (round) => round.state, file: [{ title: column.state, cell: (round) => text(w().rounds.stateOf[round.state]) }] },
  ]
}

/** What is known of a phone, in words. */
export const newsWords = (phone: Phone): string => newsOf(phone, now()).map((one) => w().phones.news[one]).join(' · ')

/** Of phones and what they hold. */
export function phoneColumns(): ShownColumn<Phone>[] {
  const column = w().phones.column
  const held = (id: 'queued' | 'incomplete' | 'drafts', width: string): ShownColumn<Phone> => {
    const of = (phone: Phone) => phone.holdings?.[id] ?? null
    return { id, head: column[id], width, align: 'end', text: (phone) => count(of(phone)), sort: of, desc: true, file: [{ title: column[id], cell: (phone) => int(of(phone)) }] }
  }
  return [
    { id: 'person', head: column.person, width: 'minmax(100px, 1fr)', text: (phone) => phone.display_name, sort: (phone) => phone.display_name },
    { id: 'news', head: column.phone, width: 'minmax(280px, 3fr)', file: [{ title: column.phone, width: 40, cell: (phone) => text(newsWords(phone)) }] },
    {
      id: 'contact', head: column.contact, width: '116px', text: (phone) => ago(phone.last_contact_at, now()), sort: (phone) => phone.last_contact_at,
      file: [{ title: column.contact, width: 18, cell: (phone) => text(stamp(phone.last_contact_at)) }],
    },
    held('queued', '116px'), held('incomplete', '122px'), held('drafts', '96px'),
    { id: 'oldest', head: column.oldest, width: '96px', align: 'end', text: (phone) => (phone.holdings?.oldest_at ? duration(now() - Date.parse(phone.holdings.oldest_at)) : NONE), sort: (phone) => phone.holdings?.oldest_at },
    {
      id: 'told', head: column.told, width: '116px', text: (phone) => ago(phone.holdings_at, now()), sort: (phone) => phone.holdings_at, from: 900,
      file: [{ title: column.told, width: 18, cell: (phone) => text(stamp(phone.holdings_at)) }],
    },
  ]
}
