// A server and a storage as far as the outbox can see them, with everything that may go wrong on the way.

import type { Outcome } from '../../src/engine/outbox/types'
import type { PhotoState, Receipt } from '../../src/engine/model'

/** What happens to one request. */
export type Fault =
  | 'none' | 'lost_before' | 'lost_after' | 'portal_200' | 'portal_404' | 'busy' | 'error' | 'sign_in' | 'address' | 'twice'

interface Photo { sha256: string; bytes: number; state: PhotoState }
interface Audit { content: string; revision: number; photos: Map<string, Photo>; received_at: number }

interface Report { id: string; body: string; photos: Map<string, Photo> }

/** Everything that a backup holds; the storage of objects is not in it. */
interface Memory { audits: Map<string, Audit>; refused: Set<string>; reports: Map<string, Report> }

const problem = (status: number, slug: string, retry_after_ms: number | null = null): Outcome => ({
  kind: 'http', status, json: null, retry_after_ms,
  problem: { type: `/problems/${slug}`, status, title: slug, violations: [] },
})
const http = (status: number, json: unknown): Outcome => ({ kind: 'http', status, json, problem: null, retry_after_ms: null })

/** The server. */
export class Server {
  epoch = 'epoch-1'
  now = 1_700_000_000_000
  signedIn = true
  memory: Memory = { audits: new Map(), refused: new Set(), reports: new Map() }
  backup: Memory = structuredClone(this.memory)
  /** Objects in the storage, by photo: what arrived. */
  objects = new Map<string, string>()
  /** Contents that the server refuses, for now. */
  hates = new Set<string>()
  resend: { audit_id: string; revision: number }[] = []
  addresses = 0
  /** Photos that were ever verified, each with the epoch. */
  proven = new Set<string>()
  /** Every content that was ever seen for an audit's revision: a second one is the fault that must not be. */
  seen = new Map<string, Set<string>>()

  takeBackup(): void {
    this.backup = structuredClone(this.memory)
  }

  restore(): void {
    this.memory = structuredClone(this.backup)
    this.epoch = `epoch-${Number(this.epoch.slice(6)) + 1}`
    this.resend = []
    this.prove()
  }

  /** What it knows as verified it says to be so under its epoch. */
  private prove(): void {
    for (const { photos } of [...this.memory.audits.values(), ...this.memory.reports.values()]) {
      for (const [id, photo] of photos) if (photo.state === 'verified') this.proven.add(`${this.epoch}/${id}`)
    }
  }

  /** The background job: looks for objects, reads them. */
  examine(): void {
    for (const { photos } of [...this.memory.audits.values(), ...this.memory.reports.values()]) {
      for (const [id, photo] of photos) {
        if (photo.state === 'verified' || photo.state === 'lost') continue
        const found = this.objects.get(id)
        if (found !== undefined) photo.state = found === photo.sha256 ? 'verified' : 'rejected'
      }
    }
    this.prove()
  }

  judgeAgain(): void {
    for (const content of this.hates) {
      const [audit_id, revision] = content.split('|') as [string, string]
      this.resend.push({ audit_id, revision: Number(revision) })
    }
    this.hates.clear()
  }

  answer(fault: Fault, work: () => Outcome): Outcome {
    switch (fault) {
      case 'lost_before': return { kind: 'none' }
      case 'portal_200': return http(200, '<html>Welcome to our Wi-Fi</html>')
      case 'portal_404': return http(404, null)
      case 'busy': return problem(503, 'overloaded', 30_000)
      case 'error': return problem(500, 'internal')
      case 'sign_in': this.signedIn = false; break
      case 'lost_after': work(); return { kind: 'none' }
      case 'twice': work(); break
    }
    return this.signedIn ? work() : problem(401, 'not-signed-in')
  }

