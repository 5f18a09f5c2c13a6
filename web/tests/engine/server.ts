// A server behind the engine's network: keeps sessions, hands out work, takes audits and photos. Every request can be
// made to fail before or after its work.

import { DRAFT_BYTES, type DraftBody } from '../../src/api/drafts'
import { contentSha256 } from '../../src/engine/canonical'
import { sha256Hex } from '../../src/engine/hash'
import type { Assignment, PhotoState, Receipt, Station, Submission, SyncAnswer } from '../../src/engine/model'
import type { Net, Sending } from '../../src/engine/net'
import type { Outcome } from '../../src/engine/outbox/types'
import { validate } from '../../src/engine/validate'
import { checklist } from '../support'

type Photos = Map<string, { sha256: string; bytes: number; state: PhotoState }>
interface Audit { sha: string; text: string; submission: Submission; photos: Photos; received_at: number }

const ok = (json: unknown, status = 200): Outcome => ({ kind: 'http', status, json, problem: null, retry_after_ms: null })
export const problem = (status: number, slug: string, retry_after_ms: number | null = null): Outcome => ({
  kind: 'http', status, json: null, retry_after_ms, problem: { type: `/problems/${slug}`, status, title: slug, violations: [] },
})

/** A station with everything. */
export const station: Station = {
  id: '23591990-32f0-43f7-afbf-088c3decd7e8', code: 'XUZ005', name: { zh: '徐州机场路加油站', en: 'Xuzhou Airport Road' },
  city: { zh: '徐州市', en: 'Xuzhou' }, address: '徐州市机场路132号', lat_e7: 342174869, lon_e7: 1173255958, tz: 'Asia/Shanghai',
  profile_revision: 3, flags: { 'st.has_car_wash': false },
}

/** A visit to make. */
export function assignment(id: string, more: Partial<Assignment> = {}): Assignment {
  return {
    id, station_id: station.id, round: { zh: '第二轮', en: 'Round 2' }, checklist_id: 'station-69', checklist_version: 1,
    slot: 'day', window_start: '2026-11-26T01:30:00Z', window_end: '2026-11-26T08:30:00Z', night: false, self_service: false,
    purchase: { fuel_min_fen: 10000, fuel_max_fen: 20000, store_max_fen: 2000, invoice: true },
    question: { zh: '95 和 98 有什么区别?', en: 'What is the difference between 95 and 98?' }, version: 1, ...more,
  }
}

export class FakeServer {
  epoch = '00000000-0000-4000-8000-00000000000a'
  now = Date.parse('2026-11-26T02:00:00Z')
  /** Whose cookie this phone has. */
  cookie: { person: string; csrf: string } | null = null
  online = true
  /** The answer of the next requests whose address contains the text: before the work, or after it. */
  faults: { match: string; outcome: Outcome; after?: boolean; times: number }[] = []
  /** What every request waits for. */
  before: (() => Promise<unknown>) | null = null
  log: string[] = []
  bodies: { url: string; bytes: Uint8Array; headers: Record<string, string> }[] = []
  assignments = new Map<string, Assignment[]>()
  news = new Map<string, Partial<SyncAnswer>>()
  audits = new Map<string, Audit>()
  /** By idempotency key: what was said. */
  reports = new Map<string, string>()
  reportPhotos = new Map<string, Photos>()
  objects = new Map<string, ArrayBuffer>()
  holdings: Record<string, unknown>[] = []
  /** Drafts by person and audit; `null`: a server that keeps none. */
  drafts: Map<string, DraftBody> | null = new Map()
  withdrawn = false
  /** Passwords that are not `right`, and one-time codes, by person. */
  passwords = new Map<string, string>()
  codes = new Map<string, string>()
  versions = new Map([[1, checklist]])
  private sessions = 0

  net(): Net {
    return {
      api: (call, sending) => this.request(`${call.method} ${call.url}`, () => this.api(call.method, call.url, sending ?? {})),
      upload: (method, url, headers, bytes) => this.request(`${method} ${url}`, async () => {
        if (headers['x-amz-checksum-sha256'] === undefined) return ok(null, 403)
        this.objects.set(url.split('/').at(-1)!, bytes.slice(0))
        return ok(null)
      }),
    }
  }

  private async request(line: string, work: () => Promise<Outcome>): Promise<Outcome> {
    this.log.push(line)
    await this.before?.()
    const fault = this.faults.find((one) => one.times > 0 && line.includes(one.match))
    if (fault) fault.times--
    if (!this.online) return { kind: 'none' }
    if (fault && !fault.after) return fault.outcome
    const outcome = await work()
    return fault ? fault.outcome : outcome
  }

