// Single rules of the outbox, each at its edge. What generated sequences cannot see: times, order, and whom a fault stops.

import { describe, expect, test } from 'vitest'
import { backOff, isDue } from '../../src/engine/outbox/retry'
import { judge } from '../../src/engine/outbox/classify'
import { isComplete } from '../../src/engine/outbox/receipt'
import { mayDelete } from '../../src/engine/outbox/retention'
import { next } from '../../src/engine/outbox/next'
import type { OutAudit, OutReport, Outcome } from '../../src/engine/outbox/types'
import { Phone } from './phone'
import { Server } from './server'

const HOUR = 3_600_000

function start(audits: [string, number][]): { server: Server; phone: Phone } {
  const server = new Server()
  const phone = new Phone(server)
  phone.work('none')
  for (const [id, photos] of audits) phone.finish(id, 1, photos, null)
  phone.work('none')
  return { server, phone }
}

const audit = (phone: Phone, id: string, revision = 1) =>
  phone.state.items.find((item) => item.key === `audit/${id}/${revision}`) as OutAudit
const does = (phone: Phone) => next(phone.state, phone.now)
const problem = (status: number, type: string, retry_after_ms: number | null = null): Outcome =>
  ({ kind: 'http', status, json: null, retry_after_ms, problem: { type, status, title: '', violations: [] } })

describe('what an answer means (decision 12)', () => {
  const any = () => true
  test.each([[408], [425], [429], [500], [502], [503], [599]])('%i is tried for ever', (status) => {
    expect(judge(problem(status, '/problems/x'), any).is).toBe('retry')
  })
  test.each([[400], [403], [404], [409], [413], [422]])('%i stops with a problem of ours, not without', (status) => {
    expect(judge(problem(status, '/problems/x'), any).is).toBe('stop')
    expect(judge({ kind: 'http', status, json: { error: 'nginx' }, problem: null, retry_after_ms: null }, any).is).toBe('retry')
  })
  test('401 of ours asks to sign in, of a portal it is tried again', () => {
    expect(judge(problem(401, '/problems/not-signed-in'), any).is).toBe('sign_in')
    expect(judge({ kind: 'http', status: 401, json: null, problem: null, retry_after_ms: null }, any).is).toBe('retry')
  })
  test('a session of somebody else asks to sign in', () => {
    expect(judge(problem(403, '/problems/csrf'), any).is).toBe('sign_in')
  })
  test('a good status with a wrong body is not ours', () => {
    const page: Outcome = { kind: 'http', status: 200, json: '<html>', problem: null, retry_after_ms: null }
    expect(judge(page, () => false)).toMatchObject({ is: 'retry', kind: 'not_ours' })
  })
})

describe('pauses', () => {
  test('grow from 4 s to 15 min with jitter in the upper half', () => {
    expect([backOff(1, 0), backOff(1, 0.999)]).toEqual([2000, 3998])
    expect([backOff(3, 0), backOff(3, 1)]).toEqual([8000, 16000])
    expect([backOff(50, 0), backOff(50, 1)]).toEqual([450_000, 900_000])
  })
  test('a clock that was set back does not prolong them', () => {
    const retry = { at: 10_000, since: 9_000, asked: true }
    expect([isDue(retry, 9_999), isDue(retry, 10_000), isDue(retry, 8_999)]).toEqual([false, true, true])
  })
  test('Retry-After is kept to the second, and a tap does not override it', () => {
    const { phone } = start([['a', 0]])
    phone.work('busy')
    phone.apply({ type: 'woken', reason: 'tap' })
    expect(does(phone)).toEqual({ do: 'wait', until: phone.now + 30_000 })
    phone.pass(29_999)
    expect(does(phone).do).toBe('wait')
    phone.pass(1)
    expect(does(phone).do).toBe('sync')
  })
  test('a pause of our own ends with a tap', () => {
    const { phone } = start([['a', 0]])
    phone.work('error')
    expect(does(phone).do).toBe('wait')
    phone.apply({ type: 'woken', reason: 'tap' })
    phone.work('none')
    expect(does(phone).do).toBe('put')
  })
  test('a schema that the server does not know yet holds up only that audit', () => {
    const { phone } = start([['a', 0], ['b', 0]])
    phone.apply({ type: 'put_answered', key: 'audit/a/1', outcome: problem(503, '/problems/schema-newer', 600_000) })
    expect(does(phone)).toMatchObject({ do: 'put', key: 'audit/b/1' })
    phone.work('none')
    expect(does(phone)).toEqual({ do: 'wait', until: phone.now + 600_000 })
  })
  test('one silence moves on to the next audit, two mean that the network is gone', () => {
    const { phone } = start([['a', 0], ['b', 0], ['c', 0]])
    phone.work('lost_before')
    expect(does(phone)).toMatchObject({ do: 'put', key: 'audit/b/1' })
    phone.work('lost_after')
    expect(does(phone).do).toBe('wait')
  })
})

