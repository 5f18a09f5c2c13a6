// Does what the outbox wants, one request at a time, under a lock that all tabs and the service worker share.

import { body, call, type Answer } from '../api/client'
import { isFull } from './errors'
import { sha256Hex } from './hash'
import type { Locks } from './locks'
import type { Net } from './net'
import type { PersonData, SyncMeta } from './db/person'
import type { PhoneStore, SessionRecord } from './db/phone'
import { next } from './outbox/next'
import { isComplete, isReceived } from './outbox/receipt'
import type { Command, Outcome, OutItem, OutPhoto, OutState, WakeReason } from './outbox/types'
import { applySync } from './db/sync'
import { checklistsWanted, isChecklist } from './sync'
import type { Clock } from './platform'
import { isSyncAnswer, readable, type Readable } from './sync-rows'
import type { Checklist, Moment } from './model'

/** Name of the lock; a sign-in takes it too, so that no request goes out with another person's cookie. */
export const LOCK = 'forecourt-outbox'

type Doing = Exclude<Command, { do: 'wait' | 'sign_in' }>

/** What the outbox is told after each thing. */
const ANSWERED = {
  sync: 'sync_failed', put: 'put_answered', upload: 'upload_answered', lost: 'lost_answered', report: 'report_answered', receipt: 'receipt_answered',
} as const

/** Longest wait for an answer that nothing depends on, ms. */
const HOLDINGS_MS = 10_000

/** What the driver needs. */
export interface DriverWorld {
  data: PersonData
  phone: PhoneStore
  net: Net
  clock: Clock
  locks: Locks
  device_id: string
  /** Whether the phone promised to keep its storage; `null`: cannot be told. */
  persistent(): Promise<boolean | null>
  /** Something that was stored has changed. */
  changed(what: Changed): void
}

/** What has changed. */
export type Changed = 'outbox' | 'lists' | 'visit' | 'session' | 'sending'

/** Sends the outbox of one person. */
export class Driver {
  private round: Promise<void> | null = null
  private again = false
  private timer: ReturnType<typeof setTimeout> | undefined
  private closed = false
  sending = false

  constructor(private readonly world: DriverWorld) {}

  /** Something happened: notes it and sends what is due. Resolves when nothing is left to do now. */
  async wake(reason: WakeReason): Promise<void> {
    try {
      if (!this.closed) await this.world.data.note({ type: 'woken', reason })
      if (!this.closed) await this.drain()
    } catch (error) {
      // Closed in the middle, with its database: whoever comes next goes on from what is stored.
      if (!this.closed) throw error
    }
  }

  /** Ends the timers; a round that is under way ends after its request. */
  close(): void {
    this.closed = true
    clearTimeout(this.timer)
  }

  private drain(): Promise<void> {
    // Whoever comes during a round waits for one that began after him.
    if (this.round) {
      this.again = true
      return this.round
    }
    this.round = this.rounds().finally(() => {
      this.round = null
    })
    return this.round
  }

  private async rounds(): Promise<void> {
    do {
      this.again = false
      await this.world.locks.run(LOCK, () => this.work()).finally(() => this.show(false))
    } while (this.again && !this.closed)
  }

  private async work(): Promise<void> {
    const { data, phone } = this.world
    clearTimeout(this.timer)
    const session = await phone.session()
    if (this.closed || !session || session.ended || session.person.id !== data.person_id) return
    this.show(true)
    try {
      let told: string | null = null
      for (;;) {
        const command = next(await data.readOutbox(), this.world.clock.now())
        if (command.do === 'wait' || command.do === 'sign_in' || this.closed) {
          if (told !== null && command.do === 'wait') await this.tellHoldings(session, told)
          if (command.do === 'wait' && command.until !== null) this.wakeAt(command.until)
          return
        }
        // At once, and again when the round has changed it: an app that is opened for a minute tells it too.
        if (await this.attempt(command, session)) told = await this.tellHoldings(session, told)
        this.world.changed('outbox')
      }
    } catch (error) {
      // The database failed, not the network: nothing is known to be wrong with any entry.
      if (isFull(error)) await data.makeRoom().catch(() => false)
      this.wakeAt(this.world.clock.now() + 30_000)
      throw error
    }
  }

  /** Other tabs look whether the lock is held: it is told after it was taken, and after it was let go. */
  private show(sending: boolean): void {
    if (this.sending === sending) return
    this.sending = sending
    this.world.changed('sending')
  }

