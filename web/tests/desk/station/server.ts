// A server that takes evidence, order verbs and appeals, with faults on request.

import { createHash } from 'node:crypto'
import type { Call } from '../../../src/api/client'
import type { Net, Sending } from '../../../src/engine/net'
import type { Outcome } from '../../../src/engine/outbox/types'

/** A fault of the next request. `lost`: it is done, and the answer does not arrive. */
export type Fault = 'none' | 'offline' | 'lost' | 'portal' | 'busy' | 'sign_in'

interface File {
  sha256: string
  bytes: number
  content_type: string
  state: 'missing' | 'stored' | 'verified' | 'rejected'
  subject_id: string | null
  /** Of a clip: what of it is there. */
  parts?: { sha256: string; bytes: number; state: 'missing' | 'stored' }[]
}

interface Order {
  version: number
  state: string
  round: number
}

const http = (status: number, json: unknown): Outcome => ({ kind: 'http', status, json, problem: null, retry_after_ms: null })
const problem = (status: number, type: string, detail = ''): Outcome => (
  { kind: 'http', status, json: null, problem: { type: `/problems/${type}`, status, title: type, detail, violations: [] }, retry_after_ms: null }
)
const sha256 = (bytes: ArrayBuffer): string => createHash('sha256').update(new Uint8Array(bytes)).digest('hex')

/** A small Forecourt, as far as stations write to it. */
export class Server {
  files = new Map<string, File>()
  orders = new Map<string, Order>()
  appeals = new Map<string, { body: string; version: number }>()
  answers = new Map<string, { status: number; json: unknown; body: string }>()
  /** What was done, in order: `submit order-1`. */
  done: string[] = []
  requests: string[] = []
  /** Faults of the next requests, then none. */
  faults: Fault[] = []
  offline = false
  /** The receipt names another file. */
  liar = false
  /** An acknowledged order is not acknowledged again. */
  onlyOnce = false
  /** The look at bytes takes so many receipts. */
  looks = 0

  net(): Net {
    return {
      api: (call, sending) => Promise.resolve(this.faulty(() => this.api(call, sending ?? {}))),
      upload: (_method, url, _headers, bytes) => Promise.resolve(this.faulty(() => this.upload(url, bytes))),
    }
  }

  private faulty(work: () => Outcome): Outcome {
    const fault = this.offline ? 'offline' : (this.faults.shift() ?? 'none')
    if (fault === 'offline') return { kind: 'none' }
    if (fault === 'portal') return http(200, { welcome: 'to the café' })
    if (fault === 'busy') return { ...(problem(503, 'overload') as Extract<Outcome, { kind: 'http' }>), retry_after_ms: 1000 }
    if (fault === 'sign_in') return problem(401, 'not-signed-in')
    const outcome = work()
    return fault === 'lost' ? { kind: 'none' } : outcome
  }

  private api(call: Call, sending: Sending): Outcome {
    this.requests.push(`${call.method} ${call.url}`)
    const [, , resource = '', id = '', verb = ''] = call.url.split('/')
    const body = JSON.parse(String(sending.body ?? 'null')) as Record<string, unknown> | null
    if (resource === 'evidence') return this.announce(id, body as unknown as File)
    if (resource === 'appeals' && verb === 'footage') return this.footage(id, sending, body ?? {})
    if (resource === 'appeals') return this.appeal(id, String(sending.body), body ?? {})
    const order = this.orders.get(id)
    if (!order) return problem(404, 'not-found')
    const shown = { id, version: order.version, state: order.state, times: { round: order.round } }
    if (call.method === 'GET') return http(200, shown)
    const key = sending.headers?.['idempotency-key'] ?? ''
    const earlier = this.answers.get(key)
    if (earlier) return earlier.body === sending.body ? http(earlier.status, earlier.json) : problem(409, 'key-reused')
    if (sending.headers?.['if-match'] !== `"${order.version}"`) return problem(412, 'stale-version')
    if (!['issued', 'acknowledged'].includes(order.state)) return problem(409, 'wrong-state', `state ${order.state}`)
    if (this.onlyOnce && verb === 'acknowledge' && order.state === 'acknowledged') return problem(409, 'wrong-state', 'acknowledged')
    if (!this.bound(id, (body?.evidence ?? []) as { id: string }[])) return problem(422, 'invalid')
    order.version += 1
    order.state = verb === 'submit' ? 'submitted' : 'acknowledged'
    this.done.push(`${verb} ${id}`)
    const json = { id, state: order.state, version: order.version, overdue: false, on_site_check: false }
    this.answers.set(key, { status: 200, json, body: String(sending.body) })
    return http(200, json)
  }

