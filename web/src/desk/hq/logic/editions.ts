// What changed between two editions of a period: only stations that moved, entered or left.

import type { RankRow } from './rank'

/** A subject in two editions. */
export interface EditionChange {
  id: string
  code: string
  name: RankRow['name']
  /** The class in the newer edition, or in the older when it left. */
  class: number
  before: { rank: number | null; score_bp: number } | null
  after: { rank: number | null; score_bp: number } | null
  /** Places won (positive) or lost within one class; null when there is no such pair. */
  moved: number | null
  /** Score, after − before, bp; null when it entered or left. */
  score_delta: number | null
}

/** Every subject whose rank, score or class differs; the greatest moves first. */
export function editionChanges(older: readonly RankRow[], newer: readonly RankRow[]): EditionChange[] {
  const before = new Map(older.map((row) => [row.id, row]))
  const after = new Map(newer.map((row) => [row.id, row]))
  const ids = new Set([...after.keys(), ...before.keys()])
  const changes = [...ids].map((id) => change(before.get(id), after.get(id))).filter((found) => found !== null)
  const size = (found: EditionChange) => Math.abs(found.moved ?? Number.MAX_SAFE_INTEGER)
  return changes.sort((a, b) => size(b) - size(a) || Math.abs(b.score_delta ?? 0) - Math.abs(a.score_delta ?? 0) || (a.code < b.code ? -1 : 1))
}

function change(before: RankRow | undefined, after: RankRow | undefined): EditionChange | null {
  const row = after ?? before
  if (!row) return null
  const was = before ? { rank: before.rank ?? null, score_bp: before.score_bp } : null
  const is = after ? { rank: after.rank ?? null, score_bp: after.score_bp } : null
  const oneClass = before !== undefined && after !== undefined && before.class === after.class
  if (was && is && oneClass && was.rank === is.rank && was.score_bp === is.score_bp) return null
  return {
    id: row.id, code: row.code, name: row.name, class: row.class, before: was, after: is,
    moved: oneClass && was?.rank != null && is?.rank != null ? was.rank - is.rank : null,
    score_delta: was && is ? is.score_bp - was.score_bp : null,
  }
}
