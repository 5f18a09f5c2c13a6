// @vitest-environment happy-dom
// The stations of a region: graded as the ranking grades them, and printed.
import { flushSync } from 'svelte'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { setSearch } from '../../../src/desk/frame/router.svelte'
import { fill, textsOf, useLanguage } from '../../../src/desk/texts/index.svelte'
import type frame from '../../../src/desk/texts/zh/frame.json'
import type region from '../../../src/desk/texts/zh/region.json'
import { month } from '../../../src/desk/ui/format'
import { closeDesk, openDesk, until, type Sent } from '../frame/desk'

const f = textsOf<typeof frame>('frame')
const w = textsOf<typeof region>('region')
const both = (text: string) => ({ zh: text, en: text })
const row = { id: 's', code: 'S1', name: both('站'), score_bp: 9000, grade: 'pass', stars: 2, capped: true, audits: 1, rank: 1, class: 0, class_size: 1, critical_misses: 1, open_overdue: 0, touchpoints: [] }
const scoring = { grades: [{ grade: 'excellent', min_bp: 9000 }, { grade: 'pass', min_bp: 7000 }, { grade: 'fail', min_bp: 0 }] }

function answer(path: string): unknown {
  if (path === '/v1/reports/ranking') return { items: [row], window: '2026-11', live: true, touchpoints: [], classes: [] }
  if (path === '/v1/checklists') return { items: [{ id: 'c', version: 1 }] }
  if (path.startsWith('/v1/checklists/')) return { scoring, touchpoints: [], items: [] }
  if (path === '/v1/stations/s') return { id: 's', code: 'S1', name_zh: '站', name_en: 'Station', address: '', org_unit_id: 'u' }
  if (path === '/v1/reports/trend') return { items: [{ period: '2026-10', score_bp: 9000, touchpoints: [] }, { period: '2026-11', score_bp: null, touchpoints: [] }], touchpoints: [] }
  return { items: [] }
}

beforeEach(() => useLanguage('zh'))
afterEach(closeDesk)

const print = (period: string): HTMLButtonElement | undefined =>
  [...document.querySelectorAll<HTMLButtonElement>('button')].find((one) => one.textContent?.trim() === fill(w().report.print, { month: month(period) }))
async function orders(sent: Sent[]): Promise<unknown> {
  await until(() => expect(sent).toHaveLength(1))
  return sent[0]?.body
}

it('a station with a red line is not green, however high its score', async () => {
  await openDesk('region', '/desk/region/stations', answer)
  await until(() => expect(document.querySelector('.line .grade')?.textContent?.trim()).toBe(f().grade.pass))
  const score = [...document.querySelectorAll('.line .num')].find((one) => one.textContent === '90.00')
  expect([score?.classList.contains('pass'), score?.classList.contains('good')]).toEqual([true, false])
  expect(document.querySelector('.line [title="2 星"]')).not.toBeNull()
})

it('the report of a unit is ordered once there is one', async () => {
  const unit = '00000000-0000-4000-8000-000000000001'
  const sent = await openDesk('region', '/desk/region/stations?period=2026-10', answer)
  await until(() => expect(print('2026-10')?.disabled).toBe(true))
  setSearch({ unit })
  await until(() => expect(print('2026-10')?.disabled).toBe(false))
  print('2026-10')?.click()
  flushSync()
  expect(await orders(sent)).toEqual({ kind: 'region_report', format: 'pdf', lang: 'zh', filter: { period: '2026-10', org_unit: unit } })
})

it('the report of a station is of its last month with a score', async () => {
  const sent = await openDesk('region', '/desk/region/stations/s', answer)
  await until(() => expect(print('2026-10')).toBeDefined())
  print('2026-10')?.click()
  expect(await orders(sent)).toEqual({ kind: 'station_report', format: 'pdf', lang: 'zh', filter: { period: '2026-10', station: 's' } })
})
