// @vitest-environment happy-dom
// Coverage of closed rounds: the newest first, the whole first, by the units below the region's, and nothing of other rounds.
import { flushSync } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { route } from '../../../src/desk/frame/router.svelte'
import { fill, textsOf, useLanguage } from '../../../src/desk/texts/index.svelte'
import type frame from '../../../src/desk/texts/zh/frame.json'
import type nav from '../../../src/desk/texts/zh/nav.json'
import type region from '../../../src/desk/texts/zh/region.json'
import { forget } from '../../../src/desk/net/query.svelte'
import { closeDesk, openDesk, until } from '../frame/desk'

const f = textsOf<typeof frame>('frame')
const n = textsOf<typeof nav>('nav')
const w = textsOf<typeof region>('region')
const both = (text: string) => ({ zh: text, en: text })
const unit = (id: string, level: number, parent_id: string | null) => ({ id, code: id, level, name_zh: id, name_en: id, parent_id, version: 1 })
const CITY = '00000000-0000-4000-8000-000000000002'
const ROUNDS = [
  { code: 'R-2', name: both('十月'), first_day: '2026-10-01', last_day: '2026-10-31' },
  { code: 'R-1', name: both('九月'), first_day: '2026-09-01', last_day: '2026-09-30' },
]
let rounds: unknown[] = ROUNDS
let held: (string | null)[] = [null]
let asked: string[] = []

function answer(path: string, search: URLSearchParams): unknown {
  asked.push(`${path}?${search.toString()}`)
  if (path === '/v1/org-units') return { items: [unit('net', 0, null), unit('province', 1, 'net'), unit(CITY, 2, 'province'), unit('district', 3, CITY)] }
  if (path === '/v1/reports/rounds') return rounds
  if (path === '/v1/reports/coverage') {
    return { round: search.get('round'), items: [{ stations: 30, covered: 23, not_covered: 7 }, { org_unit_id: 'b', name: both('=乙'), stations: 10, covered: 10, not_covered: 0 }, { org_unit_id: 'a', name: both('甲'), stations: 20, covered: 13, not_covered: 7 }] }
  }
  return { items: [] }
}
const opens = (at = '/desk/region/coverage') => openDesk('region', at, answer, held.map((org_unit_id) => ({ org_unit_id })))

beforeEach(async () => {
  await useLanguage('zh')
  forget()
  rounds = ROUNDS
  asked = []
  held = [null]
})
afterEach(async () => {
  await closeDesk()
  vi.restoreAllMocks()
})

const coverage = (): string[] => asked.filter((one) => one.startsWith('/v1/reports/coverage')).map((one) => one.split('?')[1] ?? '')
const chooser = (): HTMLSelectElement => [...document.querySelectorAll('select')].find((one) => one.value.startsWith('R-')) as HTMLSelectElement
const cells = (): string[] => [...document.querySelectorAll('.line [role=gridcell]:first-child')].map((one) => one.textContent?.trim() ?? '')

it('begins with the newest round, says how much was not covered, and shows the whole before its parts', async () => {
  await opens()
  await until(() => expect(cells()).toEqual([w().bulletin.together, '=乙', '甲']))
  expect(chooser().value).toBe('R-2')
  expect(document.body.textContent).toContain(fill(w().coverage.notCovered, { n: 7, all: 30 }))
  expect(coverage()).toEqual(['round=R-2&depth=1'])
  expect(document.querySelector('nav a[href="/desk/region/coverage"]')?.textContent).toContain(n().regionCoverage)
})

it('another round is chosen in the address', async () => {
  await opens('/desk/region/coverage?round=R-1')
  await until(() => expect(chooser()?.value).toBe('R-1'))
  await until(() => expect(coverage()).toEqual(['round=R-1&depth=1']))
  chooser().value = 'R-2'
  chooser().dispatchEvent(new Event('change', { bubbles: true }))
  await until(() => expect(coverage()).toEqual(['round=R-1&depth=1', 'round=R-2&depth=1']))
  expect(route.search.get('round')).toBeNull()
})

it.each([[[CITY], 'round=R-2&depth=3'], [['province', CITY], 'round=R-2&depth=2'], [['district'], 'round=R-2']])('the parts are the units below those of the person: %s', async (of, wanted) => {
  held = of
  await opens()
  await until(() => expect(coverage()).toEqual([wanted]))
})

it('a chosen unit has its own parts', async () => {
  await opens(`/desk/region/coverage?unit=${CITY}`)
  await until(() => expect(coverage()).toEqual([`round=R-2&depth=3&org_unit=${CITY}`]))
})

it('is downloaded as it is shown', async () => {
  const files: Blob[] = []
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => `blob:${files.push(blob as Blob)}`)
  await opens()
  const press = () => [...document.querySelectorAll('button')].find((one) => one.textContent === f().files.csv)
  await until(() => expect(press()).toBeDefined())
  press()?.click()
  flushSync()
  await until(() => expect(files.length).toBe(1))
  expect((await files[0]!.text()).replace('\u{feff}', '').trimEnd().split('\r\n')).toEqual(['机构,加油站,已覆盖,未覆盖', '合计,30,23,7', "'=乙,10,10,0", '甲,20,13,7'])
})

it('says so where no round is closed', async () => {
  rounds = []
  await opens()
  await until(() => expect(document.body.textContent).toContain(w().coverage.empty))
  expect(coverage()).toEqual([])
})
