// The world outside, as the engine needs it: clocks and chance. Tests give their own.

import type { Moment } from './model'

/** A random v4 UUID. `crypto.randomUUID` exists only in secure contexts; this works in all. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Clocks and chance. */
export interface Clock {
  /** Wall clock, epoch ms. */
  now(): number
  /** All clocks at once. */
  moment(server_offset_ms: number | null): Moment
  /** In [0, 1). */
  random(): number
}

/** The clocks of this page: a run of the monotonic clock lasts as long as the page. */
export function pageClock(): Clock {
  const run_id = uuid()
  return {
    now: () => Date.now(),
    moment: (server_offset_ms) => ({
      wall_ms: Date.now(), mono_ms: Math.floor(performance.now()), run_id,
      server_offset_ms: server_offset_ms === null ? null : Math.round(server_offset_ms),
    }),
    random: () => Math.random(),
  }
}
