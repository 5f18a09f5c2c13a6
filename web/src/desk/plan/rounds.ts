// Rounds as planners make them, and their coverage in honest numbers.

import type { components } from '../../api/schema'
import { dayFrom } from './paste'

/** A round. */
export type Round = components['schemas']['RoundView']
/** How far a round has come, as planners see it. */
export type Coverage = components['schemas']['Coverage']

/** Fields of a round that is made or changed. */
export interface RoundForm {
  code: string
  name_zh: string
  name_en: string
  org_unit_id: string
  checklist: string
  first_day: string
  last_day: string
}

/** A field that is wrong, and why. */
export interface FormFault {
  field: keyof RoundForm
  code: 'missing' | 'bad_code' | 'bad_day' | 'days_turned' | 'too_long'
}

const MOST_DAYS = 366

/** Every fault that can be seen without asking the server. */
export function roundFaults(form: RoundForm): FormFault[] {
  const faults: FormFault[] = []
  for (const field of ['code', 'name_zh', 'name_en', 'org_unit_id', 'checklist', 'first_day', 'last_day'] as const) {
    if (!form[field].trim()) faults.push({ field, code: 'missing' })
  }
  if (form.code.trim() && !/^[A-Za-z0-9._-]{1,40}$/.test(form.code.trim())) faults.push({ field: 'code', code: 'bad_code' })
  const [first, last] = [dayFrom(form.first_day), dayFrom(form.last_day)]
  if (form.first_day && !first) faults.push({ field: 'first_day', code: 'bad_day' })
  if (form.last_day && !last) faults.push({ field: 'last_day', code: 'bad_day' })
  if (first && last) {
    const length = (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1
    if (length < 1) faults.push({ field: 'last_day', code: 'days_turned' })
    else if (length > MOST_DAYS) faults.push({ field: 'last_day', code: 'too_long' })
  }
  return faults
}

/** A step on the way of a station through a round, and how many have got at least so far. */
export interface Step {
  stage: 'assigned' | 'delivered' | 'approved' | 'published'
  count: number
  of: number
}

/** The steps of a round, in order, for all visits or for visits by night. */
export function steps(coverage: Coverage, which: 'reached' | 'night' = 'reached'): Step[] {
  const reached = coverage[which]
  const of = coverage.stations
  return (['assigned', 'delivered', 'approved', 'published'] as const).map((stage) => ({ stage, count: reached[stage], of }))
}

/** Open stations by how far they are, those without anything first. */
export function byStage(open: Coverage['open']): Map<string, Coverage['open']> {
  const stages = new Map<string, Coverage['open']>(['nothing', 'assigned', 'delivered', 'approved'].map((stage) => [stage, []]))
  for (const station of open) stages.set(station.stage, [...(stages.get(station.stage) ?? []), station])
  return new Map([...stages].filter(([, stations]) => stations.length > 0))
}

/** What a round allows now. */
export function roundVerbs(round: Round): ('edit' | 'open' | 'plan' | 'close')[] {
  if (round.state === 'draft') return ['edit', 'plan', 'open']
  return round.state === 'open' ? ['edit', 'plan', 'close'] : []
}

/** `station-69@1`, as a select holds it. */
export const checklistKey = (checklist: { id: string; version: number }): string => `${checklist.id}@${checklist.version}`

/** What a select holds, as the API wants it. */
export function checklistOf(key: string): { id: string; version: number } {
  const cut = key.lastIndexOf('@')
  return { id: key.slice(0, cut), version: Number(key.slice(cut + 1)) }
}