  private async api(method: string, url: string, sending: Sending): Promise<Outcome> {
    const bytes = typeof sending.body === 'string' ? new TextEncoder().encode(sending.body) : (sending.body ?? new Uint8Array())
    this.bodies.push({ url, bytes, headers: sending.headers ?? {} })
    const text = new TextDecoder().decode(bytes)
    const path = url.split('?')[0]!
    if (method === 'POST' && path === '/v1/sessions') return this.signIn(JSON.parse(text) as Parameters<FakeServer['signIn']>[0])
    if (!this.cookie) return problem(401, 'not-signed-in')
    if (method !== 'GET' && sending.csrf !== this.cookie.csrf) return problem(403, 'csrf')
    const person = this.cookie.person
    if (method === 'GET' && path === '/v1/me') return ok({ id: id(person), username: person, display_name: person, roles: [] })
    if (path.startsWith('/v1/me/drafts')) return this.ofDrafts(method, path.split('/')[4] ?? '', text)
    if (method === 'DELETE') {
      this.cookie = null
      return ok(undefined, 204)
    }
    if (path === '/v1/me/password') return this.newPassword(person, JSON.parse(text) as { old_password: string; new_password: string })
    if (path === '/v1/sync') return ok(this.sync(person, url))
    if (path.startsWith('/v1/checklists/')) return ok(this.versions.get(Number(path.split('/').at(-1))))
    if (path.includes('/holdings')) {
      this.holdings.push(JSON.parse(text) as Record<string, unknown>)
      return ok(undefined, 204)
    }
    if (method === 'PUT') return this.put(path.split('/').at(-1)!, text)
    if (path.endsWith('/lost')) return this.lost(path)
    if (path.includes('/reports/')) return this.reportReceipt(path)
    return this.report(sending.headers?.['idempotency-key'] ?? '', path, text)
  }

  private signIn({ username, password, code, new_password }: { username: string; password?: string; code?: string; new_password?: string }): Outcome {
    if (code !== undefined && code !== this.codes.get(username)) return problem(401, 'wrong-credentials')
    if (code !== undefined && (new_password ?? '').length < 8) return problem(422, 'invalid')
    if (code !== undefined) {
      this.codes.delete(username)
      this.passwords.set(username, new_password!)
    } else if (password !== (this.passwords.get(username) ?? 'right')) return problem(401, 'wrong-credentials')
    this.cookie = { person: username, csrf: `csrf-${++this.sessions}` }
    const person = { id: id(username), username, display_name: username, roles: [{ role: 'shopper' }] }
    return ok({ csrf_token: this.cookie.csrf, expires_at: '2027-01-01T00:00:00Z', person }, 201)
  }

  private ofDrafts(method: string, audit_id: string, text: string): Outcome {
    if (!this.drafts) return problem(404, 'not-found')
    const { person } = this.cookie!
    const key = `${person}|${audit_id}`
    const own = [...this.drafts].filter(([name]) => name.startsWith(`${person}|`))
    const known = this.drafts.get(key)
    if (method === 'GET' && audit_id === '') {
      const rows = own.map(([name, { content, ...row }]) => ({ audit_id: name.split('|')[1], ...row, bytes: JSON.stringify(content).length }))
      return ok({ drafts: rows })
    }
    if (method === 'GET') return known ? ok(known) : problem(404, 'not-found')
    if (method === 'DELETE') {
      this.drafts.delete(key)
      return ok(undefined, 204)
    }
    const body = JSON.parse(text) as DraftBody
    if (known && known.device_id !== body.device_id && known.saved_at > body.saved_at) return problem(409, 'draft-newer')
    if (!known && own.length >= 20) return problem(409, 'drafts-full')
    if (text.length > DRAFT_BYTES) return problem(413, 'too-large')
    this.drafts.set(key, body)
    return ok(undefined, 204)
  }

  private newPassword(person: string, { old_password, new_password }: { old_password: string; new_password: string }): Outcome {
    if (old_password !== (this.passwords.get(person) ?? 'right')) return problem(401, 'wrong-credentials')
    this.passwords.set(person, new_password)
    return ok(undefined, 204)
  }

  private sync(person: string, url: string): SyncAnswer {
    const cursor = new URL(url, 'http://x').searchParams.get('cursor')
    const known = cursor === `${person}|${this.epoch}`
    const news = this.news.get(person)
    this.news.delete(person)
    const assignments = this.assignments.get(person) ?? []
    return {
      server_epoch: this.epoch, now: new Date(this.now).toISOString(), cursor: `${person}|${this.epoch}`, reset: !known,
      assignments: known ? [] : assignments, stations: known || assignments.length === 0 ? [] : [station],
      checklists: known ? [] : [{ id: 'station-69', version: 1, sha256: checklist.sha256, withdrawn: this.withdrawn }],
      returned: [], resend: [], tombstones: [],
      ...(known ? {} : { authority_letter: { holder: person, text: { zh: '兹证明', en: 'This certifies' } } }),
      ...news,
    } as SyncAnswer
  }

