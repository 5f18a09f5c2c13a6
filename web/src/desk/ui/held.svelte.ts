// A deed that the server cannot take back any more is held for a moment before it is sent: that is its way back.

/** How long a deed is held, ms. */
export const HELD_MS = 6000

let held = $state.raw<ReadonlySet<string>>(new Set())

/** Whether the deed on something is being held; reactive. */
export const isHeld = (id: string): boolean => held.has(id)

function note(id: string, isHeld: boolean): void {
  const next = new Set(held)
  if (isHeld) next.add(id)
  else next.delete(id)
  held = next
}

/**
 * Holds the deed on something; gives whether it is to be sent. `offer` is given the way back. In a tab that is hidden nobody
 * takes anything back: it is sent at once.
 */
export function hold(id: string, offer: (takeBack: () => void) => void): Promise<boolean> {
  return new Promise((done) => {
    const end = (sends: boolean): void => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', hidden)
      note(id, false)
      done(sends)
    }
    const hidden = (): void => void (document.visibilityState === 'hidden' && end(true))
    const timer = setTimeout(() => end(true), HELD_MS)
    note(id, true)
    document.addEventListener('visibilitychange', hidden)
    offer(() => end(false))
    hidden()
  })
}
