// What to do next: deeds without files first, then files, then looking again; nothing of one order holds up another.

import { earlier, isDue } from '../../../engine/outbox/retry'
import { isSafe } from './receipt'
import type { Command, Deed, OutFile, OutState } from './types'

/** The next command at a time of this device's clock. */
export function next(state: OutState, now: number): Command {
  if (state.needs_sign_in) return { do: 'sign_in' }
  if (!isDue(state.hold, now)) return { do: 'wait', until: state.hold?.at ?? null }
  const open = state.deeds.filter(isOpen)
  for (const step of [send, file]) {
    for (const deed of open) {
      const command = waitsForEarlier(deed, state) ? null : step(deed, now)
      if (command) return command
    }
  }
  return { do: 'wait', until: nextTime(open, state, now) }
}

/** Neither answered nor stopped. */
export const isOpen = (deed: Deed): boolean => deed.done === null && deed.stopped === null

/** Deeds on one order go in the order in which they were done: each changes the version that the next one names. */
export function waitsForEarlier(deed: Deed, state: OutState): boolean {
  const place = state.deeds.indexOf(deed)
  return state.deeds.some((other, at) => at < place && other.subject_id === deed.subject_id && isOpen(other))
}

function send(deed: Deed, now: number): Command | null {
  if (!isDue(deed.retry, now)) return null
  if (deed.look) return { do: 'look', key: deed.key }
  return deed.files.every(isSafe) ? { do: 'send', key: deed.key } : null
}

function file(deed: Deed, now: number): Command | null {
  for (const one of deed.files) {
    if (isSafe(one) || one.gone || !isDue(one.retry, now)) continue
    if (one.upload) return { do: 'upload', key: deed.key, file_id: one.id, upload: one.upload }
    return { do: 'announce', key: deed.key, file_id: one.id }
  }
  return null
}

function nextTime(open: Deed[], state: OutState, now: number): number | null {
  let time: number | null = null
  for (const deed of open) {
    if (waitsForEarlier(deed, state)) continue
    const waiting: OutFile[] = deed.files.filter((one) => !isSafe(one) && !one.gone)
    if (waiting.length === 0) time = earlier(time, deed.retry?.at ?? now)
    for (const one of waiting) time = earlier(time, one.retry?.at ?? now)
  }
  return time
}
