// The whole chain on demo data, each step where it is done: a phone submits, two desks review, head office publishes, the region issues, the
// station mends with the camera of its phone, the region verifies; and the ranking has moved.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { office } from '../../web/scripts/lib/office.mjs'
import { answerAll, newPhone, photograph, signIn, startBrowser, thumb } from '../../web/scripts/lib/phone.mjs'
import { PASSWORD, startDemo } from './lib/demo.mjs'
import { until } from './lib/network.mjs'
import { regionOf, sit } from './lib/office.mjs'
import { checkIn, go, stamps } from './lib/phone.mjs'

const STATION = Number(process.env.CHAIN_STATION ?? 0)
const HOUR = 3_600_000
const ITEM = 'approach.price_board_matches_pump'
const REVIEWERS = ['reviewer-01', 'reviewer-02', 'reviewer-03']
const ends = []
let demo, browser, station, audit, order, earlier

before(async () => {
  demo = await startDemo()
  ends.push(() => demo.stop())
  const started = await startBrowser()
  browser = started.browser
  ends.push(() => started.close())
})

after(async () => {
  for (const one of ends.splice(0).reverse()) await one()
})

const hq = (...asked) => demo.as('hq', ...asked)
const row = async () => (await hq('GET', `/v1/reports/ranking?period=${earlier.window}&station=${station.id}`)).items[0]
const look = () => demo.as(REVIEWERS[0], 'GET', `/v1/audits/${audit}`)
/** A phone of somebody who stands so many degrees north of the station. */
const phoneAt = (north = 0) => newPhone(browser, { lang: 'en', position: { latitude: station.lat_e7 / 1e7 + north, longitude: station.lon_e7 / 1e7 } })

/** The station mends the order with the camera of its phone and hands it in. */
async function mend() {
  const phone = await phoneAt()
  const { page } = phone
  await page.goto(`${demo.app}/sign-in?to=/desk/station/orders/${order.id}`)
  await page.locator('#username').fill(`manager-${station.code}`)
  await page.locator('#secret').fill(PASSWORD)
  await page.locator('form button.primary').tap()
  await page.locator('#timeline').waitFor()
  const { state } = await hq('GET', `/v1/rectifications/${order.id}`)
  if (state === 'issued') {
    await page.getByRole('button', { name: 'Acknowledge' }).tap()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Acknowledge' }).tap()
  }
  for (const role of ['before', 'after']) {
    await page.locator(`button:has(+ input[data-role=${role}])`).tap()
    await page.locator('.shutter:not([disabled])').tap()
    await page.getByText('1 stored').waitFor()
    await page.locator('dialog .key', { hasText: 'Done' }).tap()
  }
  await page.locator('.files li').nth(1).waitFor()
  await page.locator('textarea').first().fill('The price board was set right, photographed from the same place')
  await page.locator('form').getByRole('button', { name: 'Submit', exact: true }).tap()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Submit' }).tap()
  // Only what is stored survives going elsewhere: the form is done with its files then. (The words about it were said of the
  // acknowledgement as well.)
  await until('it is stored', async () => (await page.locator('form .files li').count()) === 0)
  // The page of what is on the phone tells when it has arrived; a file that is still being looked at is asked for again after a while.
  await page.goto(`${demo.app}/desk/station/device`)
  await until('it is submitted', async () => (await hq('GET', `/v1/rectifications/${order.id}`)).state === 'submitted', 3)
    .catch(async (error) => { throw new Error(`${error.message}; the phone says: ${await page.locator('main').innerText()}`) })
  await page.getByText('On the server,').first().waitFor()
  assert.deepEqual(phone.faults, [])
  await phone.context.close()
}

