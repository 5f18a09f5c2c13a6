// The station's outbox as a person sees it: plain states in words, the last error, the next try.

import { shown } from '../../../engine/outbox/retry'
import { isOpen, waitsForEarlier } from './next'
import { isSafe } from './receipt'
import type { Deed, Draft, OutState } from './types'

/** `on_device`: nothing of it is on the server; `going`: files are; `done`: the server has answered; `stopped`: look at it. */
export type Plain = 'on_device' | 'going' | 'done' | 'stopped'

/** A deed as it is shown. */
export interface DeedView {
  deed: Deed
  plain: Plain
  /** Files, and how many of them the server has proven. */
  files: { of: number; safe: number }
  /** It goes after another deed on the same order. */
  waits: boolean
  /** Epoch ms by this device; `null`: at once, or nothing to do. */
  next_try_at: number | null
}

/** The outbox as it is shown: what needs a look first, then what is on its way, then what is done. */
export interface OutView {
  deeds: DeedView[]
  needs_sign_in: boolean
  sending: boolean
  /** Not on the server yet. */
  unsent: number
  /** Begun and not handed in, the newest first. */
  drafts: Draft[]
}

const RANK: Record<Plain, number> = { stopped: 0, on_device: 1, going: 2, done: 3 }

/** What is shown of a state. */
export function viewOf(state: OutState, sending: boolean, drafts: readonly Draft[] = []): OutView {
  const deeds = state.deeds.map((deed) => deedView(deed, state))
  deeds.sort((a, b) => RANK[a.plain] - RANK[b.plain] || (a.plain === 'done' ? -1 : 1) * (a.deed.made_at - b.deed.made_at))
  return { deeds, needs_sign_in: state.needs_sign_in, sending, unsent: deeds.filter((one) => one.plain !== 'done').length, drafts: begun(drafts) }
}

/** Drafts that hold something. */
const begun = (drafts: readonly Draft[]): Draft[] =>
  drafts.filter((one) => one.files.length > 0 || Object.values(one.texts).some((text) => text.trim() !== '')).sort((a, b) => b.touched_at - a.touched_at)

function deedView(deed: Deed, state: OutState): DeedView {
  const safe = deed.files.filter(isSafe).length
  const plain: Plain = deed.done ? 'done' : deed.stopped ? 'stopped' : safe > 0 ? 'going' : 'on_device'
  const waits = isOpen(deed) && waitsForEarlier(deed, state)
  const times = [deed.retry, state.hold, ...deed.files.filter((file) => !isSafe(file)).map((file) => file.retry)]
    .map(shown).filter((at): at is number => at !== null)
  const idle = !isOpen(deed) || times.length === 0
  return { deed, plain, files: { of: deed.files.length, safe }, waits, next_try_at: idle ? null : Math.max(...times) }
}

/** The newest deed on an order or appeal that is not over; what the server says of it is older than that. */
export function pendingOf(view: OutView, subject_id: string): DeedView | null {
  const open = view.deeds.filter((one) => one.deed.subject_id === subject_id && one.plain !== 'done')
  return open.reduce<DeedView | null>((last, one) => (last === null || one.deed.made_at >= last.deed.made_at ? one : last), null)
}
