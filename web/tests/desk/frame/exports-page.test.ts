// @vitest-environment happy-dom
// Files are ordered on the desk of each, with what his role may have.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { kindsFor } from '../../../src/desk/hq/logic/exports'
import { useLanguage } from '../../../src/desk/texts/index.svelte'
import type { Role } from '../../../src/desk/types'
import { closeDesk, openDesk, until, type Sent } from './desk'

let asked: string[] = []

async function open(role: Role, at: string): Promise<Sent[]> {
  asked = []
  const sent = await openDesk(role, at, (path) => {
    asked.push(path)
    if (path.endsWith('/editions')) return []
    return { items: path === '/v1/stations' ? [{ id: 's', code: 'S1', name_zh: '站', name_en: '' }] : path === '/v1/rounds' ? [{ id: 'r', code: 'R-1', name_zh: '轮', name_en: 'Round' }] : [] }
  })
  await until(() => expect(kinds().length).toBeGreaterThan(0))
  return sent
}
const select = (at: number): HTMLSelectElement => document.querySelectorAll<HTMLSelectElement>('main form select')[at] as HTMLSelectElement
const kinds = (): string[] => [...(select(0)?.options ?? [])].map((one) => one.value)
async function choose(kind: string): Promise<void> {
  const field = select(0)
  // This DOM does not know which option is chosen.
  field.querySelector = () => [...field.options].find((one) => one.value === kind) as never
  field.dispatchEvent(new Event('change', { bubbles: true }))
}

beforeEach(() => useLanguage('zh'))
afterEach(closeDesk)

it.each([['region', 'region'], ['reviewer', 'review'], ['appeal_l2', 'review'], ['planner', 'plan'], ['admin', 'admin'], ['station', 'station'], ['auditor', 'hq']] as const)('%s finds it on the desk %s', async (role, desk) => {
  await open(role, `/desk/${desk}/exports`)
  expect(kinds()).toEqual(kindsFor(role))
  // Who sees no plan asks for no rounds, and a station for no tree of units.
  expect([asked.includes('/v1/rounds'), asked.includes('/v1/org-units')]).toEqual([kindsFor(role).includes('coverage'), role !== 'station'])
})

it('a station manager orders the report of his station without knowing its code', async () => {
  const sent = await open('station', '/desk/station/exports?period=2026-10')
  await choose('station_report')
  await until(() => expect(document.querySelector('main form')?.textContent).toContain('S1 站'))
  document.querySelector('main form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
  await until(() => expect(sent.map((one) => one.body)).toEqual([{ kind: 'station_report', format: 'pdf', lang: 'zh', filter: { period: '2026-10', station: 's' } }]))
})
