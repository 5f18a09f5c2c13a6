// Head office: numbers that are the server's, from a province to a photo in four clicks, files as shown, long rankings, editions; and the
// auditor, who sees the same without shoppers and the plan. In a real browser on the real binary.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { startChromium } from './lib/chromium.mjs'
import { startDemo } from './lib/demo.mjs'
import { bodiesOf, sit, walk } from './lib/office.mjs'

const ends = []
let demo, browser, desk, ranking

const hq = (method, path, body) => demo.as('hq', method, path, body)
const points = (bp) => (bp / 100).toFixed(2)
/** Whole numbers and names of a line of a file. */
const cells = (line) => line.split(',')

before(async () => {
  demo = await startDemo()
  ends.push(() => demo.stop())
  browser = await startChromium()
  ends.push(() => browser.close())
  desk = await sit(browser, demo, 'hq')
  ends.push(() => desk.close())
  ranking = await hq('GET', '/v1/reports/ranking?limit=500')
  assert.ok(ranking.items.length > 20, 'the demo has a ranking')
})

after(async () => {
  for (const one of ends.splice(0).reverse()) await one()
})

/** What a button saves. */
async function saved(button) {
  const [file] = await Promise.all([desk.page.waitForEvent('download'), button.click()])
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}

/** Every page of head office, those with somebody in them included. */
async function pages() {
  const station = ranking.items[0]
  const audits = await hq('GET', `/v1/audits?station=${station.id}`)
  return [
    '/desk/hq', '/desk/hq/ranking', '/desk/hq/ranking?level=unit', '/desk/hq/distribution', '/desk/hq/items', '/desk/hq/items/fueling~zero_reset_shown',
    '/desk/hq/lenses', '/desk/hq/lenses?lens=kano&level=station', '/desk/hq/trend', '/desk/hq/closing', '/desk/hq/closing?level=station', '/desk/hq/repeats',
    '/desk/hq/periods', '/desk/hq/exports', '/desk/hq/stations', '/desk/hq/org',
    `/desk/hq/stations/${station.id}`, `/desk/hq/units/${station.org_unit_id}`, `/desk/hq/audits/${audits.items[0].id}`,
  ]
}

for (const [lang, colorScheme, width] of [['en', 'light', 1440], ['zh', 'dark', 360], ['zh', 'light', 2560]]) {
  test(`every page of head office is axe clean and of this server: ${lang}, ${colorScheme}, ${width} px`, async () => {
    const seat = await sit(browser, demo, 'hq', { lang, colorScheme, viewport: { width, height: 900 } })
    await walk(seat, await pages())
    bodiesOf(demo, seat)
    await seat.close()
  })
}

