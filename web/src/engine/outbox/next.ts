// What to do next. Reports first, then texts, then photos, then looking again; nothing of one audit holds up another.

import { isComplete, isReceived, isSettled } from './receipt'
import { earlier, isDue } from './retry'
import type { Command, OutAudit, OutItem, OutPhoto, OutState } from './types'

/** How long a server may look for a photo that the phone has rightly deleted, before the phone gives it up, ms. */
export const LOOKS_FOR_MS = 60 * 60_000

/** The next command for an outbox at a time of the phone's clock. */
export function next(state: OutState, now: number): Command {
  if (state.needs_sign_in) return { do: 'sign_in' }
  if (!isDue(state.hold, now)) return { do: 'wait', until: state.hold?.at ?? null }
  if (state.sync_due && isDue(state.sync_retry, now)) return { do: 'sync' }
  for (const step of [report, text, lost, photo, look]) {
    for (const item of state.items) {
      const command = item.quarantine ? null : step(item, state, now)
      if (command) return command
    }
  }
  return { do: 'wait', until: nextTime(state, now) }
}

type Step = (item: OutItem, state: OutState, now: number) => Command | null

const report: Step = (item, state, now) => {
  if (item.kind !== 'report' || waitsForEpoch(item, state) || isReceived(item, state.epoch) || !isDue(item.retry, now)) return null
  return { do: 'report', key: item.key }
}

const text: Step = (item, state, now) => {
  if (item.kind !== 'audit' || isReceived(item, state.epoch) || !isDue(item.retry, now) || waitsForEarlier(item, state)) return null
  return { do: 'put', key: item.key, receipt_epoch: earlierEpoch(item, state) }
}

const lost: Step = (item, state, now) => {
  if (item.kind !== 'audit' || !isOpen(item, state)) return null
  const found = item.photos.find((one) => one.lost && !one.lost.told && isDue(one.retry, now))
  if (!found?.lost) return null
  return { do: 'lost', key: item.key, audit_id: item.audit_id, photo_id: found.photo_id, reason: found.lost.reason }
}

const photo: Step = (item, state, now) => {
  if (!isOpen(item, state)) return null
  const found = item.photos.find((one) => canUpload(one, state, now) && isDue(one.retry, now))
  return found?.upload ? { do: 'upload', key: item.key, photo_id: found.photo_id, upload: found.upload } : null
}

const look: Step = (item, state, now) => {
  if (!isOpen(item, state) || !isDue(item.retry, now)) return null
  if (item.kind === 'report') return { do: 'receipt', key: item.key }
  return { do: 'put', key: item.key, receipt_epoch: earlierEpoch(item, state) }
}

function isOpen(item: OutItem, state: OutState): boolean {
  return isReceived(item, state.epoch) && !isComplete(item, state.epoch)
}

/** Revisions go out in order: a later one waits until every earlier one is received, also when that one is stopped. */
function waitsForEarlier(item: OutAudit, state: OutState): boolean {
  return state.items.some(
    (other) => other.kind === 'audit' && other.audit_id === item.audit_id && other.revision < item.revision &&
      !isReceived(other, state.epoch),
  )
}

/** The answer to a report names no epoch: until one is known, nothing could say which server has it. */
function waitsForEpoch(item: OutItem, state: OutState): boolean {
  return item.kind === 'report' && state.epoch === null
}

/**
 * The epoch to name after a restore (decisions 1 and 13): that of the last receipt, or of the return that is answered.
 * Under the present epoch none is needed.
 */
function earlierEpoch(item: OutAudit, state: OutState): string | null {
  return item.last_epoch === state.epoch ? null : item.last_epoch
}

function canUpload(one: OutPhoto, state: OutState, now: number): boolean {
  if (!one.held || one.gone || one.lost || isSettled(one) || !one.upload) return false
  return state.offset_ms === null || one.upload.expires_at === 0 || one.upload.expires_at > now + state.offset_ms
}

/** The earliest time at which something becomes due by itself. */
function nextTime(state: OutState, now: number): number | null {
  let time = state.sync_due ? (state.sync_retry?.at ?? now) : null
  for (const item of state.items) {
    if (item.quarantine || isComplete(item, state.epoch) || waitsForEpoch(item, state)) continue
    if (item.kind === 'audit' && waitsForEarlier(item, state)) continue
    time = earlier(time, item.retry?.at ?? now)
    for (const one of item.photos) {
      const pending = one.lost ? !one.lost.told : canUpload(one, state, now)
      if (pending && one.retry) time = earlier(time, one.retry.at)
    }
  }
  return time
}
