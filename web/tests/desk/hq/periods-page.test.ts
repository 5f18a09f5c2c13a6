// @vitest-environment happy-dom
// Periods are closed for the whole network: nobody is offered what the server refuses.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import Periods from '../../../src/desk/hq/Periods.svelte'
import { closesPeriods } from '../../../src/desk/hq/logic/exports'
import { textsOf } from '../../../src/desk/texts/index.svelte'
import type hq from '../../../src/desk/texts/zh/hq.json'
import { close, monthOf, open, says, type Grant } from './office'

const w = textsOf<typeof hq>('hq')
const UNIT = '00000000-0000-4000-8000-000000000002'
const server = (path: string): unknown => {
  if (path.endsWith('/editions')) return []
  return path === '/v1/reports/trend' ? { touchpoints: [], items: [monthOf('2026-11')] } : undefined
}
const offers = (): string[] => [...document.querySelectorAll('button')].map((one) => one.textContent.trim())

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-12-02T02:00:00Z') }))
afterEach(close)

it('head office of the whole network closes them', async () => {
  await open(Periods, '/desk/hq/periods?open=2026-11', server)
  await says(w().periods.none)
  expect(offers()).toEqual(expect.arrayContaining([w().periods.close, w().periods.publish]))
})

it('head office of a unit publishes, and reads that they are closed above it', async () => {
  await open(Periods, '/desk/hq/periods?open=2026-11', server, [{ role: 'hq', org_unit_id: UNIT }])
  await says(w().periods.none, w().periods.closedAbove)
  expect(offers()).toContain(w().periods.publish)
  expect(offers()).not.toContain(w().periods.close)
})

it('is a matter of the role of head office, not of sight', () => {
  const may = (...grants: Grant[]): boolean => closesPeriods(grants)
  expect([may({ role: 'hq' }), may({ role: 'hq', org_unit_id: UNIT }), may({ role: 'admin' }), may({ role: 'hq', org_unit_id: UNIT }, { role: 'auditor' }), may({ role: 'hq', station_id: UNIT })]).toEqual([true, false, false, false, false])
})
