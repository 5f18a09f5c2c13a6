// Re-visits as a planner sees them.
import type { components } from '../../api/schema'

import { dayOf } from '../region/deadline'
import type { Round } from './rounds'

type Revisit = Pick<components['schemas']['RevisitView'], 'state' | 'assignment'>

/** Visits that came to nothing. */
const NOTHING: ReadonlySet<string> = new Set(['withdrawn', 'declined', 'impossible'])

/** Whether it may be ended: it waits, or its visit came to nothing. A visit that is on its way is withdrawn first. */
export const mayEnd = ({ state, assignment }: Revisit): boolean => state === 'waiting' || (state === 'planned' && assignment != null && NOTHING.has(assignment.state))

/** Whether its visit may be planned: it waits, and nobody can appeal its cause any more. */
export const mayPlan = ({ state, cause_open }: Pick<components['schemas']['RevisitView'], 'state' | 'cause_open'>): boolean => state === 'waiting' && !cause_open

/** Whether its days went by and it is still to be made. */
export const isLate = ({ state, last_day }: Pick<components['schemas']['RevisitView'], 'state' | 'last_day'>, now: number): boolean => (state === 'waiting' || state === 'planned') && last_day < dayOf(now)

/** What is still to be made by its last day, the earliest first; before that what is over, as it came. */
export const byLastDay = <Row extends Pick<components['schemas']['RevisitView'], 'state' | 'last_day'>>(rows: readonly Row[]): Row[] => {
  const until = ({ state, last_day }: Row): string => (state === 'waiting' || state === 'planned' ? last_day : '')
  return [...rows].sort((a, b) => (until(a) < until(b) ? -1 : until(a) > until(b) ? 1 : 0))
}

type Days = Pick<components['schemas']['RevisitView'], 'first_day' | 'last_day'>
type RoundDays = Pick<Round, 'id' | 'state' | 'first_day' | 'last_day'>

/** The days that are offered: what is left of its own, or the next day when they are over. */
export function firstDays(one: Days, now: number): { day: string; last: string } {
  const tomorrow = dayOf(now + 86_400_000)
  const day = one.first_day > tomorrow ? one.first_day : tomorrow
  return { day, last: one.last_day > day ? one.last_day : '' }
}

/** The round that is offered: one that is not closed and holds the most of its days; none when no round does. */
export function roundFor(rounds: readonly RoundDays[], { first_day, last_day }: Days): { round_id?: string } {
  const shared = (round: RoundDays): number => {
    const [from, to] = [round.first_day > first_day ? round.first_day : first_day, round.last_day < last_day ? round.last_day : last_day]
    return Date.parse(to) - Date.parse(from)
  }
  const best = rounds.filter((round) => round.state !== 'closed' && shared(round) >= 0).sort((a, b) => shared(b) - shared(a))[0]
  return best ? { round_id: best.id } : {}
}
