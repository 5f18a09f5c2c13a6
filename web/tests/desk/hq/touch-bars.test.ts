// @vitest-environment happy-dom
// Touchpoints as bars: their files hold what the screen shows, their picture the bars.
import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import TouchBars from '../../../src/desk/hq/parts/TouchBars.svelte'
import { loadTexts, textsOf } from '../../../src/desk/texts/index.svelte'
import type frame from '../../../src/desk/texts/zh/frame.json'
import type hq from '../../../src/desk/texts/zh/hq.json'

/** A busy machine is no fault of a page. */
const SOON = { timeout: 30_000 }
const f = textsOf<typeof frame>('frame')
const w = textsOf<typeof hq>('hq')
let files: Blob[] = []
let shown: Record<string, unknown> | undefined

beforeEach(async () => {
  await loadTexts('frame', 'hq')
  files = []
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => `blob:${files.push(blob as Blob)}`)
  vi.stubGlobal('fetch', () => Promise.resolve({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve({ items: [] }) }))
})
afterEach(async () => {
  if (shown) await unmount(shown)
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** What a button saves, as text. */
async function saved(name: string): Promise<string> {
  ;[...document.querySelectorAll('button')].find((one) => one.textContent === name)?.click()
  await vi.waitFor(() => expect(files.length).toBe(1), SOON)
  return (files.pop() as Blob).text()
}

it('a file of touchpoints holds scores and points as they are shown, a picture every bar', async () => {
  const name = (zh: string): { zh: string; en: string } => ({ zh, en: zh })
  const rows = [
    { name: name('进站前'), bp: 8684, grade: 'good', earned: 33, answered: 38 },
    { name: name('便利店'), bp: null, grade: null, earned: 0, answered: 0 },
  ]
  shown = mount(TouchBars, { target: document.body, props: { rows, name: ['触点', 'JX001'] } })
  flushSync()
  expect([...document.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent?.trim()))).toEqual([['进站前', '', '86.84', '33/38'], ['便利店', '', w().rank.na, '0/0']])
  const csv = await saved(f().files.csv)
  expect(csv.replace('\u{feff}', '').trim().split('\r\n').slice(1)).toEqual(['进站前,86.84,33,38', '便利店,,0,0'])
  const svg = await saved(f().chart.svg)
  for (const text of ['触点 · JX001', '进站前', '86.84', '便利店', w().rank.na]) expect(svg).toContain(text)
  // Its ground, and a bar on a ground of its own for the one that has a score.
  expect(svg.match(/<rect/g)?.length).toBe(4)
})
