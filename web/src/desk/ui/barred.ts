// What kept stars from a published audit: how its station stood when it was published (§3.3, §5.4).
import type { components } from '../../api/schema'
import { fill } from '../texts/index.svelte'

type Standing = Pick<components['schemas']['ScoreView'], 'final_bp' | 'overdue_open' | 'no_stars'>

/** From which score on the best grade of a checklist is given, bp; null while its grades are not there. */
export function bestFrom(grades: readonly { min_bp: number }[] | null | undefined): number | null {
  return grades && grades.length > 0 ? Math.max(...grades.map((one) => one.min_bp)) : null
}

/** The lines about it. Overdue orders only bar the best grade: of a score below it they say nothing. */
export function barred({ final_bp, overdue_open, no_stars }: Standing, best: number | null, words: { overdue: string; noStars: string }): string[] {
  const reaches = final_bp != null && best !== null && final_bp >= best
  return [
    ...(overdue_open && reaches ? [fill(words.overdue, { n: overdue_open })] : []),
    ...(no_stars ? [words.noStars] : []),
  ]
}
