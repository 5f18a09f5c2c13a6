// What stands between an audit and a verdict, and what a verdict will do.
import { holder, hindered } from './queue'
import { isApproved, type Draft } from './draft'
import type { Case, Checklist, Item, Line, RedLine, State } from './types'

/** States from which a claim leads to a review. */
const REVIEWABLE: State[] = ['submitted', 'in_review', 'second_review']
/** States in which votes on red lines are taken. */
const VOTABLE: State[] = ['awaiting_photos', 'submitted', 'in_review', 'second_review']
/** States in which a doubt may be settled. */
const CLEARABLE: State[] = [...VOTABLE, 'returned', 'approved', 'published', 'final', 'incomplete']
const VOIDABLE: State[] = [...VOTABLE, 'returned', 'approved', 'incomplete']
export const PUBLIC: State[] = ['published', 'final']
/** Quiet time after which an upload may be closed, ms. */
export const SILENCE_MS = 72 * 3_600_000

/** Whose hands an audit is in. */
export type Hold = { who: 'nobody' } | { who: 'me'; until: number } | { who: 'other'; name: string; until: number } | { who: 'own_first' }

/** Who holds it, for somebody who looks at it now. */
export function holdOf(audit: Case, me: string, now: number): Hold {
  const held = holder(audit, now)
  if (held) return held.id === me ? { who: 'me', until: held.until } : { who: 'other', name: held.name, until: held.until }
  return hindered(audit, me, now) === 'own_first' ? { who: 'own_first' } : { who: 'nobody' }
}

/** What a person may do with it now. */
export interface Powers {
  claim: boolean
  accept: boolean
  send_back: boolean
  /** `at_once` during a review, `proposal` on what is published. */
  correct: 'at_once' | 'proposal' | null
  make_void: 'at_once' | 'proposal' | null
  vote: boolean
  clear: boolean
  close_upload: boolean
  reopen: boolean
}

/** What a reviewer may do; head office decides proposals only. */
export function powersOf(audit: Case, hold: Hold, reviewer: boolean): Powers {
  const { state } = audit
  const free = hold.who === 'nobody' || hold.who === 'me'
  const review = reviewer && REVIEWABLE.includes(state) && free
  const published = PUBLIC.includes(state)
  const at = (now: boolean): 'at_once' | 'proposal' | null => (now ? 'at_once' : reviewer && published ? 'proposal' : null)
  return {
    claim: review,
    accept: review,
    send_back: review,
    correct: at(review),
    make_void: at(reviewer && VOIDABLE.includes(state)),
    vote: reviewer && VOTABLE.includes(state),
    clear: reviewer && CLEARABLE.includes(state),
    close_upload: reviewer && state === 'awaiting_photos',
    reopen: reviewer && (state === 'approved' || state === 'incomplete'),
  }
}

const spoken = (line: RedLine, me: string): boolean => [...line.confirmed_by, ...line.refuted_by].some((person) => person.id === me)

/** Red lines on which this person has not spoken and has to, before the review can end. */
export function unspoken(audit: Case, me: string): RedLine[] {
  return audit.red_lines.filter((line) => line.outcome === 'open' && !spoken(line, me))
}

/** Something that a reviewer should look at; the number tells how many. */
export type Point =
  | { kind: 'red_line'; item: string }
  | { kind: 'other_vote'; item: string }
  | { kind: 'hard_flags'; count: number }
  | { kind: 'soft_flags'; count: number }
  | { kind: 'evidence'; items: string[] }
  | { kind: 'na_request'; items: string[] }
  | { kind: 'invalid'; reasons: string[] }
  | { kind: 'notes'; items: string[] }
  | { kind: 'sibling'; count: number }
  | { kind: 'late_answer'; revision: number }
  | { kind: 'refused'; count: number }