/** The region looks at both pictures and verifies. */
async function verify(desk) {
  await desk.open(`/desk/region/orders/${order.id}`)
  await desk.page.getByText('about 0 m from the station').first().waitFor()
  await desk.page.keyboard.press('a')
  await desk.page.getByRole('alertdialog').getByRole('button', { name: 'Verify', exact: true }).click()
  await until('it is verified', async () => /^(verified|closed)$/.test((await hq('GET', `/v1/rectifications/${order.id}`)).state))
}

test('a shopper makes the visit without a network; it arrives whole', async () => {
  const desk = office(demo.base)
  const who = await desk.hire(`chain-${randomUUID().slice(0, 8)}`)
  const now = Date.now()
  const [assignment] = await desk.assign(who, [{ station: STATION, slot: 'day', from: now - HOUR, to: now + 6 * HOUR }])
  station = (await demo.as('planner', 'GET', `/v1/assignments/${assignment}`)).station
  station = await hq('GET', `/v1/stations/${station.id}`)
  earlier = await hq('GET', `/v1/reports/ranking?station=${station.id}`)

  const { page, context, faults } = await phoneAt()
  const by = thumb(page)
  await signIn(page, demo.app, who, PASSWORD)
  await by.tap('.card button.primary', 'start')
  await page.waitForURL(/\/visit\//)
  audit = new URL(page.url()).pathname.split('/')[2]
  await context.setOffline(true)
  await checkIn(page)
  await go(page, `/visit/${audit}/stamps`)
  await stamps(page)
  await go(page, `/visit/${audit}/item/${ITEM}`)
  await page.locator('footer [aria-busy=false]').waitFor()
  await page.locator('footer [role=group] [aria-pressed]').nth(1).tap()
  await photograph(page, by)
  await page.waitForURL((url) => !url.pathname.endsWith(ITEM))
  await go(page, `/visit/${audit}`)
  await by.tap('footer a.primary', 'answer')
  await answerAll(page, by)
  await go(page, `/visit/${audit}/finish`)
  await page.locator('footer button.primary:enabled').tap()
  await page.locator('dialog button.primary').or(page.locator('#s-on_phone')).first().waitFor()
  if ((await page.locator('dialog button.primary').count()) > 0) await page.locator('dialog button.primary').tap()
  await page.locator('#s-on_phone').waitFor()
  await context.setOffline(false)
  await page.locator('#s-complete').waitFor({ timeout: 60_000 })
  assert.deepEqual(faults, [])
  await context.close()
  const { state, photos } = await look()
  assert.notEqual(state, 'awaiting_photos')
  assert.ok(photos.length > 5, `${photos.length} photos`)
  assert.deepEqual(photos.filter((photo) => photo.state !== 'verified'), [])
})

test('reviewers accept it at their desks, and head office publishes it', async () => {
  await until('its photos are settled', async () => (await look()).photos.every((photo) => photo.derived))
  // A visit of a test takes a minute, at whatever hour: what is doubted for that is cleared before.
  for (const flag of (await look()).flags.filter(({ in_force }) => in_force)) {
    const { version } = await look()
    await demo.as('reviewer-04', 'POST', `/v1/audits/${audit}/flags/${flag.id}/clear`, { reason: 'the hour and the haste of a test' }, version)
  }
  for (const reviewer of REVIEWERS) {
    const { state } = await look()
    const desk = await sit(browser, demo, reviewer)
    await desk.page.goto(`${demo.app}/desk/review/audits/${audit}`)
    await desk.page.getByText('Nobody holds it').waitFor()
    await desk.page.keyboard.press('c')
    await desk.page.locator('.tag.accent').first().waitFor()
    await desk.page.waitForFunction(() => {
      const all = document.querySelectorAll('.sheet li').length
      return all > 0 && document.querySelectorAll('.sheet li img').length === all && document.querySelectorAll('.sheet .new').length === 0
    })
    if ((await look()).station_notes.some((note) => note.approved_at == null)) await desk.page.keyboard.press('N')
    await desk.page.keyboard.press('a')
    await until('the verdict has come', async () => ((now) => now !== 'in_review' && now !== state)((await look()).state))
    assert.deepEqual(desk.faults, [])
    await desk.close()
    if ((await look()).state === 'approved') break
  }
  assert.equal((await look()).state, 'approved')
  const desk = await sit(browser, demo, 'hq')
  await desk.open('/desk/hq/periods')
  await desk.page.getByRole('button', { name: 'Publish at once' }).first().click()
  const dialog = desk.page.locator('dialog[open]')
  await dialog.locator('select').selectOption({ index: 1 })
  await dialog.locator('textarea').fill('The whole chain in one day')
  await dialog.getByRole('button', { name: /Publish/ }).last().click()
  await until('it is published', async () => /^(published|final)$/.test((await look()).state))
  assert.deepEqual(desk.faults, [])
  await desk.close()
})

test('the ranking has moved by this visit', async () => {
  const now = await row()
  const then = earlier.items[0]
  assert.equal(now.audits, (then?.audits ?? 0) + 1)
  assert.notEqual(now.score_bp, then?.score_bp)
  const desk = await sit(browser, demo, 'hq')
  await desk.open(`/desk/hq/stations/${station.id}?period=${earlier.window}`)
  await desk.page.getByText((now.score_bp / 100).toFixed(2), { exact: true }).first().waitFor()
  await desk.close()
})

test('the region issues the order; the station mends it with its phone, taken in the app, and it is verified', async () => {
  const open = (await hq('GET', `/v1/rectifications?audit=${audit}&limit=100`)).items
  order = open.find((one) => one.item.id === ITEM)
  assert.ok(order, open.map((one) => one.item.id).join(' '))
  const region = await regionOf(demo, order.id)
  const desk = await sit(browser, demo, region)
  if (order.state === 'draft') {
    await desk.open(`/desk/region/orders/${order.id}`)
    await desk.page.getByRole('button', { name: /^Issue(?! with)/ }).first().click()
    await desk.page.getByRole('alertdialog').getByRole('button', { name: 'Issue', exact: true }).click()
    await until('it is issued', async () => (await hq('GET', `/v1/rectifications/${order.id}`)).state !== 'draft')
  }

  await mend()
  const { evidence } = await demo.as(region, 'GET', `/v1/rectifications/${order.id}/timeline`)
  assert.deepEqual(evidence.map((one) => [one.role, one.place?.distance_m, one.place?.away]).sort(), [['after', 0, false], ['before', 0, false]])
  assert.ok(evidence.every((one) => Math.abs(Date.parse(one.taken_at) - Date.now()) < HOUR))
  await verify(desk)
  assert.deepEqual(desk.faults, [])
  await desk.close()
})

test('an overdue order that is mended counts against its station in the ranking no more', async () => {
  const overdue = (await hq('GET', '/v1/rectifications?overdue=true&open=true&paused=false&limit=100')).items
  order = overdue.find((one) => ['T3', 'T7'].includes(one.class) && ['issued', 'acknowledged'].includes(one.state) && !one.root_cause_needed && !one.plan_needed)
  assert.ok(order, overdue.map((one) => `${one.class} ${one.state}`).join(', '))
  station = await hq('GET', `/v1/stations/${order.station.id}`)
  const before = await row()
  assert.ok(before.open_overdue > 0, JSON.stringify(before))
  await mend()
  const region = await regionOf(demo, order.id)
  const desk = await sit(browser, demo, region)
  await verify(desk)
  const looked = await demo.as(region, 'GET', `/v1/rectifications/${order.id}`)
  if (looked.state === 'verified') await demo.as(region, 'POST', `/v1/rectifications/${order.id}/close`, {}, looked.version)
  const now = await until('the ranking has it', async () => ((found) => found.open_overdue === before.open_overdue - 1 && found)(await row()))
  assert.equal(now.score_bp, before.score_bp, 'what was found stays found')
  assert.deepEqual(desk.faults, [])
  await desk.close()
})
