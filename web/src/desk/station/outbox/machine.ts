// The station's outbox as a state machine: an event changes the state and says what may be deleted; `next` says what to do.
// Every event is applied in one database transaction, so that tabs and restarts cannot see half of one.

import { judge, judgeUpload, type Verdict } from '../../../engine/outbox/classify'
import { after, backOff, nudged } from '../../../engine/outbox/retry'
import type { Failure, Retry } from '../../../engine/outbox/types'
import { doneOf, isFor, isReceipt, isRejected, isSafe, standOf, target } from './receipt'
import type { Deed, Drops, OutEvent, OutFile, OutState } from './types'

/** After so many tries without any answer the network is taken to be gone. */
const SILENCES = 2
/** Bytes that the server refused so often are what it does not want. */
const REJECTIONS = 3
/** A file that the server is still looking at is asked for again after so long at the latest, ms. */
const LOOKED_AT_MS = 15_000
/** What is done stays to be read for so long, ms. */
const DONE_MS = 14 * 86_400_000

/** What an event did. */
export interface Step {
  state: OutState
  drops: Drops
}

/** Applies one event. */
export function step(before: OutState, event: OutEvent): Step {
  const state = forget(change(before, event), event.now)
  const left = new Set(state.deeds.map((deed) => deed.key))
  const held = new Set(state.deeds.flatMap((deed) => deed.files.filter((file) => file.held).map((file) => file.id)))
  const files = before.deeds.flatMap((deed) => deed.files.filter((file) => file.held && !held.has(file.id)).map((file) => file.id))
  return { state, drops: { deeds: before.deeds.map((deed) => deed.key).filter((key) => !left.has(key)), files } }
}

function change(state: OutState, event: OutEvent): OutState {
  switch (event.type) {
    case 'woken':
      return event.reason === 'timer' ? state : nudge(state, event.reason === 'tap' ? event.now : null)
    case 'added':
      return state.deeds.some((deed) => deed.key === event.deed.key) ? state : nudge({ ...state, deeds: [...state.deeds, event.deed] })
    case 'announced':
      return onDeed(state, event.key, (deed) => announced(state, deed, event))
    case 'uploaded':
      return onDeed(state, event.key, (deed) => uploaded(state, deed, event))
    case 'unreadable':
      return mapDeed(state, event.key, (deed) => {
        const files = deed.files.map((file) => (file.id === event.file_id ? { ...file, gone: true, upload: null } : file))
        return { ...deed, files, stopped: failure(event, 'photo_gone', null) }
      })
    case 'answered':
      return onDeed(state, event.key, (deed) => answered(state, deed, event))
    case 'looked':
      return onDeed(state, event.key, (deed) => looked(state, deed, event))
    case 'lifted':
      return nudge(mapDeed(state, event.key, lifted), event.now)
    case 'removed':
      return { ...state, deeds: state.deeds.filter((deed) => deed.key !== event.key || (deed.done === null && deed.stopped === null)) }
    case 'signed_in':
      return nudge({ ...state, needs_sign_in: false, hold: null }, event.now)
  }
}

/** The person looked and wants it tried again: with the version of now. */
function lifted(deed: Deed): Deed {
  const files = deed.files.map((file) => ({ ...file, gone: false, retry: null, attempts: 0, rejected: 0, upload: null }))
  return { ...deed, files, stopped: null, attempts: 0, retry: null, look: deed.version !== null }
}

/** Own pauses end; pauses that the server asked for stay, unless the person tapped some minutes later. */
function nudge(state: OutState, tapped_at: number | null = null): OutState {
  const end = (retry: Retry | null) => nudged(retry, tapped_at)
  const deeds = state.deeds.map((deed): Deed => (
    { ...deed, retry: end(deed.retry), files: deed.files.map((file) => ({ ...file, retry: end(file.retry) })) }
  ))
  return { ...state, deeds, hold: end(state.hold), silences: 0 }
}

// ── Answers ──────────────────────────────────────────────────────────────────

