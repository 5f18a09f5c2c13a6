// What an answer means (decision 12).

import type { ErrorKind } from '../views'
import type { Outcome } from './types'

/** What to do about an answer. */
export type Verdict =
  | { is: 'ok'; json: unknown }
  /** Try for ever. `everything`: the server as a whole asked for a pause. */
  | { is: 'retry'; kind: ErrorKind; asked_ms: number | null; everything: boolean }
  | { is: 'sign_in' }
  | { is: 'stop'; kind: ErrorKind }

const WAIT = new Set([408, 425, 429])

/** Problems that concern one thing, not the whole server, although they come with `Retry-After`. */
const OF_ONE_THING = new Set(['/problems/schema-newer', '/problems/storage-unavailable', '/problems/storage-full'])

/** Judges an answer of our API. `shape` tells whether the body of a success is what it should be. */
export function judge(outcome: Outcome, shape: (json: unknown) => boolean): Verdict {
  if (outcome.kind === 'none') return { is: 'retry', kind: 'no_answer', asked_ms: null, everything: false }
  const { status, problem, retry_after_ms } = outcome
  if (status >= 200 && status < 300) {
    return shape(outcome.json) ? { is: 'ok', json: outcome.json } : retry('not_ours', null, false)
  }
  if (status >= 500 || WAIT.has(status)) {
    const everything = retry_after_ms !== null && !OF_ONE_THING.has(problem?.type ?? '')
    return retry(retry_after_ms !== null ? 'server_busy' : 'server_error', retry_after_ms, everything)
  }
  // Captive portals and proxies answer in our server's place: only our own problems count.
  if (!problem) return retry('not_ours', retry_after_ms, false)
  // The CSRF token is of another session than the cookie: somebody else signed in, or it ended.
  if (status === 401 || problem.type === '/problems/csrf') return { is: 'sign_in' }
  if (status >= 400) return { is: 'stop', kind: 'refused' }
  return retry('not_ours', null, false)
}

function retry(kind: ErrorKind, asked_ms: number | null, everything: boolean): Verdict {
  return { is: 'retry', kind, asked_ms, everything }
}

/** Judges the answer of a photo storage: it speaks no problems of ours. */
export function judgeUpload(outcome: Outcome): 'sent' | 'retry' | 'address' {
  if (outcome.kind === 'none') return 'retry'
  const { status } = outcome
  if (status >= 200 && status < 300) return 'sent'
  return status >= 500 || WAIT.has(status) ? 'retry' : 'address'
}
