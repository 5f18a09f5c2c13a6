// What the front page of head office says: what burns, what waits, what moved.

import { shifted, type Period } from './period'
import type { RankRow } from './rank'

/** An order that the bulletin names. */
export interface NamedOrder {
  id: string
  station_id: string
  station_code: string
  item: string
  class: string
  due_at?: string | null
}

/** Overdue orders of one deadline class. */
export interface Fire {
  class: string
  count: number
  /** The one that has been overdue the longest. */
  oldest: NamedOrder
  /** How long that is, whole hours; null when it has no due time. */
  over_h: number | null
}

/** Classes from the most dangerous on. */
export const CLASSES = ['T0', 'T1', 'T3', 'T7', 'T30'] as const

const HOUR_MS = 3_600_000

/** Overdue orders by class, the most dangerous class first. `now` in ms. */
export function fires(overdue: readonly NamedOrder[], now: number): Fire[] {
  return CLASSES.flatMap((name) => {
    const those = overdue.filter((order) => order.class === name)
    const oldest = those.reduce<NamedOrder | null>((least, order) => (least === null || dueOf(order) < dueOf(least) ? order : least), null)
    if (!oldest) return []
    const due = dueOf(oldest)
    return [{ class: name, count: those.length, oldest, over_h: due === Infinity ? null : Math.max(0, Math.floor((now - due) / HOUR_MS)) }]
  })
}

const dueOf = ({ due_at }: NamedOrder): number => (due_at ? Date.parse(due_at) : Infinity)

/** Two values side by side, and what lies between them; null where one is missing. */
export interface Change {
  now: number | null
  before: number | null
  delta: number | null
}

/** A value beside the one of the period before. */
export function change(now: number | null | undefined, before: number | null | undefined): Change {
  const [a, b] = [now ?? null, before ?? null]
  return { now: a, before: b, delta: a === null || b === null ? null : a - b }
}

/** The month that the page begins with: the running one, but the one before while nothing in it counts yet. `audits`: of the months, the running one last. */
export function firstShown(running: Period, audits: readonly number[]): Period {
  const [before = 0, now] = audits.slice(-2)
  return now === 0 && before > 0 ? shifted(running, -1) : running
}

/** Those that won and those that lost the most places, at most `count` each; who did not move is in neither. */
export function movers(rows: readonly RankRow[], count: number): { up: RankRow[]; down: RankRow[] } {
  const moved = rows.filter((row) => row.movement != null && row.movement !== 0)
  const by = (sign: number) => (a: RankRow, b: RankRow) => sign * ((b.movement ?? 0) - (a.movement ?? 0)) || (a.code < b.code ? -1 : 1)
  return {
    up: moved.filter((row) => (row.movement ?? 0) > 0).sort(by(1)).slice(0, count),
    down: moved.filter((row) => (row.movement ?? 0) < 0).sort(by(-1)).slice(0, count),
  }
}
