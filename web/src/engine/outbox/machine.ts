// The outbox as a state machine: an event changes the state and says what may be deleted; `next` says what to do.
// Every event is applied in one database transaction, so that tabs and restarts cannot see half of one.

import { judge, judgeUpload, type Verdict } from './classify'
import { forget, forgetEarly, remove } from './retention'
import type { Receipt, ReportReceipt } from '../model'
import { isReceipt, isReportReceipt, matches, withReceipt } from './receipt'
import { LOOKS_FOR_MS } from './next'
import { after, backOff, nudged } from './retry'
import type { Drops, Failure, OutEvent, OutItem, OutPhoto, OutReport, OutState, Outcome, Retry } from './types'

/** After so many tries without any answer the network is taken to be gone. */
const SILENCES = 2

/** Epochs that change within this time make one wonder, ms. */
const FLIPS_MS = 60 * 60_000

/** What an event did. */
export interface Step {
  state: OutState
  drops: Drops
}

/** Applies one event. */
export function step(state: OutState, event: OutEvent): Step {
  switch (event.type) {
    case 'synced': {
      const seen: OutState = {
        ...state, offset_ms: event.server_now - event.now, synced_at: event.now, sync_due: false, sync_retry: null, sync_failures: 0,
        hold: null, silences: 0, failure: null,
      }
      const lifted = liftAll(atEpoch(seen, event.epoch, event), event.resend)
      return forget(giveUp(lifted, event.server_now), event.server_now)
    }
    case 'short_of_space':
      return forgetEarly(state)
    case 'removed':
      return remove(state, event.key)
    default:
      return { state: change(state, event), drops: { photos: [], items: [] } }
  }
}

type Change = Exclude<OutEvent, { type: 'synced' } | { type: 'short_of_space' } | { type: 'removed' }>

function change(state: OutState, event: Change): OutState {
  switch (event.type) {
    case 'woken':
      if (event.reason === 'timer') return { ...state, sync_due: state.sync_due || isStale(state, event.now) }
      return nudge(state, event.reason === 'tap' ? event.now : null)
    case 'added':
      return state.items.some((item) => item.key === event.item.key) ? state : nudge({ ...state, items: [...state.items, event.item] })
    case 'sync_failed':
      return syncFailed(state, event)
    case 'put_answered':
      return receiptAnswered(state, event, isReceipt)
    case 'receipt_answered':
      return receiptAnswered(state, event, isReportReceipt)
    case 'upload_answered':
      return onItem(state, event.key, (item) => uploaded(state, item, event))
    case 'photo_unreadable':
      return onPhoto(state, event.key, event.photo_id, (photo) => ({ ...photo, gone: true, upload: null }))
    case 'lost_answered':
      return onItem(state, event.key, (item) => lostAnswered(state, item, event))
    case 'report_answered':
      return reportAnswered(state, event)
    case 'declared_lost':
      return declareLost(state, event)
    case 'lifted':
      return nudge(mapItem(state, event.key, (item) => ({ ...item, quarantine: null, attempts: 0, retry: null })), event.now)
    case 'exported':
      return { ...state, items: state.items.map((item) => (event.keys.includes(item.key) ? { ...item, exported_at: event.now } : item)) }
    case 'signed_in':
      return nudge({ ...state, needs_sign_in: false, hold: null }, event.now)
  }
}

/** A round that a timer began asks for news only when the last ones are a minute old. */
function isStale(state: OutState, now: number): boolean {
  return state.synced_at === null || now < state.synced_at || now - state.synced_at > 60_000
}

// ── What the world does ──────────────────────────────────────────────────────

/** Own pauses end; pauses that the server asked for stay, unless the shopper tapped some minutes later. */
function nudge(state: OutState, tapped_at: number | null = null): OutState {
  const end = (retry: Retry | null) => nudged(retry, tapped_at)
  const items = state.items.map((item): OutItem => (
    { ...item, retry: end(item.retry), photos: item.photos.map((photo) => ({ ...photo, retry: end(photo.retry) })) }
  ))
  return { ...state, items, hold: end(state.hold), sync_retry: end(state.sync_retry), silences: 0, sync_due: true }
}

/**
 * Another epoch: the server was restored. Receipts of the old one count no more, stops are tried once more. When it changes
 * again within the hour, everything waits, longer each time.
 */
function atEpoch(state: OutState, epoch: string, { now, random }: { now: number; random: number }): OutState {
  if (state.epoch === epoch) return state
  if (state.epoch === null) return { ...state, epoch }
  const items = state.items.map((item): OutItem => {
    const photos = item.photos.map((photo) => ({ ...photo, upload: null, retry: null, missed_since: null }))
    return { ...item, retry: null, attempts: 0, quarantine: null, complete_at: null, polls: 0, photos }
  })
  const again = Math.abs(now - state.flips.at) < FLIPS_MS
  const flips = { count: again ? state.flips.count + 1 : 1, at: now }
  return { ...state, epoch, items, flips, hold: flips.count < 2 ? state.hold : after(now, backOff(flips.count + 2, random)) }
}

