// Words of the problems of regions and stations.
import type { components } from '../../../api/schema'
import { say } from '../../texts/index.svelte'
import { date } from '../../ui/format'
import type { Tone } from '../../ui/marks'

/** A problem as lists have it. */
export type Project = components['schemas']['ProjectView']
/** A problem with its record. */
export type ProjectCase = components['schemas']['ProjectCase']
export type Cycle = components['schemas']['CycleView']

/** What was missed, in words. */
export const itemOf = ({ item }: Project): string => say({ zh: item.zh, en: item.en })
/** Where: the station, or the region. */
export const placeOf = ({ station, org_unit }: Project): string => (station ? `${station.code} ${say(station.name)}` : say({ zh: org_unit.name_zh, en: org_unit.name_en || org_unit.name_zh }))
/** A day of the API, `YYYY-MM-DD`. */
export const dayText = (day: string): string => date(`${day.slice(0, 10)}T12:00:00+08:00`)

/** How a phase is marked. */
export const TONES: Record<Cycle['phase'], Tone> = { plan: 'warn', do: 'wait', check: 'going', ended: 'off' }
