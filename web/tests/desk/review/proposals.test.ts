// @vitest-environment happy-dom
// A proposed change is dismissed with a reason; confirmed it may be without one.
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openSession } from '../../../src/desk/frame/session.svelte'
import { Bench } from '../../../src/desk/review/bench.svelte'
import { decideProposal } from '../../../src/desk/review/verbs'
import { loadTexts } from '../../../src/desk/texts/index.svelte'
import { question } from '../../../src/desk/ui/ask.svelte'
import { PhoneStore } from '../../../src/engine/db/phone'
import { audit, checklist, ME } from './support'

let sent: [string, unknown][] = []
const bench = (): Bench => new Bench(() => audit({ state: 'final' }), () => checklist, () => undefined)

beforeEach(async () => {
  await loadTexts('frame', 'review')
  sent = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    if (init.method === 'POST') sent.push([url, JSON.parse(init.body as string)])
    const body = url.endsWith('/v1/me') ? { id: ME, display_name: 'Me', roles: [{ role: 'reviewer' }] } : { version: 2 }
    return Promise.resolve({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve(body) })
  })
  await (await PhoneStore.open()).setSession({ person: { id: ME, username: 'me', display_name: 'Me', roles: ['reviewer'] }, csrf_token: 'c', ended: false })
  expect(await openSession()).toBe('ready')
})
afterEach(() => {
  question()?.answer(null)
  vi.unstubAllGlobals()
})

it('to dismiss one asks for the reason and sends it', async () => {
  const done = decideProposal(bench(), 'p1', 'correct', false)
  expect(question()?.question.reason?.least).toBe(1)
  question()?.answer('The photo shows it.')
  await done
  expect(sent).toEqual([['/v1/audits/x/proposals/p1/dismiss', { reason: 'The photo shows it.' }]])
})

it('to confirm one may be done without words', async () => {
  const done = decideProposal(bench(), 'p1', 'correct', true)
  expect(question()?.question.reason?.least).toBe(0)
  question()?.answer('')
  await done
  expect(sent).toEqual([['/v1/audits/x/proposals/p1/confirm', {}]])
})

it('nothing is sent when the question is left', async () => {
  const done = decideProposal(bench(), 'p1', 'void', false)
  question()?.answer(null)
  await done
  expect(sent).toEqual([])
})