type Answered = Extract<OutEvent, { outcome: unknown }>

function announced(state: OutState, deed: Deed, event: Extract<OutEvent, { type: 'announced' }>): OutState {
  const verdict = judge(event.outcome, isReceipt)
  if (verdict.is !== 'ok' || !isReceipt(verdict.json)) return notOk(state, deed, event, verdict, event.file_id)
  const receipt = verdict.json
  const file = deed.files.find((one) => one.id === event.file_id)
  if (!file) return state
  // The bytes stay here: the server speaks of another file.
  if (!isFor(file, receipt)) return withDeed(heard(state), { ...deed, stopped: failure(event, 'receipt_mismatch', null) })
  const rejected = file.rejected + (isRejected(receipt) && file.server === 'stored' ? 1 : 0)
  const refused = receipt.state === 'unusable' || receipt.state === 'lost' || rejected >= REJECTIONS
  const to = receipt.state === 'missing' || receipt.state === 'rejected' ? target(receipt) : null
  const upload = to?.upload ?? null
  const same = receipt.state === file.server
  const attempts = same ? file.attempts + 1 : 1
  const waits = receipt.state !== 'verified' && !upload
  const seen: OutFile = {
    ...file, server: receipt.state, upload, part: to?.part, attempts, rejected, retry: waits ? after(event.now, backOff(attempts, event.random, LOOKED_AT_MS)) : null,
  }
  const changed = { ...withFile(deed, seen), failure: null, attempts: 0, retry: null }
  return withDeed(heard(state), refused ? { ...changed, stopped: failure(event, 'storage_refused', null) } : changed)
}

function uploaded(state: OutState, deed: Deed, event: Extract<OutEvent, { type: 'uploaded' }>): OutState {
  const file = deed.files.find((one) => one.id === event.file_id)
  if (!file) return state
  const verdict = judgeUpload(event.outcome)
  // Sent, or the address is not good any more: the next receipt tells.
  if (verdict === 'sent') return withDeed(heard(state), withFile(deed, { ...file, upload: null, server: 'stored', attempts: 0, retry: null }))
  const attempts = file.attempts + 1
  const retry = after(event.now, backOff(attempts, event.random))
  const waits = { ...file, attempts, retry, upload: verdict === 'address' ? null : file.upload }
  const kind = verdict === 'address' ? 'address_expired' : event.outcome.kind === 'phone' ? 'phone' : 'no_answer'
  return withDeed(state, { ...withFile(deed, waits), failure: failure(event, kind, null) })
}

function answered(state: OutState, deed: Deed, event: Extract<OutEvent, { type: 'answered' }>): OutState {
  const verdict = judge(event.outcome, (json) => doneOf(deed, json) !== null)
  const done = verdict.is === 'ok' ? doneOf(deed, verdict.json) : null
  if (verdict.is !== 'ok' || !done) {
    // Something happened to the order meanwhile, for example time: what is it now?
    if (verdict.is === 'stop' && deed.version !== null && status(event) === 412) {
      return withDeed(heard(state), { ...deed, look: true, attempts: deed.attempts + 1, retry: deed.attempts < 3 ? null : after(event.now, backOff(deed.attempts, event.random)) })
    }
    // The office was faster, for example by telephone: what was meant has happened.
    if (deed.verb === 'acknowledge' && verdict.is === 'stop' && told(event)?.type === '/problems/wrong-state') {
      return heard(withDeed(state, { ...deed, done: { at: event.now, state: '', version: deed.version ?? 0 }, failure: null, retry: null }))
    }
    return notOk(state, deed, event, verdict)
  }
  // Every file was proven by its own receipt before the deed went: now nothing needs the bytes any more.
  const files = deed.files.map((file) => ({ ...file, held: file.held && !isSafe(file) }))
  const fresh: Deed = { ...deed, files, done: { at: event.now, ...done }, failure: null, stopped: null, retry: null, attempts: 0 }
  const after_ = heard(withDeed(state, fresh))
  // What its author did next on the same order, he did in the knowledge of this.
  const place = after_.deeds.findIndex((one) => one.key === deed.key)
  const deeds = after_.deeds.map((one, at) => (
    at > place && one.subject_id === deed.subject_id && one.done === null && one.version !== null ? { ...one, version: done.version } : one
  ))
  return { ...after_, deeds }
}

