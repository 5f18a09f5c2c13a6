// Columns of the administrator's tables of people, places, phones, jobs and the log, on the screen and in files.
import type { components } from '../../api/schema'
import type { Unit } from '../net/places.svelte'
import { say, textsOf } from '../texts/index.svelte'
import type texts from '../texts/zh/admin.json'
import { now } from '../ui/clock.svelte'
import { ago, count, dateTime, duration, NONE, percent, stamp } from '../ui/format'
import type { Tone } from '../ui/marks'
import { bp, fileTable, int, text, type FileTable, type ShownColumn } from '../ui/table-file'
import { wordOf } from '../ui/words'
import { faultOf } from './faults'
import { grantWords, named } from './words'

export type Person = components['schemas']['PersonDetail']
export type Station = components['schemas']['StationView']
export type Phone = components['schemas']['DeviceView']
export type Job = components['schemas']['JobView']
export type Refusal = components['schemas']['RefusedView']
export type LogRow = components['schemas']['LogRow']
export type Item = components['schemas']['ItemView']

/** A state as a cell draws it; a file has its text. */
export interface Mark {
  of: string
  tone: Tone
  text: string
}

const w = textsOf<typeof texts>('admin')
/** How wide a moment and a long id are in a file. */
const MOMENT = 18
const ID = 38

/** A table of words as they stand on the page. */
export const wordsTable = (titles: readonly string[], rows: readonly (readonly string[])[]): FileTable =>
  fileTable(titles.map((title, at) => ({ title, width: 24, cell: (row: readonly string[]) => text(row[at]) })), rows)

/** A column with a number, greatest first; a file has it as a number. */
export const numberColumn = <Row>(id: string, head: string, width: string, of: (row: Row) => number | null | undefined, from = 0): ShownColumn<Row> => ({
  id, head, width, align: 'end', text: (row) => count(of(row)), sort: of, desc: true, from, file: [{ title: head, cell: (row) => int(of(row)) }],
})

/** A column with a moment, newest first; a file has day and time. */
export const momentColumn = <Row>(id: string, head: string, width: string, of: (row: Row) => string | null | undefined, written: (at: string) => string = dateTime, from = 0): ShownColumn<Row> => {
  const at = (row: Row): number | null => (of(row) ? Date.parse(of(row) ?? '') : null)
  return {
    id, head, width, text: (row) => (at(row) === null ? NONE : written(of(row) ?? '')), sort: at, desc: true, from,
    file: [{ title: head, width: MOMENT, cell: (row) => text(stamp(of(row))) }],
  }
}

/** A column whose cell is drawn as a mark. */
export const markColumn = <Row>(head: string, width: string, mark: (row: Row) => Mark, sort: (row: Row) => string | number): ShownColumn<Row> => ({
  id: 'state', head, width, sort, file: [{ title: head, width: 16, cell: (row) => text(mark(row).text) }],
})

const sinceThen = (at: string): string => ago(at, now())

export function personState(one: Person): Mark {
  if (one.deactivated_at) return { of: 'off', tone: 'off', text: w().people.gone }
  return one.has_password ? { of: 'good', tone: 'good', text: w().people.active } : { of: 'warn', tone: 'warn', text: w().people.noPassword }
}

/** Of people; `unit` is the name of a unit by its id. */
export function personColumns(unit: (id: string | null | undefined) => string): ShownColumn<Person>[] {
  const p = w().people
  const roles = (one: Person): string => one.roles.map((grant) => grantWords(grant, unit, p.atStation)).join(' / ')
  return [
    { id: 'name', head: p.name, width: 'minmax(130px, 1.2fr)', text: (one) => one.display_name, sort: (one) => one.display_name },
    { id: 'username', head: p.username, width: 'minmax(120px, 1fr)', text: (one) => one.username, sort: (one) => one.username },
    { id: 'roles', head: p.roles, width: 'minmax(200px, 2fr)', text: (one) => roles(one) || NONE, sort: (one) => one.roles[0]?.role ?? null, file: [{ title: p.roles, width: 40, cell: (one) => text(roles(one)) }] },
    { id: 'phone', head: p.phone, width: 'minmax(110px, 1fr)', text: (one) => one.phone ?? NONE, from: 900, file: [{ title: p.phone, width: 16, cell: (one) => text(one.phone) }] },
    momentColumn('contact', p.contact, '110px', (one) => one.last_contact_at, sinceThen, 700),
    markColumn(p.state, '130px', personState, (one) => personState(one).text),
  ]
}

export const stationState = (one: Station): Mark =>
  one.closed_at ? { of: 'off', tone: 'off', text: w().stations.closed } : { of: 'good', tone: 'good', text: w().stations.open }

