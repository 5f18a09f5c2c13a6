import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isComplete } from '../../src/engine/outbox/receipt'
import { next } from '../../src/engine/outbox/next'
import type { OutAudit } from '../../src/engine/outbox/types'
import { Phone } from './phone'
import { Server, type Fault } from './server'

const faults: Fault[] = ['none', 'lost_before', 'lost_after', 'portal_200', 'portal_404', 'busy', 'error', 'sign_in', 'address', 'twice']

type Act =
  | { act: 'work'; fault: Fault; damaged: boolean; times: number }
  | { act: 'finish'; photos: number } | { act: 'finish_again' } | { act: 'return' } | { act: 'report'; photos: number } | { act: 'wake' } | { act: 'pass'; hours: number }
  | { act: 'clock_back'; hours: number } | { act: 'backup' } | { act: 'restore' } | { act: 'examine' } | { act: 'sign_in' }
  | { act: 'refuse' } | { act: 'judge_again' } | { act: 'short' } | { act: 'lift' } | { act: 'declare' } | { act: 'give_up' } | { act: 'rot' } | { act: 'deliver' }

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ act: fc.constant('work' as const), fault: fc.constantFrom(...faults), damaged: fc.boolean(), times: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 8, arbitrary: fc.record({ act: fc.constant('work' as const), fault: fc.constant('none' as const), damaged: fc.constant(false), times: fc.integer({ min: 1, max: 20 }) }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('finish' as const), photos: fc.integer({ min: 0, max: 3 }) }) },
  { weight: 2, arbitrary: fc.constant({ act: 'finish_again' } as Act) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('report' as const), photos: fc.integer({ min: 0, max: 2 }) }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('pass' as const), hours: fc.constantFrom(0.01, 1, 80, 800) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('clock_back' as const), hours: fc.constantFrom(1, 24, 10_000) }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('wake' as const) }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('examine' as const) }) },
  { weight: 6, arbitrary: fc.record({ act: fc.constant('deliver' as const) }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('restore' as const) }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('return' as const) }) },
  ...(['backup', 'sign_in', 'refuse', 'judge_again', 'short', 'lift', 'declare', 'give_up', 'rot'] as const)
    .map((name) => ({ weight: 1, arbitrary: fc.constant({ act: name } as Act) })),
)

/** What was done to the phone that it must answer for at the end. */
class Story {
  readonly server = new Server()
  readonly phone = new Phone(this.server)
  audits = 0
  revisions = new Map<string, number>()
  reports: string[] = []
  /** Declared lost, or rotten: the photo itself may be missing at the end. */
  excused = new Set<string>()

  do(one: Act): void {
    const { server, phone } = this
    switch (one.act) {
      case 'work': for (let i = 0; i < one.times; i++) phone.work(i === 0 ? one.fault : 'none', one.damaged && i === 0); break
      case 'finish': this.finish(one.photos); break
      case 'finish_again': this.finishAgain(); break
      case 'return': this.comeBack(); break
      case 'report': this.reports.push(`r${this.reports.length}`); phone.report(this.reports.at(-1)!, one.photos); break
      case 'wake': phone.apply({ type: 'woken', reason: 'visible' }); break
      case 'pass': phone.pass(one.hours * 3_600_000); phone.apply({ type: 'woken', reason: 'timer' }); break
      case 'clock_back': phone.now -= one.hours * 3_600_000; break
      case 'backup': server.takeBackup(); break
      case 'restore': server.restore(); break
      case 'examine': server.examine(); break
      case 'sign_in': server.signedIn = true; phone.apply({ type: 'signed_in' }); break
      case 'refuse': for (const [id, revision] of this.revisions) server.hates.add(`${id}|${revision}`); break
      case 'judge_again': server.judgeAgain(); break
      case 'short': phone.apply({ type: 'short_of_space' }); break
      case 'lift': for (const item of phone.state.items) phone.apply({ type: 'lifted', key: item.key }); break
      case 'declare': this.declare(); break
      case 'give_up': this.giveUp(); break
      case 'deliver': this.deliver(); break
      case 'rot': this.rot(); break
    }
  }

  private finish(photos: number): void {
    const id = `audit-${++this.audits}`
    this.revisions.set(id, 1)
    this.phone.finish(id, 1, photos, null)
  }

  /** A deaf window finishes the newest revisions once more: what was frozen first stands. */
  private finishAgain(): void {
    const { phone } = this
    for (const [id, revision] of this.revisions) {
      // What was forgotten after its 30 days is no draft any more.
      if (phone.state.items.some((item) => item.key === `audit/${id}/${revision}`)) phone.finish(id, revision, 0, null, true)
    }
  }

  private comeBack(): void {
    for (const [id, revision] of this.revisions) {
      const item = this.phone.state.items.find((one) => one.kind === 'audit' && one.audit_id === id && one.revision === revision) as OutAudit | undefined
      if (!item || !isComplete(item, this.server.epoch) || !this.server.memory.audits.has(`${id}/${revision}`)) continue
      this.revisions.set(id, revision + 1)
      this.server.returned.add(`${id}/${revision + 1}`)
      this.phone.finish(id, revision + 1, 1, this.server.epoch)
    }
  }

