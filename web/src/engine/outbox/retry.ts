// When to try again: exponential back-off with jitter, the server's own word, and a clock that may be set back.

import type { Retry } from './types'

/** First pause after a failure, ms. */
export const FIRST_MS = 4_000
/** Longest pause that the phone chooses by itself, ms. */
export const LONGEST_MS = 15 * 60_000
/** Longest pause that our server may ask for, ms; anybody else gets no more than the phone's own. */
export const LONGEST_ASKED_MS = 60 * 60_000
/** A tap overrides what the server asked for when it is older than this, ms. */
const ASKED_HOLDS_MS = 5 * 60_000
/** No pause is longer than this, ms: what is stored and says more is not believed. */
const LONGEST_EVER_MS = 6 * 60 * 60_000

/** The pause after so many failures in a row (from 1): doubling, then a random part of the upper half. */
export function backOff(attempts: number, random: number, longest = LONGEST_MS): number {
  const ceiling = Math.min(longest, FIRST_MS * 2 ** Math.min(Math.max(attempts, 1) - 1, 20))
  return Math.round(ceiling * (0.5 + random / 2))
}

/** Try again after a pause. */
export function after(now: number, pause: number, asked = false): Retry {
  return { at: now + pause, since: now, asked }
}

/** Whether the time has come. A clock that shows an earlier time than when the pause began was set back: now, then. */
export function isDue(retry: Retry | null, now: number): boolean {
  return retry === null || !(now < retry.at) || now < retry.since || !isBelievable(retry)
}

function isBelievable(retry: Retry): boolean {
  return retry.at - retry.since <= LONGEST_EVER_MS
}

/**
 * The network or the system asks to try now: own pauses end, those that the server asked for stay. `tapped_at`: the shopper
 * asks, who may override a pause of the server that is some minutes old.
 */
export function nudged(retry: Retry | null, tapped_at: number | null = null): Retry | null {
  if (!retry?.asked || !isBelievable(retry)) return null
  return tapped_at !== null && tapped_at - retry.since >= ASKED_HOLDS_MS ? null : retry
}

/** A time that can be shown; `null`: at once. */
export function shown(retry: Retry | null): number | null {
  return retry && isBelievable(retry) ? retry.at : null
}

/** The earlier of two times, `null` meaning never. */
export function earlier(a: number | null, b: number | null): number | null {
  if (a === null) return b
  return b === null ? a : Math.min(a, b)
}