/** The server judged again what it had refused: the same bytes may go once more (decision 12). */
function liftAll(state: OutState, resend: { audit_id: string; revision: number }[]): OutState {
  const items = state.items.map((item): OutItem => {
    const named = item.kind === 'audit' && resend.some((one) => one.audit_id === item.audit_id && one.revision === item.revision)
    return named && item.quarantine ? { ...item, quarantine: null, retry: null, attempts: 0 } : item
  })
  return { ...state, items }
}

/** A photo that the phone has rightly deleted and a restored server cannot find is given up. */
function giveUp(state: OutState, serverNow: number): OutState {
  const reason = '手机已按完整回执删除 / deleted on the phone after a complete receipt'
  const items = state.items.map((item): OutItem => {
    if (item.kind !== 'audit') return item
    const photos = item.photos.map((photo) => {
      const overdue = photo.missed_since !== null && serverNow - photo.missed_since >= LOOKS_FOR_MS
      return overdue && !photo.lost ? { ...photo, lost: { reason, told: false } } : photo
    })
    return { ...item, photos }
  })
  return { ...state, items }
}

// ── Answers ──────────────────────────────────────────────────────────────────

interface Answered {
  now: number
  random: number
  outcome: Outcome
}

interface Changed {
  item: OutItem
  /** What it means for the outbox as a whole. */
  all?: Partial<OutState>
}

function syncFailed(state: OutState, event: Answered): OutState {
  const verdict = judge(event.outcome, () => false)
  const failure = failureOf(verdict, event)
  if (verdict.is === 'sign_in') return { ...state, needs_sign_in: true, failure }
  // A sync that fails is no reason to keep audits back: whether the server is there at all, the next request tells.
  if (verdict.is !== 'retry') return { ...state, sync_due: false, silences: 0, failure }
  const sync_failures = state.sync_failures + 1
  const pause = Math.max(verdict.pause_ms ?? 0, backOff(sync_failures, event.random))
  const waiting = { ...state, failure, sync_failures, sync_retry: after(event.now, pause, verdict.asked) }
  return { ...waiting, ...(event.outcome.kind === 'none' ? silence(state, event) : { silences: 0 }) }
}

function receiptAnswered(state: OutState, event: Answered & { key: string }, shape: (json: unknown) => boolean): OutState {
  const verdict = judge(event.outcome, shape)
  if (verdict.is !== 'ok') return onItem(state, event.key, (item) => failed(state, item, verdict, event))
  const receipt = verdict.json as Receipt | ReportReceipt
  // An epoch that sync has not told yet: it counts from now on, and the next thing is a sync.
  const known = receipt.server_epoch === state.epoch
  const seen = known ? state : { ...atEpoch(state, receipt.server_epoch, event), sync_due: state.epoch !== null || state.sync_due }
  return onItem(seen, event.key, (item) => {
    const failure: Failure = { at: event.now, kind: 'receipt_mismatch', told: null }
    if (!matches(item, receipt)) return { item: { ...item, failure, quarantine: failure }, all: { silences: 0 } }
    const serverNow = event.now + (seen.offset_ms ?? 0)
    return { item: withReceipt(item, receipt, event.now, event.random, serverNow), all: { silences: 0 } }
  })
}

function uploaded(state: OutState, item: OutItem, event: Answered & { photo_id: string }): Changed {
  const verdict = judgeUpload(event.outcome)
  const silent = event.outcome.kind === 'none'
  const attempts = (item.photos.find((photo) => photo.photo_id === event.photo_id)?.attempts ?? 0) + 1
  const pause = after(event.now, backOff(attempts, event.random))
  const photos = item.photos.map((photo): OutPhoto => {
    if (photo.photo_id !== event.photo_id) return photo
    // Whether it really arrived, the next receipt tells; if not, it is sent again, later each time.
    if (verdict === 'sent') return { ...photo, upload: null, attempts, retry: attempts === 1 ? null : pause }
    if (verdict === 'retry') return { ...photo, attempts, retry: pause }
    return { ...photo, upload: null, attempts, retry: attempts === 1 ? null : pause }
  })
  const kind = silent ? 'no_answer' : event.outcome.kind === 'phone' ? 'phone' : verdict === 'address' ? 'address_expired' : 'storage_refused'
  const failure = verdict === 'sent' ? item.failure : { at: event.now, kind, told: null } as const
  // A first failure of an address asks for a new one at once; repeated ones wait with the photo.
  const ask = verdict === 'sent' || (verdict === 'address' && attempts === 1)
  return {
    item: { ...item, photos, failure, retry: ask ? nudged(item.retry) : item.retry },
    all: silent ? silence(state, event) : { silences: 0 },
  }
}

