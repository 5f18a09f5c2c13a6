import { createSubscriber } from 'svelte/reactivity'

let at = Date.now()
const subscribe = createSubscriber((update) => {
  const timer = setInterval(() => {
    at = Date.now()
    update()
  }, 30_000)
  return () => clearInterval(timer)
})

/** The present moment, ms; what shows it is drawn anew twice a minute. */
export function now(): number {
  subscribe()
  // A page that was not drawn for a while begins with the true time.
  if (Date.now() - at > 30_000) at = Date.now()
  return at
}
