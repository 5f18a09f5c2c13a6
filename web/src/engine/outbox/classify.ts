// What an answer means (decision 12).

import { LONGEST_ASKED_MS, LONGEST_MS } from './retry'
import type { ErrorKind } from '../views'
import type { Outcome } from './types'

/** What to do about an answer. */
export type Verdict =
  | { is: 'ok'; json: unknown }
  /** Try for ever. `asked`: our server named the pause. `everything`: it asked as a whole. */
  | { is: 'retry'; kind: ErrorKind; pause_ms: number | null; asked: boolean; everything: boolean }
  | { is: 'sign_in' }
  | { is: 'stop'; kind: ErrorKind }

const WAIT = new Set([408, 425, 429])

/** Problems that concern one thing, not the whole server, although they come with `Retry-After`. */
const OF_ONE_THING = new Set(['/problems/schema-newer', '/problems/storage-unavailable', '/problems/storage-full'])

/** Judges an answer of our API. `shape` tells whether the body of a success is what it should be. */
export function judge(outcome: Outcome, shape: (json: unknown) => boolean): Verdict {
  if (outcome.kind !== 'http') return retry(outcome.kind === 'none' ? 'no_answer' : 'phone')
  const { status, problem, retry_after_ms } = outcome
  if (status >= 200 && status < 300) {
    return shape(outcome.json) ? { is: 'ok', json: outcome.json } : retry('not_ours')
  }
  if (status >= 500 || WAIT.has(status)) {
    const kind = retry_after_ms !== null ? 'server_busy' : 'server_error'
    // A proxy may name a pause, but it does not speak for the server.
    if (!problem) return retry(kind, capped(retry_after_ms, LONGEST_MS))
    const pause = capped(retry_after_ms, LONGEST_ASKED_MS)
    return { ...retry(kind, pause), asked: pause !== null, everything: pause !== null && !OF_ONE_THING.has(problem.type) }
  }
  // Captive portals and proxies answer in our server's place: only our own problems count.
  if (!problem) return retry('not_ours', capped(retry_after_ms, LONGEST_MS))
  // The CSRF token is of another session than the cookie: somebody else signed in, or it ended.
  if (status === 401 || problem.type === '/problems/csrf') return { is: 'sign_in' }
  if (status >= 400) return { is: 'stop', kind: 'refused' }
  return retry('not_ours')
}

function retry(kind: ErrorKind, pause_ms: number | null = null) {
  return { is: 'retry' as const, kind, pause_ms, asked: false, everything: false }
}

function capped(ms: number | null, longest: number): number | null {
  return ms !== null && Number.isFinite(ms) ? Math.min(Math.max(ms, 0), longest) : null
}

/** Judges the answer of a photo storage: it speaks no problems of ours. */
export function judgeUpload(outcome: Outcome): 'sent' | 'retry' | 'address' {
  if (outcome.kind !== 'http') return 'retry'
  const { status } = outcome
  if (status >= 200 && status < 300) return 'sent'
  return status >= 500 || WAIT.has(status) ? 'retry' : 'address'
}