/** Points that stop `/accept` at the server. */
export const STOPS: ReadonlySet<Point['kind']> = new Set(['red_line', 'other_vote'])
/** Points for which an accept asks once more. */
export const ASKS: ReadonlySet<Point['kind']> = new Set(['hard_flags', 'evidence', 'na_request', 'invalid', 'sibling', 'refused'])

export const missedLines = (audit: Case): Line[] => audit.explained.lines.filter((line) => line.miss !== 'none')
export const missedItems = (audit: Case): Set<string> => new Set(missedLines(audit).map((line) => line.item))

/** Items whose evidence is missing and that a reviewer's word can keep. */
export function withoutEvidence(audit: Case, items: Map<string, Item>, draft: Draft): string[] {
  return audit.explained.lines
    .filter((line) => line.evidence === 'missing' && items.get(line.item)?.severity !== 'critical' && !(draft.keep[line.item] ?? '').trim())
    .map((line) => line.item)
}

/** N/A that is asked for and that nobody has spoken about. */
export function openRequests(audit: Case): string[] {
  const answered = new Set(audit.judgements.filter((one) => one.kind === 'na_request').map((one) => one.target))
  return Object.entries(audit.submission.answers).filter(([item, answer]) => answer.na_request && !answered.has(item)).map(([item]) => item)
}

/** Items without a note that a station should read: missed, not implied by another item. A note of another answer is none. */
export function withoutNote(audit: Case, draft: Draft): string[] {
  return missedLines(audit).filter((line) => !line.rule.startsWith('implied_by') && !isApproved(draft.notes[line.item], line)).map((line) => line.item)
}

/** Everything that deserves a look before the verdict, the gravest first. */
export function points(audit: Case, checklist: Checklist, draft: Draft, me: string): Point[] {
  const items = new Map(checklist.items.map((item) => [item.id, item]))
  const all: Point[] = unspoken(audit, me).map(({ item }) => ({ kind: 'red_line', item }))
  if (audit.state === 'second_review') {
    for (const line of audit.red_lines) if (line.outcome === 'open' && spoken(line, me)) all.push({ kind: 'other_vote', item: line.item })
  }
  if (audit.hard_flags > 0) all.push({ kind: 'hard_flags', count: audit.hard_flags })
  const reasons = audit.explained.valid ? [] : audit.explained.reasons
  if (reasons.length > 0) all.push({ kind: 'invalid', reasons })
  const lacking = withoutEvidence(audit, items, draft)
  if (lacking.length > 0) all.push({ kind: 'evidence', items: lacking })
  const asked = openRequests(audit)
  if (asked.length > 0) all.push({ kind: 'na_request', items: asked })
  const rivals = audit.other_audits.filter((other) => other.state !== 'void' && other.state !== 'incomplete')
  if (rivals.length > 0) all.push({ kind: 'sibling', count: rivals.length })
  const refused = audit.refused.filter((one) => one.state !== 'accepted')
  if (refused.length > 0) all.push({ kind: 'refused', count: refused.length })
  const late = audit.revisions.filter((one) => one.kind === 'late_answer').at(-1)
  if (late) all.push({ kind: 'late_answer', revision: late.revision })
  if (audit.soft_flags > 0) all.push({ kind: 'soft_flags', count: audit.soft_flags })
  const silent = withoutNote(audit, draft)
  if (silent.length > 0) all.push({ kind: 'notes', items: silent })
  return all
}

/**
 * Whether it goes to a second review, as far as a first reviewer may know: nobody takes it back from there. That it was drawn
 * nobody learns before his verdict; such a one has no way back, else it could be judged anew with that in mind.
 */
export const goesOn = (audit: Case): boolean => audit.state !== 'second_review' && audit.second_review.length > 0

/** When an upload may be closed at the earliest, as far as the desk can tell; the server decides. */
export function closableAt(audit: Case): number {
  const last = audit.revisions.at(-1)
  return (last ? Date.parse(last.received_at) : Date.parse(audit.received_at)) + SILENCE_MS
}