  private bound(subject: string, pieces: { id: string }[]): boolean {
    const files = pieces.map((piece) => this.files.get(piece.id))
    if (files.some((file) => file?.state !== 'verified' || (file.subject_id !== null && file.subject_id !== subject))) return false
    for (const file of files) if (file) file.subject_id = subject
    return true
  }

  private announce(id: string, wish: File): Outcome {
    const file: File = this.files.get(id) ?? { ...wish, state: 'missing', subject_id: null, parts: wish.parts?.map((one) => ({ ...one, state: 'missing' })) }
    if (file.sha256 !== wish.sha256 || file.bytes !== wish.bytes) return problem(409, 'already-exists')
    this.files.set(id, file)
    if (file.parts) return this.clip(id, file)
    if (file.state === 'stored' && this.looks-- <= 0) file.state = 'verified'
    const upload = file.state === 'missing' || file.state === 'rejected'
      ? { method: 'PUT', url: `https://storage/${id}`, headers: { 'x-amz-checksum-sha256': file.sha256 }, expires_at: '2030-01-01T00:00:00Z' }
      : null
    return http(200, { id, ...file, sha256: this.liar ? 'f'.repeat(64) : file.sha256, ...(upload ? { upload } : {}) })
  }

  private clip(id: string, file: File): Outcome {
    const parts = (file.parts ?? []).map((one, at) => ({
      photo_id: id, ...one, ...(one.state === 'missing' ? { upload: { method: 'PUT', url: `https://storage/${id}/${at}`, headers: {}, expires_at: '2030-01-01T00:00:00Z' } } : {}),
    }))
    if (parts.every((one) => one.state === 'stored')) file.state = 'verified'
    return http(200, { id, ...file, parts })
  }

  private upload(url: string, bytes: ArrayBuffer): Outcome {
    this.requests.push(`PUT ${url}`)
    const [name = '', at] = url.replace('https://storage/', '').split('/')
    const file = this.files.get(name)
    if (!file) return http(403, null)
    const part = at === undefined ? undefined : file.parts?.[Number(at)]
    if (part) {
      if (sha256(bytes) === part.sha256) part.state = 'stored'
      return http(200, null)
    }
    file.state = bytes.byteLength === file.bytes && sha256(bytes) === file.sha256 ? 'stored' : 'rejected'
    return http(200, null)
  }

  private footage(id: string, sending: Sending, body: Record<string, unknown>): Outcome {
    if (sending.headers?.['if-match'] !== '"3"') return problem(412, 'stale-version')
    if (!this.bound(id, ((body.evidence ?? []) as string[]).map((one) => ({ id: one })))) return problem(422, 'invalid')
    this.done.push(`footage ${id}: ${String(body.reason)}`)
    return http(200, { id, state: 'level_1', version: 4 })
  }

  private appeal(id: string, text: string, body: Record<string, unknown>): Outcome {
    const known = this.appeals.get(id)
    if (known && known.body !== text) return problem(409, 'already-exists')
    const pieces = ((body.evidence ?? []) as string[]).map((one) => ({ id: one }))
    if (!known && !this.bound(id, pieces)) return problem(422, 'invalid')
    if (!known) this.done.push(`appeal ${String(body.item)}`)
    this.appeals.set(id, known ?? { body: text, version: 1 })
    return http(known ? 200 : 201, { id, state: 'level_1', version: 1 })
  }
}