describe('order', () => {
  test('texts go before photos, and one photo after another', () => {
    const { phone } = start([['a', 2], ['b', 1]])
    const order: string[] = []
    for (let command = does(phone); command.do !== 'wait'; command = does(phone)) {
      order.push(command.do === 'upload' ? command.photo_id : command.do)
      phone.work('none')
    }
    expect(order).toEqual(['put', 'put', 'a.1.0', 'a.1.1', 'b.1.0', 'put', 'put'])
  })
  test('an audit that is refused holds up no other, and a later revision of its own', () => {
    const { server, phone } = start([['a', 0], ['b', 0]])
    server.hates.add('a|1')
    phone.finish('a', 2, 0, server.epoch)
    for (let i = 0; i < 9; i++) phone.work('none')
    expect(audit(phone, 'a').quarantine?.told?.status).toBe(422)
    expect(isComplete(audit(phone, 'b'), server.epoch)).toBe(true)
    expect(audit(phone, 'a', 2)).toMatchObject({ receipt: null, attempts: 0, quarantine: null })
    expect(does(phone)).toEqual({ do: 'wait', until: null })
  })
  test('resend lifts the quarantine and the same bytes go again', () => {
    const { server, phone } = start([['a', 0]])
    server.hates.add('a|1')
    phone.work('none')
    expect(does(phone)).toEqual({ do: 'wait', until: null })
    server.judgeAgain()
    phone.apply({ type: 'woken', reason: 'visible' })
    for (let i = 0; i < 3; i++) phone.work('none')
    expect(isComplete(audit(phone, 'a'), server.epoch)).toBe(true)
    expect([...server.seen.get('a/1')!]).toEqual(['a|1'])
  })
})

describe('sessions', () => {
  test('401 stops everything, loses nothing, and goes on after the sign-in', () => {
    const { server, phone } = start([['a', 1], ['b', 0]])
    phone.work('sign_in')
    phone.apply({ type: 'woken', reason: 'tap' })
    expect(does(phone)).toEqual({ do: 'sign_in' })
    expect(phone.state.items.map((item) => item.quarantine)).toEqual([null, null])
    phone.settle()
    expect(phone.state.items.every((item) => isComplete(item as OutAudit, server.epoch))).toBe(true)
  })
})

