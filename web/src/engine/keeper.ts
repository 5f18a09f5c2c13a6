// Keeps photos, with the position that is known at that moment; on a full disk it makes room first.

import type { PersonData } from './db/person'
import type { Fix } from './model'
import type { Kept, Taken } from './photo-store'
import { locateQuietly } from './position'
import { LIMITS } from './validate'
import type { World } from './world'

/** A position of the last minutes is one of where a photo was taken, ms. */
export const RECENT_MS = 2 * 60_000

/** Where the phone is, and what it photographs. */
export class Keeper {
  private last: Fix | null = null

  constructor(private readonly world: World, private readonly data: () => PersonData, private readonly madeRoom: () => Promise<void>) {}

  /** Asks for a position. */
  async locate(how?: { quick?: boolean }): Promise<Fix | null> {
    const fix = await this.world.locate(how)
    this.last = fix ?? this.last
    return fix
  }

  /** A position without a question: when the shopper allows it, or has allowed it to this page. */
  locateQuietly(): Promise<Fix | null> {
    return locateQuietly((how) => this.locate(how), this.last !== null)
  }

  /** The position that was known last, when it is not older than two minutes. */
  recent(): Fix | null {
    const age = this.last && Math.abs(this.world.clock.now() - this.last.at_ms)
    return age !== null && age <= RECENT_MS ? this.last : null
  }

  /** Keeps a photo; when the disk is full, photos that the server has make room and it is tried once more. */
  async keep(taken: Omit<Taken, 'person_id' | 'largest'>): Promise<Kept> {
    const data = this.data()
    const whole: Taken = { ...taken, person_id: data.person_id, largest: LIMITS.PHOTO_BYTES }
    const kept = await this.world.photographer.keep(whole)
    if (kept.ok || kept.why !== 'no_space') return kept
    const made = await data.makeRoom().catch(() => false)
    await this.madeRoom()
    return made ? this.world.photographer.keep(whole) : kept
  }
}

/** When a picture was taken: a file of the last days says it itself, anything else was taken now. */
export function takenAt(blob: Blob, now: number): number {
  const modified = (blob as Partial<File>).lastModified
  const recent = modified !== undefined && modified <= now && now - modified < 7 * 86_400_000
  return recent ? modified : now
}