function lostAnswered(state: OutState, item: OutItem, event: Answered & { photo_id: string }): Changed {
  const verdict = judge(event.outcome, () => true)
  const photos = (change: (photo: OutPhoto) => OutPhoto) =>
    item.photos.map((photo) => (photo.photo_id === event.photo_id ? change(photo) : photo))
  if (verdict.is === 'ok') {
    const told = photos((photo) => ({ ...photo, retry: null, lost: photo.lost && { ...photo.lost, told: true } }))
    return { item: { ...item, photos: told, retry: null }, all: { silences: 0 } }
  }
  const after = failed(state, item, verdict, event)
  const attempts = (item.photos.find((photo) => photo.photo_id === event.photo_id)?.attempts ?? 0) + 1
  return { ...after, item: { ...after.item, photos: photos((photo) => ({ ...photo, attempts, retry: after.item.retry })) } }
}

function reportAnswered(state: OutState, event: Answered & { key: string }): OutState {
  const verdict = judge(event.outcome, (json) => typeof (json as { id?: unknown } | null)?.id === 'string')
  return onItem(state, event.key, (item) => {
    if (verdict.is !== 'ok') return failed(state, item, verdict, event)
    const report_id = (verdict.json as { id: string }).id
    // Where its photos go, the receipt tells: it is asked for next.
    const report = { ...(item as OutReport), report_id, done: state.epoch, failure: null, retry: null, attempts: 0 }
    return { item: report, all: { silences: 0 } }
  })
}

/** What a failure does to an item and to the outbox. */
function failed(state: OutState, item: OutItem, verdict: Verdict, event: Answered): Changed {
  const failure = failureOf(verdict, event)
  if (verdict.is === 'sign_in') return { item, all: { needs_sign_in: true, failure } }
  if (verdict.is !== 'retry') {
    // A report that was there and is not known any more: a restored server, as the next sync tells.
    const gone = item.kind === 'report' && item.done !== null
    return { item: { ...item, failure, quarantine: failure }, all: { silences: 0, ...(gone ? { sync_due: true } : {}) } }
  }
  const attempts = item.attempts + 1
  const pause = after(event.now, Math.max(verdict.pause_ms ?? 0, backOff(attempts, event.random)), verdict.asked)
  const waiting = { ...item, attempts, failure, retry: pause }
  if (event.outcome.kind === 'none') return { item: waiting, all: silence(state, event) }
  return { item: waiting, all: { silences: 0, ...(verdict.everything ? { hold: pause } : {}) } }
}

/** One more try without an answer: after some in a row the network is gone, and everything waits. */
function silence(state: OutState, event: Answered): Partial<OutState> {
  const silences = state.silences + 1
  if (silences < SILENCES) return { silences }
  return { silences, hold: after(event.now, backOff(silences - SILENCES + 1, event.random)), sync_due: true }
}

function failureOf(verdict: Verdict, event: Answered): Failure | null {
  if (verdict.is === 'ok') return null
  const kind = verdict.is === 'sign_in' ? 'sign_in' : verdict.kind
  return { at: event.now, kind, told: event.outcome.kind === 'http' ? event.outcome.problem : null }
}

// ── What the shopper does ────────────────────────────────────────────────────

/** Only a photo that could not be read can be given up: of any other the bytes are here, and the server wants them. */
function declareLost(state: OutState, event: { now: number; audit_id: string; photo_id: string; reason: string }): OutState {
  const items = state.items.map((item): OutItem => {
    if (item.kind !== 'audit' || item.audit_id !== event.audit_id) return item
    const photos = item.photos.map((photo) =>
      photo.photo_id === event.photo_id && photo.gone && !photo.lost ? { ...photo, lost: { reason: event.reason, told: false }, retry: null } : photo)
    return { ...item, photos }
  })
  return nudge({ ...state, items }, event.now)
}

// ── Tools ────────────────────────────────────────────────────────────────────

function mapItem(state: OutState, key: string, change: (item: OutItem) => OutItem): OutState {
  return { ...state, items: state.items.map((item) => (item.key === key ? change(item) : item)) }
}

function onItem(state: OutState, key: string, change: (item: OutItem) => Changed): OutState {
  const item = state.items.find((one) => one.key === key)
  // It was forgotten, or the answer came to a tab that slept for days.
  if (!item) return state
  const changed = change(item)
  return { ...mapItem(state, key, () => changed.item), ...changed.all }
}

function onPhoto(state: OutState, key: string, photo_id: string, change: (photo: OutPhoto) => OutPhoto): OutState {
  return onItem(state, key, (item) => ({
    item: { ...item, photos: item.photos.map((photo) => (photo.photo_id === photo_id ? change(photo) : photo)) },
  }))
}
