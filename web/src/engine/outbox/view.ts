// The outbox as the shopper sees it: three plain states, the last error, the next try.

import type { DraftRecord } from '../draft'
import type { Station } from '../model'
import type { OutboxEntry, OutboxView, Unsent } from '../views'
import { shown } from './retry'
import { isComplete, isReceived, isSafe, isSettled } from './receipt'
import { isRemovable, PHOTOS_MS, TEXT_MS } from './retention'
import type { OutItem, OutState } from './types'

/** What an entry was about. */
export type StationOf = (key: string, assignment_id: string) => Station | null

/** Everything that is on its way, and what has arrived lately; drafts first, then the oldest unfinished. */
export function outboxView(state: OutState, drafts: DraftRecord[], stationOf: StationOf, sending: boolean): OutboxView {
  const open = begun(drafts).map((draft) => draftEntry(draft))
  const items = state.items.map((item) => frozenEntry(item, state, stationOf))
  const rank = (entry: OutboxEntry) => (entry.plain === 'on_phone' ? 0 : entry.plain === 'photos_going' ? 1 : 2)
  const sorted = items.sort((a, b) => rank(a) - rank(b) || (rank(a) === 2 ? -1 : 1) * ((a.finished_at ?? 0) - (b.finished_at ?? 0)))
  const entries = [...open, ...sorted]
  return { entries, only_here: entries.filter((entry) => entry.plain === 'on_phone').length, sending }
}

function draftEntry(draft: DraftRecord): OutboxEntry {
  return {
    ...blank(), key: `draft/${draft.audit_id}`, kind: 'draft', plain: 'on_phone', audit_id: draft.audit_id, revision: draft.revision,
    assignment_id: draft.assignment_id, station_name: draft.station?.name ?? null,
  }
}

function frozenEntry(item: OutItem, state: OutState, stationOf: StationOf): OutboxEntry {
  const done = isComplete(item, state.epoch)
  const received = isReceived(item, state.epoch)
  const kept = item.photos.some((photo) => photo.held) ? PHOTOS_MS : TEXT_MS
  return {
    ...blank(), ...common(item, state, stationOf), kind: item.kind, plain: done ? 'complete' : received ? 'photos_going' : 'on_phone',
    ...(item.kind === 'audit' ? { audit_id: item.audit_id, revision: item.revision } : { report: item.verb }),
    received_at: item.receipt?.received_at ?? null,
    photos: {
      of: item.photos.length,
      safe: item.photos.filter((photo) => item.receipt?.epoch === state.epoch && isSafe(photo)).length,
      unusable: item.photos.filter((photo) => photo.server === 'unusable').length,
      lost: item.photos.filter((photo) => photo.server === 'lost' || photo.lost !== null).length,
    },
    gone_photos: item.photos.filter((photo) => photo.gone && !photo.lost && !isSettled(photo)).map((photo) => photo.photo_id),
    kept_until: item.complete_at === null ? null : item.complete_at + kept,
    dropped_early: item.dropped_early,
  }
}

function common(item: OutItem, state: OutState, stationOf: StationOf) {
  const waits = [nextTry(item, state), shown(state.hold)].filter((at): at is number => at !== null)
  const idle = item.quarantine !== null || isComplete(item, state.epoch)
  return {
    key: item.key, assignment_id: item.assignment_id, station_name: stationOf(item.key, item.assignment_id)?.name ?? null,
    finished_at: item.finished_at, attempts: item.attempts, last_error: item.quarantine ?? item.failure ?? (idle ? null : state.failure),
    next_try_at: idle || waits.length === 0 ? null : Math.max(...waits), quarantined: item.quarantine !== null,
    removable: isRemovable(item),
  }
}

/** The earliest of what an entry waits for: its text or a look, or a photo that is to be sent. `null`: at once. */
function nextTry(item: OutItem, state: OutState): number | null {
  const photos = isReceived(item, state.epoch)
    ? item.photos.filter((photo) => photo.held && !photo.gone && !isSettled(photo) && (photo.lost ? !photo.lost.told : photo.upload !== null))
    : []
  const times = [item.retry, ...photos.map((photo) => photo.retry)].map(shown)
  return times.reduce((a, b) => (a === null || b === null ? null : Math.min(a, b)))
}

function blank(): OutboxEntry {
  return {
    key: '', kind: 'draft', plain: 'on_phone', audit_id: null, revision: null, report: null, assignment_id: '', station_name: null,
    finished_at: null, received_at: null, photos: { of: 0, safe: 0, unusable: 0, lost: 0 }, gone_photos: [], attempts: 0,
    last_error: null, next_try_at: null, quarantined: false, removable: false, kept_until: null, dropped_early: false,
  }
}

/** Without untouched answers to returns: they come back with the next sync, nothing of them is only here. */
const begun = (drafts: DraftRecord[]): DraftRecord[] => drafts.filter((draft) => draft.touched || !draft.returned)

/** What would be lost to the server if this phone were gone now; without what was exported since it last changed. */
export function unsentOf(state: OutState, drafts: DraftRecord[], photosOfDrafts: number): { all: Unsent; unexported: number } {
  const open = state.items.filter((item) => !isComplete(item, state.epoch))
  const audits = open.filter((item) => item.kind === 'audit')
  const photos = open.flatMap((item) => item.photos.filter((photo) => photo.held && !isSettled(photo))).length
  return {
    all: {
      drafts: begun(drafts).length,
      queued: audits.filter((item) => !isReceived(item, state.epoch)).length,
      incomplete: audits.filter((item) => isReceived(item, state.epoch)).length,
      reports: open.filter((item) => item.kind === 'report').length,
      photos: photos + photosOfDrafts,
    },
    unexported: open.filter((item) => item.exported_at === null).length + begun(drafts).filter((draft) => draft.exported_at === null).length,
  }
}
