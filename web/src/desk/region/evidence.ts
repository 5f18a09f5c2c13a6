// What a station handed in, put side by side.

import type { components } from '../../api/schema'
import { CLIP } from '../net/clip'

type Timeline = components['schemas']['OrderTimeline']
type Entry = components['schemas']['TimelineEntry']
/** A file that was handed in. */
export type Piece = components['schemas']['EvidenceRef']

/** One submission: what was said, what was handed in, and what came of it. */
export interface Submission {
  /** 1 for the first. */
  number: number
  at: string | null
  day: string
  name: string | null
  note: string | null
  rootCause: string | null
  pairs: Pair[]
  documents: Piece[]
  outcome: 'waiting' | 'verified' | 'rejected'
  /** Why it was rejected. */
  reason: string | null
}

/** Two pictures of the same place. One of them may be missing. */
export interface Pair {
  before: Piece | null
  after: Piece | null
}

const known = (data: unknown): { evidence: { id: string; role: string }[]; root_cause: string | null } => {
  const value = (typeof data === 'object' && data !== null ? data : {}) as Record<string, unknown>
  const evidence = Array.isArray(value.evidence) ? value.evidence : []
  return {
    evidence: evidence.filter((one): one is { id: string; role: string } => typeof one === 'object' && one !== null && 'id' in one && 'role' in one),
    root_cause: typeof value.root_cause === 'string' ? value.root_cause : null,
  }
}

/** Puts the first "before" beside the first "after", and so on; what has no other half stands alone. */
export function pairsOf(pieces: readonly Piece[]): Pair[] {
  const before = pieces.filter((piece) => piece.role === 'before')
  const after = pieces.filter((piece) => piece.role === 'after')
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => ({
    before: before[index] ?? null,
    after: after[index] ?? null,
  }))
}

/** The submissions of an order, the newest first. */
export function submissions(timeline: Timeline): Submission[] {
  const files = new Map(timeline.evidence.map((piece) => [piece.id, piece]))
  const all: Submission[] = []
  for (const entry of timeline.entries) {
    if (entry.kind !== 'verb') continue
    const last = all.at(-1)
    if (entry.what === 'submit') all.push(submission(entry, files, all.length + 1))
    else if (last?.outcome === 'waiting' && entry.what === 'verify') last.outcome = 'verified'
    else if (last && entry.what === 'reject') Object.assign(last, { outcome: 'rejected', reason: entry.reason ?? null })
  }
  return all.reverse()
}

function submission(entry: Entry, files: Map<string, Piece>, number: number): Submission {
  const data = known(entry.data)
  const pieces = data.evidence.flatMap(({ id, role }) => {
    const file = files.get(id)
    return file ? [{ ...file, role }] : []
  })
  return {
    number,
    at: entry.at ?? null,
    day: entry.day,
    name: entry.name ?? null,
    note: entry.reason ?? null,
    rootCause: data.root_cause,
    pairs: pairsOf(pieces),
    documents: pieces.filter((piece) => piece.role !== 'before' && piece.role !== 'after'),
    outcome: 'waiting',
    reason: null,
  }
}

/** Whether a browser shows it as a picture. */
export const isPicture = (piece: Piece): boolean => piece.content_type.startsWith('image/')

/** What shows a fix (§5.4): of every fix a picture before and one after, then what its kind asks for. */
export type Wanted = 'Before' | 'After' | 'Order' | 'Training' | 'Clip' | 'Prices'

/**
 * What a kind of fix wants, and whether a submission holds it; `null`: only whoever looks at the pictures can tell. Of an order that
 * does not name its kind only the pictures are told.
 */
export function wantedOf(fix: string | null | undefined, { pairs, documents }: Pick<Submission, 'pairs' | 'documents'>): { what: Wanted; there: boolean | null }[] {
  const paper = documents.some((piece) => !isClip(piece))
  const own: { what: Wanted; there: boolean | null }[] =
    fix === 'repair' ? [{ what: 'Order', there: paper }]
    : fix === 'behaviour' ? [{ what: 'Training', there: paper }, { what: 'Clip', there: documents.some(isClip) }]
    : fix === 'price' ? [{ what: 'Prices', there: null }]
    : []
  const shows = (piece: Piece | null): boolean => piece !== null && isPicture(piece)
  return [{ what: 'Before', there: pairs.some(({ before }) => shows(before)) }, { what: 'After', there: pairs.some(({ after }) => shows(after)) }, ...own]
}

const isClip = (piece: Piece): boolean => piece.content_type === CLIP
