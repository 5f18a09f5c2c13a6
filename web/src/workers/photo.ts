/// The photo worker: heavy work and the writing of photos, away from the screen. One photo at a time.

import { keepPhoto, type Kept, type Taken } from '../engine/photo-store'
import { decodeOffscreen } from '../engine/picture'

declare const self: DedicatedWorkerGlobalScope

let queue: Promise<unknown> = Promise.resolve()

self.onmessage = (event: MessageEvent<{ id: number; taken: Taken }>) => {
  const { id, taken } = event.data
  queue = queue.then(async () => {
    const kept: Kept = await keepPhoto(taken, decodeOffscreen)
    self.postMessage({ id, kept })
  })
}
