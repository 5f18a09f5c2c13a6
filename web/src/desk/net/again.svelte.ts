// What no event tells of is read again by itself, as long as somebody looks at it.
import type { Query } from './query.svelte'

/** How often, ms. */
export const AGAIN_MS = 30_000
/** How often what costs the server a trial is read, ms. */
export const SELDOM_MS = 5 * 60_000

/** What can be read again; of a list, how many pages of it are loaded. */
type Reading = Pick<Query<unknown>, 'busy' | 'reload'> & { readonly pages?: number }
type Readings = readonly Reading[]

const isSeen = (): boolean => document.visibilityState === 'visible'

/** A list of several pages takes as many requests. */
const isLong = (one: Reading): boolean => (one.pages ?? 0) > 1

/**
 * Reads again while the page is looked at, and at once when it is looked at again; call it while a component is set up. A list of which more
 * than one page is loaded is read again seldom.
 */
export function readAgain(...all: Readings): void {
  every(AGAIN_MS, 0, all, (one) => !isLong(one))
  every(SELDOM_MS, SELDOM_MS, all, isLong)
}

/** As `readAgain`, seldom: who looks at the page again waits too. For what is read with `least`. */
export const readSeldom = (...all: Readings): void => every(SELDOM_MS, SELDOM_MS, all, () => true)

/** Reads those that are meant again every so many ms; when the page is looked at again only if that was `least` ms ago. */
function every(ms: number, least: number, all: Readings, isMeant: (one: Reading) => boolean): void {
  $effect(() => {
    let timer: ReturnType<typeof setInterval> | undefined
    let readAt = Date.now()
    const read = (): void => {
      readAt = Date.now()
      for (const one of all) if (!one.busy && isMeant(one)) void one.reload()
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
