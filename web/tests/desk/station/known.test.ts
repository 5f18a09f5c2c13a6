// @vitest-environment happy-dom
// A page that is seen without a network says how old it is: the instant of the last answer, however often one comes back to it.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { navigate } from '../../../src/desk/frame/router.svelte'
import { device } from '../../../src/desk/station/device.svelte'
import { fill, textsOf, useLanguage } from '../../../src/desk/texts/index.svelte'
import type station from '../../../src/desk/texts/zh/station.json'
import { dateTime } from '../../../src/desk/ui/format'
import { closeDesk, openDesk, until } from '../frame/desk'

const w = textsOf<typeof station>('station')
const READ = Date.parse('2026-12-01T01:00:00Z')
const HOUR = 3_600_000
const ORDERS = '/v1/rectifications?open=true&limit=500'
let online = true
let now = READ

beforeEach(async () => {
  await useLanguage('zh')
  now = READ
  vi.spyOn(Date, 'now').mockImplementation(() => now)
  online = true
})
afterEach(async () => {
  await closeDesk()
  vi.restoreAllMocks()
})

function answer(path: string): unknown {
  if (!online) throw new TypeError('no network')
  return path === '/v1/calendars' ? { close_hour: 18, years: [] } : { items: [], days: [] }
}
const note = (): string | undefined => document.querySelector('.note.warn')?.textContent?.trim()

it('the age is that of the answer, also after coming back by a link and again, and so it is kept', async () => {
  await openDesk('station', '/desk/station/orders', answer)
  await until(() => expect(document.body.textContent).toContain(w().orders.empty))
  const kept = async (): Promise<number | undefined> => (await (await device())?.store.known(ORDERS))?.at
  await vi.waitFor(async () => expect(await kept()).toBe(READ))
  online = false
  for (const hours of [1, 2, 3]) {
    now = READ + hours * HOUR
    await navigate('/desk/station/device')
    await until(() => expect(document.querySelector('h1')?.textContent).toBe(w().device.title))
    await navigate('/desk/station/orders')
    await until(() => expect(note()).toBe(fill(w().offline.asOf, { when: dateTime(READ) })))
    expect(document.body.textContent).toContain(w().orders.empty)
    expect(await kept()).toBe(READ)
  }
})
