// Does what the station's outbox wants, one request at a time, under the lock that sign-in and the phone's outbox share.

import { body, call, type Call } from '../../../api/client'
import { LOCK } from '../../../engine/driver'
import { sha256Hex } from '../../../engine/hash'
import type { Locks } from '../../../engine/locks'
import type { Net } from '../../../engine/net'
import type { Outcome, WakeReason } from '../../../engine/outbox/types'
import { next } from './next'
import { partKey, type StationStore } from './store'
import type { Command, Deed, DeedVerb, OutEvent } from './types'

/** What the driver needs. */
export interface DriverWorld {
  store: StationStore
  net: Net
  locks: Locks
  clock: { now(): number; random(): number }
  /** The token of this person's session; `null`: somebody else is signed in, or nobody. */
  csrf(): Promise<string | null>
  /** Something that is stored has changed; `done`: the server has taken a deed. */
  changed(done: boolean): void
}

type Doing = Exclude<Command, { do: 'wait' | 'sign_in' }>
type Unstamped<T> = T extends unknown ? Omit<T, 'now' | 'random'> : never

/** Sends the outbox of one person at the stations. */
export class Driver {
  private round: Promise<void> | null = null
  private again = false
  private timer: ReturnType<typeof setTimeout> | undefined
  private closed = false
  sending = false

  constructor(private readonly world: DriverWorld) {}

  /** Something happened: notes it and sends what is due. Resolves when nothing is left to do now. */
  async wake(reason: WakeReason): Promise<void> {
    if (!this.closed) await this.note({ type: 'woken', reason })
    if (!this.closed) await this.drain()
  }

  /** Ends the timers; a round that is under way ends after its request. */
  close(): void {
    this.closed = true
    clearTimeout(this.timer)
  }

  private note(event: Unstamped<OutEvent>) {
    const { clock, store } = this.world
    return store.note({ ...event, now: clock.now(), random: clock.random() } as OutEvent)
  }

  private drain(): Promise<void> {
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
    clearTimeout(this.timer)
    const csrf = await this.world.csrf()
    if (this.closed || csrf === null) return
    try {
      for (;;) {
        const state = await this.world.store.read()
        const command = next(state, this.world.clock.now())
        if (command.do === 'wait' || command.do === 'sign_in' || this.closed) {
          if (command.do === 'wait' && command.until !== null) this.wakeAt(command.until)
          return
        }
        const deed = state.deeds.find((one) => one.key === command.key)
        if (!deed) return
        this.show(true)
        const event = await this.event(command, deed, csrf)
        const after = await this.note(event)
        this.world.changed(after.deeds.some((one) => one.key === deed.key && one.done !== null))
      }
    } catch (error) {
      // The database failed, not the network: nothing is known to be wrong with any deed.
      this.wakeAt(this.world.clock.now() + 30_000)
      throw error
    }
  }

  private show(sending: boolean): void {
    if (this.sending === sending) return
    this.sending = sending
    this.world.changed(false)
  }

  private wakeAt(at: number): void {
    if (this.closed) return
    const pause = Math.min(Math.max(at - this.world.clock.now(), 500), 2_000_000_000)
    this.timer = setTimeout(() => {
      this.wake('timer').catch((error: unknown) => console.error('forecourt: station outbox', error))
    }, pause)
  }

  private async event(command: Doing, deed: Deed, csrf: string): Promise<Unstamped<OutEvent>> {
    const { key } = deed
    if (command.do === 'send') return { type: 'answered', key, outcome: await this.send(deed, csrf) }
    if (command.do === 'look') return { type: 'looked', key, outcome: await this.world.net.api(addressOf(deed)) }
    const { file_id } = command
    const file = deed.files.find((one) => one.id === file_id)
    if (!file) return { type: 'unreadable', key, file_id }
    if (command.do === 'announce') {
      const { sha256, bytes, content_type, parts, shot, taken_at } = file
      const taken = shot ? { taken_at: new Date(taken_at).toISOString(), ...(shot.fix ? { fix: shot.fix } : {}) } : {}
      const text = body('put', '/v1/evidence/{id}', { sha256, bytes, content_type, ...taken, ...(parts ? { parts } : {}) })
      const outcome = await this.world.net.api(call('put', '/v1/evidence/{id}', { path: { id: file_id } }), { body: text, csrf })
      return { type: 'announced', key, file_id, outcome }
    }
    // Proves the bytes before they go: what is not what was hashed is not sent.
    const hashed = file.part === undefined ? file : file.parts?.[file.part]
    const bytes = await this.world.store.bytes(file.part === undefined ? file_id : partKey(file_id, file.part))
    if (!hashed || !bytes || bytes.byteLength !== hashed.bytes || (await sha256Hex(bytes)) !== hashed.sha256) return { type: 'unreadable', key, file_id }
    const { method, url, headers } = command.upload
    return { type: 'uploaded', key, file_id, outcome: await this.world.net.upload(method, url, headers, bytes) }
  }

  private send(deed: Deed, csrf: string): Promise<Outcome> {
    const { address, headers } = requestOf(deed)
    return this.world.net.api(address, { body: bodyOf(deed), headers, csrf })
  }
}

/** Deeds on an appeal: they name their evidence by its ids alone. */
const ON_APPEALS: ReadonlySet<DeedVerb> = new Set(['appeal', 'second-level', 'footage'])

/** The body of a deed with its evidence. */
export function bodyOf(deed: Deed): string {
  const rest = JSON.parse(deed.body) as Record<string, unknown>
  const evidence = ON_APPEALS.has(deed.verb)
    ? deed.files.map((file) => file.id)
    : deed.files.map((file) => ({ id: file.id, role: file.role === 'evidence' ? 'document' : file.role }))
  const takes = ON_APPEALS.has(deed.verb) || deed.verb === 'contain' || deed.verb === 'submit'
  return JSON.stringify(takes ? { ...rest, evidence } : rest)
}

/** Where a deed goes and what it carries beside its body. */
export function requestOf(deed: Deed): { address: Call; headers: Record<string, string> } {
  const id = deed.subject_id
  if (deed.verb === 'appeal') return { address: call('put', '/v1/appeals/{appeal_id}', { path: { appeal_id: id } }), headers: {} }
  const address = deed.verb === 'second-level' || deed.verb === 'footage'
    ? call('post', `/v1/appeals/{appeal_id}/${deed.verb}`, { path: { appeal_id: id } })
    : call('post', `/v1/rectifications/{id}/${deed.verb}`, { path: { id } })
  return { address, headers: { 'idempotency-key': deed.key, ...(deed.version === null ? {} : { 'if-match': `"${deed.version}"` }) } }
}

/** Where the present version of what a deed is about stands. */
function addressOf(deed: Deed): Call {
  return ON_APPEALS.has(deed.verb)
    ? call('get', '/v1/appeals/{appeal_id}', { path: { appeal_id: deed.subject_id } })
    : call('get', '/v1/rectifications/{id}', { path: { id: deed.subject_id } })
}
