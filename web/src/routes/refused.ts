import type { AssignmentView, OutboxView } from '../engine'

/** How a visit to make stands on this phone; `refused`: what was reported or finished for it was refused, and nothing else took its place. */
export type Standing = AssignmentView['progress'] | 'refused'

const DONE: readonly Standing[] = ['finished', 'declined', 'impossible']

/**
 * How an assignment stands. What the server refused is not done: a refused report may be made again or the visit made after all,
 * a refused audit waits in the outbox for a second try or for its file.
 */
export function standingOf({ assignment, progress }: Pick<AssignmentView, 'assignment' | 'progress'>, outbox: Pick<OutboxView, 'entries'>): Standing {
  if (progress === 'visiting') return progress
  const own = outbox.entries.filter((entry) => entry.assignment_id === assignment.id && entry.kind !== 'draft' && entry.report !== 'recognised')
  const first = own.filter((entry) => (entry.revision ?? 1) === 1)
  return first.some((entry) => entry.quarantined) && first.every((entry) => entry.quarantined) ? 'refused' : progress
}

/** Whether nothing is left to do for it. */
export const isDone = (standing: Standing): boolean => DONE.includes(standing)

/** Whether a visit can begin: one visit is one audit, so none after one that was finished and refused. */
export function startable(view: AssignmentView, outbox: Pick<OutboxView, 'entries'>): boolean {
  const standing = standingOf(view, outbox)
  if (standing !== 'open' && standing !== 'refused') return false
  const audited = outbox.entries.some((entry) => entry.assignment_id === view.assignment.id && entry.kind === 'audit')
  return !audited && view.ready && !view.checklist_withdrawn && !view.withdrawn
}
