// Signing in and out. The session is a cookie that no script can read; the engine keeps who it belongs to.

import { body, call, type Answer } from '../api/client'
import { LOCK } from './driver'
import type { Locks } from './locks'
import type { Net } from './net'
import type { PhoneStore, SessionRecord } from './db/phone'
import type { SignInResult } from './views'
import type { Outcome } from './outbox/types'

/** Password, or a one-time code with the password to set. */
export type Credentials = { username: string; password: string } | { username: string; code: string; new_password: string }

/** What signing out needs. */
export interface SignOutWorld {
  phone: PhoneStore
  net: Net
  locks: Locks
}

/** What signing in needs. */
export interface SessionWorld extends SignOutWorld {
  device_id: string
  device_name: string
}

/** Longest wait for a sign-in, ms: after failures the server answers slowly on purpose. */
const SIGN_IN_MS = 90_000

/** Signs in; the record is stored when it succeeds. No request of the outbox goes out meanwhile. */
export function signIn(world: SessionWorld, by: Credentials): Promise<SignInResult> {
  return world.locks.run(LOCK, async () => {
    const result = await enter(world, by)
    // A code works once: when its answer was lost, the password that it set is in force.
    return 'code' in by ? orWith(by.new_password, world, by.username, result) : result
  })
}

/** Changes the password of the person who is signed in; ends his sessions elsewhere. */
export function changePassword(world: SessionWorld, old_password: string, new_password: string): Promise<SignInResult> {
  return world.locks.run(LOCK, async () => {
    const session = await world.phone.session()
    if (!session) return { ok: false, why: 'failed', told: null }
    const text = body('put', '/v1/me/password', { old_password, new_password })
    const sending = { body: text, csrf: session.csrf_token, timeout_ms: SIGN_IN_MS }
    const outcome = await world.net.api(call('put', '/v1/me/password'), sending)
    if (outcome.kind === 'http' && outcome.status === 204) return { ok: true }
    return orWith(new_password, world, session.person.username, refused(outcome))
  })
}

/** What was refused may be the repeat of something whose answer was lost: the new password tells. */
async function orWith(password: string, world: SessionWorld, username: string, result: SignInResult): Promise<SignInResult> {
  if (result.ok || result.told?.status !== 401) return result
  const again = await enter(world, { username, password })
  return again.ok ? again : result
}

async function enter(world: SessionWorld, by: Credentials): Promise<SignInResult> {
  const text = body('post', '/v1/sessions', { ...by, client: 'web', device_id: world.device_id, device_name: world.device_name })
  const outcome = await world.net.api(call('post', '/v1/sessions'), { body: text, timeout_ms: SIGN_IN_MS })
  const answer = signedIn(outcome)
  if (!answer) return refused(outcome)
  // A browser that keeps no cookies signs in for nothing.
  const me = await world.net.api(call('get', '/v1/me'))
  if (me.kind === 'http' && me.status === 401) return { ok: false, why: 'no_cookie', told: null }
  const { id, username, display_name, roles } = answer.person
  const record: SessionRecord = {
    person: { id, username, display_name, roles: [...new Set(roles.map((grant) => grant.role))] },
    csrf_token: answer.csrf_token ?? '', ended: false,
  }
  await world.phone.setSession(record)
  return { ok: true }
}

function signedIn(outcome: Outcome): Answer<'/v1/sessions', 'post'> | null {
  if (outcome.kind !== 'http' || outcome.status !== 201) return null
  const answer = outcome.json as Answer<'/v1/sessions', 'post'> | null
  return typeof answer?.person?.id === 'string' && typeof answer.csrf_token === 'string' ? answer : null
}

function refused(outcome: Outcome): SignInResult {
  if (outcome.kind !== 'http') return { ok: false, why: 'no_answer', told: null }
  const { status, problem } = outcome
  // A portal's page is no answer of the server.
  if (!problem) return { ok: false, why: status >= 500 ? 'failed' : 'no_answer', told: null }
  if (status === 401 || status === 422) return { ok: false, why: 'refused', told: problem }
  return { ok: false, why: status === 429 || status === 503 ? 'slow_down' : 'failed', told: problem }
}

/** Tells the server about a sign-out that it has not heard of. What ended here was noted by `PhoneStore.endSession`. */
export async function finishSignOut(world: SignOutWorld): Promise<void> {
  await world.locks.run(LOCK, async () => {
    const session = await world.phone.session()
    if (session?.ended) await endOnServer(world, session)
  })
}

async function endOnServer(world: SignOutWorld, session: SessionRecord): Promise<void> {
  const outcome = await world.net.api(call('delete', '/v1/sessions/current'), { csrf: session.csrf_token })
  // 401: the server has forgotten it already. 403: the cookie is of another session.
  const told = outcome.kind === 'http' && (outcome.status === 204 || (outcome.problem !== null && outcome.status < 500))
  if (told) await world.phone.setSession(null)
}
