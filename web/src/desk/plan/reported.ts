// What shoppers said about visits, in one list.
import type { Assignment } from './reads.svelte'
import type { Coverage } from './rounds'

type Report = NonNullable<Assignment['reports']>[number]

/** Every report of these assignments, of one kind unless it is empty, the newest first. */
export function reported(all: readonly Assignment[], kind: string): { report: Report; assignment: Assignment }[] {
  return all
    .flatMap((assignment) => (assignment.reports ?? []).map((report) => ({ report, assignment })))
    .filter(({ report }) => kind === '' || report.kind === kind)
    .sort((a, b) => Date.parse(b.report.received_at) - Date.parse(a.report.received_at))
}

/** Whether a visit that came to nothing still has to be planned again: nothing else is planned at its station in the round. */
export function waits(one: Pick<Assignment, 'station'>, coverage: Pick<Coverage, 'open' | 'not_covered'> | undefined): boolean {
  if (!coverage) return true
  const station = coverage.open.find((open) => open.station_id === one.station.id)
  // Only the first 500 open stations are listed: of those behind them nothing is known.
  return station ? station.stage === 'nothing' : coverage.open.length < coverage.not_covered
}
