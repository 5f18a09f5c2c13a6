// What went wrong with a request, in the server's words where it spoke.

/** A fault in what was sent. */
export interface Violation {
  /** RFC 6901 pointer into the body, `header:…` or `query:…`. */
  pointer: string
  code: string
  message: string
}

/** A problem; `status` is 0 when no answer of ours came. */
export interface Problem {
  /** `/problems/…`; `none` when no answer of ours came. */
  type: string
  status: number
  title: string
  detail: string
  violations: Violation[]
  /** Stands in the server's log; null where it has none. */
  trace_id: string | null
  /** Of 409 `wrong-state`: the state that it is in. */
  state: string | null
  /** A word of a closed list, where the type has several causes. */
  code: string | null
  /** Rules that may be passed over with a reason. */
  warnings?: { code: string; message: string }[]
}

/** No answer, or one that is not ours. */
export const noAnswer = (status = 0): Problem => ({
  type: 'none', status, title: '', detail: '', violations: [], trace_id: null, state: null, code: null,
})

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const orNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** The problem of an answer that is not good. */
export function problemOf(status: number, json: unknown, trace: string | null): Problem {
  const told = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>
  if (!text(told.type).startsWith('/problems/')) return { ...noAnswer(status), trace_id: trace }
  return {
    type: text(told.type),
    status,
    title: text(told.title),
    detail: text(told.detail),
    violations: Array.isArray(told.violations) ? (told.violations as Violation[]) : [],
    trace_id: orNull(told.trace_id) ?? (status >= 500 ? trace : null),
    state: orNull(told.state),
    code: orNull(told.code),
    ...(Array.isArray(told.warnings) ? { warnings: told.warnings as { code: string; message: string }[] } : {}),
  }
}

/** Whether the same request may succeed later: no answer, an answer that is not ours, 408, 425, 429, 5xx. */
export const mayPass = (problem: Problem): boolean =>
  problem.type === 'none' || problem.status === 408 || problem.status === 425 || problem.status === 429 || problem.status >= 500
