// Files made by the server: asked for, followed, downloaded and checked at the desk of head office; in a real browser on the real binary.
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { startChromium } from './lib/chromium.mjs'
import { PASSWORD, startDemo } from './lib/demo.mjs'
import { faultsOf, sit } from './lib/office.mjs'
import { rowsOf } from './lib/zip.mjs'

const ends = []
let demo, browser, desk, page, ranking

const hq = (method, path, body) => demo.as('hq', method, path, body)
before(async () => {
  demo = await startDemo()
  ends.push(() => demo.stop())
  browser = await startChromium()
  ends.push(() => browser.close())
  desk = await sit(browser, demo, 'hq')
  ends.push(() => desk.close())
  page = desk.page
  ranking = await hq('GET', '/v1/reports/ranking?limit=500')
  assert.ok(ranking.items.length > 20 && !ranking.next_cursor, 'the demo has a ranking')
})

after(async () => {
  for (const one of ends.splice(0).reverse()) await one()
})

/** The line of a job, and its state in it. */
const line = (id) => page.locator(`[data-job="${id}"]`)
const stands = (id, state) => line(id).locator('.state', { hasText: state }).waitFor()
/** Presses what asks for a file; the id of the job. */
async function asked(button) {
  const [answer] = await Promise.all([page.waitForResponse((one) => one.request().method() === 'POST'), button.click()])
  assert.equal(answer.status(), 202)
  return (await answer.json()).id
}
/** Chooses what is wanted and asks for it. */
async function ask(kind, format) {
  await desk.open('/desk/hq/exports')
  await page.getByLabel('Content').selectOption(kind)
  await page.getByLabel('Format').selectOption(format)
  return asked(page.getByRole('button', { name: 'Start', exact: true }))
}
/** Waits until a job is done, downloads its file and holds it against the manifest that the page shows. */
async function fetched(id) {
  await stands(id, 'done')
  const [file] = await Promise.all([page.waitForEvent('download'), line(id).getByRole('link', { name: 'Download' }).click()])
  const bytes = await readFile(await file.path())
  await line(id).getByRole('button', { name: 'Manifest' }).click()
  const [name, rows, , sha] = await line(id).locator('tbody td').allInnerTexts()
  assert.equal(file.suggestedFilename(), name)
  assert.equal(createHash('sha256').update(bytes).digest('hex'), sha)
  return { name, rows: Number(rows.replaceAll(',', '')), bytes }
}

test('a ranking is ordered as CSV and as XLSX, and the files hold what the page ranks, by their manifests', async () => {
  const firsts = ranking.items.slice(0, 3).map((row) => [row.code, (row.score_bp / 100).toFixed(2)])
  const csv = await fetched(await ask('ranking', 'csv'))
  const lines = csv.bytes.toString('utf8').trim().split('\r\n').slice(1)
  assert.deepEqual([csv.rows, lines.length], [ranking.items.length, ranking.items.length])
  for (const [at, cells] of firsts.entries()) for (const cell of cells) assert.ok(lines[at].split(',').includes(cell), `${cell}: ${lines[at]}`)

  const xlsx = await fetched(await ask('ranking', 'xlsx'))
  const rows = rowsOf(xlsx.bytes).slice(1)
  assert.deepEqual([xlsx.rows, rows.length], [ranking.items.length, ranking.items.length])
  for (const [at, [code, score]] of firsts.entries()) assert.ok(rows[at].includes(code) && rows[at].some((cell) => Number(cell) === Number(score)), rows[at].join(' '))
})

test('printed reports of a month, a region and a station are asked for where they are read, and are PDFs', async () => {
  const [{ id, org_unit_id }] = ranking.items
  const places = [['', 'Report of a month (print)'], [`/units/${org_unit_id}`, 'Report of a unit (print)'], [`/stations/${id}`, 'Report of a station (print)']]
  for (const [path, kind] of places) {
    await desk.open(`/desk/hq${path}`)
    const job = await asked(page.getByRole('button', { name: 'Printed report' }))
    await page.getByText('The report is being made').waitFor()
    await desk.open('/desk/hq/exports')
    await line(job).getByText(kind, { exact: true }).waitFor()
    const { name, bytes } = await fetched(job)
    assert.match(name, /\.pdf$/)
    assert.equal(bytes.toString('latin1', 0, 5), '%PDF-')
    assert.match(bytes.toString('latin1', bytes.length - 8), /%%EOF/)
  }
})

