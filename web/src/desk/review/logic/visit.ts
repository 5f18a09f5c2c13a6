// The visit on one line of time: stamps, photos, receipts, and the slot that it belongs to.
import type { Case, Checklist, Photo } from './types'

/** Something that happened, epoch ms. */
export interface Moment {
  kind: 'started' | 'check_in' | 'photo' | 'receipt' | 'recognised' | 'check_out' | 'finished' | 'received'
  at: number
  /** The photo that it is or that shows it. */
  photo: string | null
  /** The time in the file itself, where it differs from what the phone says by more than a minute. */
  exif: number | null
  /** Outside of the visit by more than the margin. */
  outside: boolean
}

/** A time of day of the checklist, or of the assignment where it is known. */
export interface Slot {
  id: string
  from: number
  to: number
  /** It is the assignment's own; else the one of the checklist that the visit falls into. */
  assigned: boolean
}

const MINUTE = 60_000
const DAY = 86_400_000

/** The minute of the day at which an instant falls in a zone that is so many minutes ahead of UTC. */
const minuteOfDay = (ms: number, offset: number): number => Math.floor((((ms + offset * MINUTE) % DAY) + DAY) % DAY / MINUTE)

/** Minutes that a time zone is ahead of UTC at an instant. */
export function offsetOf(ms: number, zone: string): number {
  const minute = Math.floor(ms / MINUTE) * MINUTE
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric',
  }).formatToParts(minute)
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value)
  return Math.round((Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute')) - minute) / MINUTE)
}

/** Moments of the visit in their order; `margin` ms around it are as good as inside. */
export function moments(audit: Case, margin: number): Moment[] {
  const { submission, photos } = audit
  const [from, to] = [submission.started.wall_ms, submission.finished.wall_ms]
  const outside = (at: number): boolean => at < from - margin || at > to + margin
  const plain = (kind: Moment['kind'], at: number): Moment => ({ kind, at, photo: null, exif: null, outside: false })
  const files = new Map<string, Photo>(photos.map((photo) => [photo.photo_id, photo]))
  const all: Moment[] = [plain('started', from), plain('finished', to)]
  if (submission.check_in) all.push(plain('check_in', submission.check_in.at_ms))
  if (submission.check_out) all.push(plain('check_out', submission.check_out.at_ms))
  if (submission.recognised) all.push(plain('recognised', submission.recognised.at_ms))
  for (const photo of submission.photos) {
    const exif_at = files.get(photo.photo_id)?.exif_at
    const exif = exif_at ? Date.parse(exif_at) : null
    const differs = exif !== null && Math.abs(exif - photo.taken_at) > MINUTE
    const timed = photo.kind === 'scene' || photo.kind === 'receipt'
    all.push({ kind: 'photo', at: photo.taken_at, photo: photo.photo_id, exif: differs ? exif : null, outside: timed && (outside(photo.taken_at) || (differs && outside(exif))) })
  }
  for (const receipt of submission.receipts) {
    if (receipt.at_ms === null || receipt.at_ms === undefined) continue
    const early = receipt.at_ms < Math.floor(from / MINUTE) * MINUTE
    all.push({ kind: 'receipt', at: receipt.at_ms, photo: receipt.photo_id ?? null, exif: null, outside: receipt.kind !== 'invoice' && (early || receipt.at_ms > to) })
  }
  all.push(plain('received', Date.parse(audit.received_at)))
  const rank = (moment: Moment): number => ({ started: 0, finished: 2, received: 3 })[moment.kind as string] ?? 1
  return all.sort((a, b) => a.at - b.at || rank(a) - rank(b))
}

/** The slot that the assignment names, else the slot of the checklist that the visit began in; null outside of all. */
export function slotOf(audit: Case, checklist: Checklist, zone: string): Slot | null {
  const from = audit.submission.started.wall_ms
  // Older servers do not tell.
  const assigned = audit.assigned as Case['assigned'] | undefined
  if (assigned) return { id: assigned.slot, from: Date.parse(assigned.window_start), to: Date.parse(assigned.window_end), assigned: true }
  const visit = checklist.visit as { slots?: { id: string; from_minute: number; to_minute: number; night: boolean }[] }
  const offset = offsetOf(from, zone)
  const minute = minuteOfDay(from, offset)
  const slot = visit.slots?.find((one) => minute >= one.from_minute && minute <= one.to_minute)
  if (!slot) return null
  const midnight = from - minute * MINUTE - (from % MINUTE)
  return { id: slot.id, from: midnight + slot.from_minute * MINUTE, to: midnight + slot.to_minute * MINUTE, assigned: false }
}

/** Where an instant lies between two others, 0 to 1. */
export const share = (at: number, from: number, to: number): number => (to <= from ? 0 : Math.min(1, Math.max(0, (at - from) / (to - from))))

/** What the picture of time reaches over: the visit and everything of it but its arrival, with some air. */
export function reach(all: Moment[], slot: Slot | null): { from: number; to: number } {
  const inside = all.filter((moment) => moment.kind !== 'received')
  const first = Math.min(...inside.map((moment) => moment.at))
  const last = Math.max(...inside.map((moment) => moment.at))
  const air = Math.max((last - first) * 0.04, MINUTE)
  // Of the slot only what lies near: a slot of seven hours would make the visit a dot.
  const near = (last - first) * 0.35
  const from = slot ? Math.max(Math.min(slot.from, first), first - near) : first
  const to = slot ? Math.min(Math.max(slot.to, last), last + near) : last
  return { from: Math.min(from, first) - air, to: Math.max(to, last) + air }
}
