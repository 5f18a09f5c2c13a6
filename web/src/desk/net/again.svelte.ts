// What no event tells of is read again by itself, as long as somebody looks at it.
import type { Query } from './query.svelte'

/** How often, ms. */
export const AGAIN_MS = 30_000
/** How often what costs the server a trial is read, ms. */
export const SELDOM_MS = 5 * 60_000

type Readings = readonly Pick<Query<unknown>, 'busy' | 'reload'>[]

const isSeen = (): boolean => document.visibilityState === 'visible'

/** Reads again while the page is looked at, and at once when it is looked at again; call it while a component is set up. */
export const readAgain = (...all: Readings): void => every(AGAIN_MS, 0, all)

/** As `readAgain`, seldom: who looks at the page again waits too. For what is read with `least`. */
export const readSeldom = (...all: Readings): void => every(SELDOM_MS, SELDOM_MS, all)

/** Reads again every so many ms; when the page is looked at again only what was read `least` ms ago. */
function every(ms: number, least: number, all: Readings): void {
  $effect(() => {
    let timer: ReturnType<typeof setInterval> | undefined
    let readAt = Date.now()
    const read = (): void => {
      readAt = Date.now()
      for (const one of all) if (!one.busy) void one.reload()
    }
    const wait = (): void => {
      clearInterval(timer)
      timer = isSeen() ? setInterval(read, ms) : undefined
    }
    const looked = (): void => {
      wait()
      if (isSeen() && Date.now() - readAt >= least) read()
    }
    wait()
    document.addEventListener('visibilitychange', looked)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', looked)
    }
  })
}
