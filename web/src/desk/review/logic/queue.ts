// The queue: what is most urgent, what one can work on, what comes next.
import type { Row } from './types'

/** Groups in the order of their urgency. */
export const GROUPS = ['mine', 'red', 'doubt', 'waiting', 'second'] as const
export type Group = (typeof GROUPS)[number]

/** Who holds it now; null when nobody does. */
export function holder(row: Row, now: number): { id: string; name: string; until: number } | null {
  const until = row.claimed_until ? Date.parse(row.claimed_until) : 0
  return row.claimed_by && until > now ? { ...row.claimed_by, until } : null
}

/** Why somebody cannot review it now: another holds it, he did the first review himself, or its photos are on their way. */
export function hindered(row: Row, me: string, now: number): 'held' | 'own_first' | 'photos' | null {
  const held = holder(row, now)
  if (held && held.id !== me) return 'held'
  if (row.state === 'second_review' && row.reviewer?.id === me) return 'own_first'
  if (row.state === 'awaiting_photos') return 'photos'
  return null
}

/** The group of a row. A red line stands first whatever else is there: somebody may be in danger. */
export function groupOf(row: Row, me: string, now: number): Group {
  if (holder(row, now)?.id === me) return 'mine'
  if (row.score.red_lines > 0) return 'red'
  if (row.hard_flags > 0) return 'doubt'
  return row.state === 'second_review' ? 'second' : 'waiting'
}

const age = (row: Row): number => Date.parse(row.received_at)
const limit = (row: Row): number => (row.review_by ? Date.parse(row.review_by) : Number.MAX_SAFE_INTEGER)

/** Whether its first review is late. */
export const isLate = (row: Row, now: number): boolean => limit(row) < now

/** Rows by urgency; within a group what can be worked on first, then by the limit of the first review, then the oldest. */
export function byUrgency(rows: Row[], me: string, now: number): Row[] {
  const rank = (row: Row): number => GROUPS.indexOf(groupOf(row, me, now)) * 2 + (hindered(row, me, now) === null ? 0 : 1)
  const ranks = new Map(rows.map((row) => [row.id, rank(row)]))
  return [...rows].sort((a, b) => (ranks.get(a.id) ?? 0) - (ranks.get(b.id) ?? 0) || limit(a) - limit(b) || age(a) - age(b) || (a.id < b.id ? -1 : 1))
}

/** How many rows a group has. */
export function counts(rows: Row[], me: string, now: number): Record<Group, number> {
  const all: Record<Group, number> = { mine: 0, red: 0, doubt: 0, waiting: 0, second: 0 }
  for (const row of rows) all[groupOf(row, me, now)] += 1
  return all
}

/** What was put aside or done here: a row counts again as soon as the server has another version of it. */
export type Aside = ReadonlyMap<string, number>

/**
 * The row after `current` that can be worked on, in the order of urgency and round from its end; `back` for the one before.
 * What lies aside comes only when nothing else is left.
 */
export function next(sorted: Row[], current: string | null, me: string, now: number, aside: Aside = new Map(), back = false): Row | null {
  const at = sorted.findIndex((row) => row.id === current)
  const after = back ? [...sorted.slice(0, Math.max(at, 0))].reverse() : sorted.slice(at + 1)
  const before = back ? [...sorted.slice(at + 1)].reverse() : sorted.slice(0, Math.max(at, 0))
  const open = [...after, ...before].filter((row) => row.id !== current && hindered(row, me, now) === null)
  return open.find((row) => aside.get(row.id) !== row.version) ?? (back ? null : (open[0] ?? null))
}

/** Where the next one is after something is done: the most urgent that can be worked on, not merely the one below. */
export function nextAfterDone(sorted: Row[], done: string, me: string, now: number, aside: Aside = new Map()): Row | null {
  const open = sorted.filter((row) => row.id !== done && hindered(row, me, now) === null)
  return open.find((row) => aside.get(row.id) !== row.version) ?? null
}

/** Rows that a search names: station, code, shopper. */
export function found(rows: Row[], words: string): Row[] {
  const all = words.toLowerCase().split(/\s+/).filter((word) => word !== '')
  if (all.length === 0) return rows
  const text = (row: Row): string => [row.station.code, row.station.name.zh, row.station.name.en, row.shopper.name].join(' ').toLowerCase()
  return rows.filter((row) => all.every((word) => text(row).includes(word)))
}
