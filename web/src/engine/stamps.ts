// The stop-watch: taps with three clocks each, and the measured items that come out of them (domain.md 2.1, 2.3).

import { STAMPS, type Item, type Moment, type StampName, type StampState, type TimerEvent } from './model'

/** A tap as it is stored; `seq` is the order in which taps were made. */
export interface StampRecord {
  name: StampName
  seq: number
  /** `null`: it did not happen. */
  at: Moment | null
}

/** The taps of one visit by name. */
export type Stamps = ReadonlyMap<StampName, StampRecord>

/** How an item is measured: from one tap to another, and what it means when one of them did not happen. */
interface Measure {
  item: string
  from: StampName
  /** The latest of these. */
  to: StampName[]
  fromNever: 'zero' | 'nothing'
  toNever: 'never' | 'nothing'
}

// Without a queue the wait is 0. Ready to leave is when the nozzle is back and everything is paid, whichever is later.
const MEASURES: Measure[] = [
  { item: 'entry.guidance_within_10s', from: 'entered_lane', to: ['guided'], fromNever: 'nothing', toNever: 'never' },
  { item: 'entry.queue_wait_to_pump', from: 'joined_queue', to: ['stopped'], fromNever: 'zero', toNever: 'nothing' },
  { item: 'greeting.first_contact_within_30s', from: 'stopped', to: ['first_contact'], fromNever: 'nothing', toNever: 'never' },
  { item: 'fueling.service_cycle_time', from: 'stopped', to: ['nozzle_back', 'paid'], fromNever: 'nothing', toNever: 'nothing' },
  { item: 'payment.checkout_wait', from: 'asked_to_pay', to: ['paid'], fromNever: 'nothing', toNever: 'nothing' },
  { item: 'payment.invoice_time', from: 'asked_invoice', to: ['got_invoice'], fromNever: 'nothing', toNever: 'never' },
]

/** What came out of the taps for one item. */
export interface Measured {
  /** Whole seconds with the fraction dropped, or the item's `never`. */
  value: number
  /** Monotonic within one run; else the wall clock, which anybody may set. */
  clock: 'monotonic' | 'wall'
  /** The taps it was made of, for the answer's timer log. */
  timer: TimerEvent[]
}

/** The state of one tap. */
export function stampState(stamps: Stamps, name: StampName): StampState {
  const found = stamps.get(name)
  if (!found) return { state: 'open' }
  return found.at ? { state: 'made', at: found.at } : { state: 'did_not_happen' }
}

/** The items that end with a tap. */
export function measuredBy(name: StampName): string[] {
  return MEASURES.filter((measure) => measure.to.includes(name)).map((measure) => measure.item)
}

/** The items that a tap serves, as start or end. */
function servedBy(name: StampName): string[] {
  return MEASURES.filter((measure) => measure.from === name || measure.to.includes(name)).map((measure) => measure.item)
}

/** Whether an item comes from the taps. */
export function isFromStamps(item: Item): boolean {
  return item.answer.kind === 'measured' && MEASURES.some((measure) => measure.item === item.id)
}

/** Milliseconds from one moment to another, never negative, and the clock they were taken from. */
export function between(from: Moment, to: Moment): { ms: number; clock: 'monotonic' | 'wall' } {
  if (from.run_id === to.run_id) return { ms: Math.max(0, to.mono_ms - from.mono_ms), clock: 'monotonic' }
  return { ms: Math.max(0, to.wall_ms - from.wall_ms), clock: 'wall' }
}

/** What the taps say about an item; `null` while something is missing. */
export function measure(item: Item, stamps: Stamps): Measured | null {
  const how = MEASURES.find((one) => one.item === item.id)
  if (!how || item.answer.kind !== 'measured') return null
  const from = stampState(stamps, how.from)
  const ends = how.to.map((name) => [name, stampState(stamps, name)] as const)
  if (ends.some(([, end]) => end.state === 'open')) return null
  const made = ends.flatMap(([name, end]) => (end.state === 'made' ? [{ name, at: end.at }] : []))
  if (from.state === 'did_not_happen') {
    return how.fromNever === 'zero' && made.length > 0 ? { value: 0, clock: 'monotonic', timer: made.map(log) } : null
  }
  if (from.state === 'open') return null
  const start = { name: how.from, at: from.at }
  if (made.length === 0) {
    const never = item.answer.never
    if (how.toNever === 'nothing' || never === undefined || never === null) return null
    return { value: never, clock: 'monotonic', timer: [log(start)] }
  }
  const spans = made.map((end) => ({ end, ...between(start.at, end.at) }))
  const last = spans.reduce((a, b) => (b.ms > a.ms ? b : a))
  return { value: wholeSeconds(item, last.ms), clock: last.clock, timer: [start, last.end].map(log) }
}

/** Fraction dropped, in the station's favour; never the value that means "did not happen". */
function wholeSeconds(item: Item, ms: number): number {
  const highest = Math.min(item.answer.max ?? Infinity, (item.answer.never ?? Infinity) - 1)
  return Math.min(Math.floor(ms / 1000), highest)
}

function log({ name, at }: { name: StampName; at: Moment }): TimerEvent {
  return { event: name, wall_ms: at.wall_ms, mono_ms: at.mono_ms, run_id: at.run_id }
}

/** The tap that was made last, which `undo` takes back. */
export function lastTap(stamps: Stamps): StampName | null {
  let last: StampRecord | null = null
  for (const stamp of stamps.values()) if (!last || stamp.seq > last.seq) last = stamp
  return last?.name ?? null
}

/** The number of the next tap. */
export function nextSeq(stamps: Stamps): number {
  return Math.max(0, ...[...stamps.values()].map((stamp) => stamp.seq)) + 1
}

/**
 * The tap that comes next: the first open one after the furthest that was made. Taps that serve only items that do not
 * apply are passed over.
 */
export function nextStamp(stamps: Stamps, isNa: (item: string) => boolean): StampName | null {
  const furthest = Math.max(-1, ...STAMPS.map((name, index) => (stamps.has(name) ? index : -1)))
  const wanted = STAMPS.filter((name, index) => {
    const serves = servedBy(name)
    return index > furthest && (serves.length === 0 || !serves.every(isNa))
  })
  return wanted[0] ?? null
}

/** The taps that are open although an item that applies waits for them. */
export function openStamps(stamps: Stamps, waits: (item: string) => boolean): StampName[] {
  return STAMPS.filter((name) => !stamps.has(name) && servedBy(name).some(waits))
}
