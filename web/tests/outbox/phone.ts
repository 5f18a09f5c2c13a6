// A phone: the outbox's stored state, the bytes it holds, and a driver that does one command at a time.

import { next } from '../../src/engine/outbox/next'
import { isComplete, waitsForShopper } from '../../src/engine/outbox/receipt'
import { step } from '../../src/engine/outbox/machine'
import { auditKey, emptyOutbox, reportKey, type Command, type OutAudit, type OutEvent, type OutItem, type OutPhoto, type OutReport } from '../../src/engine/outbox/types'
import type { Fault, Server } from './server'

/** The event without what the phone adds. */
type Bare<T> = T extends unknown ? Omit<T, 'now' | 'random'> : never

/** The phone. */
export class Phone {
  /** As stored: a restart reads exactly this. */
  stored = JSON.stringify(emptyOutbox())
  bytes = new Map<string, string>()
  now: number
  seed = 1
  dropped: string[] = []

  constructor(readonly server: Server) {
    this.now = server.now
  }

  get state() {
    return JSON.parse(this.stored) as ReturnType<typeof emptyOutbox>
  }

  apply(event: Bare<OutEvent>): void {
    this.seed = (this.seed * 1103515245 + 12345) % 2147483648
    const done = step(this.state, { ...event, now: this.now, random: this.seed / 2147483648 } as OutEvent)
    for (const photo of done.drops.photos) {
      this.dropped.push(photo)
      this.checkDrop(photo, event.type)
      this.bytes.delete(photo)
    }
    for (const key of done.drops.items) this.checkForgotten(key)
    this.stored = JSON.stringify(done.state)
  }

  /** What must never be: bytes deleted that the server has not proven to hold, whatever the reason. */
  private checkDrop(photo: string, why: string): void {
    // Bytes that cannot be read are no photo any more.
    if (this.bytes.get(photo) === 'rotten') return
    if (!this.server.proven.has(`${this.state.epoch}/${photo}`)) throw new Error(`deleted ${photo} before the server had it`)
    const needed = this.state.items.some((item) => !isComplete(item, this.state.epoch) && item.photos.some((one) => one.photo_id === photo))
    if (needed) throw new Error(`deleted ${photo}, which an unfinished entry needs`)
    if (why === 'short_of_space') return
    const ripe = this.state.items.some((item) => item.photos.some((one) => one.photo_id === photo) &&
      item.complete_at !== null && this.server.now - item.complete_at >= 72 * 3_600_000)
    if (!ripe) throw new Error(`deleted ${photo} before its time`)
  }

  private checkForgotten(key: string): void {
    const [kind, ...rest] = key.split('/')
    const known = kind === 'audit' ? this.server.memory.audits.has(rest.join('/')) : this.server.memory.reports.has(rest.join('/'))
    if (!known) throw new Error(`forgot ${key} before the server had it`)
  }

  /** `again`: a window that did not hear of it finishes the same revision once more, with other answers. */
  finish(audit_id: string, revision: number, photos: number, returnedUnder: string | null, again = false): void {
    const earlier = this.state.items.find((item): item is OutAudit => item.key === auditKey(audit_id, revision - 1))
    const fresh = this.take(`${audit_id}.${revision}`, photos)
    const carried = (earlier?.photos ?? []).map((photo) => ({ ...photo, upload: null, retry: null }))
    const item: OutAudit = {
      kind: 'audit', key: auditKey(audit_id, revision), assignment_id: audit_id, audit_id, revision,
      content_sha256: `${audit_id}|${revision}${again ? '|again' : ''}`, finished_at: this.now, photos: [...carried, ...fresh], receipt: null,
      last_epoch: returnedUnder, polls: 0, attempts: 0, retry: null, failure: null, quarantine: null,
      exported_at: null, complete_at: null, dropped_early: false,
    }
    this.apply({ type: 'added', item })
  }

  private take(name: string, photos: number): OutPhoto[] {
    return Array.from({ length: photos }, (_, i): OutPhoto => {
      const photo_id = `${name}.${i}`
      this.bytes.set(photo_id, `sha-${photo_id}`)
      return { photo_id, sha256: `sha-${photo_id}`, bytes: 300_000 + i, content_type: 'image/jpeg', held: true, gone: false, server: null, upload: null, attempts: 0, retry: null, lost: null, missed_since: null }
    })
  }

