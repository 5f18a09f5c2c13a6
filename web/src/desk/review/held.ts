// A verdict that the server cannot take back any more is held for a moment before it is sent: that is its way back. Until it has
// arrived, neither a closed tab nor a sign-out loses it.
import { beforeLeaving } from '../frame/session.svelte'
import { holdTab } from '../frame/unsaved.svelte'
import { toast } from '../ui/toast.svelte'
import { lastVerdict } from './desk.svelte'
import { w } from './texts'

/** How long a verdict is held, ms. */
export const HELD_MS = 6000

/** By audit: sends what is held at once. */
const held = new Map<string, () => void>()
/** Verdicts that are held or being sent. */
const underWay = new Set<Promise<boolean>>()

/** Whether the verdict on an audit is being held. */
export const isHeld = (id: string): boolean => held.has(id)

/**
 * Holds the verdict on an audit; gives whether it is to be sent. `offer` is given the way back. In a tab that is hidden nobody
 * takes anything back: it is sent at once.
 */
export function hold(id: string, offer: (takeBack: () => void) => void): Promise<boolean> {
  return new Promise((done) => {
    const end = (sends: boolean): void => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', hidden)
      held.delete(id)
      done(sends)
    }
    const hidden = (): void => void (document.visibilityState === 'hidden' && end(true))
    const timer = setTimeout(() => end(true), HELD_MS)
    held.set(id, () => end(true))
    document.addEventListener('visibilitychange', hidden)
    offer(() => end(false))
    hidden()
  })
}

/** Until `run` is done, closing the tab is asked about and signing out waits. `run` gives whether nothing is left to send. */
export async function untilSent(run: () => Promise<boolean>): Promise<boolean> {
  beforeLeaving(allSent, 'verdicts')
  const release = holdTab()
  const running = run()
  underWay.add(running)
  try {
    return await running
  } finally {
    underWay.delete(running)
    release()
  }
}

/** Sends what is held at once; gives whether all of it arrived. */
async function allSent(): Promise<boolean> {
  if (underWay.size === 0) return true
  toast.say(w().act.sentFirst)
  for (const send of [...held.values()]) send()
  const sent = (await Promise.all(underWay)).every(Boolean)
  if (!sent) toast.say(w().act.notLeft, { why: lastVerdict()?.text ?? '' })
  return sent
}
