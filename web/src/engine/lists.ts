// The readables of the front page and the outbox, made anew from the database after each change.

import { readBackups } from './backups'
import type { PersonData } from './db/person'
import type { Changed } from './driver'
import type { DraftRecord } from './draft'
import type { Station } from './model'
import { emptyOutbox, type OutState } from './outbox/types'
import { isComplete } from './outbox/receipt'
import { shown } from './outbox/retry'
import { outboxView, unsentOf } from './outbox/view'
import { writable } from './readable'
import { todayOf } from './today'
import type { AuthorityLetter, Contact, OutboxView, Today, Unsent } from './views'

const nothing: Today = { assignments: [], returned: [], elsewhere: [], never_synced: true, changed: 0, remind: 0 }

/** The lists of the person who is signed in. */
export class Lists {
  readonly today = writable<Today>(nothing)
  readonly outbox = writable<OutboxView>({ entries: [], only_here: 0, sending: false })
  readonly contact = writable<Contact>({ last_at: null, offset_ms: null, last_error: null, next_try_at: null, online_hint: true, running: false })
  readonly letter = writable<AuthorityLetter | null>(null)
  drafts: DraftRecord[] = []
  offset_ms: number | null = null
  sending = false
  private data: PersonData | null = null
  private state: OutState = emptyOutbox()
  private stations = new Map<string, Station>()
  private readonly wanted = new Set<Changed>()
  private running: Promise<void> | null = null
  private next: Promise<void> | null = null

  constructor(private readonly clock: { now(): number }) {}

  /** Shows another person's lists, or none. */
  async show(data: PersonData | null): Promise<void> {
    this.data = data
    this.state = emptyOutbox()
    this.drafts = []
    this.offset_ms = null
    this.stations = new Map()
    this.letter.set(null)
    await this.refresh('lists')
  }

  /** Reads anew what a change may have touched. Resolves when the readables hold what was stored before the call. */
  refresh(what: Changed): Promise<void> {
    if (what === 'sending' && this.data) {
      this.showOutboxNow()
      return Promise.resolve()
    }
    this.wanted.add(what)
    // One reading at a time, so that none shows something older than the one before; those who wait share the next. One that failed
    // was told to who asked for it: it keeps no later one from being read.
    this.next ??= (this.running ?? Promise.resolve()).catch(() => undefined).then(() => {
      this.next = null
      const all = new Set(this.wanted)
      this.wanted.clear()
      this.running = this.read(all).finally(() => {
        this.running = null
      })
      return this.running
    })
    return this.next
  }

  private async read(what: Set<Changed>): Promise<void> {
    const data = this.data
    if (data) {
      const read = await Promise.all([data.readOutbox(), data.drafts()]).catch((error: unknown) => {
        // Somebody else signed in, or another connection was opened, while this was read.
        if (data === this.data) throw error
        return null
      })
      if (!read || data !== this.data) return
      const [state, drafts] = read
      this.state = state
      this.drafts = drafts
      this.offset_ms = state.offset_ms
    }
    if (what.has('lists')) this.letter.set(data ? await data.letter() : null)
    await this.showToday()
    await this.showOutbox()
  }

  private async showToday(): Promise<void> {
    const data = this.data
    if (!data) return this.today.set(nothing)
    const [assignments, stations, checklists, sync, backups] = await Promise.all([
      data.db.getAll('assignments'), data.db.getAll('stations'), data.checklists(), data.syncMeta(), readBackups(data),
    ])
    if (data !== this.data) return
    const now = this.clock.now()
    const parts = { assignments, stations, checklists, drafts: this.drafts, items: this.state.items, synced: sync.cursor !== null, now, epoch: this.state.epoch, backups }
    this.today.set(todayOf(parts, now + (this.offset_ms ?? 0)))
  }

  private async showOutbox(): Promise<void> {
    const { state } = this
    for (const item of state.items) {
      if (this.stations.has(item.key)) continue
      const station = (await this.data?.body(item.key))?.station
      if (station) this.stations.set(item.key, station)
    }
    if (state === this.state) this.showOutboxNow()
  }

  private showOutboxNow(): void {
    const { state } = this
    this.outbox.set(outboxView(state, this.drafts, (key) => this.stations.get(key) ?? null, this.sending))
    this.contact.set({
      last_at: state.synced_at, offset_ms: state.offset_ms, last_error: state.failure, next_try_at: shown(state.hold) ?? shown(state.sync_retry),
      online_hint: typeof navigator === 'undefined' ? true : navigator.onLine, running: this.sending,
    })
  }

  /** Entries and drafts that are not complete on the server. */
  unfinished(): number {
    return this.drafts.length + this.state.items.filter((item) => !isComplete(item, this.state.epoch)).length
  }

  /** What would be lost, and how much of it was not even exported. */
  async unsent(): Promise<{ unsent: Unsent; unexported: number }> {
    await this.refresh('outbox')
    const photos = (await Promise.all(this.drafts.map((draft) => this.data?.draft(draft.audit_id))))
      .reduce((sum, parts) => sum + (parts?.photos.filter((photo) => photo.held && !photo.submitted).length ?? 0), 0)
    const { all, unexported } = unsentOf(this.state, this.drafts, photos)
    return { unsent: all, unexported }
  }
}
