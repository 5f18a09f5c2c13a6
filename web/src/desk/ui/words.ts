// Words that every desk says: problems, grades, severities, states.
import type { Problem } from '../net/problem'
import { fill, textsOf } from '../texts/index.svelte'
import type frame from '../texts/zh/frame.json'

const w = textsOf<typeof frame>('frame')

/** What a problem means, in a sentence or two: the server's words where it spoke. */
export function problemWords(problem: Problem): string {
  const p = w().problem
  if (problem.type === 'none') return problem.status === 0 ? p.noAnswer : p.notOurs
  if (problem.status === 412) return p.changed
  if (problem.type.endsWith('/wrong-state')) return problem.detail || fill(p.wrongState, { state: problem.state ?? '' })
  if (problem.status >= 500 || problem.status === 429) return problem.detail || problem.title || p.server
  const faults = problem.violations.map((one) => one.message).filter((one) => one !== '')
  return [problem.detail || problem.title, ...faults].filter((one) => one !== '').join(w().colon)
}

/** The trace id of a problem, for those who look into the log; empty without one. */
export const traceWords = (problem: Problem): string => (problem.trace_id ? fill(w().problem.trace, { id: problem.trace_id }) : '')

/** A word out of a table of texts; the word itself when the table does not know it. */
export const wordOf = (table: Record<string, string>, word: string): string => table[word] ?? word

/** Name of a role. */
export const roleName = (role: string): string => wordOf(w().role, role)
/** Name of the state of an order. */
export const orderState = (state: string): string => wordOf(w().orderState, state)
/** Name of the state of an audit. */
export const auditState = (state: string): string => wordOf(w().auditState, state)
/** Name of a grade. */
export const gradeName = (grade: string): string => wordOf(w().grade, grade)