  private wakeAt(at: number): void {
    if (this.closed) return
    const pause = Math.min(Math.max(at - this.world.clock.now(), 1_000), 2_000_000_000)
    this.timer = setTimeout(() => void this.wake('timer').catch(reportFailure), pause)
  }

  /** Does one thing; `true` after a good sync. What goes wrong with it, in whatever way, waits by itself and holds up nothing else. */
  private async attempt(command: Doing, session: SessionRecord): Promise<boolean> {
    const { key = '', photo_id = '' } = command as { key?: string; photo_id?: string }
    const outcome = await this.request(command, session).catch((error: unknown): Outcome => {
      if (this.closed) throw error
      reportFailure(error)
      return { kind: 'phone' }
    })
    if (outcome) await this.world.data.note({ type: ANSWERED[command.do], key, photo_id, outcome })
    if (command.do !== 'sync') return false
    if (outcome) this.world.changed('session')
    return outcome === null
  }

  /** `null`: what came of it is noted already. */
  private async request(command: Doing, session: SessionRecord): Promise<Outcome | null> {
    if (command.do === 'sync') return this.sync(session)
    const { data, net } = this.world
    const csrf = session.csrf_token
    const item = (await data.readOutbox()).items.find((one) => one.key === command.key)
    if (command.do === 'upload') return this.upload(command, item?.photos.find((one) => one.photo_id === command.photo_id))
    if (command.do === 'lost') {
      const path = '/v1/audits/{audit_id}/photos/{photo_id}/lost'
      const address = { path: { audit_id: command.audit_id, photo_id: command.photo_id } }
      return net.api(call('post', path, address), { body: body('post', path, { reason: command.reason }), csrf })
    }
    if (command.do === 'receipt') return this.reportReceipt(item)
    const kept = await data.body(command.key)
    if (!kept || !item) return missingBody()
    if (item.kind === 'report') {
      const address = call('post', `/v1/assignments/{id}/${item.verb}`, { path: { id: item.assignment_id } })
      return net.api(address, { body: kept.bytes, headers: { 'idempotency-key': item.idempotency_key }, csrf })
    }
    const epoch = command.do === 'put' ? command.receipt_epoch : null
    const headers: Record<string, string> = epoch ? { 'forecourt-receipt-epoch': epoch } : {}
    return net.api(call('put', '/v1/audits/{audit_id}', { path: { audit_id: item.audit_id } }), { body: kept.bytes, headers, csrf })
  }

  /** Where the photos of a report go, and which have arrived. */
  private reportReceipt(item: OutItem | undefined): Outcome | Promise<Outcome> {
    if (item?.kind !== 'report' || !item.report_id) return missingBody()
    const path = { path: { id: item.assignment_id, report_id: item.report_id } }
    return this.world.net.api(call('get', '/v1/assignments/{id}/reports/{report_id}', path))
  }

  /** Proves the bytes before they go: what is not what was hashed is not sent. */
  private async upload({ key, photo_id, upload }: Extract<Command, { do: 'upload' }>, photo: OutPhoto | undefined): Promise<Outcome | null> {
    const { data, net } = this.world
    // A failure of the database is no proof that the photo is gone: it throws, and the photo is tried again later.
    const bytes = await data.photoBytes(photo_id)
    if (!bytes || bytes.byteLength !== photo?.bytes || (await sha256Hex(bytes)) !== photo.sha256) {
      await data.note({ type: 'photo_unreadable', key, photo_id })
      return null
    }
    return net.upload(upload.method, upload.url, upload.headers, bytes)
  }

  // ── Sync ───────────────────────────────────────────────────────────────────

  /** Asks for news; `null`: they are stored. */
  private async sync(session: SessionRecord): Promise<Outcome | null> {
    const { data, net, clock } = this.world
    const meta = await data.syncMeta()
    const before = clock.now()
    const query = meta.cursor ? { query: { cursor: meta.cursor } } : {}
    const outcome = await net.api(call('get', '/v1/sync', query))
    const answer = outcome.kind === 'http' && outcome.status === 200 ? outcome.json : null
    const fault = !isSyncAnswer(answer) ? outcome : answer.reset ? await this.notMine(session) : null
    if (!isSyncAnswer(answer) || fault) return fault ?? outcome
    const read = readable(answer)
    // The server's now belongs to the middle of the request.
    const server_now = Date.parse(answer.now) + Math.max(0, (clock.now() - before) / 2)
    // First the outbox, then the lists with the cursor: after a crash in between the same news come again.
    const state = await data.note({ type: 'synced', epoch: answer.server_epoch, server_now: Math.round(server_now), resend: read.sync.resend })
    await this.keepLists(read, clock.moment(state.offset_ms), meta)
    return null
  }

