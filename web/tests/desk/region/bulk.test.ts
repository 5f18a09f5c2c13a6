// @vitest-environment happy-dom
// Many drafts are issued in one step: what fails keeps what was typed, and what was not sent stays chosen.
import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import BulkBar from '../../../src/desk/region/BulkBar.svelte'
import { MOST } from '../../../src/desk/region/bulk'
import type { Order } from '../../../src/desk/region/orders'
import { fill, loadTexts, textsOf } from '../../../src/desk/texts/index.svelte'
import type texts from '../../../src/desk/texts/zh/region.json'
import { toast } from '../../../src/desk/ui/toast.svelte'
import { order } from './make'

/** A busy machine is no fault of a page. */
const SOON = { timeout: 30_000 }
const DUE = '2100-12-08T10:00:00Z'
const LATEST = '2100-12-20T10:00:00Z'
const w = textsOf<typeof texts>('region')

interface Sent { items: { id: string; due_at?: string }[]; reason?: string }
let sent: Sent[] = []
/** Which request fails, by its number from 1 on. */
let fails = 0
let shown: Record<string, unknown> | undefined
const onchoose = vi.fn<(left: readonly Order[]) => void>()

const given = (body: unknown, status: number): Response =>
  ({ ok: status < 400, status, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve(body) }) as unknown as Response
const draft = (of = 'T7'): Order => order({ state: 'draft', class: of, if_issued: { due_at: DUE, latest_due_at: LATEST } as Order['if_issued'] })

beforeEach(async () => {
  await loadTexts('frame', 'region')
  toast.close()
  onchoose.mockClear()
  sent = []
  fails = 0
  vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
    const body = JSON.parse(init.body as string) as Sent
    sent.push(body)
    if (sent.length === fails) return Promise.resolve(given({ type: '/problems/invalid', title: 'The policy has changed', status: 422 }, 422))
    return Promise.resolve(given({ done: body.items.length, refused: 0, results: body.items.map(({ id }) => ({ id, status: 'done', version: 3 })) }, 200))
  })
})
afterEach(async () => {
  if (shown) await unmount(shown)
  shown = undefined
  vi.unstubAllGlobals()
})

const one = <T extends Element>(selector: string): T => document.querySelector(selector) as T
const field = (): HTMLInputElement => one('dialog input[type=datetime-local]')
const reason = (): HTMLTextAreaElement => one('dialog textarea')

function type(into: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  into.value = value
  into.dispatchEvent(new Event('input', { bubbles: true }))
  flushSync()
}
/** Chooses orders and asks to issue them. */
function issue(chosen: readonly Order[]): void {
  shown = mount(BulkBar, { target: document.body, props: { chosen, onchoose } })
  flushSync()
  one<HTMLButtonElement>('[role=toolbar] .btn.primary').click()
  flushSync()
}
/** Presses the button that sends. */
function send(): void {
  one('dialog form').dispatchEvent(new Event('submit', { cancelable: true, bubbles: true }))
  flushSync()
}

it('a step for many that fails keeps its dialog with what was typed and says why; again, it is done', async () => {
  const drafts = [draft(), draft()]
  issue(drafts)
  type(field(), '2100-12-10T18:00')
  type(reason(), 'Parts come late')
  fails = 1
  send()
  await vi.waitFor(() => expect(one('dialog [role=alert]')?.textContent).toContain('The policy has changed'), SOON)
  expect([field().value, reason().value]).toEqual(['2100-12-10T18:00', 'Parts come late'])
  expect(onchoose).not.toHaveBeenCalled()

  send()
  await vi.waitFor(() => expect(one('dialog')).toBeNull(), SOON)
  expect(onchoose).toHaveBeenCalledExactlyOnceWith([])
  expect(sent[1]).toEqual({ verb: 'issue', reason: 'Parts come late', items: drafts.map(({ id, version }) => ({ id, version, due_at: '2100-12-10T10:00:00Z' })) })
  expect(toast.said?.text).toBe(fill(w().orders.bulk.done, { n: 2 }))
})

it('when the second of three requests fails, what was not sent stays chosen and is counted', async () => {
  const drafts = Array.from({ length: 2 * MOST + 1 }, () => draft())
  issue(drafts)
  fails = 2
  send()
  await vi.waitFor(() => expect(onchoose).toHaveBeenCalledOnce(), SOON)
  flushSync()
  expect(sent.map(({ items }) => items.length)).toEqual([MOST, MOST])
  expect(onchoose.mock.calls[0]?.[0].map(({ id }) => id)).toEqual(drafts.slice(MOST).map(({ id }) => id))
  const text = one('dialog').textContent ?? ''
  expect(text).toContain(fill(w().orders.bulk.partly, { n: MOST, m: MOST + 1 }))
  expect(text).toContain('The policy has changed')
  expect(text).toContain(fill(w().orders.bulk.unsent, { n: MOST + 1 }))
})

it('a deadline that is counted from the instant of issue is told with its rule', () => {
  issue([draft('T1'), draft('T7')])
  const notes = [...document.querySelectorAll('dialog .field .small')].map((note) => note.textContent ?? '')
  expect(notes.map((note) => [note.includes(w().order.policyOf.T1), note.includes(w().order.policyOf.T7)])).toEqual([[true, false], [false, false]])
})
