import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../src/engine/outbox/types'
import { assignment, FakeServer, problem } from './server'
import { Phone, signedIn } from './world'

const A = '26b9634e-9d49-43be-b3af-a8f015d5d436'
const NONE: Outcome = { kind: 'none' }

/** A new phone whose owner has a one-time code. */
async function invited() {
  const server = new FakeServer()
  server.assignments.set('anna', [assignment(A)])
  server.codes.set('anna', 'k7-m2')
  const phone = new Phone(server)
  return { server, phone, engine: await phone.open() }
}

const byCode = { username: 'anna', code: 'k7-m2', new_password: 'a good password' }

describe('a one-time code', () => {
  test('signs in, sets the password, and brings the work', async () => {
    const { server, engine } = await invited()
    expect(await engine.signIn(byCode)).toEqual({ ok: true })
    await engine.sendNow()
    expect(engine.today.get().assignments).toHaveLength(1)
    expect(server.passwords.get('anna')).toBe('a good password')
  })

  test('whose answer was lost works at the second try, by the password that it set', async () => {
    const { server, engine } = await invited()
    server.faults = [{ match: 'POST /v1/sessions', outcome: NONE, after: true, times: 1 }]
    expect(await engine.signIn(byCode)).toMatchObject({ ok: false, why: 'no_answer' })
    expect(engine.session.get()).toEqual({ state: 'none' })
    expect(await engine.signIn(byCode)).toEqual({ ok: true })
    expect(engine.session.get()).toMatchObject({ state: 'signed_in', needs_sign_in: false })
  })

  test('that is wrong, used, or comes with too short a password is refused in the words of the server', async () => {
    const { server, engine } = await invited()
    expect(await engine.signIn({ ...byCode, code: 'k7-m3' })).toMatchObject({ ok: false, why: 'refused', told: { status: 401 } })
    expect(await engine.signIn({ ...byCode, new_password: 'short' })).toMatchObject({ ok: false, why: 'refused', told: { status: 422 } })
    expect(server.codes.size).toBe(1)
    await engine.signIn(byCode)
    await engine.signOut()
    expect(await engine.signIn({ ...byCode, new_password: 'another password' })).toMatchObject({ ok: false, why: 'refused' })
    expect(server.passwords.get('anna')).toBe('a good password')
  })
})

describe('a change of password', () => {
  test('is made with the password in force only', async () => {
    const { server, engine } = await signedIn([assignment(A)])
    expect(await engine.changePassword('wrong', 'a new password')).toMatchObject({ ok: false, why: 'refused', told: { status: 401 } })
    expect(server.passwords.size).toBe(0)
    expect(await engine.changePassword('right', 'a new password')).toEqual({ ok: true })
    expect(server.passwords.get('anna')).toBe('a new password')
    expect(server.log.filter((line) => line === 'POST /v1/sessions')).toHaveLength(2)
  })

  test('whose answer was lost is known to be done at the second try, and the session goes on', async () => {
    const { server, engine } = await signedIn([assignment(A)])
    server.faults = [{ match: '/v1/me/password', outcome: NONE, after: true, times: 1 }]
    expect(await engine.changePassword('right', 'a new password')).toMatchObject({ ok: false, why: 'no_answer' })
    expect(await engine.changePassword('right', 'a new password')).toEqual({ ok: true })
    server.news.set('anna', { assignments: [assignment(A, { version: 2 })] as never })
    await engine.sendNow()
    expect(engine.today.get().changed).toBe(1)
    expect(engine.session.get()).toMatchObject({ state: 'signed_in', needs_sign_in: false })
  })

  test('that the server asks to slow down is not taken for a lost answer', async () => {
    const { server, engine } = await signedIn([assignment(A)])
    server.faults = [{ match: '/v1/me/password', outcome: problem(429, 'too-many-attempts', 5_000), times: 1 }]
    expect(await engine.changePassword('right', 'a new password')).toMatchObject({ ok: false, why: 'slow_down' })
    expect(server.log.filter((line) => line === 'POST /v1/sessions')).toHaveLength(1)
  })
})