/** Of stations; `unit` is the name of a unit by its id. */
export function stationColumns(unit: (id: string) => string): ShownColumn<Station>[] {
  const s = w().stations
  const offers = (one: Station): number => Object.values(one.profile?.flags ?? {}).filter((flag) => flag === true).length
  const degrees = (e7: number | null | undefined): string | null => (e7 == null ? null : String(e7 / 1e7))
  return [
    { id: 'code', head: s.code, width: '124px', text: (one) => one.code, sort: (one) => one.code },
    { id: 'name', head: s.name, width: 'minmax(180px, 2fr)', text: named, sort: named, file: [{ title: s.name, width: 28, cell: (one) => text(named(one)) }] },
    { id: 'unit', head: s.unit, width: 'minmax(120px, 1fr)', text: (one) => unit(one.org_unit_id) || NONE, sort: (one) => unit(one.org_unit_id), file: [{ title: s.unit, width: 20, cell: (one) => text(unit(one.org_unit_id)) }] },
    { id: 'address', head: s.address, width: 'minmax(160px, 2fr)', text: (one) => one.address || NONE, from: 900, file: [{ title: s.address, width: 36, cell: (one) => text(one.address) }] },
    {
      id: 'place', head: s.position, width: '110px', sort: (one) => (one.lat_e7 == null ? 1 : 0), from: 760,
      file: [{ title: s.field.lat, width: 12, cell: (one) => text(degrees(one.lat_e7) ?? s.noPosition) }, { title: s.field.lon, width: 12, cell: (one) => text(degrees(one.lon_e7)) }],
    },
    { ...numberColumn<Station>('flags', s.offers, '90px', offers), hint: s.offersHint },
    markColumn(s.state, '100px', stationState, (one) => (one.closed_at ? 1 : 0)),
  ]
}

/** Units as they are listed, each with what it lies below. */
export function unitTable(units: readonly Unit[], nameOf: (id: string | null | undefined) => string): FileTable {
  const u = w().units
  return fileTable<Unit>([
    { title: u.code, width: 14, cell: (one) => text(one.code) },
    { title: u.name, width: 28, cell: (one) => text(named(one)) },
    { title: u.levelOf, cell: (one) => text(wordOf(u.level, String(one.level))) },
    { title: u.parent, width: 28, cell: (one) => text(nameOf(one.parent_id)) },
  ], units)
}

/** Of phones and what they still hold. */
export function phoneColumns(): ShownColumn<Phone>[] {
  const p = w().phones
  const held = (id: 'drafts' | 'queued' | 'incomplete') => numberColumn<Phone>(id, p[id], '90px', (one) => one.holdings?.[id])
  const oldest = (one: Phone): string | null => (one.holdings?.oldest_at ? duration(now() - Date.parse(one.holdings.oldest_at)) : null)
  return [
    { id: 'person', head: p.person, width: 'minmax(120px, 1fr)', text: (one) => one.display_name, sort: (one) => one.display_name },
    { id: 'name', head: p.phone, width: 'minmax(140px, 1.4fr)', text: (one) => one.name ?? NONE, sort: (one) => one.name ?? null, from: 700, file: [{ title: p.phone, width: 24, cell: (one) => text(one.name) }] },
    held('drafts'), held('queued'), held('incomplete'),
    { id: 'oldest', head: p.oldest, width: '110px', text: (one) => oldest(one) ?? NONE, sort: (one) => (one.holdings?.oldest_at ? -Date.parse(one.holdings.oldest_at) : null), desc: true, file: [{ title: p.oldest, width: 14, cell: (one) => text(oldest(one)) }] },
    momentColumn('contact', p.contact, '120px', (one) => one.last_contact_at, sinceThen),
  ]
}

/** Of jobs that failed for good. */
export function jobColumns(): ShownColumn<Job>[] {
  const j = w().jobs
  return [
    { id: 'kind', head: j.kind, width: 'minmax(150px, 1fr)', text: (one) => wordOf(j.kinds, one.kind), sort: (one) => one.kind, file: [{ title: j.kind, width: 24, cell: (one) => text(wordOf(j.kinds, one.kind)) }] },
    { id: 'error', head: j.error, width: 'minmax(260px, 4fr)', text: (one) => one.last_error ?? NONE, file: [{ title: j.error, width: 60, cell: (one) => text(one.last_error) }] },
    numberColumn('attempts', j.attempts, '90px', (one) => one.attempts),
    momentColumn('at', j.at, '130px', (one) => one.created_at),
  ]
}

const REFUSED: Record<string, Tone> = { open: 'bad', accepted: 'good' }
export const refusalState = (one: Pick<Refusal, 'state'>): Mark => ({ of: one.state, tone: REFUSED[one.state] ?? 'warn', text: wordOf(w().refused.states, one.state) })