  private declare(): void {
    for (const item of this.phone.state.items) {
      const photo = item.kind === 'audit' ? item.photos.find((one) => one.gone) : undefined
      if (photo && item.kind === 'audit') this.phone.apply({ type: 'declared_lost', audit_id: item.audit_id, photo_id: photo.photo_id, reason: 'gone' })
    }
  }

  /** The shopper gives up a photo that is still there: nothing may come of it. */
  private giveUp(): void {
    const item = this.phone.state.items.find((one): one is OutAudit => one.kind === 'audit' && !isComplete(one, this.server.epoch) && one.photos.length > 0)
    if (!item) return
    this.phone.apply({ type: 'declared_lost', audit_id: item.audit_id, photo_id: item.photos[0]!.photo_id, reason: 'a face' })
  }

  /** A good quarter of an hour. */
  private deliver(): void {
    this.server.signedIn = true
    this.phone.apply({ type: 'signed_in' })
    for (let i = 0; i < 4; i++) {
      for (let n = 0; n < 60 && this.phone.work('none'); n++);
      this.server.examine()
      this.phone.pass(6 * 60_000)
      this.phone.apply({ type: 'woken', reason: 'visible' })
    }
  }

  private rot(): void {
    const photo = [...this.phone.bytes.keys()].at(-1)
    if (photo) {
      this.phone.bytes.set(photo, 'rotten')
      this.excused.add(photo)
    }
  }

  /** Everything that was finished is on the server, once and unchanged. */
  check(): void {
    const { server, phone } = this
    for (const [key, contents] of server.seen) expect([...contents], key).toEqual([key.replace('/', '|')])
    // What arrived before a restore is found in the storage again.
    server.examine()
    const keys = phone.state.items.map((item) => item.key)
    expect(new Set(keys).size).toBe(keys.length)
    for (const item of phone.state.items) for (const photo of item.photos) if (photo.gone) this.excused.add(photo.photo_id)
    for (const [id, last] of this.revisions) {
      for (let revision = 1; revision <= last; revision++) {
        const audit = server.memory.audits.get(`${id}/${revision}`)
        // A backup older than the 30 days for which texts are kept: what was forgotten is gone.
        if (!audit && !phone.state.items.some((item) => item.key === `audit/${id}/${revision}`)) continue
        expect(audit, `${id}/${revision}`).toBeDefined()
        for (const [photo_id, photo] of audit!.photos) {
          if (!this.excused.has(photo_id)) expect(photo.state, photo_id).toBe('verified')
        }
      }
    }
    for (const report of this.reports) {
      const forgotten = !phone.state.items.some((item) => item.key === `report/${report}`)
      const there = server.memory.reports.get(report)
      expect(forgotten || there, report).toBeTruthy()
      for (const [photo_id, photo] of there?.photos ?? []) if (!this.excused.has(photo_id)) expect(photo.state, photo_id).toBe('verified')
    }
  }
}

const RUNS = Number(process.env.FC_RUNS ?? 400)

describe('whatever happens in whatever order', () => {
  test('one audit each, none lost, nothing deleted before its receipt', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60, size: 'max' }), (acts) => {
        const story = new Story()
        for (const one of acts) {
          story.do(one)
          // Bytes go only with a drop: what the outbox says it holds is there.
          for (const item of story.phone.state.items) {
            for (const photo of item.photos) {
              if (photo.held) expect(story.phone.bytes.has(photo.photo_id), photo.photo_id).toBe(true)
            }
          }
        }
        for (const item of story.phone.state.items) story.phone.apply({ type: 'lifted', key: item.key })
        story.phone.settle()
        story.check()
        for (const item of story.phone.state.items) {
          const done = isComplete(item, story.server.epoch)
          const waits = item.kind === 'audit' && item.photos.some((photo) => photo.gone && !photo.lost)
          expect(done || waits, JSON.stringify(item)).toBe(true)
        }
      }),
      { numRuns: RUNS },
    )
  }, RUNS * 100)

  test('it never asks twice for nothing: between two pauses the work is bounded', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40, size: 'max' }), fc.constantFrom(...faults), (acts, fault) => {
        const story = new Story()
        for (const one of acts) story.do(one)
        let steps = 0
        while (story.phone.work(fault) && steps < 500) steps++
        const photos = story.phone.state.items.reduce((sum, item) => sum + item.photos.length, 0)
        expect(steps).toBeLessThan(4 * (story.phone.state.items.length + photos) + 8)
        const command = next(story.phone.state, story.phone.now)
        if (command.do === 'wait' && command.until !== null) expect(command.until).toBeGreaterThan(story.phone.now)
      }),
      { numRuns: RUNS },
    )
  }, RUNS * 100)
})