test('the ranking shows what the server ranked, and its files hold what it shows', async () => {
  await desk.open('/desk/hq/ranking')
  const grid = desk.page.getByRole('grid', { name: 'Stations' })
  assert.equal(await grid.getAttribute('aria-rowcount'), String(ranking.items.length + 1))
  const first = await grid.locator('[role=row][aria-rowindex="2"]').innerText()
  assert.ok(first.includes(ranking.items[0].name.en) && first.includes(points(ranking.items[0].score_bp)), first)

  await desk.page.getByLabel('Comparison class').selectOption('1')
  await desk.page.waitForURL((url) => url.searchParams.get('class') === '1')
  const small = ranking.items.filter((row) => row.class === 1)
  await desk.page.waitForFunction((count) => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') === count, String(small.length + 1))
  await grid.getByRole('button', { name: 'Score' }).click()
  await grid.getByRole('button', { name: 'Score' }).click()
  await desk.page.waitForURL((url) => url.searchParams.get('sort') === 'score')

  const group = desk.page.getByRole('group', { name: 'Download the table as shown' })
  const csv = await saved(group.getByRole('button', { name: 'CSV' }))
  assert.match(csv.name, /^Ranking-.*\.csv$/)
  const [head, ...lines] = csv.bytes.toString('utf8').trim().split('\r\n')
  const at = cells(head).indexOf('Score')
  assert.deepEqual(lines.map((line) => cells(line)[0]), [...small].sort((a, b) => a.score_bp - b.score_bp).map((row) => row.code))
  assert.deepEqual(lines.map((line) => cells(line)[at]), [...small].sort((a, b) => a.score_bp - b.score_bp).map((row) => points(row.score_bp)))
  const xlsx = await saved(group.getByRole('button', { name: 'XLSX' }))
  assert.equal(xlsx.bytes.readUInt32LE(0), 0x04034b50)
})

test('from a province to a photo in four clicks', async () => {
  await desk.open('/desk/hq/ranking?level=unit')
  let clicks = 0
  const click = async (locator) => {
    clicks += 1
    await locator.click()
  }
  await click(desk.page.getByRole('grid', { name: 'Units' }).locator('[role=row][aria-rowindex="2"] a').first())
  await desk.page.waitForURL((url) => url.pathname.startsWith('/desk/hq/units/'))
  await click(desk.page.getByRole('grid', { name: 'Stations' }).locator('[role=row][aria-rowindex="2"] a').first())
  await desk.page.waitForURL((url) => url.pathname.startsWith('/desk/hq/stations/'))
  await click(desk.page.getByRole('grid', { name: 'Audits' }).locator('[role=row][aria-rowindex="2"] a').first())
  await desk.page.waitForURL((url) => url.pathname.startsWith('/desk/hq/audits/'))
  await click(desk.page.getByRole('button', { name: /^Photo of/ }).first())
  const photo = desk.page.getByRole('dialog').locator('img').first()
  await photo.waitFor()
  await desk.page.waitForFunction(() => [...document.querySelectorAll('dialog img')].some((one) => one.complete && one.naturalWidth > 100))
  assert.equal(clicks, 4)
  await desk.page.keyboard.press('Escape')
})

test('a lens says what the server says, and its chart is saved as SVG and PNG', async () => {
  const lens = await hq('GET', '/v1/reports/lenses?lens=servqual')
  await desk.open('/desk/hq/lenses?lens=servqual')
  const table = desk.page.getByRole('grid', { name: 'SERVQUAL' })
  for (const [place, { tag }] of lens.tags.entries()) {
    const row = await table.locator(`[role=row][aria-rowindex="${place + 2}"]`).innerText()
    assert.ok(row.toLowerCase().includes(tag) && row.includes(points(lens.items[0].tags[place].score_bp)), row)
  }
  const svg = await saved(desk.page.getByRole('button', { name: 'SVG' }).first())
  assert.match(svg.bytes.toString(), /^<svg /)
  const png = await saved(desk.page.getByRole('button', { name: 'PNG' }).first())
  assert.equal(png.bytes.subarray(1, 4).toString(), 'PNG')
})

test('files hold the figures that the screen shows: an item by units, the touchpoints of an audit with their picture', async () => {
  const files = (place) => place.getByRole('group', { name: 'Download the table as shown' }).getByRole('button', { name: 'CSV' })
  const report = await hq('GET', '/v1/reports/items')
  const network = report.items.find((row) => row.item === 'fueling.zero_reset_shown').network_rate_bp
  await desk.open('/desk/hq/items/fueling~zero_reset_shown')
  const [head, ...units] = (await saved(files(desk.page.locator('section', { has: desk.page.getByRole('heading', { name: 'Pass rate by unit' }) })))).bytes.toString('utf8').trim().split('\r\n').map(cells)
  const [rate, off] = [head.indexOf('Pass rate'), head.indexOf('Off network')]
  assert.ok(rate > 0 && off > 0, head.join())
  const hundredths = (text) => Math.round(Number(text) * 100)
  const rated = units.filter((line) => line[rate] !== '')
  assert.ok(rated.length > 0)
  assert.deepEqual(rated.map((line) => hundredths(line[off])), rated.map((line) => hundredths(line[rate]) - network))

  const { items } = await hq('GET', `/v1/audits?station=${ranking.items[0].id}`)
  const { explained } = await hq('GET', `/v1/audits/${items[0].id}`)
  await desk.open(`/desk/hq/audits/${items[0].id}`)
  const part = desk.page.locator('section', { has: desk.page.getByRole('heading', { name: 'Touchpoints' }) })
  const [, ...touchpoints] = (await saved(files(part))).bytes.toString('utf8').trim().split('\r\n')
  assert.deepEqual(touchpoints.map((line) => line.split(',').slice(-2).map(Number)), explained.touchpoints.map(({ earned, answered }) => [earned, answered]))
  const picture = (await saved(part.getByRole('button', { name: 'SVG' }))).bytes.toString('utf8')
  assert.equal(picture.match(/<text/g).length, 1 + 2 * explained.touchpoints.length)
  assert.ok(picture.includes(points(explained.touchpoints.find((one) => one.score_bp != null).score_bp)))
  const png = await saved(part.getByRole('button', { name: 'PNG' }))
  assert.equal(png.bytes.subarray(1, 4).toString(), 'PNG')
})

test('30,000 stations are drawn a window at a time, sorted and reached to the last', async () => {
  const COUNT = 30_000
  const rows = Array.from({ length: COUNT }, (_, at) => ({
    ...ranking.items[0], id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`, code: `S${at}`, name: { zh: `站${at}`, en: `Station ${at}` },
    rank: at + 1, class_size: COUNT, score_bp: 10_000 - Math.floor(at / 4), movement: (at * 7919) % 1000,
  }))
  const answer = (items, next_cursor) => JSON.stringify({ ...ranking, items, next_cursor, classes: [{ class: 0, ranked: COUNT, mean_bp: 9000, quartiles_bp: [8000, 9000, 9500] }], not_covered: 0 })
  await desk.page.route(/\/v1\/reports\/ranking\?/, (route) => {
    const limit = Number(new URL(route.request().url()).searchParams.get('limit'))
    return route.fulfill({ contentType: 'application/json', body: limit < COUNT ? answer(rows.slice(0, limit), 'more') : answer(rows, null) })
  })
  await desk.page.goto(`${demo.app}/desk/hq/ranking`)
  const grid = desk.page.getByRole('grid')
  await desk.page.waitForFunction((count) => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') === count, String(COUNT + 1))
  assert.ok((await grid.locator('.line').count()) < 120)
  await grid.evaluate((box) => box.scrollTo(0, box.scrollHeight))
  await grid.getByText('Station 29999', { exact: true }).waitFor()
  assert.ok((await grid.locator('.line').count()) < 120)
  await grid.getByRole('button', { name: 'Change' }).click()
  const best = rows.reduce((a, b) => (b.movement > a.movement ? b : a))
  await grid.locator('[role=row][aria-rowindex="2"]').getByText(best.code, { exact: true }).waitFor()
  await desk.page.unroute(/\/v1\/reports\/ranking\?/)
})

test('a period is closed with a reason, closed again, and its editions are compared', async () => {
  const month = new Date(Date.now() + 8 * 3_600_000)
  month.setUTCDate(0)
  const period = month.toISOString().slice(0, 7)
  const before = (await hq('GET', `/v1/periods/${period}/editions`)).length
  await desk.open(`/desk/hq/periods?open=${period}`)
  const line = desk.page.locator('[role=row]', { has: desk.page.locator(`a[href="/desk/hq/periods?open=${period}"]`) })
  for (const round of [1, 2]) {
    await desk.page.locator('main .btn.primary', { hasText: /^Close( again)?$/ }).click()
    const dialog = desk.page.getByRole('dialog')
    await dialog.getByRole('checkbox').check()
    assert.ok(await dialog.getByRole('button', { name: 'Close', exact: true }).last().isDisabled(), 'by force only with a reason')
    await dialog.locator('textarea').fill(`Monthly meeting ${round}`)
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
    await dialog.waitFor({ state: 'hidden' })
    // Its line in the list of periods tells it, and nobody opens the page anew.
    await line.locator('.state.good').waitFor()
    await line.getByRole('gridcell').last().filter({ hasText: new RegExp(`^${before + round}$`) }).waitFor()
  }
  const editions = await hq('GET', `/v1/periods/${period}/editions`)
  assert.equal(editions.length, before + 2)
  await desk.page.getByText('Monthly meeting 2').first().waitFor()
  await desk.page.getByText('The two editions do not differ.').waitFor()
  await desk.open(`/desk/hq/ranking?period=${period}`)
  await desk.page.getByText(new RegExp(`edition ${before + 2}, closed on`)).waitFor()
})

test('an auditor sees the same without shoppers, the plan and verbs', async () => {
  const auditor = await sit(browser, demo, 'auditor')
  ends.push(() => auditor.close())
  const station = ranking.items[0]
  const { items } = await demo.as('auditor', 'GET', `/v1/audits?station=${station.id}`)
  const places = ['/desk/hq', '/desk/hq/ranking', '/desk/hq/distribution', '/desk/hq/items', '/desk/hq/lenses', '/desk/hq/trend', '/desk/hq/closing', '/desk/hq/repeats', '/desk/hq/periods', `/desk/hq/stations/${station.id}`, `/desk/hq/audits/${items[0].id}`]
  for (const place of places) {
    await auditor.open(place)
    assert.equal(await auditor.page.getByRole('alert').count(), 0, place)
  }
  await auditor.page.waitForFunction(() => [...document.querySelectorAll('main img')].some((one) => one.complete && one.naturalWidth > 0))
  await auditor.open('/desk/hq/periods')
  assert.equal(await auditor.page.getByRole('button', { name: 'Publish at once' }).count(), 0)
  // Orders are read, and none of them can be chosen for a verb.
  await auditor.open('/desk/region/orders')
  await auditor.page.locator('[role=row][aria-rowindex="2"]').waitFor()
  assert.equal(await auditor.page.locator('main').getByRole('checkbox').count(), 0)
  await auditor.page.keyboard.press('Shift+X')
  assert.equal(await auditor.page.getByRole('toolbar').count(), 0)
  const bodies = bodiesOf(demo, auditor)
  assert.deepEqual(bodies.filter((body) => /"shopper"|"visit_start"|"round_id"/.test(body)), [])
  assert.deepEqual(auditor.answers.filter((one) => /\/v1\/(rounds|assignments|devices|reports\/coverage)/.test(one.url())).map((one) => one.url()), [])
  assert.deepEqual(auditor.faults, [])
})
