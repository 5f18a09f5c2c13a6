// What shoppers said about visits, in one list.
import type { Assignment } from './reads.svelte'

type Report = NonNullable<Assignment['reports']>[number]

/** Every report of these assignments, of one kind unless it is empty, the newest first. */
export function reported(all: readonly Assignment[], kind: string): { report: Report; assignment: Assignment }[] {
  return all
    .flatMap((assignment) => (assignment.reports ?? []).map((report) => ({ report, assignment })))
    .filter(({ report }) => kind === '' || report.kind === kind)
    .sort((a, b) => Date.parse(b.report.received_at) - Date.parse(a.report.received_at))
}
