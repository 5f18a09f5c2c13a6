// What a phone may forget, and when: only at a contact with the epoch that gave the receipts, by the server's clock.

import { isComplete, isReceived, isSafe } from './receipt'
import { isFinished } from './next'
import type { Drops, OutAudit, OutItem, OutPhoto, OutState } from './types'

/** Photos stay this long after a complete receipt, ms. */
export const PHOTOS_MS = 72 * 3_600_000
/** Texts and reports stay this long, ms. */
export const TEXT_MS = 30 * 86_400_000

/** Notes which items are complete now, and forgets what may be forgotten. */
export function forget(state: OutState, serverNow: number): { state: OutState; drops: Drops } {
  const items = state.items.map((item): OutItem => {
    const complete_at = isFinished(item, state.epoch) ? (item.complete_at ?? serverNow) : null
    return complete_at === item.complete_at ? item : { ...item, complete_at }
  })
  const old = (age: number) => (item: OutItem) => item.complete_at !== null && serverNow - item.complete_at >= age
  const photos = leavePhotos({ ...state, items }, old(PHOTOS_MS), false)
  const texts = leaveTexts(photos.state, old(TEXT_MS))
  return { state: texts.state, drops: { photos: [...photos.photos, ...texts.photos], items: texts.items } }
}

/** Space is short: photos of complete receipts go before their time (decision 13), and the outbox says so. */
export function forgetEarly(state: OutState): { state: OutState; drops: Drops } {
  const { state: after, photos } = leavePhotos(state, (item) => isComplete(item, state.epoch), true)
  return { state: after, drops: { photos, items: [] } }
}

/** Photos of ripe audits go, when an exact receipt says that the server has them and nothing unfinished refers to them. */
function leavePhotos(state: OutState, ripe: (item: OutAudit) => boolean, early: boolean): { state: OutState; photos: string[] } {
  const needed = neededPhotos(state)
  const leave = new Set<string>()
  for (const item of state.items) {
    if (item.kind !== 'audit' || !ripe(item)) continue
    for (const photo of item.photos) {
      if (photo.held && mayDelete(item, photo, state) && !needed.has(photo.photo_id)) leave.add(photo.photo_id)
    }
  }
  const items = state.items.map((item): OutItem => {
    if (item.kind !== 'audit' || !item.photos.some((photo) => leave.has(photo.photo_id))) return item
    const photos = item.photos.map((photo) => (leave.has(photo.photo_id) ? { ...photo, held: false, upload: null } : photo))
    return { ...item, photos, dropped_early: item.dropped_early || early }
  })
  return { state: { ...state, items }, photos: [...leave] }
}

/**
 * Old reports go, with their photos: the server takes no files of reports, so the phone keeps them for the office as long
 * as the report itself. The revisions of an audit go together, since a restored server takes a later one only after the
 * earlier ones; and only when no photo is left but such as could not be read and were declared lost.
 */
function leaveTexts(state: OutState, old: (item: OutItem) => boolean): { state: OutState } & Drops {
  const goes = (item: OutItem) =>
    old(item) && (item.kind === 'report' || item.photos.every((photo) => !photo.held || (photo.gone && photo.lost?.told === true)))
  const away = state.items.filter((item) => {
    if (item.kind === 'report') return goes(item)
    if (state.pinned.includes(item.audit_id)) return false
    return state.items.every((other) => other.kind !== 'audit' || other.audit_id !== item.audit_id || goes(other))
  })
  const photos = new Set(away.flatMap((item) => item.photos.filter((photo) => photo.held).map((photo) => photo.photo_id)))
  return {
    state: { ...state, items: state.items.filter((item) => !away.includes(item)) },
    photos: [...photos], items: away.map((item) => item.key),
  }
}

/** Photos that a draft or an unfinished item still refers to. */
function neededPhotos(state: OutState): Set<string> {
  const needed = new Set(state.pinned)
  for (const item of state.items) {
    if (isFinished(item, state.epoch)) continue
    for (const photo of item.photos) needed.add(photo.photo_id)
  }
  return needed
}

/** An exact receipt of the present epoch says that the server has the photo, or can never use it. */
export function mayDelete(item: OutAudit, photo: OutPhoto, state: OutState): boolean {
  return isReceived(item, state.epoch) && isSafe(photo)
}
