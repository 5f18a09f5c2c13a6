// @vitest-environment happy-dom
// The worst stations of the morning page: before the first publications of a month those of the month before.
import { afterEach, expect, it } from 'vitest'
import { fill, textsOf } from '../../../src/desk/texts/index.svelte'
import type region from '../../../src/desk/texts/zh/region.json'
import { month } from '../../../src/desk/ui/format'
import { closeDesk, openDesk, until } from '../frame/desk'

const w = textsOf<typeof region>('region')
const both = (text: string) => ({ zh: text, en: text })
const row = (code: string, rank: number | null) => ({ id: code, code, name: both(code), score_bp: rank ? 8000 : 0, grade: null, audits: rank ? 1 : 0, rank, class: 0, class_size: 1, critical_misses: 0, open_overdue: 0, touchpoints: [] })
const ranking = (window: string, items: unknown[]) => ({ items, window, live: true, touchpoints: [], classes: [] })
let asked: (string | null)[] = []

/** Opens the morning page over rankings by month; the running one is November 2026. */
async function open(rankings: Record<string, unknown[]>): Promise<void> {
  asked = []
  await openDesk('region', '/desk/region', (path, search) => {
    if (path !== '/v1/reports/ranking') return { items: [] }
    const period = search.get('period')
    asked.push(period)
    return ranking(period ?? '2026-11', rankings[period ?? '2026-11'] ?? [])
  })
}
afterEach(closeDesk)

const listed = (): string[] => [...document.querySelectorAll('[aria-labelledby=h-worst] li b')].map((one) => one.textContent ?? '')
const note = (period: string): string => fill(w().stations.instead, { month: month(period) })
const says = (text: string): boolean => document.body.textContent?.includes(text) ?? false

it('of the running month as soon as one of it is ranked', async () => {
  await open({ '2026-11': [row('NEW', 1)], '2026-10': [row('OLD', 1)] })
  await until(() => expect(listed()).toEqual(['NEW']))
  expect([asked, says(note('2026-10'))]).toEqual([[null], false])
})

it('of the month before while none is, and says so', async () => {
  await open({ '2026-11': [row('NEW', null)], '2026-10': [row('OLD', 1)] })
  await until(() => expect(listed()).toEqual(['OLD']))
  expect([asked, says(note('2026-10'))]).toEqual([[null, '2026-10'], true])
  expect(document.querySelector('[aria-labelledby=h-worst] .topline a')?.getAttribute('href')).toBe('/desk/region/stations?period=2026-10')
})

it('of the running month where the one before has none either', async () => {
  await open({ '2026-11': [row('NEW', null)], '2026-10': [] })
  await until(() => expect(listed()).toEqual(['NEW']))
  expect(says(note('2026-10'))).toBe(false)
})