  report(key: string, photos = 0): void {
    const item: OutReport = {
      kind: 'report', key: reportKey(key), verb: 'decline', idempotency_key: key, assignment_id: key, finished_at: this.now,
      photos: this.take(key, photos), report_id: null, done: null, receipt: null, polls: 0, attempts: 0, retry: null,
      failure: null, quarantine: null, exported_at: null, complete_at: null, dropped_early: false,
    }
    this.apply({ type: 'added', item })
  }

  /** One command with one fault. `false`: there is nothing to do now. */
  work(fault: Fault, damaged = false): boolean {
    const command = next(this.state, this.now)
    if (command.do === 'wait' || command.do === 'sign_in') return false
    this.execute(command, fault, damaged)
    return true
  }

  private execute(command: Command, fault: Fault, damaged: boolean): void {
    const { server } = this
    if (command.do === 'sync') {
      const outcome = server.answer(fault, () => ({ kind: 'http', status: 200, json: 'sync', problem: null, retry_after_ms: null }))
      const good = outcome.kind === 'http' && outcome.json === 'sync'
      if (good) this.apply({ type: 'synced', epoch: server.epoch, server_now: server.now, resend: server.resend })
      else this.apply({ type: 'sync_failed', outcome })
      return
    }
    if (command.do === 'wait' || command.do === 'sign_in') return
    const item = this.state.items.find((one) => one.key === command.key) as OutItem
    if (command.do === 'report') {
      const key = (item as OutReport).idempotency_key
      this.apply({ type: 'report_answered', key: item.key, outcome: server.answer(fault, () => server.report(key, item.assignment_id, item.photos)) })
      return
    }
    if (command.do === 'receipt') {
      const outcome = server.answer(fault, () => server.reportReceipt((item as OutReport).report_id, item.assignment_id))
      this.apply({ type: 'receipt_answered', key: item.key, outcome })
      return
    }
    const audit = item as OutAudit
    if (command.do === 'put') {
      const outcome = server.answer(fault, () => server.put(audit.audit_id, audit.revision, audit.content_sha256, audit.photos, command.receipt_epoch))
      this.apply({ type: 'put_answered', key: item.key, outcome })
    } else if (command.do === 'lost') {
      const outcome = server.answer(fault, () => server.lost(command.audit_id, command.photo_id))
      this.apply({ type: 'lost_answered', key: item.key, photo_id: command.photo_id, outcome })
    } else {
      const held = this.bytes.get(command.photo_id)
      const photo = item.photos.find((one) => one.photo_id === command.photo_id)!
      if (held !== photo.sha256) this.apply({ type: 'photo_unreadable', key: item.key, photo_id: command.photo_id })
      else this.apply({ type: 'upload_answered', key: item.key, photo_id: command.photo_id, outcome: server.upload(fault, command.photo_id, held, damaged) })
    }
  }

  /** Time goes by for everybody. */
  pass(ms: number): void {
    this.now += ms
    this.server.now += ms
  }

  /** All is well from now on: works until nothing is left to do. Errors: it does not come to rest. */
  settle(): void {
    const { server } = this
    server.signedIn = true
    server.judgeAgain()
    this.apply({ type: 'signed_in' })
    for (let i = 0; i < 3_000; i++) {
      const command = next(this.state, this.now)
      const open = this.state.items.filter((item) => !isComplete(item, server.epoch))
      if (i > 20 && open.every((item) => waitsForShopper(item))) return
      if (command.do === 'sign_in') this.apply({ type: 'signed_in' })
      else if (command.do !== 'wait') this.work('none')
      else if (command.until === null) return
      else {
        server.examine()
        this.pass(Math.max(1, command.until - this.now))
        this.apply({ type: 'woken', reason: 'timer' })
      }
    }
    throw new Error(`does not come to rest: ${JSON.stringify(this.state.items, null, 1)}`)
  }
}
