// @vitest-environment happy-dom
// A call that is recorded stands: what fails behind it is made up for, and nothing else is said to be saved.
import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import CallDialog from '../../../src/desk/region/order/CallDialog.svelte'
import { loadTexts, textsOf } from '../../../src/desk/texts/index.svelte'
import type texts from '../../../src/desk/texts/zh/region.json'
import { toast } from '../../../src/desk/ui/toast.svelte'
import { order } from './make'

interface Sent {
  verb: string
  body: Record<string, unknown>
  version: string | undefined
}
let sent: Sent[] = []
let refuses: string[] = []
let shown: Record<string, unknown>
const onclose = vi.fn()
const w = textsOf<typeof texts>('region')

const one = <T extends Element>(selector: string): T => document.querySelector(`dialog ${selector}`) as T
const radios = (): HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>('dialog input[type=radio]')]
const given = (body: unknown, status: number): Response =>
  ({ ok: status < 400, status, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve(body) }) as unknown as Response

/** Presses the button that sends, and waits for what comes of it. */
async function sends(): Promise<void> {
  one('form').dispatchEvent(new Event('submit', { cancelable: true, bubbles: true }))
  await vi.advanceTimersByTimeAsync(1)
  flushSync()
}

beforeEach(async () => {
  vi.useFakeTimers()
  await loadTexts('frame', 'region')
  toast.close()
  onclose.mockClear()
  sent = []
  refuses = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const verb = url.split('/').at(-1) ?? ''
    sent.push({ verb, body: JSON.parse(init.body as string) as Sent['body'], version: (init.headers as Record<string, string>)['if-match'] })
    return Promise.resolve(refuses.includes(verb) ? given({ type: '/problems/stale', title: 'Stale', status: 412 }, 412) : given({ version: 8 }, 200))
  })
  shown = mount(CallDialog, {
    target: document.body,
    props: { order: order({ state: 'issued', version: 7 }), person: { person_id: 'p', name: 'Li', level: 'station', phone: null } as never, place: 'GZ001', onclose },
  })
  flushSync()
})
afterEach(async () => {
  await unmount(shown)
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('after a recorded call only the acknowledgement is left, with what the record says', async () => {
  refuses = ['acknowledge']
  one<HTMLTextAreaElement>('textarea').value = 'He closes pump 3'
  one('textarea').dispatchEvent(new Event('input', { bubbles: true }))
  one<HTMLInputElement>('input[type=checkbox]').click()
  await sends()
  expect(sent.map(({ verb }) => verb)).toEqual(['calls', 'acknowledge'])
  expect(onclose).not.toHaveBeenCalled()
  // Neither can be changed into something that nobody would record.
  expect(one<HTMLTextAreaElement>('textarea').readOnly).toBe(true)
  expect(one<HTMLFieldSetElement>('fieldset').disabled).toBe(true)
  expect(radios().map(({ checked }) => checked)).toEqual([true, false])
  expect(one('p[role=status]').textContent).toBe(w().order.calls.onlyAcknowledge)
  expect([...document.querySelectorAll('dialog .foot button')].map((button) => button.textContent).at(-1)).toBe(w().order.calls.acknowledge)

  refuses = []
  await sends()
  expect(sent.slice(2)).toEqual([{ verb: 'acknowledge', body: { by_phone: true, note: 'He closes pump 3' }, version: '"8"' }])
  expect([toast.said?.text, onclose.mock.calls.length]).toEqual([w().order.done.acknowledge, 1])
})

it('a call alone is recorded as it was told', async () => {
  radios()[1]?.click()
  await sends()
  expect(sent).toEqual([{ verb: 'calls', body: { callee: 'p', reached: false }, version: '"7"' }])
  expect([toast.said?.text, onclose.mock.calls.length]).toEqual([w().order.calls.saved, 1])
})

it('a call that was not recorded may be told otherwise', async () => {
  refuses = ['calls']
  await sends()
  expect([one<HTMLFieldSetElement>('fieldset').disabled, one('p[role=status]')]).toEqual([false, null])
  refuses = []
  radios()[1]?.click()
  await sends()
  expect(sent.map(({ verb, body }) => [verb, body.reached])).toEqual([['calls', true], ['calls', false]])
})
