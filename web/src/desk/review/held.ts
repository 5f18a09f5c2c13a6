// A verdict that the server cannot take back any more is held for a moment before it is sent: that is its way back.

/** How long a verdict is held, ms. */
export const HELD_MS = 6000

const held = new Set<string>()

/** Whether the verdict on an audit is being held. */
export const isHeld = (id: string): boolean => held.has(id)

/**
 * Holds the verdict on an audit; gives whether it is to be sent. `offer` is given the way back. In a tab that is hidden nobody
 * takes anything back: it is sent at once.
 */
export function hold(id: string, offer: (takeBack: () => void) => void): Promise<boolean> {
  held.add(id)
  return new Promise((done) => {
    const end = (sends: boolean): void => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', hidden)
      held.delete(id)
      done(sends)
    }
    const hidden = (): void => void (document.visibilityState === 'hidden' && end(true))
    const timer = setTimeout(() => end(true), HELD_MS)
    document.addEventListener('visibilitychange', hidden)
    offer(() => end(false))
    hidden()
  })
}