describe('photos', () => {
  test('an address that expired is asked for again at once, then later each time', () => {
    const { phone } = start([['a', 1]])
    phone.work('none')
    phone.work('address')
    expect(does(phone).do).toBe('put')
    phone.work('none')
    expect(does(phone).do).toBe('upload')
    phone.work('address')
    expect(does(phone).do).toBe('wait')
  })
  test('an address is not used after its time by the server', () => {
    const { phone } = start([['a', 1]])
    phone.work('none')
    phone.pass(25 * HOUR)
    expect(does(phone)).toMatchObject({ do: 'put' })
  })
  test('one that arrives damaged is sent again, at once and then later each time', () => {
    const { server, phone } = start([['a', 1]])
    phone.work('none')
    const uploads: number[] = []
    for (let hour = 0; hour < 3; hour++) {
      for (let i = 0; i < 20 && does(phone).do !== 'wait'; i++) {
        if (does(phone).do === 'upload') uploads.push(hour)
        phone.work('none', true)
        server.examine()
      }
      phone.pass(HOUR)
      phone.apply({ type: 'woken', reason: 'timer' })
    }
    expect(uploads).toEqual([0, 0, 1, 2])
    phone.settle()
    expect(isComplete(audit(phone, 'a'), server.epoch)).toBe(true)
  })
  test('a photo that cannot be read waits for the shopper, who says what became of it', () => {
    const { server, phone } = start([['a', 2]])
    phone.bytes.set('a.1.0', 'rotten')
    for (let i = 0; i < 4; i++) phone.work('none')
    expect(audit(phone, 'a').photos.map((photo) => photo.gone)).toEqual([true, false])
    phone.settle()
    expect(isComplete(audit(phone, 'a'), server.epoch)).toBe(false)
    phone.apply({ type: 'declared_lost', audit_id: 'a', photo_id: 'a.1.0', reason: 'the phone lost it' })
    phone.apply({ type: 'declared_lost', audit_id: 'a', photo_id: 'a.1.1', reason: 'no' })
    phone.settle()
    expect(isComplete(audit(phone, 'a'), server.epoch)).toBe(true)
    expect([...server.memory.audits.get('a/1')!.photos.values()].map((photo) => photo.state)).toEqual(['lost', 'verified'])
  })
})

describe('reports', () => {
  const report = (phone: Phone) => phone.state.items.find((item) => item.key === 'report/r')!
  function reported(): { server: Server; phone: Phone } {
    const both = start([])
    both.phone.report('r', 1)
    both.phone.work('none')
    both.phone.work('none')
    return both
  }

  test('text, receipt, photo, and the receipt again until the photo is proven', () => {
    const { server, phone } = reported()
    const order: string[] = []
    for (let i = 0; i < 9 && does(phone).do !== 'wait'; i++) {
      order.push(does(phone).do)
      phone.work('none')
    }
    expect(order).toEqual(['receipt', 'upload', 'receipt'])
    expect(report(phone)).toMatchObject({ photos: [{ server: 'stored' }], quarantine: null })
    expect(isComplete(report(phone), server.epoch)).toBe(false)
    server.examine()
    phone.settle()
    expect(isComplete(report(phone), server.epoch)).toBe(true)
  })
  test.each([['id', 'of another one'], ['assignment_id', 'elsewhere']])('a receipt with another %s is none', (field, value) => {
    const { server, phone } = reported()
    const { report_id, assignment_id } = report(phone) as OutReport
    const receipt = server.reportReceipt(report_id, assignment_id) as Extract<Outcome, { kind: 'http' }>
    phone.apply({ type: 'receipt_answered', key: 'report/r', outcome: { ...receipt, json: { ...(receipt.json as object), [field]: value } } })
    expect(report(phone)).toMatchObject({ receipt: null, quarantine: { kind: 'receipt_mismatch' } })
  })
  test('one that the server does not know any more asks at once whether it was restored, and goes out anew', () => {
    const { server, phone } = reported()
    server.restore()
    phone.work('none')
    expect(report(phone).quarantine?.told?.status).toBe(404)
    expect(does(phone).do).toBe('sync')
    phone.work('none')
    expect(does(phone).do).toBe('report')
    phone.settle()
    expect([...server.memory.reports.keys()]).toEqual(['r'])
    expect(isComplete(report(phone), server.epoch)).toBe(true)
  })
})

