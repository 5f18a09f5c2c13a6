// What lies beside the daily work: files, and visits on other phones. Most of its code is loaded when it is wanted.

import { changeBackups, left } from './backups'
import type { PersonData } from './db/person'
import type { PhoneStore, SessionRecord } from './db/phone'
import { LOCK, type Changed } from './driver'
import { exportKeys, unsentKeys, type ExportFile } from './export'
import type { Continued, ElsewhereView, TakenIn } from './views'
import type { World } from './world'

/** Saving is tried so often at the most, ms. */
const PAUSE_MS = 60_000
/** And when the app is put away, which may happen twice in a moment, ms. */
const HIDDEN_PAUSE_MS = 5_000

const seldom = () => import('./seldom')

/** What it needs of the engine. */
export interface AsideWorld {
  world: World
  phone: PhoneStore
  device_id: string
  /** Errors: `not_allowed`, when nobody is signed in. */
  data(): PersonData
  offset_ms(): number | null
  changed(what: Changed): Promise<void>
  /** The outbox has something to send. */
  send(): Promise<void>
  /** The outbox is being sent, or the engine is closed. */
  busy(): boolean
}

/** Files and other phones. */
export class Aside {
  /** The server keeps no drafts. */
  private silent = false
  private saved_at = -Infinity
  /** The last round of saving. */
  private round: Promise<void> = Promise.resolve()

  constructor(private readonly of: AsideWorld) {}

  // ── Files ──────────────────────────────────────────────────────────────────

  async export(keys?: string[]): Promise<ExportFile> {
    const { device_id, phone, world } = this.of
    const data = this.of.data()
    const session = await phone.session()
    const person = session?.person ?? { id: data.person_id, username: '' }
    return exportKeys({ data, person, device_id, now: world.clock.moment(this.of.offset_ms()) }, keys ?? (await unsentKeys(data)))
  }

  async confirmExported(keys: string[]): Promise<void> {
    await this.of.data().exported(keys, this.of.world.clock.now())
    await this.of.changed('outbox')
  }

  async takeIn(file: Blob): Promise<TakenIn> {
    const result = await (await seldom()).takeIn(this.of.data(), file)
    await this.of.changed('lists')
    await this.of.changed('outbox')
    // Not awaited: what was taken is stored, whatever becomes of the sending.
    if ('taken' in result && result.taken > 0) void this.of.send()
    return result
  }

  // ── Visits on other phones ─────────────────────────────────────────────────

  /** Somebody has signed in: what the server keeps may be his. */
  again(): void {
    this.silent = false
    this.saved_at = -Infinity
  }

  /** Saves open visits on the server, when it is time for it. `look`: also asks what other phones have saved. */
  backUp(how: { look?: boolean; hidden?: boolean } = {}): Promise<void> {
    const now = this.of.world.clock.now()
    const soon = Math.abs(now - this.saved_at) < (how.hidden ? HIDDEN_PAUSE_MS : PAUSE_MS)
    if (this.silent || this.of.busy() || soon) return this.round
    this.saved_at = now
    this.round = this.save(how.look ?? false)
    return this.round
  }

  private async save(look: boolean): Promise<void> {
    const { backUp } = await seldom()
    const round = await this.signedIn((data, session) => backUp(this.needs(data, session), look))
    this.silent = round === 'silent'
    if (round === 'changed') await this.of.changed('lists')
  }

  async continueVisit(audit_id: string): Promise<Continued> {
    const { takeUp } = await seldom()
    const result = await this.signedIn((data, session) => takeUp(this.needs(data, session), audit_id))
    await this.of.changed('lists')
    // Its checklist may not be here yet.
    if (result === 'ok') await this.of.send()
    return result ?? 'no_answer'
  }

  async leaveElsewhere(told: Pick<ElsewhereView, 'audit_id' | 'saved_at'>): Promise<void> {
    await changeBackups(this.of.data(), (backups) => left(backups, told))
    await this.of.changed('lists')
  }

  private needs(data: PersonData, { csrf_token }: SessionRecord) {
    const { world, device_id, busy } = this.of
    return { data, net: world.net, now: world.clock.now(), device_id, csrf: csrf_token, stopped: busy }
  }

  /** Under the lock of the outbox: no request goes out with another person's cookie. */
  private signedIn<T>(work: (data: PersonData, session: SessionRecord) => Promise<T>): Promise<T | null> {
    const data = this.of.data()
    return this.of.world.locks.run(LOCK, async () => {
      const session = await this.of.phone.session()
      return session && !session.ended && session.person.id === data.person_id ? work(data, session) : null
    })
  }
}
