// @vitest-environment happy-dom
// The trend by months, quarters and years: what is asked for, how many points there are, and what they are called.
import { afterEach, expect, it, vi } from 'vitest'
import { setSearch } from '../../../src/desk/frame/router.svelte'
import Trend from '../../../src/desk/hq/Trend.svelte'
import { lines } from '../../../src/desk/hq/logic/charts'
import { parsePeriod, periodText, pointsIn, shifted, SPAN, SPANS } from '../../../src/desk/hq/logic/period'
import { periodNameOf, periodShort, spanName } from '../../../src/desk/hq/view.svelte'
import { fill, textsOf } from '../../../src/desk/texts/index.svelte'
import type hq from '../../../src/desk/texts/zh/hq.json'
import { askedOf, close, monthOf, open, rankingOf, says, until } from './office'

vi.mock('../../../src/desk/hq/logic/charts', async (real) => {
  const all = await real<typeof import('../../../src/desk/hq/logic/charts')>()
  return { ...all, lines: vi.fn(all.lines) }
})

const w = textsOf<typeof hq>('hq')
const TREND = '/v1/reports/trend'
const UNIT = '00000000-0000-4000-8000-000000000002'
const server = (path: string, query: Record<string, string>): unknown => {
  if (path === '/v1/org-units') return { items: [{ id: UNIT, code: 'CQ', name_zh: '重庆', name_en: 'CQ', level: 1, parent_id: null }] }
  if (path === '/v1/reports/ranking') return rankingOf([])
  if (path !== TREND) return undefined
  const last = parsePeriod(query.until ?? '')
  if (!last) throw new Error('until is missing')
  const count = pointsIn(last.kind, Number(query.months))
  return { touchpoints: [], items: Array.from({ length: count }, (_, at) => monthOf(periodText(shifted(last, at + 1 - count)), { score_bp: query.org_unit ? 8000 + at : 9000 + at })) }
}
const head = (): string => document.querySelector('[role="columnheader"]')?.textContent.trim() ?? ''
const spans = (): (string | undefined)[] => [...([...document.querySelectorAll('label')].find((one) => one.textContent.includes(w().filter.span))?.querySelectorAll('option') ?? [])].map((one) => one.textContent)

afterEach(async () => {
  await close()
  vi.mocked(lines).mockClear()
})

it.each([
  ['2026-11', '12', 12, 'month', '2025-12'],
  ['2026-Q4', '36', 12, 'quarter', '2024-Q1'],
  ['2026', '36', 3, 'year', '2024'],
] as const)('until %s asks for %s months and shows %i points, each a %s', async (period, months, n, kind, first) => {
  await open(Trend, `/desk/hq/trend?period=${period}`, server)
  await says(fill(w().trend.withData, { n }), periodNameOf(period), periodNameOf(first))
  expect(askedOf(TREND)[0]).toEqual({ until: period, months })
  expect(head()).toContain(w().trend[kind])
  expect([...document.querySelectorAll('.picker select')].map((one) => (one as HTMLSelectElement).value)).toEqual([kind, period])
  await until(() => expect(vi.mocked(lines).mock.lastCall?.[1].at(-1)).toBe(periodShort(period)))
  expect(spans()).toEqual(SPANS[kind].length > 1 ? SPANS[kind].map((one) => spanName(kind, one)) : [])
})

it('keeps a span that the other kind knows, and takes the usual one where it knows it not', async () => {
  await open(Trend, '/desk/hq/trend?period=2026-11&months=24', server)
  await says(fill(w().trend.withData, { n: 24 }))
  setSearch({ period: '2026-Q3' })
  await says(fill(w().trend.withData, { n: 8 }))
  expect(askedOf(TREND).at(-1)).toMatchObject({ until: '2026-Q3', months: '24' })
  setSearch({ months: 6 })
  await says(fill(w().trend.withData, { n: 12 }))
})

it('a unit stands beside the network period by period, also where that has begun earlier', async () => {
  await open(Trend, `/desk/hq/trend?period=2026&unit=${UNIT}`, (path, query) => {
    if (path !== TREND || !query.org_unit) return server(path, query)
    return { touchpoints: [], items: [monthOf('2024', { audits: 0, score_bp: null }), monthOf('2025', { score_bp: 8100 }), monthOf('2026', { score_bp: 8200 })] }
  })
  await until(() => expect(vi.mocked(lines).mock.calls.find(([, , series]) => series.length === 2 && series[1]?.values[0] != null)?.[2].map((one) => one.values)).toEqual([[8100, 8200], [9001, 9002]]))
  expect(vi.mocked(lines).mock.lastCall?.[1]).toEqual([periodShort('2025'), periodShort('2026')])
})

it('offers spans of whole quarters and years that the server takes', () => {
  for (const kind of ['month', 'quarter', 'year'] as const) {
    expect(SPANS[kind]).toContain(SPAN[kind])
    for (const months of SPANS[kind]) expect([Number.isInteger(pointsIn(kind, months)), months <= 36]).toEqual([true, true])
  }
})