test('whoever sees a part of the network has the month of a unit of it', async () => {
  const [{ id: unit }] = (await hq('GET', '/v1/org-units?level=1&limit=500')).items
  const username = `part-${randomUUID().slice(0, 8)}`
  const { id } = await demo.as('admin', 'POST', '/v1/people', { username, display_name: 'Part', roles: [{ role: 'hq', org_unit_id: unit }] })
  const { code } = await demo.as('admin', 'POST', `/v1/people/${id}/sign-in-code`, {})
  const begun = await fetch(`${demo.base}/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username, code, new_password: PASSWORD }) })
  assert.ok(begun.ok, `${begun.status}`)
  const office = await sit(browser, demo, username)
  await office.open('/desk/hq')
  await office.page.getByLabel('Report of').locator('option:checked', { hasText: /./ }).waitFor({ state: 'attached' })
  const [answer] = await Promise.all([
    office.page.waitForResponse((one) => one.request().method() === 'POST'),
    office.page.getByRole('button', { name: 'Printed report' }).click(),
  ])
  assert.deepEqual([answer.status(), (await demo.as(username, 'GET', '/v1/exports')).items[0].filter.org_unit], [202, unit])
  assert.deepEqual(await faultsOf(office.page, 'overview'), [])
  await office.open('/desk/hq/exports')
  await office.page.getByLabel('Content').selectOption('month_report')
  const units = office.page.locator('form').getByLabel('Org unit')
  assert.equal(await units.evaluate((select) => select.required), true)
  await units.selectOption(unit)
  const [again] = await Promise.all([
    office.page.waitForResponse((one) => one.request().method() === 'POST'),
    office.page.getByRole('button', { name: 'Start', exact: true }).click(),
  ])
  assert.equal(again.status(), 202)
  await office.close()
})

test('a workbook of what was missed comes with photos when they are wanted', async () => {
  await desk.open('/desk/hq/exports')
  await page.getByLabel('Content').selectOption('findings')
  await page.getByLabel('Format').selectOption('csv')
  assert.equal(await page.getByLabel('with photos').count(), 0)
  await page.getByLabel('Format').selectOption('xlsx')
  await page.getByLabel('with photos').check()
  const job = await asked(page.getByRole('button', { name: 'Start', exact: true }))
  assert.equal((await hq('GET', `/v1/exports/${job}`)).filter.thumbnails, true)
  await line(job).getByText('with photos').waitFor()
  assert.ok((await fetched(job)).rows > 0)
})

/** Lets the page see a job otherwise than it is, until it is undone: what takes the server long, or days. Without an id it is the next one. */
async function seen(change, id = null) {
  const before = new Set((await hq('GET', '/v1/exports?limit=500')).items.map((one) => one.id))
  const isMeant = (one) => (id === null ? !before.has(one.id) : one.id === id)
  await page.route(/\/v1\/exports\?/, async (route) => {
    const answer = await route.fetch()
    const { items, ...rest } = await answer.json()
    await route.fulfill({ response: answer, json: { ...rest, items: items.map((one) => (isMeant(one) ? { ...one, ...change } : one)) } })
  })
  return () => page.unrouteAll({ behavior: 'wait' })
}
const BEGUN = { state: 'running', rows_done: 1200, rows_total: 30000, files: [], expires_at: null, ended_at: null }

test('progress is followed by itself until the file is there', async () => {
  const undo = await seen(BEGUN)
  const id = await ask('orders', 'xlsx')
  await line(id).getByText('1,200 of 30,000 rows').waitFor()
  assert.equal(await line(id).getByRole('link', { name: 'Download' }).count(), 0)
  await undo()
  const { rows } = await fetched(id)
  assert.ok(rows > 0)
})

test('an export is cancelled after a question, and nothing of it is left', async () => {
  const undo = await seen(BEGUN)
  const id = await ask('audits', 'csv')
  await line(id).getByRole('button', { name: 'Cancel', exact: true }).click()
  const question = page.getByRole('alertdialog')
  await question.getByText('What has been made so far is deleted.').waitFor()
  await Promise.all([page.waitForResponse((one) => one.request().method() === 'DELETE'), question.getByRole('button', { name: 'Cancel', exact: true }).last().click()])
  await undo()
  await stands(id, 'cancelled')
  assert.equal((await hq('GET', `/v1/exports/${id}`)).state, 'cancelled')
  assert.equal(await line(id).getByRole('link', { name: 'Download' }).count(), 0)
  await assert.rejects(hq('GET', `/v1/exports/${id}/file`), /: (404|409) /)
})

test('a file that could not be made or has expired says so, and is asked for again', async () => {
  const id = await ask('stations', 'csv')
  await stands(id, 'done')
  for (const [change, words] of [
    [{ ...BEGUN, state: 'failed' }, 'The server could not make this file'],
    [{ state: 'expired' }, 'Files are kept for 7 days; this one has been removed.'],
    // The page was read before; meanwhile its time is over.
    [{ expires_at: new Date(Date.now() - 1000).toISOString() }, 'Files are kept for 7 days; this one has been removed.'],
  ]) {
    const undo = await seen(change, id)
    await desk.open('/desk/hq/exports')
    await line(id).getByText(words).waitFor()
    assert.equal(await line(id).getByRole('link', { name: 'Download' }).count(), 0)
    assert.deepEqual(await faultsOf(page, words), [])
    await undo()
  }
  const again = await asked(line(id).getByRole('button', { name: 'Ask again' }))
  assert.notEqual(again, id)
  const { kind, format, filter } = await hq('GET', `/v1/exports/${again}`)
  assert.deepEqual([kind, format, filter], ['stations', 'csv', {}])
  assert.ok((await fetched(again)).rows >= 200)
  assert.deepEqual(desk.faults, [])
})
