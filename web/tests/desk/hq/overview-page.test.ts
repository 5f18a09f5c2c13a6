// @vitest-environment happy-dom
// The front page: the figures of every kind of period, what waits for whom, and a month with something in it.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { flushSync } from 'svelte'
import { setSearch } from '../../../src/desk/frame/router.svelte'
import Overview from '../../../src/desk/hq/Overview.svelte'
import { firstShown } from '../../../src/desk/hq/logic/overview'
import { parsePeriod, periodText, pointsIn, shifted, type Period } from '../../../src/desk/hq/logic/period'
import { fill, textsOf } from '../../../src/desk/texts/index.svelte'
import type hq from '../../../src/desk/texts/zh/hq.json'
import { month, percent } from '../../../src/desk/ui/format'
import { askedOf, close, monthOf, open, rankingOf, says, text, until, type Grant } from './office'

const w = textsOf<typeof hq>('hq')
const UNIT = '00000000-0000-4000-8000-000000000002'
const RANKING = '/v1/reports/ranking'
const TREND = '/v1/reports/trend'

/** The newest periods up to one, of its kind, with so many audits each; the last one stands last. */
function points(query: Record<string, string>): object[] {
  const last = parsePeriod(query.until ?? '')
  if (!last) throw new Error('until is missing')
  const count = pointsIn(last.kind, Number(query.months))
  return Array.from({ length: count }, (_, at) => {
    const period = periodText(shifted(last, at + 1 - count))
    const found = audits[period] ?? 0
    return monthOf(period, { audits: found, stations: found, score_bp: found ? (scores[period] ?? 9000) : null, pass_rate_bp: found ? 7500 : null, critical_misses: found / 4 })
  })
}

let audits: Record<string, number> = {}
let scores: Record<string, number> = {}
/** Stations with an audit in a period, of twenty. */
let covered: Record<string, number> = {}
let more: Record<string, unknown> = {}
const standing = { overdue: 0, verifier_late: 0, pending_calendar: 0 }
const server = (path: string, query: Record<string, string>): unknown => {
  if (path in more) return typeof more[path] === 'function' ? (more[path] as (query: Record<string, string>) => unknown)(query) : more[path]
  if (path === TREND) return { touchpoints: [], items: points(query) }
  if (path === '/v1/reports/bulletin') return { as_of: '2026-12-02T02:00:00Z', items: [{ overdue: [], standing }] }
  if (path.endsWith('/editions')) return []
  if (path !== RANKING) return undefined
  const n = covered[query.period ?? ''] ?? 0
  return rankingOf([], { window: query.period, covered: n, not_covered: 20 - n })
}
const show = (search = '', grants?: Grant[]): Promise<void> => open(Overview, `/desk/hq${search}`, server, grants)
/** A row of the table of figures, cell by cell. */
const row = (name: string): string[] => {
  const found = [...document.querySelectorAll('tbody tr')].find((one) => one.querySelector('td')?.textContent.startsWith(name))
  return [...(found?.querySelectorAll('td') ?? [])].map((one) => one.textContent.trim())
}
const picked = (): string | undefined => [...document.querySelectorAll<HTMLSelectElement>('.picker select')].at(-1)?.value

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-12-02T02:00:00Z') })
  more = {}
  scores = {}
  covered = {}
  audits = { '2026-07': 4, '2026-08': 4, '2026-09': 4, '2026-10': 8, '2026-11': 8 }
})
afterEach(close)

