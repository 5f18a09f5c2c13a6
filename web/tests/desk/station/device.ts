// A station's device for tests: its database outlives the app, its clock is ours.

import { tabLocks } from '../../../src/engine/locks'
import type { Decoder } from '../../../src/engine/picture'
import { Outbox, type NewDeed } from '../../../src/desk/station/outbox/index'
import type { Server } from './server'

/** Whoever holds the device. */
export const MANAGER = 'a2a1f6c0-0000-4000-8000-000000000001'

/** Decodes texts as pictures. */
export const decode: Decoder = async (blob) => {
  const text = await blob.text()
  if (text.startsWith('no picture')) throw new Error('unknown kind')
  return {
    width: 40, height: 30, close: () => undefined,
    encode: () => Promise.resolve(new Blob([new Uint8Array([0xff, 0xd8, 0xff]), text])),
  }
}

/** A picture with these words in it. */
export const picture = (words: string): Blob => new Blob([words], { type: 'image/png' })

/** The device. */
export class Device {
  now = 1_795_000_000_000
  csrf: string | null = 'token'
  told: boolean[] = []
  private readonly locks = tabLocks()

  constructor(readonly server: Server) {}

  /** Opens the app. */
  async open(): Promise<Outbox> {
    return Outbox.open(MANAGER, {
      net: this.server.net(), locks: this.locks, clock: { now: () => this.now, random: () => 0.5 }, csrf: () => Promise.resolve(this.csrf),
      decode, tell: (done) => void this.told.push(done), askSync: () => undefined,
    })
  }

  /** Lets time pass and wakes the outbox until nothing is due for so long. */
  async settle(outbox: Outbox, rounds = 12): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      await outbox.wake('visible')
      if (outbox.view.get().unsent === 0) return
      this.now += 5_000
    }
  }
}

/** A deed on an order. */
export function onOrder(verb: NewDeed['verb'], subject_id: string, body: Record<string, unknown> = {}, version = 1): NewDeed {
  return { verb, subject_id, about: { zh: '地面', en: 'Ground' }, path: `/desk/station/orders/${subject_id}`, body, version, round: 0 }
}