  /** Lists that cannot be stored keep no audit back: their cursor did not move, so that the next contact tells them again. */
  private async keepLists(read: Readable, now: Moment, meta: SyncMeta): Promise<void> {
    try {
      if (read.bad.length > 0) reportFailure(new Error(`Rows of a sync that cannot be read: ${read.bad.join(', ')}`))
      await applySync(this.world.data, read, now, meta)
      this.world.changed('lists')
      await this.fetchChecklists()
    } catch (error) {
      if (!this.closed) reportFailure(error)
    }
  }

  /**
   * A full set is taken only when the cookie is this person's: another tab may have signed in somebody else. Gives what
   * speaks against it; a question that nobody answered is no sign-out.
   */
  private async notMine(session: SessionRecord): Promise<Outcome | null> {
    const outcome = await this.world.net.api(call('get', '/v1/me'))
    const me = outcome.kind === 'http' && outcome.status === 200 ? (outcome.json as Partial<Answer<'/v1/me', 'get'>> | null) : null
    if (typeof me?.id !== 'string') return outcome
    return me.id === session.person.id ? null : notSignedIn()
  }

  /** Checklists that visits need and that are not here yet; what fails is fetched at the next contact. */
  private async fetchChecklists(): Promise<void> {
    const { data, net } = this.world
    const [lists, drafts, assignments] = await Promise.all([data.checklists(), data.drafts(), data.db.getAll('assignments')])
    for (const wanted of checklistsWanted(lists, drafts, assignments)) {
      const { id, version } = wanted
      const outcome = await net.api(call('get', '/v1/checklists/{id}/versions/{version}', { path: { id, version } }))
      if (outcome.kind !== 'http') return
      if (outcome.status !== 200 || !isChecklist(outcome.json, id, version)) continue
      const content: Checklist = outcome.json
      if (wanted.sha256 && wanted.sha256 !== content.sha256) continue
      await data.setChecklistContent({ ...wanted, sha256: content.sha256 }, content)
      this.world.changed('lists')
    }
  }

  /** Tells the office what is still only here, unless it was `told` already. Nothing depends on it: the next contact tells it again. */
  private async tellHoldings(session: SessionRecord, told: string | null): Promise<string | null> {
    const { data, net, device_id } = this.world
    const [state, drafts, persistent] = await Promise.all([data.readOutbox(), data.drafts(), this.world.persistent()])
    // A server that asked for time is asked for nothing, not even this.
    if (state.hold) return told
    const path = '/v1/devices/{device_id}/holdings'
    const text = body('post', path, holdingsOf(state, drafts, persistent))
    const sending = { body: text, csrf: session.csrf_token, timeout_ms: HOLDINGS_MS }
    if (text !== told) await net.api(call('post', path, { path: { device_id } }), sending)
    return text
  }
}

/** What the phone holds that is not complete on the server. */
export function holdingsOf(state: OutState, drafts: { audit_id: string; created: Moment }[], persistent: boolean | null) {
  const audits = state.items.filter((item) => item.kind === 'audit' && !isComplete(item, state.epoch))
  const ids = (received: boolean) => [...new Set(audits.flatMap((item) =>
    item.kind === 'audit' && isReceived(item, state.epoch) === received ? [item.audit_id] : []))].slice(0, 1000)
  const oldest = Math.min(...audits.map((item) => item.finished_at), ...drafts.map((draft) => draft.created.wall_ms))
  return {
    drafts: drafts.map((draft) => draft.audit_id).slice(0, 1000),
    queued: ids(false),
    incomplete: ids(true),
    ...(Number.isFinite(oldest) ? { oldest_at_ms: Math.max(0, Math.round(oldest)) } : {}),
    ...(persistent === null ? {} : { persistent }),
  }
}

function missingBody(): Outcome {
  const problem = { type: '/problems/local-body-gone', status: 400, title: '', violations: [] }
  return { kind: 'http', status: 400, json: null, problem, retry_after_ms: null }
}

function notSignedIn(): Outcome {
  const problem = { type: '/problems/not-signed-in', status: 401, title: '', violations: [] }
  return { kind: 'http', status: 401, json: null, problem, retry_after_ms: null }
}

/** A round that failed by the database is tried again with the next event; the console keeps what happened. */
export function reportFailure(error: unknown): void {
  console.error('forecourt: outbox', error)
}
