// What cost points in a visit.
import type { components } from '../../api/schema'

type Line = components['schemas']['ScoreLine']

/** Items that lost points, the dearest first; items that did not apply or were not seen lost none. */
export const lostLines = (lines: readonly Line[]): Line[] =>
  lines.filter((line) => line.state === 'answered' && line.nominal > line.earned).sort((a, b) => b.nominal - b.earned - (a.nominal - a.earned) || a.n - b.n)