describe('forgetting', () => {
  function complete(): { server: Server; phone: Phone } {
    const both = start([['a', 1]])
    both.phone.settle()
    both.phone.apply({ type: 'synced', epoch: both.server.epoch, server_now: both.server.now, resend: [] })
    return both
  }
  const contact = (phone: Phone, server: Server) =>
    phone.apply({ type: 'synced', epoch: server.epoch, server_now: server.now, resend: [] })

  test('photos 72 h after the contact that saw them complete, texts 30 days', () => {
    const { server, phone } = complete()
    phone.pass(72 * HOUR - 1)
    contact(phone, server)
    expect(phone.bytes.size).toBe(1)
    phone.pass(1)
    contact(phone, server)
    expect(phone.bytes.size).toBe(0)
    expect(audit(phone, 'a').dropped_early).toBe(false)
    phone.pass((30 * 24 - 72) * HOUR - 1)
    contact(phone, server)
    expect(audit(phone, 'a')).toBeDefined()
    phone.pass(1)
    contact(phone, server)
    expect(audit(phone, 'a')).toBeUndefined()
  })
  test('never by the phone alone, whatever its clock says', () => {
    const { phone } = complete()
    phone.now += 10_000 * HOUR
    phone.apply({ type: 'woken', reason: 'start' })
    expect(phone.bytes.size).toBe(1)
  })
  test('never on receipts of another epoch: everything goes out again with their epoch named', () => {
    const { server, phone } = complete()
    server.restore()
    phone.pass(100 * HOUR)
    contact(phone, server)
    expect(phone.bytes.size).toBe(1)
    expect(does(phone)).toEqual({ do: 'put', key: 'audit/a/1', receipt_epoch: 'epoch-1' })
    phone.settle()
    expect(isComplete(audit(phone, 'a'), 'epoch-2')).toBe(true)
  })
  test('an epoch first seen in a receipt counts as well', () => {
    const { server, phone } = complete()
    phone.finish('b', 1, 0, null)
    phone.work('none')
    phone.pass(80 * HOUR)
    server.restore()
    phone.work('none')
    expect(audit(phone, 'b').receipt?.epoch).toBe('epoch-2')
    expect(audit(phone, 'a').complete_at).toBeNull()
    expect(does(phone).do).toBe('sync')
    phone.settle()
    expect(phone.bytes.size).toBe(1)
  })
  test.each([
    ['missing', false], ['stored', false], ['rejected', false], ['lost', false], ['verified', true], ['unusable', true],
  ] as const)('a photo that the server calls %s may go: %s', (state, may) => {
    const { server, phone } = complete()
    const item = audit(phone, 'a')
    const photo = { ...item.photos[0]!, server: state }
    expect(mayDelete(item, photo, phone.state)).toBe(may)
    expect(mayDelete(item, photo, { ...phone.state, epoch: 'another' })).toBe(false)
    expect(server.epoch).toBe('epoch-1')
  })
  test('earlier only when space is short, and it says so', () => {
    const { server, phone } = complete()
    phone.finish('b', 1, 1, null)
    phone.apply({ type: 'short_of_space' })
    expect([...phone.bytes.keys()]).toEqual(['b.1.0'])
    expect(audit(phone, 'a').dropped_early).toBe(true)
    expect(isComplete(audit(phone, 'a'), server.epoch)).toBe(true)
  })
  test('not while a draft that answers a return refers to them', () => {
    const { server, phone } = complete()
    phone.stored = JSON.stringify({ ...phone.state, pinned: ['a', 'a.1.0'] })
    phone.pass(1000 * HOUR)
    contact(phone, server)
    expect([phone.bytes.size, phone.state.items.length]).toEqual([1, 1])
  })
  test('a receipt for another content is no receipt', () => {
    const { server, phone } = start([['a', 1]])
    const put = server.put('a', 1, 'a|1', audit(phone, 'a').photos, null)
    const json = (put as { json: { content_sha256: string } }).json
    phone.apply({ type: 'put_answered', key: 'audit/a/1', outcome: { ...put, json: { ...json, content_sha256: 'other' } } as Outcome })
    expect(audit(phone, 'a')).toMatchObject({ receipt: null, quarantine: { kind: 'receipt_mismatch' } })
  })
  test.each([['bytes', 1], ['sha256', 'x']])('nor one with another %s of a photo', (field, value) => {
    const { server, phone } = start([['a', 1]])
    const put = server.put('a', 1, 'a|1', audit(phone, 'a').photos, null)
    const json = structuredClone((put as { json: { photos: Record<string, unknown>[] } }).json)
    json.photos[0]![field] = value
    phone.apply({ type: 'put_answered', key: 'audit/a/1', outcome: { ...put, json } as Outcome })
    expect(audit(phone, 'a').quarantine?.kind).toBe('receipt_mismatch')
  })
})
