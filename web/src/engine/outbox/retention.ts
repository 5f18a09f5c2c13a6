// What a phone may forget, and when: only at a contact with the epoch that gave the receipts, by the server's clock.

import { isComplete, isSafe } from './receipt'
import type { Drops, OutItem, OutPhoto, OutState } from './types'

/** Photos stay this long after a complete receipt, ms. */
export const PHOTOS_MS = 72 * 3_600_000
/** Texts and reports stay this long, ms. */
export const TEXT_MS = 30 * 86_400_000

/** Notes which items are complete now, and forgets what may be forgotten. */
export function forget(state: OutState, serverNow: number): { state: OutState; drops: Drops } {
  const items = state.items.map((item): OutItem => {
    const complete_at = isComplete(item, state.epoch) ? (item.complete_at ?? serverNow) : null
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

/** Photos of ripe entries go, when an exact receipt says that the server has them and nothing unfinished refers to them. */
function leavePhotos(state: OutState, ripe: (item: OutItem) => boolean, early: boolean): { state: OutState; photos: string[] } {
  const needed = neededPhotos(state)
  const leave = new Set<string>()
  for (const item of state.items) {
    if (!ripe(item)) continue
    for (const photo of item.photos) {
      if (photo.held && mayDelete(item, photo, state) && !needed.has(photo.photo_id)) leave.add(photo.photo_id)
    }
  }
  const items = state.items.map((item): OutItem => {
    if (!item.photos.some((photo) => leave.has(photo.photo_id))) return item
    const photos = item.photos.map((photo) => (leave.has(photo.photo_id) ? { ...photo, held: false, upload: null } : photo))
    return { ...item, photos, dropped_early: item.dropped_early || early }
  })
  return { state: { ...state, items }, photos: [...leave] }
}

/**
 * Old texts go when no photo is left but such as could not be read, and for audits were declared lost. The revisions of an
 * audit go together, since a restored server takes a later one only after the earlier ones.
 */
function leaveTexts(state: OutState, old: (item: OutItem) => boolean): { state: OutState } & Drops {
  const left = (item: OutItem, photo: OutPhoto) => photo.held && !(photo.gone && (item.kind === 'report' || photo.lost?.told))
  const goes = (item: OutItem) => old(item) && !item.photos.some((photo) => left(item, photo))
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

/** Whether an entry may be removed by hand: it was refused, and a file holds it. */
export function isRemovable(item: OutItem): boolean {
  return item.quarantine !== null && item.exported_at !== null
}

/** Removes an entry by hand, with the photos that nothing else refers to. Any other one stays as it is. */
export function remove(state: OutState, key: string): { state: OutState; drops: Drops } {
  const item = state.items.find((one) => one.key === key)
  if (!item || !isRemovable(item)) return { state, drops: { photos: [], items: [] } }
  const items = state.items.filter((one) => one.key !== key)
  const needed = new Set([...state.pinned, ...items.flatMap((one) => one.photos.map((photo) => photo.photo_id))])
  const photos = item.photos.filter((photo) => photo.held && !needed.has(photo.photo_id)).map((photo) => photo.photo_id)
  return { state: { ...state, items }, drops: { photos, items: [key] } }
}

/** Photos that a draft or an unfinished item still refers to. */
function neededPhotos(state: OutState): Set<string> {
  const needed = new Set(state.pinned)
  for (const item of state.items) {
    if (isComplete(item, state.epoch)) continue
    for (const photo of item.photos) needed.add(photo.photo_id)
  }
  return needed
}

/** An exact receipt of the present epoch says that the server has the photo, or can never use it. */
export function mayDelete(item: OutItem, photo: OutPhoto, state: OutState): boolean {
  return item.receipt?.epoch === state.epoch && isSafe(photo)
}