function looked(state: OutState, deed: Deed, event: Extract<OutEvent, { type: 'looked' }>): OutState {
  const verdict = judge(event.outcome, (json) => standOf(deed, json) !== null)
  const stand = verdict.is === 'ok' ? standOf(deed, verdict.json) : null
  if (verdict.is !== 'ok' || !stand) return notOk(state, deed, event, verdict)
  const fresh = { ...deed, look: false, version: stand.version, retry: null }
  // It was rejected since: the author has not read why.
  return withDeed(heard(state), stand.round > deed.round ? { ...fresh, round: stand.round, stopped: failure(event, 'refused', null) } : fresh)
}

/** What is not good: wait, stop, or sign in. */
function notOk(state: OutState, deed: Deed, event: Answered, verdict: Verdict, file_id?: string): OutState {
  const said = told(event)
  if (verdict.is === 'sign_in') return { ...state, needs_sign_in: true }
  if (verdict.is === 'stop') return withDeed(heard(state), { ...deed, stopped: failure(event, verdict.kind, said) })
  const kind = verdict.is === 'retry' ? verdict.kind : 'not_ours'
  const failed = failure(event, kind, said)
  const asked = verdict.is === 'retry' && verdict.asked
  const pause = (attempts: number) => after(event.now, (verdict.is === 'retry' ? verdict.pause_ms : null) ?? backOff(attempts, event.random), asked)
  const silences = kind === 'no_answer' ? state.silences + 1 : 0
  const all = verdict.is === 'retry' && verdict.everything
  const hold = all || silences >= SILENCES ? pause(Math.max(silences, 1)) : state.hold
  const known = { ...state, silences, hold, failure: failed }
  const file = deed.files.find((one) => one.id === file_id)
  if (file) {
    const attempts = file.attempts + 1
    return withDeed(known, { ...withFile(deed, { ...file, attempts, retry: pause(attempts) }), failure: failed })
  }
  return withDeed(known, { ...deed, attempts: deed.attempts + 1, retry: pause(deed.attempts + 1), failure: failed })
}

// ── Small things ─────────────────────────────────────────────────────────────

const told = ({ outcome }: Answered): Failure['told'] => (outcome.kind === 'http' ? outcome.problem : null)

const status = ({ outcome }: Answered): number | null => (outcome.kind === 'http' ? outcome.status : null)

function failure(event: { now: number }, kind: Failure['kind'], told: Failure['told']): Failure {
  return { at: event.now, kind, told }
}

/** The server has answered: it is there. */
const heard = (state: OutState): OutState => ({ ...state, silences: 0, hold: null, failure: null })

function onDeed(state: OutState, key: string, run: (deed: Deed) => OutState): OutState {
  const deed = state.deeds.find((one) => one.key === key)
  return deed && deed.done === null ? run(deed) : state
}

function mapDeed(state: OutState, key: string, run: (deed: Deed) => Deed): OutState {
  return onDeed(state, key, (deed) => withDeed(state, run(deed)))
}

const withDeed = (state: OutState, deed: Deed): OutState => ({ ...state, deeds: state.deeds.map((one) => (one.key === deed.key ? deed : one)) })

const withFile = (deed: Deed, file: OutFile): Deed => ({ ...deed, files: deed.files.map((one) => (one.id === file.id ? file : one)) })

/** What was done long ago is not listed any more. */
function forget(state: OutState, now: number): OutState {
  const deeds = state.deeds.filter((deed) => deed.done === null || !(now - deed.done.at > DONE_MS))
  return deeds.length === state.deeds.length ? state : { ...state, deeds }
}
