// Hands photos to the worker; without one, or when it dies, does the work here.

import { keepPhoto, type Kept, type Taken } from './photo-store'
import { decodeHere } from './decode-here'

/** A worker that says nothing for so long while photos wait is dead: nobody is told when a phone ends it, ms. */
const SILENCE_MS = 20_000

/** Keeps photos. */
export interface Photographer {
  keep(taken: Taken): Promise<Kept>
  close(): void
}

/** The photographer of a page. */
export function pagePhotographer(): Photographer {
  let worker: Worker | null = null
  let dead = typeof Worker === 'undefined' || typeof OffscreenCanvas === 'undefined'
  let last = 0
  const waiting = new Map<number, { taken: Taken; done(kept: Kept): void }>()

  let alarm: ReturnType<typeof setTimeout> | undefined
  const watch = () => {
    clearTimeout(alarm)
    if (waiting.size > 0) alarm = setTimeout(giveUp, SILENCE_MS)
  }

  const giveUp = () => {
    dead = true
    clearTimeout(alarm)
    worker?.terminate()
    worker = null
    // What the worker may have written is written once more under the same id.
    for (const { taken, done } of waiting.values()) void keepPhoto(taken, decodeHere).then(done)
    waiting.clear()
  }

  const start = (): Worker => {
    const made = new Worker(new URL('../workers/photo.ts', import.meta.url), { type: 'module' })
    made.onmessage = (event: MessageEvent<{ id: number; kept: Kept }>) => {
      waiting.get(event.data.id)?.done(event.data.kept)
      waiting.delete(event.data.id)
      watch()
    }
    made.onerror = giveUp
    made.onmessageerror = giveUp
    return made
  }

  return {
    keep(taken) {
      if (dead) return keepPhoto(taken, decodeHere)
      return new Promise((done) => {
        const id = ++last
        waiting.set(id, { taken, done })
        if (waiting.size === 1) watch()
        try {
          worker ??= start()
          worker.postMessage({ id, taken })
        } catch {
          giveUp()
        }
      })
    },
    close() {
      clearTimeout(alarm)
      worker?.terminate()
      worker = null
    },
  }
}