  put(audit_id: string, revision: number, content: string, photos: { photo_id: string; sha256: string; bytes: number }[], epoch: string | null): Outcome {
    const key = `${audit_id}/${revision}`
    this.seen.set(key, (this.seen.get(key) ?? new Set()).add(content))
    if (this.hates.has(content)) return problem(422, 'invalid')
    let audit = this.memory.audits.get(key)
    if (audit && audit.content !== content) return problem(409, 'revision-conflict')
    if (!audit) {
      const before = this.memory.audits.get(`${audit_id}/${revision - 1}`)
      if (revision > 1 && !before) return problem(422, 'invalid')
      if (revision > 1 && !this.returned.has(key) && (epoch === null || epoch === this.epoch)) return problem(409, 'not-returned')
      const lines = photos.map((photo): [string, Photo] => [photo.photo_id, { ...photo, state: before?.photos.get(photo.photo_id)?.state ?? 'missing' }])
      audit = { content, revision, photos: new Map(lines), received_at: this.now }
      this.memory.audits.set(key, audit)
    }
    for (const [id, photo] of audit.photos) if (photo.state === 'missing' && this.objects.has(id)) photo.state = 'stored'
    return http(200, this.receipt(audit_id, audit))
  }

  /** Returns that are unanswered; a restore may forget them. */
  returned = new Set<string>()

  private receipt(audit_id: string, audit: Audit): Receipt {
    const waits = [...audit.photos.values()].some((photo) => !['verified', 'unusable', 'lost'].includes(photo.state))
    return {
      audit_id, revision: audit.revision, content_sha256: audit.content, received_at: new Date(audit.received_at).toISOString(),
      server_epoch: this.epoch, state: waits ? 'awaiting_photos' : 'submitted',
      photos: this.lines(audit.photos),
    } as Receipt
  }

  private lines(photos: Map<string, Photo>) {
    return [...photos].map(([photo_id, photo]) => ({
      photo_id, ...photo,
      ...(photo.state === 'missing' || photo.state === 'rejected'
        ? { upload: { method: 'PUT', url: `s3/${++this.addresses}`, headers: {}, expires_at: new Date(this.now + 86_400_000).toISOString() } }
        : {}),
    }))
  }

  /** The storage takes a photo; `damaged` bytes arrive as something else. */
  upload(fault: Fault, photo_id: string, sha256: string, damaged: boolean): Outcome {
    if (fault === 'address') return http(403, null)
    if (fault === 'sign_in' || fault === 'twice') fault = 'none'
    if (fault === 'portal_404') return http(404, null)
    return this.uploadAnswer(fault, () => {
      this.objects.set(photo_id, damaged ? 'damaged' : sha256)
      return http(200, null)
    })
  }

  private uploadAnswer(fault: Fault, work: () => Outcome): Outcome {
    const before = this.signedIn
    this.signedIn = true
    const outcome = this.answer(fault, work)
    this.signedIn = before
    return outcome
  }

  lost(audit_id: string, photo_id: string): Outcome {
    for (const [key, audit] of this.memory.audits) {
      const photo = key.startsWith(audit_id) ? audit.photos.get(photo_id) : undefined
      if (photo && photo.state !== 'verified') photo.state = 'lost'
    }
    return http(204, null)
  }

  report(key: string, assignment_id: string, photos: { photo_id: string; sha256: string; bytes: number }[]): Outcome {
    const body = JSON.stringify(photos.map((photo) => [photo.photo_id, photo.sha256, photo.bytes]))
    const known = this.memory.reports.get(key)
    if (known !== undefined && known.body !== body) return problem(409, 'key-reused')
    const lines = photos.map(({ photo_id, sha256, bytes }): [string, Photo] => [photo_id, { sha256, bytes, state: 'missing' }])
    // Made anew after a restore, it has another name.
    const report = known ?? { id: `${key}@${this.epoch}`, body, photos: new Map(lines) }
    this.memory.reports.set(key, report)
    return http(200, { id: report.id, assignment_id, state: 'declined' })
  }

  reportReceipt(id: string | null, assignment_id: string): Outcome {
    const report = [...this.memory.reports.values()].find((one) => one.id === id)
    if (!report) return problem(404, 'not-found')
    for (const [photo_id, photo] of report.photos) if (photo.state === 'missing' && this.objects.has(photo_id)) photo.state = 'stored'
    const received_at = new Date(this.now).toISOString()
    return http(200, { id, assignment_id, kind: 'impossible', received_at, server_epoch: this.epoch, photos: this.lines(report.photos) })
  }
}
