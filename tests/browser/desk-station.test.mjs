// A station manager with a phone: without a network he fixes, proves and appeals; with one it arrives, once.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { startChromium } from './lib/chromium.mjs'
import { newPhone } from './lib/phone.mjs'
import { PASSWORD, startDemo } from './lib/demo.mjs'
import { until } from './lib/network.mjs'
import { bodiesOf, faultsOf, listen, sit, walk } from './lib/office.mjs'

const ends = []
let demo, station, audit, item, order, phone, page

/** A JPEG of one pixel: what the gallery of a phone gives. */
const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC', 'base64')
const picture = (name) => ({ name: `${name}.png`, mimeType: 'image/png', buffer: PICTURE })

/** A manager with something to fix and something to appeal. */
async function choose() {
  const { items } = await demo.as('hq', 'GET', '/v1/rectifications?state=issued&class=T3&limit=500')
  for (const one of new Map(items.map((row) => [row.station.code, row])).values()) {
    const manager = `manager-${one.station.code}`
    const audits = await demo.as(manager, 'GET', '/v1/audits?limit=1')
    const found = await demo.as(manager, 'GET', `/v1/audits/${audits.items[0].id}`)
    const appeals = await demo.as(manager, 'GET', `/v1/appeals?audit=${found.id}`)
    const open = found.appealable.find((row) => appeals.items.every((appeal) => appeal.item !== row.item))
    if (open) return { station: one.station, audit: found, item: open.item, order: one }
  }
  throw new Error('Nobody has an order and an open appeal window')
}

before(async () => {
  demo = await startDemo()
  ends.push(() => demo.stop())
  ;({ station, audit, item, order } = await choose())
  phone = await newPhone(demo.app, { viewport: { width: 360, height: 780 } })
  ends.push(() => phone.close())
  page = await phone.open('/sign-in?to=/desk')
  const notice = page.locator('main > button.primary.wide')
  await page.addLocatorHandler(notice, () => notice.tap())
  await page.locator('#username').fill(`manager-${station.code}`)
  await page.locator('#secret').fill(PASSWORD)
  await page.locator('form button.primary').tap()
  await page.locator('.fires, .note').first().waitFor()
})

after(async () => {
  for (const one of ends.splice(0).reverse()) await one()
})

/** The desk is kept for times without a network, and so are the orders. */
const kept = () => until('the desk is kept', () => page.evaluate(async () => {
  for (const name of await caches.keys()) if (name.startsWith('station-desk-') && (await (await caches.open(name)).match('/whole'))) return true
  return false
}))

/** Where a manager goes. */
const places = () => {
  const at = `/audits/${audit.id}/items/${item.replaceAll('.', '~')}`
  return ['', '/orders', `/orders/${order.id}`, '/audits', `/audits/${audit.id}`, at, `${at}/appeal`, '/appeals', '/device'].map((path) => `/desk/station${path}`)
}

test('everything on the pages is of this server, axe clean, and nothing of a shopper comes along', async () => {
  const heard = await listen(page)
  const faults = []
  for (const path of places()) {
    await page.goto(demo.app + path)
    await page.locator('main h1').waitFor()
    await page.waitForLoadState('networkidle')
    faults.push(...(await faultsOf(page, path)))
  }
  assert.deepEqual(faults, [])
  for (const text of bodiesOf(demo, heard)) assert.doesNotMatch(text, /"shopper|"visit_start"|"visit_end"|"assignment_id"|"round_id"|"received_at"|"lat_e7":[^,]*,"lon_e7":[^,]*,"accuracy/)
})

for (const [lang, colorScheme, width] of [['zh', 'dark', 360], ['zh', 'light', 1440]]) {
  test(`a manager's pages are axe clean at other windows: ${lang}, ${colorScheme}, ${width} px`, async () => {
    const browser = await startChromium()
    ends.push(() => browser.close())
    const desk = await sit(browser, demo, `manager-${station.code}`, { lang, colorScheme, viewport: { width, height: 800 } })
    await walk(desk, places())
    await desk.close()
  })
}

test('without a network an order is acknowledged, proven and submitted; it survives the end of the app and arrives once', async () => {
  await page.goto(`${demo.app}/desk/station/orders/${order.id}`)
  await page.locator('#timeline').waitFor()
  await kept()
  // The cookie is on the disk from here on: a browser that dies at once loses only what is younger.
  await phone.rest()
  page = await phone.open('/desk/station')
  await phone.offline(true)
  await page.goto(`${demo.app}/desk/station/orders/${order.id}`)
  await page.getByText('The server cannot be reached. This is how it stood at').waitFor()
  await page.getByRole('button', { name: 'Acknowledge' }).tap()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Acknowledge' }).tap()
  await page.locator('input[data-role=before]').setInputFiles(picture('before'))
  await page.locator('input[data-role=after]').setInputFiles(picture('after'))
  await page.locator('.files li').nth(1).waitFor()
  await page.locator('textarea').fill('Staff trained, drill done twice')
  await page.locator('textarea').blur()
  await until('the words are stored', () => storedHere('Staff trained, drill done twice'))
  await phone.kill()

  page = await phone.open(`/desk/station/orders/${order.id}`, { offline: true })
  await page.locator('.files li').nth(1).waitFor()
  assert.equal(await page.locator('textarea').inputValue(), 'Staff trained, drill done twice')
  await page.locator('form').getByRole('button', { name: 'Submit', exact: true }).tap()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Submit' }).tap()
  await page.getByText('“Submission” has not arrived yet').waitFor()
  const stored = await bytesHere()
  assert.equal(stored.length, 2)

  await phone.offline(false)
  await page.goto(`${demo.app}/desk/station/device`)
  await page.getByText('On the server,').nth(1).waitFor()
  const line = await demo.as(`manager-${station.code}`, 'GET', `/v1/rectifications/${order.id}/timeline`)
  assert.equal(line.order.state, 'submitted')
  assert.deepEqual(line.entries.filter((one) => one.what === 'submit' || one.what === 'acknowledge').map((one) => one.what), ['acknowledge', 'submit'])
  assert.deepEqual(line.evidence.map((one) => one.role).sort(), ['after', 'before'])
  for (const one of line.evidence) assert.ok(stored.includes(await shaOf(one.id)), `the bytes of ${one.id}`)
  assert.deepEqual(await bytesHere(), [])
})

