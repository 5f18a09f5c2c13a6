// Re-visits as a planner sees them.
import type { components } from '../../api/schema'

type Revisit = Pick<components['schemas']['RevisitView'], 'state' | 'assignment'>

/** Visits that came to nothing. */
const NOTHING: ReadonlySet<string> = new Set(['withdrawn', 'declined', 'impossible'])

/** Whether it may be ended: it waits, or its visit came to nothing. A visit that is on its way is withdrawn first. */
export const mayEnd = ({ state, assignment }: Revisit): boolean => state === 'waiting' || (state === 'planned' && assignment != null && NOTHING.has(assignment.state))
