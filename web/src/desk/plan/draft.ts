// A plan before it is sent: rows with their ids, and what the server said about each.

import type { components } from '../../api/schema'
import type { LineFault, Written } from './paste'
import { BLANK, requestOf, whole, type Script } from './script'
import { slotNamed, windowOf, type Slot } from './windows'

type NewAssignment = components['schemas']['NewAssignment']
type RowResult = components['schemas']['RowResult']
type BulkAnswer = components['schemas']['BulkAnswer']

/** Visits that one request may name. */
export const MOST = 2000

/** A row of a plan. The id is made once, so that sending it again changes nothing. */
export interface PlanRow {
  id: string
  /** Line of the text that it came from; `null` when it was picked. */
  line: number | null
  station: { id: string; code: string }
  shopper: { id: string; username: string }
  slot: Slot
  day: string
  lastDay: string
  selfService: boolean
  reason: string
  /** Its own question and purchase; of a row that is planned what it was planned with. */
  script: Script
  /** What the server said; `null` before. */
  said: Said | null
}

/** What the server said about a row; `fits` when it was only asked. */
export interface Said {
  status: 'created' | 'unchanged' | 'refused' | 'fits'
  /** What makes it impossible. */
  faults: { pointer: string; code: string; message: string }[]
  /** Rules of visits that it breaks: with a reason it is made all the same. */
  rules: { code: string; message: string }[]
}

/** Puts ids to what was written; unknown names are faults with their line. */
export function resolved(
  written: readonly Written[],
  known: { stations: ReadonlyMap<string, { id: string; code: string }>; shoppers: ReadonlyMap<string, { id: string; username: string }>; slots: readonly Slot[] },
  newId: () => string,
): { rows: PlanRow[]; faults: LineFault[] } {
  const rows: PlanRow[] = []
  const faults: LineFault[] = []
  const seen = new Set<string>()
  for (const one of written) {
    const station = known.stations.get(one.station.toUpperCase())
    const shopper = known.shoppers.get(one.shopper.toLowerCase())
    const slot = slotNamed(known.slots, one.slot)
    if (!station) faults.push({ line: one.line, column: 'station', code: 'unknown_station', value: one.station })
    if (!shopper) faults.push({ line: one.line, column: 'shopper', code: 'unknown_shopper', value: one.shopper })
    if (!slot) faults.push({ line: one.line, column: 'slot', code: 'unknown_slot', value: one.slot })
    if (!station || !shopper || !slot) continue
    const same = [station.id, shopper.id, slot.id, one.day].join(' ')
    if (seen.has(same)) {
      faults.push({ line: one.line, column: 'station', code: 'twice', value: one.station })
      continue
    }
    seen.add(same)
    const { line, day, lastDay, selfService, reason, script } = one
    rows.push({ id: newId(), line, station, shopper, slot, day, lastDay, selfService, reason, script, said: null })
  }
  return { rows, faults }
}

const isPlanned = (status: string | undefined): boolean => status === 'created' || status === 'unchanged'

/** Rows that still have to be sent: not those that are planned already. */
export const toSend = (rows: readonly PlanRow[]): PlanRow[] => rows.filter((row) => !isPlanned(row.said?.status))

/** The bodies of the requests, in order. `common` is the script of the whole plan. */
export function bodies(round: string, rows: readonly PlanRow[], common = BLANK): components['schemas']['Bulk'][] {
  const all: components['schemas']['Bulk'][] = []
  for (let from = 0; from < rows.length; from += MOST) all.push({ items: rows.slice(from, from + MOST).map((row) => item(round, row, common)) })
  return all
}

function item(round: string, row: PlanRow, common: Script): NewAssignment {
  const visit: NewAssignment = {
    id: row.id,
    round_id: round,
    station_id: row.station.id,
    shopper_id: row.shopper.id,
    slot: row.slot.id,
    ...windowOf(row.slot, row.day, row.lastDay),
    self_service: row.selfService,
    ...requestOf(whole(row.script, common)),
  }
  const reason = row.reason.trim()
  return reason ? { ...visit, override_reason: reason } : visit
}

const said = (result: RowResult, asked: boolean): Said => ({
  status: asked && result.status === 'created' ? 'fits' : (result.status as Said['status']),
  faults: (result.violations ?? []).map(({ pointer, code, message }) => ({ pointer, code, message })),
  rules: (result.warnings ?? []).map(({ code, message }) => ({ code, message })),
})

/**
 * The rows with what the server said about each, or when `asked` would do; rows that it did not speak of stay as they are. What is
 * planned keeps the script that it was sent with, whatever the whole plan says later.
 */
export function answered(rows: readonly PlanRow[], answers: readonly BulkAnswer[], asked = false, common = BLANK): PlanRow[] {
  const results = new Map(answers.flatMap((answer) => answer.results).map((result) => [result.id, result]))
  return rows.map((row) => {
    const result = results.get(row.id)
    if (!result) return row
    const now = said(result, asked)
    return { ...row, said: now, script: isPlanned(now.status) ? whole(row.script, common) : row.script }
  })
}

/** What a row asks for, without what was said about it. */
const wish = (row: PlanRow): string => JSON.stringify({ ...row, said: null })

/** What was only asked put into the rows of now: those that stand as they were asked and are not planned since. */
export function checked(now: readonly PlanRow[], asked: readonly PlanRow[], came: readonly PlanRow[]): PlanRow[] {
  const was = new Map(asked.map((row) => [row.id, wish(row)]))
  const answers = new Map(came.map((row) => [row.id, row.said]))
  return now.map((row) => (toSend([row]).length > 0 && was.get(row.id) === wish(row) ? { ...row, said: answers.get(row.id) ?? row.said } : row))
}

/**
 * What was sent put back into the rows of now. Rows that were added, changed or taken away meanwhile stay so; what is planned
 * stands as it was sent. What another answer said of a row that was sent meanwhile does not count: this one is the last word.
 */
export function merged(now: readonly PlanRow[], sent: readonly PlanRow[], came: readonly PlanRow[]): PlanRow[] {
  const was = new Map(sent.map((row) => [row.id, wish(row)]))
  const wasOpen = new Set(toSend(sent).map((row) => row.id))
  const nowPlanned = new Set(came.filter((row) => wasOpen.has(row.id) && toSend([row]).length === 0).map((row) => row.id))
  const answers = new Map(came.map((row) => [row.id, row]))
  const rows = now.map((row) => (was.get(row.id) === wish(row) || nowPlanned.has(row.id) ? (answers.get(row.id) ?? row) : row))
  const here = new Set(now.map((row) => row.id))
  return [...rows, ...came.filter((row) => nowPlanned.has(row.id) && !here.has(row.id))]
}

/** How a plan stands. */
export interface Tally {
  planned: number
  /** Refused, but a reason is enough. */
  needsReason: number
  impossible: number
  open: number
}

/** Whether a reason is enough to plan a refused row. */
export const needsReason = (row: PlanRow): boolean => row.said?.status === 'refused' && row.said.faults.length === 0 && row.said.rules.length > 0

/** Counts the rows of a plan. */
export function tally(rows: readonly PlanRow[]): Tally {
  const planned = rows.filter((row) => isPlanned(row.said?.status)).length
  const refused = rows.filter((row) => row.said?.status === 'refused')
  const withReason = refused.filter(needsReason).length
  return { planned, needsReason: withReason, impossible: refused.length - withReason, open: rows.filter((row) => row.said === null || row.said.status === 'fits').length }
}
