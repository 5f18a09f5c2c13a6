import { createSubscriber } from 'svelte/reactivity'

/** How old the moment that is shown may be, ms. */
const OLD_MS = 30_000

let at = Date.now()
const subscribe = createSubscriber((update) => {
  const tick = (): void => {
    at = Date.now()
    update()
  }
  const timer = setInterval(tick, OLD_MS)
  // Timers of a tab that slept are late: whoever looks at it again sees the true time at once.
  const seen = (): void => {
    if (document.visibilityState === 'visible') tick()
  }
  document.addEventListener('visibilitychange', seen)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', seen)
  }
})

/** The present moment, ms; what shows it is drawn anew twice a minute, and when the tab is looked at again. */
export function now(): number {
  subscribe()
  // A page that was not drawn for a while begins with the true time, also after the clock was set back.
  if (Math.abs(Date.now() - at) > OLD_MS) at = Date.now()
  return at
}