/** Of refused submissions; what they said is saved one by one. */
export function refusalColumns(): ShownColumn<Refusal>[] {
  const r = w().refused
  const first = (one: Refusal): string => {
    if (one.violations.length === 0) return ''
    const { where, text: said } = faultOf(one.violations[0])
    return where === '' ? said : `${where}${w().colon}${said}`
  }
  return [
    momentColumn('at', r.at, '140px', (one) => one.received_at),
    { id: 'audit', head: r.audit, width: 'minmax(140px, 1fr)', text: (one) => one.audit_id.slice(0, 8), file: [{ title: r.audit, width: ID, cell: (one) => text(one.audit_id) }] },
    { id: 'revision', head: r.revision, width: '80px', align: 'end', text: (one) => count(one.revision), file: [{ title: r.revision, cell: (one) => int(one.revision) }] },
    { id: 'why', head: r.why, width: 'minmax(220px, 3fr)', text: (one) => first(one) || NONE, file: [{ title: r.why, width: 44, cell: (one) => text(first(one)) }] },
    numberColumn('faults', r.faults, '80px', (one) => one.violations.length),
    markColumn(r.state, '150px', refusalState, (one) => one.state),
  ]
}

/** Of the audit log, in the order of its chain; `who` is the name of a person by his id. Files have ids and hashes whole. */
export function logColumns(who: (id: string | null | undefined) => string): ShownColumn<LogRow>[] {
  const l = w().log
  return [
    { id: 'seq', head: '#', width: '76px', align: 'end', text: (one) => count(one.seq), file: [{ title: '#', cell: (one) => int(one.seq) }] },
    { id: 'at', head: l.at, width: '150px', text: (one) => dateTime(one.at), file: [{ title: l.at, width: MOMENT, cell: (one) => text(stamp(one.at)) }] },
    { id: 'who', head: l.who, width: 'minmax(110px, 1fr)', text: (one) => who(one.person_id), file: [{ title: l.who, width: 16, cell: (one) => text(who(one.person_id)) }] },
    { id: 'operation', head: l.operation, width: 'minmax(240px, 3fr)', text: (one) => wordOf(l.operations, one.operation), file: [{ title: l.operation, width: 36, cell: (one) => text(wordOf(l.operations, one.operation)) }] },
    { id: 'subject', head: l.subject, width: 'minmax(100px, 1fr)', text: (one) => one.subject_id?.slice(0, 8) ?? NONE, from: 760, file: [{ title: l.subject, width: ID, cell: (one) => text(one.subject_id) }] },
    { id: 'hash', head: l.hash, width: '110px', text: (one) => one.hash?.slice(0, 10) ?? l.notYet, from: 1000, file: [{ title: l.hash, width: 66, cell: (one) => text(one.hash ?? l.notYet) }] },
  ]
}

/** Of the items of a checklist; `touchpoint` is the name of one by its id. */
export function itemColumns(touchpoint: (id: string) => string): ShownColumn<Item>[] {
  const c = w().checklists
  const severities = Object.keys(w().severity)
  return [
    { id: 'n', head: '#', width: '52px', align: 'end', text: (one) => String(one.n), sort: (one) => one.n, file: [{ title: '#', cell: (one) => int(one.n) }] },
    { id: 'text', head: c.item, width: 'minmax(260px, 4fr)', text: (one) => say(one.text), sort: (one) => say(one.text), file: [{ title: c.item, width: 60, cell: (one) => text(say(one.text)) }] },
    { id: 'touchpoint', head: c.touchpoint, width: 'minmax(110px, 1fr)', text: (one) => touchpoint(one.touchpoint), sort: (one) => one.touchpoint, from: 800 },
    { id: 'severity', head: c.severity, width: '100px', sort: (one) => severities.indexOf(one.severity), file: [{ title: c.severity, cell: (one) => text(wordOf(w().severity, one.severity)) }] },
    {
      id: 'points', head: c.points, width: '80px', align: 'end', text: (one) => (one.points > 0 ? count(one.points) : `+${percent(one.bonus_bp)}`), sort: (one) => one.points, desc: true,
      file: [{ title: c.points, cell: (one) => int(one.points > 0 ? one.points : null) }, { title: `${c.parts.bonus_bp} %`, cell: (one) => bp(one.points > 0 ? null : one.bonus_bp) }],
    },
    { id: 'photo', head: c.photo, width: '110px', text: (one) => wordOf(c.photos, one.photo), sort: (one) => one.photo, from: 700 },
    { id: 'deadline', head: c.deadline, width: '90px', text: (one) => one.deadline ?? NONE, sort: (one) => one.deadline ?? null, file: [{ title: c.deadline, cell: (one) => text(one.deadline) }] },
    { id: 'kind', head: c.answer, width: '110px', text: (one) => wordOf(c.answers, one.answer.kind), sort: (one) => one.answer.kind, from: 1000 },
  ]
}