describe('the figures', () => {
  // The trend takes months, quarters and years: the same audits are in each.
  it.each([
    ['a month', '2026-10', '2026-09', '12'],
    ['a quarter', '2026-Q4', '2026-Q3', '36'],
    ['a year', '2026', '2025', '36'],
  ])('of %s stand beside those of the one before, all of one trend', async (_, period, before, months) => {
    audits = { [period]: 16, [before]: 12 }
    scores = { [period]: 8642, [before]: 8500 }
    covered = { [period]: 13, [before]: 9 }
    await show(`?period=${period}`)
    await until(() => expect(row(w().overview.score).slice(1, 4)).toEqual(['86.42', '85.00', '+1.42']))
    expect(row(w().overview.audits).slice(1, 4)).toEqual(['16', '12', '+4'])
    expect(row(w().overview.critical).slice(1, 4)).toEqual(['4', '3', '+1'])
    expect(row(w().overview.passRate)[1]).toBe(percent(7500))
    // A part of how many, in both periods: stations with an audit and those without one.
    const of = fill(w().overview.coveredOf, { all: 20 })
    expect(row(w().overview.covered).slice(0, 4)).toEqual([`${w().overview.covered} ${fill(w().overview.notYet, { n: 7 })}`, `13 ${of}`, `9 ${of}`, '+4'])
    expect(askedOf(TREND).filter((one) => one.until === period)).toEqual([{ until: period, months }])
    expect(askedOf(RANKING).filter((one) => one.level === undefined)).toEqual([period, before].map((one) => ({ period: one, edition: 'live', limit: '1' })))
    expect(askedOf(RANKING).some((one) => one.depth === '0')).toBe(false)
  })

  it.each([
    ['2026-10', 12, 'nMonths'],
    ['2026-Q4', 12, 'nQuarters'],
    ['2026', 3, 'nYears'],
  ] as const)('of %s have a line of %i such periods behind them', async (period, n, name) => {
    audits = { '2026-10': 8, '2026-09': 4, '2026-Q4': 16, '2026-Q3': 12, '2026': 28, '2025': 20 }
    await show(`?period=${period}`)
    await says(fill(w().overview.trend, { span: fill(w().filter[name], { n }) }))
    const line = [...document.querySelectorAll('tbody svg')].find((one) => one.getAttribute('aria-label')?.startsWith(w().overview.audits))
    expect(line?.getAttribute('aria-label')?.split(', ')).toHaveLength(n)
  })

  it('are in the file with what coverage is a part of', async () => {
    audits = { '2026-Q4': 16, '2026-Q3': 12 }
    covered = { '2026-Q4': 13, '2026-Q3': 9 }
    const files: Blob[] = []
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => `blob:${files.push(blob as Blob)}`)
    await show('?period=2026-Q4')
    // There is no file before there are figures.
    const button = (): HTMLButtonElement | undefined => [...document.querySelectorAll<HTMLButtonElement>('section[aria-labelledby="changed"] button')].find((one) => one.textContent === 'CSV')
    expect(button()).toBeUndefined()
    await until(() => expect(button()).toBeDefined())
    button()?.click()
    await until(() => expect(files).toHaveLength(1))
    expect((await files[0]?.text())?.split('\r\n').slice(4, 6)).toEqual([`${w().overview.covered},13,9,4`, `${w().overview.stations},20,20,0`])
    vi.restoreAllMocks()
  })

  it('of coverage are none where the server tells none', async () => {
    more[RANKING] = rankingOf([], { not_covered: undefined })
    await show('?period=2026-10')
    await until(() => expect(row(w().overview.covered).slice(0, 3)).toEqual([w().overview.covered, '–', '–']))
  })

  it('never stand under the name of another period, while those of it are on their way', async () => {
    audits = { '2026-10': 8, '2026-09': 4, '2026-08': 4 }
    let late = (): void => {}
    const orders = (n: number): object => ({ items: [{ figures: { problems_per_station_hundredths: n, due: 1 } }] })
    more['/v1/reports/rectification'] = ({ period }: Record<string, string>) => (period === '2026-08' ? new Promise((done) => (late = () => done(orders(700)))) : orders(900))
    await show('?period=2026-10')
    await until(() => expect(row(w().overview.problems).slice(1, 3)).toEqual(['9.00', '9.00']))
    setSearch({ period: '2026-08' })
    await until(() => expect(askedOf('/v1/reports/rectification').at(-1)).toEqual({ period: '2026-07' }))
    await new Promise((done) => setTimeout(done, 50))
    flushSync()
    expect(row(w().overview.problems)).toEqual([])
    late()
    await until(() => expect(row(w().overview.problems).slice(1, 3)).toEqual(['7.00', '9.00']))
  })

  it('say that they are live where the page is of an edition', async () => {
    more[RANKING] = rankingOf([], { live: false, edition: { edition: 1, closed_on: '2026-11-03' } })
    await show('?period=2026-10&edition=1')
    await says(w().overview.liveFigures)
    expect(askedOf(RANKING).find((one) => one.limit === '1')).toMatchObject({ edition: 'live' })
    expect(askedOf(RANKING).find((one) => one.level === 'unit')).toMatchObject({ edition: '1' })
  })
})

