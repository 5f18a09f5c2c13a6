// @vitest-environment happy-dom
// A verdict on an appeal that is half written: it is asked about, and never stands on the next appeal.
import { flushSync } from 'svelte'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { question } from '../../../src/desk/ui/ask.svelte'
import { closeDesk, goes, openDesk, type, until, type Sent } from '../frame/desk'

const APPEALS = '/desk/review/appeals'
const DUE = new Date(Date.now() + 86_400_000).toISOString()
let sent: Sent[] = []

const appeal = (id: string) => ({
  id, version: 1, state: 'level_1', audit_id: 'audit', item: 'a.badge', due_at: DUE, filed_at: '2026-11-25T08:00:00Z', filed_by: { id: 's', name: '' },
  station: { id: 's', code: id, name: { zh: id, en: id } }, steps: [{ kind: 'filed', level: 1, by: 'station', evidence: [], at: '2026-11-25T08:00:00Z' }],
})
function answer(path: string): unknown {
  if (path === '/v1/appeals') return { items: [appeal('a'), appeal('b')] }
  const [, , kind, id] = path.split('/')
  return kind === 'appeals' && id ? appeal(id) : { items: [] }
}
const reason = (): HTMLTextAreaElement => document.querySelector('form.verdict textarea') as HTMLTextAreaElement
const outcomes = (): HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>('form.verdict input[type=radio]')]
const shows = (id: string): Promise<void> => until(() => {
  expect(document.querySelector('h1')?.textContent).toContain(id)
  expect(reason()).not.toBeNull()
})

beforeEach(async () => {
  sent = await openDesk('appeal_l1', `${APPEALS}/a`, answer)
  await shows('a')
  outcomes()[0]?.click()
  type('The photo shows it.', reason())
})
afterEach(closeDesk)

it('the next appeal begins with nothing of it', async () => {
  await goes(`${APPEALS}/b`, false)
  expect(reason().value).toBe('The photo shows it.')
  await goes(`${APPEALS}/b`, true)
  await shows('b')
  expect([reason().value, outcomes().some((one) => one.checked)]).toEqual(['', false])
})

it('once it is given, the next one comes without a question', async () => {
  document.querySelector('form.verdict')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
  await until(() => expect(question()).not.toBeNull())
  question()?.answer('')
  flushSync()
  await until(() => expect(sent.map(({ url }) => url)).toEqual(['/v1/appeals/a/decide']))
  await shows('b')
  expect([question(), reason().value]).toEqual([null, ''])
})
