// The station's outbox for its pages: verbs resolve when what they did is stored here; `view` says how far it has come.

import { EngineError, storageError } from '../../../engine/errors'
import type { WakeReason } from '../../../engine/outbox/types'
import type { Decoder } from '../../../engine/picture'
import { uuid } from '../../../engine/platform'
import { writable, type Writable } from '../../../engine/readable'
import { Driver, type DriverWorld } from './driver'
import { keepFile, type Kept } from './keep'
import { StationStore } from './store'
import { outFile, type Deed, type DeedVerb, type Draft, type DraftOf, type FileRole, type Shot } from './types'
import { viewOf, type OutView } from './view'

/** What is around the outbox. */
export interface OutboxWorld extends Omit<DriverWorld, 'store' | 'changed'> {
  decode: Decoder
  /** Tells other tabs. */
  tell(done: boolean): void
  /** Asks the browser to send when the app is closed. */
  askSync(): void
}

/** What is handed in. */
export interface NewDeed {
  verb: DeedVerb
  /** The order; of an appeal its new id comes by itself. */
  subject_id: string | null
  about: { zh: string; en: string }
  path: string
  body: Record<string, unknown>
  version: number | null
  round: number
}

/** The outbox of one person at the stations. */
export class Outbox {
  readonly view: Writable<OutView> = writable(viewOf({ deeds: [], needs_sign_in: false, hold: null, silences: 0, failure: null }, false))
  /** Raised when the server has taken a deed: what was read is older. */
  readonly taken: Writable<number> = writable(0)
  private readonly driver: Driver
  private closed = false

  private constructor(readonly store: StationStore, private readonly world: OutboxWorld) {
    this.driver = new Driver({ ...world, store, changed: (done) => void this.changed(done, true).catch(reportFailure) })
  }

  /** Opens the outbox of a person; it goes on where it was left. Errors: `no_storage`. */
  static async open(person_id: string, world: OutboxWorld, lost?: () => void): Promise<Outbox> {
    try {
      const outbox = new Outbox(await StationStore.open(person_id, lost), world)
      await outbox.changed(false, false)
      return outbox
    } catch (error) {
      throw new EngineError('no_storage', error instanceof Error ? error.message : String(error), { cause: error })
    }
  }

  close(): void {
    this.closed = true
    this.driver.close()
    this.store.close()
  }

  /** Another tab, or the service worker, has changed something. */
  heard(done: boolean): Promise<void> {
    return this.changed(done, false)
  }

  wake(reason: WakeReason): Promise<void> {
    return this.driver.wake(reason)
  }

  /** Somebody has signed in again. */
  async signedIn(): Promise<void> {
    await this.store.note({ type: 'signed_in', ...this.stamp() })
    await this.driver.wake('start')
  }

  // ── Drafts ─────────────────────────────────────────────────────────────────

  /** Stores texts of a draft. Errors: `no_space`, `storage`. */
  async write(key: string, texts: Record<string, string>, of?: DraftOf): Promise<Draft> {
    const change = (draft: Draft): Draft => ({ ...draft, ...of, texts: { ...draft.texts, ...texts } })
    const draft = await stored(() => this.store.changeDraft(key, this.world.clock.now(), change))
    await this.changed(false, true)
    return draft
  }

  /** Keeps a file of evidence. Never throws. */
  async keep(key: string, role: FileRole, blob: Blob, of?: DraftOf, shot?: Shot): Promise<Kept> {
    const kept = await keepFile(this.store, this.world.decode, key, role, blob, this.world.clock.now(), of, shot)
    if (kept.ok) await this.changed(false, true).catch(reportFailure)
    return kept
  }

  /** Deletes a file of a draft. Errors: `storage`. */
  async removeFile(key: string, id: string): Promise<Draft> {
    const draft = await stored(() => this.store.removeFile(key, id, this.world.clock.now()))
    await this.changed(false, true)
    return draft
  }

  // ── Deeds ──────────────────────────────────────────────────────────────────

  /** Hands in: stored here when it resolves, sent as soon as there is a network. `null`: the draft was changed elsewhere meanwhile. */
  async handIn(wish: NewDeed, draft: Draft | null = null): Promise<Deed | null> {
    const key = uuid()
    const now = this.world.clock.now()
    const deed: Deed = {
      key, verb: wish.verb, subject_id: wish.subject_id ?? key, about: wish.about, path: wish.path, body: JSON.stringify(wish.body),
      version: wish.version, round: wish.round, made_at: now, files: (draft?.files ?? []).map(outFile), polls: 0, attempts: 0, retry: null,
      failure: null, stopped: null, look: false, done: null,
    }
    const frozen = await stored(() => this.store.freeze(draft, deed, this.stamp()))
    if (!frozen) return null
    await this.changed(false, true)
    this.world.askSync()
    void this.driver.wake('added').catch(reportFailure)
    return deed
  }

  /** Tries a stopped deed once more, with the version of now. */
  async tryAgain(key: string): Promise<void> {
    await stored(() => this.store.note({ type: 'lifted', key, ...this.stamp() }))
    await this.changed(false, true)
    void this.driver.wake('tap').catch(reportFailure)
  }

  /** A stopped deed becomes a draft again, with everything in it. */
  async reopen(key: string, draft: Draft): Promise<void> {
    await stored(() => this.store.reopen(key, draft, this.stamp()))
    await this.changed(false, true)
  }

  /** Takes away a deed that is done or stopped, with its files. */
  async remove(key: string): Promise<void> {
    await stored(() => this.store.note({ type: 'removed', key, ...this.stamp() }))
    await this.changed(false, true)
  }

  private async changed(done: boolean, own: boolean): Promise<void> {
    if (this.closed) return
    try {
      const [state, drafts] = await Promise.all([this.store.read(), this.store.drafts()])
      this.view.set(viewOf(state, this.driver.sending, drafts))
    } catch (error) {
      // Closed in the middle, with its database: whoever comes next reads it.
      if (!this.closed) throw error
    }
    if (done) this.taken.set(this.taken.get() + 1)
    if (own) this.world.tell(done)
  }

  private stamp() {
    return { now: this.world.clock.now(), random: this.world.clock.random() }
  }
}

async function stored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw storageError(error)
  }
}

function reportFailure(error: unknown): void {
  console.error('forecourt: station outbox', error)
}
