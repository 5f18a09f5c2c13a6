// @vitest-environment happy-dom
// Acknowledging an order has a way back for a moment: nothing of it is handed in before.
import { flushSync } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { deviceView } from '../../../src/desk/station/device.svelte'
import { textsOf } from '../../../src/desk/texts/index.svelte'
import type frame from '../../../src/desk/texts/zh/frame.json'
import type station from '../../../src/desk/texts/zh/station.json'
import { HELD_MS, isHeld } from '../../../src/desk/ui/held.svelte'
import { closeDesk, openDesk, until } from '../frame/desk'
import { order } from './orders'

const f = textsOf<typeof frame>('frame')
const w = textsOf<typeof station>('station')
let held: (() => void) | undefined

/** Runs what waits for the end of the moment. */
const later = (): void => (held?.(), flushSync())

beforeEach(() => {
  held = undefined
  const real = setTimeout
  vi.stubGlobal('setTimeout', (run: () => void, ms?: number, ...rest: unknown[]) => {
    if (ms !== HELD_MS) return real(run, ms, ...rest)
    // The moment itself, and after it the toast that goes with it.
    held ??= run
    return real(() => {}, 0)
  })
})
afterEach(closeDesk)

const button = (text: string): HTMLButtonElement | undefined => [...document.querySelectorAll<HTMLButtonElement>('button')].find((one) => one.textContent?.trim() === text)
const deeds = (id: string): string[] => deviceView().deeds.filter(({ deed }) => deed.subject_id === id).map(({ deed }) => `${deed.verb} ${deed.version}`)
async function opens(id: string, more: Parameters<typeof order>[1] = {}): Promise<void> {
  const line = { order: { ...order(id, more), view: 'station' }, findings: [], entries: [], evidence: [], extension: null }
  await openDesk('station', `/desk/station/orders/${id}`, (path) => (path === `/v1/rectifications/${id}/timeline` ? line : { items: [], days: [] }))
  await until(() => expect(button(w().order.acknowledge)).toBeDefined())
  button(w().order.acknowledge)?.click()
  await until(() => expect(button(f().undo)).toBeDefined())
  expect([isHeld(id), button(w().order.acknowledge), deeds(id)]).toEqual([true, undefined, []])
}

it('is not handed in once it was taken back', async () => {
  await opens('a')
  button(f().undo)?.click()
  await until(() => expect(button(w().order.acknowledge)).toBeDefined())
  later()
  await new Promise((done) => setTimeout(done, 50))
  expect([isHeld('a'), deeds('a')]).toEqual([false, []])
})

it('is handed in when the moment is over', async () => {
  await opens('b')
  later()
  await until(() => expect(deeds('b')).toEqual(['acknowledge 2']))
})

it('is handed in before the next deed on the order', async () => {
  await opens('c', { times: { contain_by: '2026-11-24T04:00:00Z' } })
  button(w().order.contain)?.click()
  await until(() => expect(deeds('c')).toEqual(['acknowledge 2']))
})