  private async put(audit_id: string, text: string): Promise<Outcome> {
    const submission = JSON.parse(text) as Submission
    if (validate(submission, this.versions.get(submission.checklist.version)!).length > 0) return problem(422, 'invalid')
    const key = `${audit_id}/${submission.revision}`
    const sha = await contentSha256(submission)
    let audit = this.audits.get(key)
    if (audit && audit.sha !== sha) return problem(409, 'revision-conflict')
    if (!audit) {
      const before = this.audits.get(`${audit_id}/${submission.revision - 1}`)
      const photos = new Map(submission.photos.map((line) => [line.photo_id, { sha256: line.sha256, bytes: line.bytes, state: before?.photos.get(line.photo_id)?.state ?? ('missing' as PhotoState) }]))
      audit = { sha, text, submission, photos, received_at: this.now }
      this.audits.set(key, audit)
    }
    this.drafts?.delete(`${this.cookie!.person}|${audit_id}`)
    await this.look(audit.photos)
    return ok(this.receipt(audit_id, audit))
  }

  private async look(photos: Photos): Promise<void> {
    for (const [id, photo] of photos) {
      const found = this.objects.get(id)
      if (!found || photo.state === 'lost') continue
      photo.state = (await sha256Hex(found)) === photo.sha256 && found.byteLength === photo.bytes ? 'verified' : 'rejected'
    }
  }

  private receipt(audit_id: string, audit: Audit): Receipt {
    const waits = [...audit.photos.values()].some((photo) => !['verified', 'unusable', 'lost'].includes(photo.state))
    return {
      audit_id, revision: audit.submission.revision, content_sha256: audit.sha, received_at: new Date(audit.received_at).toISOString(),
      server_epoch: this.epoch, state: waits ? 'awaiting_photos' : 'submitted',
      photos: this.lines(audit.photos),
    }
  }

  private lines(photos: Photos): Receipt['photos'] {
    return [...photos].map(([photo_id, photo]) => ({
      photo_id, ...photo,
      ...(photo.state === 'missing' || photo.state === 'rejected'
        ? { upload: { method: 'PUT', url: `/forecourt-objects/${photo_id}`, headers: { 'x-amz-checksum-sha256': 'x' }, expires_at: new Date(this.now + 86_400_000).toISOString() } }
        : {}),
    }))
  }

  private lost(path: string): Outcome {
    const [, , , audit_id, , photo_id] = path.split('/') as [string, string, string, string, string, string]
    for (const [key, audit] of this.audits) {
      const photo = key.startsWith(audit_id) ? audit.photos.get(photo_id) : undefined
      if (photo) photo.state = 'lost'
    }
    return ok(undefined, 204)
  }

  private report(key: string, path: string, body: string): Outcome {
    if (!/^[0-9a-f-]{36}$/.test(key)) return problem(400, 'bad-request')
    const known = this.reports.get(key)
    const text = `${path} ${body}`
    if (known !== undefined && known !== text) return problem(409, 'key-reused')
    const { photos = [] } = JSON.parse(body) as { photos?: { photo_id: string; sha256: string; bytes: number }[] }
    // Its own id, as the server's: not the key.
    const id = `1${key.slice(1)}`
    if (known === undefined) this.reportPhotos.set(id, new Map(photos.map(({ photo_id, ...line }) => [photo_id, { ...line, state: 'missing' as const }])))
    this.reports.set(key, text)
    return ok({ id, assignment_id: path.split('/')[3], state: 'declined' })
  }

  private async reportReceipt(path: string): Promise<Outcome> {
    const [, , , assignment_id, , id] = path.split('/') as [string, string, string, string, string, string]
    const photos = this.reportPhotos.get(id)
    if (!photos) return problem(404, 'not-found')
    await this.look(photos)
    const received_at = new Date(this.now).toISOString()
    return ok({ id, assignment_id, kind: 'impossible', received_at, server_epoch: this.epoch, photos: this.lines(photos) })
  }

  restore(epoch: string): void {
    this.audits.clear()
    this.reports.clear()
    this.reportPhotos.clear()
    this.epoch = epoch
  }
}

/** A person's id. */
export function id(person: string): string {
  return `00000000-0000-4000-8000-0000000${person.length.toString(16).padStart(2, '0')}${[...person].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 0xfff, 7).toString(16).padStart(3, '0')}`
}