test('when the office has verified it, the station sees that it is over', async () => {
  const now = await demo.as('hq', 'GET', `/v1/rectifications/${order.id}`)
  const { state } = await demo.as('hq', 'POST', `/v1/rectifications/${order.id}/verify`, {}, now.version)
  if (state === 'verified') await demo.as('hq', 'POST', `/v1/rectifications/${order.id}/close`, {}, now.version + 1)
  await page.goto(`${demo.app}/desk/station/orders/${order.id}`)
  await page.locator('.state.good').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Submit', exact: true }).count(), 0)
})

test('an item is appealed without a network, and the decision comes back with its points and rank', async () => {
  const path = `/desk/station/audits/${audit.id}/items/${item.replaceAll('.', '~')}`
  await page.goto(`${demo.app}${path}`)
  await page.getByRole('link', { name: 'Appeal this item' }).tap()
  await page.locator('textarea').waitFor()
  await phone.offline(true)
  await page.locator('textarea').fill('That day it was as it should be, see the photo')
  await page.locator('input[data-role=evidence]').first().setInputFiles(picture('proof'))
  await page.locator('.files li').first().waitFor()
  await page.getByRole('button', { name: 'File the appeal' }).tap()
  await page.getByRole('alertdialog').getByRole('button', { name: 'File the appeal' }).tap()
  await page.waitForURL(/\/device$/)
  await phone.offline(false)
  const manager = `manager-${station.code}`
  const filed = await until('the appeal is filed', async () => (await demo.as(manager, 'GET', `/v1/appeals?audit=${audit.id}`)).items.find((one) => one.item === item))
  assert.equal(filed.state, 'level_1')
  const shown = await demo.as('hq', 'GET', `/v1/appeals/${filed.id}`)
  await demo.as('panel-1', 'POST', `/v1/appeals/${filed.id}/decide`, { outcome: 'upheld', reason: 'The photo shows it' }, shown.version)
  await page.goto(`${demo.app}/desk/station/appeals/${filed.id}`)
  await page.getByText('Score ').first().waitFor()
  assert.match(await page.locator('main').innerText(), /Score [\d.]+ → [\d.]+ \(\+/)
})

test('what the page complained about', () => {
  assert.deepEqual(phone.faults.filter((one) => !/Failed to fetch|NetworkError/.test(one)), [])
})

/** Whether a text stands in the database of the device. */
function storedHere(words) {
  return page.evaluate(async (wanted) => {
    const { name } = (await indexedDB.databases()).find((one) => one.name.startsWith('forecourt-station-'))
    const db = await new Promise((done) => (indexedDB.open(name).onsuccess = (event) => done(event.target.result)))
    const rows = await Promise.all([...db.objectStoreNames].filter((one) => one !== 'bytes').map((one) =>
      new Promise((done) => (db.transaction(one).objectStore(one).getAll().onsuccess = (event) => done(event.target.result)))))
    db.close()
    return JSON.stringify(rows).includes(wanted)
  }, words)
}

/** SHA-256 of every file that this phone still holds. */
async function bytesHere() {
  const files = await page.evaluate(async () => {
    const { name } = (await indexedDB.databases()).find((one) => one.name.startsWith('forecourt-station-'))
    const db = await new Promise((done) => (indexedDB.open(name).onsuccess = (event) => done(event.target.result)))
    const rows = await new Promise((done) => (db.transaction('bytes').objectStore('bytes').getAll().onsuccess = (event) => done(event.target.result)))
    db.close()
    return rows.map((row) => [...new Uint8Array(row.bytes)])
  })
  return files.map((bytes) => createHash('sha256').update(Buffer.from(bytes)).digest('hex'))
}

/** SHA-256 of a file of evidence as the office gets it. */
async function shaOf(id) {
  const token = await (await fetch(`${demo.base}/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username: 'hq', password: PASSWORD }) })).json()
  const answer = await fetch(`${demo.base}/v1/evidence/${id}`, { headers: { authorization: `Bearer ${token.token}` } })
  assert.equal(answer.status, 200)
  return createHash('sha256').update(Buffer.from(await answer.arrayBuffer())).digest('hex')
}
