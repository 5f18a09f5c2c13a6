// The rows of a plan while they are asked about and sent: what is said last by the sending counts.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { PlanRow } from '../../../src/desk/plan/draft'
import { BLANK } from '../../../src/desk/plan/script'
import { PlanTableRows } from '../../../src/desk/plan/table.svelte'

type Answer = (body: unknown) => void
interface Asked {
  dry: boolean
  ids: string[]
  questions: unknown[]
  answer: Answer
}
let asked: Asked[] = []

const row = (id: string): PlanRow => ({
  id, line: null, station: { id: 's', code: 'S' }, shopper: { id: 'p', username: 'p' }, day: '2026-11-30', lastDay: '2026-11-30',
  slot: { id: 'day', text: { zh: '日间', en: 'Day' }, from_minute: 570, to_minute: 990, night: false }, selfService: false, reason: '', script: BLANK, said: null,
})
const fits = (id: string) => ({ id, status: 'created' })
const refused = (id: string) => ({ id, status: 'refused', warnings: [{ code: 'rotation_days', message: 'too soon' }] })
const settled = () => new Promise((done) => setImmediate(done))
const says = (rows: PlanTableRows) => rows.all.map(({ id, said }) => [id, said?.status ?? null])

/** Answers a request that is on its way, and lets the answer be read. */
async function answer(at: number, ...results: unknown[]): Promise<void> {
  asked[at]?.answer({ results })
  await settled()
}

beforeEach(() => {
  asked = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => new Promise((done) => {
    const { items } = JSON.parse(init.body as string) as { items: { id: string; question_zh?: string }[] }
    asked.push({
      dry: url.includes('dry_run=true'), ids: items.map(({ id }) => id), questions: items.map((one) => one.question_zh),
      answer: (body) => done({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve(body) }),
    })
  }))
})
afterEach(() => vi.unstubAllGlobals())

it.each([['while it goes out', [0, 1]], ['behind it', [1, 0]]] as const)('a row that the sending refused stays refused when an older question is answered %s', async (_, order) => {
  const rows = new PlanTableRows(() => 'round')
  rows.add([row('a')])
  const sent = rows.send()
  expect(asked.map(({ dry }) => dry)).toEqual([true, false])
  for (const at of order) await answer(at, at === 0 ? fits('a') : refused('a'))
  expect(await sent).toBe(false)
  expect(says(rows)).toEqual([['a', 'refused']])
  expect(rows.counts.needsReason).toBe(1)
  expect(asked.length).toBe(2)
})

it('nothing that was only asked is shown while rows are sent', async () => {
  const rows = new PlanTableRows(() => 'round')
  rows.add([row('a')])
  void rows.send()
  await answer(0, fits('a'))
  expect(says(rows)).toEqual([['a', null]])
})

it('of two questions the later one is answered', async () => {
  const rows = new PlanTableRows(() => 'round')
  rows.add([row('a')])
  rows.add([row('b')])
  await answer(1, refused('a'), fits('b'))
  await answer(0, fits('a'))
  expect(says(rows)).toEqual([['a', 'refused'], ['b', 'fits']])
})

it('what is added while rows are sent is asked about when they are planned', async () => {
  const rows = new PlanTableRows(() => 'round')
  rows.add([row('a')])
  await answer(0, fits('a'))
  const sent = rows.send()
  rows.add([row('b')])
  await answer(1, fits('a'))
  expect(await sent).toBe(true)
  expect(asked.slice(2).map(({ dry, ids }) => [dry, ids])).toEqual([[true, ['b']]])
  await answer(2, fits('b'))
  expect(says(rows)).toEqual([['a', 'created'], ['b', 'fits']])
})

it('every row asks the question of the whole plan; half a question is not sent', async () => {
  let script = { ...BLANK, question_zh: '能洗车吗？' }
  const rows = new PlanTableRows(() => 'round', () => script)
  rows.add([row('a')])
  expect(asked.at(-1)?.questions).toEqual([undefined])
  expect(await rows.send()).toBe(false)
  expect(asked.length).toBe(1)
  script = { ...script, question_en: 'Is there a car wash?' }
  const sent = rows.send()
  expect(asked.at(-1)).toMatchObject({ dry: false, questions: ['能洗车吗？'] })
  await answer(1, fits('a'))
  expect(await sent).toBe(true)
  script = BLANK
  expect(rows.all[0]?.script.question_zh).toBe('能洗车吗？')
})