describe('the month that the page begins with', () => {
  const fellBack = (): string => fill(w().overview.noneYet, { name: month('2026-12') })

  it('is the one before while nothing counts in the running one; the page and its picker say so', async () => {
    await show()
    await says(fellBack())
    expect(picked()).toBe('2026-11')
    await until(() => expect(askedOf(RANKING).length).toBeGreaterThan(1))
    // That before it stands beside it.
    expect(new Set(askedOf(RANKING).map((one) => one.period))).toEqual(new Set(['2026-11', '2026-10']))
    expect(document.querySelector<HTMLAnchorElement>('a[href^="/desk/hq/ranking"]')?.getAttribute('href')).toContain('period=2026-11')
    // The running month can still be chosen, and stays.
    const picker = [...document.querySelectorAll<HTMLSelectElement>('.picker select')].at(-1)
    if (!picker) throw new Error('no picker')
    picker.value = '2026-12'
    picker.dispatchEvent(new Event('change', { bubbles: true }))
    await until(() => expect(picked()).toBe('2026-12'))
    expect(location.search).toContain('period=2026-12')
    expect(text()).not.toContain(fellBack())
  })

  it('is the running one as soon as something counts, or when it is asked for', async () => {
    audits['2026-12'] = 4
    await show()
    await says(w().overview.partial)
    expect(picked()).toBe('2026-12')
    await close()
    audits['2026-12'] = 0
    await show('?period=2026-12')
    await says(w().overview.partial)
    expect([picked(), text().includes(fellBack())]).toEqual(['2026-12', false])
  })

  it('is the running one where the one before is as empty', () => {
    const running = parsePeriod('2026-01') as Period
    expect(firstShown(running, [3, 0])).toEqual(parsePeriod('2025-12'))
    for (const one of [[0, 0], [3, 2], [0], []]) expect(firstShown(running, one)).toEqual(running)
  })
})

describe('what waits', () => {
  it('is a period to close only for whom the whole network is', async () => {
    const line = (): string => fill(w().overview.toClose, { name: month('2026-11') })
    await show('?period=2026-11')
    await says(line())
    for (const grants of [[{ role: 'hq', org_unit_id: UNIT }], [{ role: 'auditor' }], [{ role: 'hq', org_unit_id: UNIT }, { role: 'auditor' }]] as Grant[][]) {
      await close()
      await show('?period=2026-11', grants)
      await says(w().overview.nothingWaits)
      expect(text()).not.toContain(line())
    }
  })

  it('are the appeals that the server calls open, of which there may be more', async () => {
    more['/v1/appeals'] = { items: Array.from({ length: 100 }, () => ({ state: 'level_1' })), next_cursor: 'more' }
    await show('?period=2026-11')
    await says(fill(w().overview.appeals, { n: '100+' }))
    expect(askedOf('/v1/appeals')).toEqual([{ state: 'level_1,level_1_decided,level_2', limit: '100' }])
  })
})

it('what burns says that there are more red lines than it counts', async () => {
  more['/v1/audits'] = { items: Array.from({ length: 100 }, (_, at) => ({ id: String(at) })), next_cursor: 'more' }
  await show('?period=2026-11')
  await says(fill(w().overview.redLines, { n: '100+' }))
})
