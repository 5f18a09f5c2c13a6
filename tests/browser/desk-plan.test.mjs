// A planner's day: a round is made, filled by paste and by picking, opened and closed; limits are shown row by row before anything is
// planned; visits are taken back with the phone's holdings shown; in a real browser on the real binary.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { startChromium } from './lib/chromium.mjs'
import { PASSWORD, startDemo } from './lib/demo.mjs'
import { bodiesOf, sit, walk } from './lib/office.mjs'

const ends = []
const code = `PLAN-${randomUUID().slice(0, 8)}`
const day = (ms) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10)
let demo, browser, desk, unit, stations, shoppers, round, FIRST, LAST

const list = async (path) => (await demo.as('planner', 'GET', path)).items
const planned = () => list(`/v1/assignments?round=${round}&limit=500`)
const dialog = () => desk.page.getByRole('dialog')

before(async () => {
  demo = await startDemo()
  ends.push(() => demo.stop())
  browser = await startChromium()
  ends.push(() => browser.close())
  // More than a year behind every other visit: no rotation stands against it.
  const latest = (await list('/v1/rounds?limit=500')).map((one) => one.last_day).sort().at(-1)
  FIRST = day(Date.parse(latest) + 370 * 86_400_000)
  LAST = day(Date.parse(latest) + 376 * 86_400_000)
  const units = await list('/v1/org-units?level=1&limit=500')
  const people = await list('/v1/people?role=shopper&active=true&limit=500')
  unit = units.find((one) => people.filter((who) => who.roles.some((grant) => grant.org_unit_id === one.id)).length >= 2)
  shoppers = people.filter((who) => who.roles.some((grant) => grant.org_unit_id === unit.id))
  stations = await list(`/v1/stations?org_unit=${unit.id}&limit=500`)
  desk = await sit(browser, demo, 'planner')
  ends.push(() => desk.close())
})

after(async () => {
  for (const one of ends.splice(0).reverse()) await one()
})

test('a round is made; what is missing is said at its fields', async () => {
  await desk.open('/desk/plan/rounds')
  await desk.page.getByRole('button', { name: 'New round' }).click()
  await dialog().getByRole('button', { name: 'Save' }).click()
  assert.equal(await dialog().locator('.fault').count(), 6)
  await dialog().getByLabel('Code').fill(code)
  await dialog().getByLabel('Name in Chinese').fill('明年六月')
  await dialog().getByLabel('Name in English').fill('Next June')
  await dialog().getByLabel('Unit').selectOption(unit.id)
  await dialog().getByLabel('First day').fill(FIRST)
  await dialog().getByLabel('Last day').fill(LAST)
  await dialog().getByRole('button', { name: 'Save' }).click()
  await desk.page.waitForURL(/\/desk\/plan\/rounds\/[0-9a-f-]{36}$/)
  round = desk.page.url().slice(-36)
  await desk.page.getByText(`${stations.length} of ${stations.length} stations not yet covered`).waitFor()
})

test('pasted rows are read with their faults, judged before they are sent, and planned; a broken limit needs a reason', async () => {
  const [one, two] = shoppers
  const other = (await list('/v1/people?role=shopper&active=true&limit=500')).find((who) => !who.roles.some((grant) => grant.org_unit_id === unit.id || !grant.org_unit_id))
  const rows = [
    ['station', 'shopper', 'slot', 'day'],
    [stations[0].code, one.username, 'day', FIRST],
    [stations[1].code, two.username, 'night', FIRST],
    [stations[2].code, other.username, 'day', FIRST],
    ['NOWHERE', one.username, 'noon', '2026-02-30'],
  ]
  await desk.open(`/desk/plan/new?round=${round}&how=paste`)
  await desk.page.locator('textarea').fill(rows.map((row) => row.join('\t')).join('\n'))
  await desk.page.getByRole('button', { name: 'Read', exact: true }).click()
  await desk.page.getByText('line 5 · Day · not a day').waitFor()
  // The server was asked and nothing is planned yet.
  await desk.page.locator('[role=row]', { hasText: stations[2].code }).getByText('outside of the shopper').waitFor()
  await desk.page.getByText('1 needs a reason').waitFor()
  assert.deepEqual(await planned(), [])

  await desk.page.locator('h1').click()
  await desk.page.keyboard.press('s')
  await desk.page.getByText('2 planned').first().waitFor()
  assert.deepEqual((await planned()).map((visit) => visit.station.code).sort(), [stations[0].code, stations[1].code].sort())

  await desk.page.getByRole('button', { name: 'Give 1 row a reason' }).click()
  const asked = desk.page.getByRole('alertdialog')
  await asked.locator('textarea').fill('Nobody else is near')
  await asked.getByRole('button', { name: 'Give the reason' }).click()
  await desk.page.locator('[role=row]', { hasText: stations[2].code }).getByText('can be planned').waitFor()
  await desk.page.keyboard.press('s')
  await desk.page.getByText('3 planned').first().waitFor()
  const made = (await planned()).find((visit) => visit.station.code === stations[2].code)
  assert.equal(made.override_reason, 'Nobody else is near')
})

test('what is not covered is picked and spread over shoppers; every visit is planned without an exception', async () => {
  await desk.open(`/desk/plan/new?round=${round}&open=1`)
  const [places, walkers] = [desk.page.getByRole('grid', { name: 'Stations' }), desk.page.getByRole('grid', { name: 'Shoppers' })]
  await places.locator('[role=row]').nth(1).waitFor()
  await places.getByText('Select all').locator('..').locator('input').check()
  for (const who of shoppers) {
    await desk.page.getByPlaceholder('name or user name').fill(who.username)
    await walkers.locator('[role=row]', { hasText: who.username }).getByRole('checkbox').check()
  }
  await desk.page.getByRole('button', { name: /^Make \d+ rows$/ }).click()
  const send = desk.page.getByRole('button', { name: /^Plan \d+ rows/ })
  await send.waitFor()
  const waiting = Number(/\d+/.exec(await send.innerText())[0])
  assert.ok(waiting >= stations.length - 4, `${waiting} rows`)
  await desk.page.getByText('can be planned').first().waitFor()
  await send.click()
  await desk.page.getByText(`${waiting} planned`).first().waitFor()
  const visits = await planned()
  assert.equal(visits.length, waiting + 3)
  assert.deepEqual(visits.filter((visit) => visit.override_reason).map((visit) => visit.station.code), [stations[2].code])
  const loads = new Map()
  for (const visit of visits) {
    const key = `${visit.holder.person_id} ${day(Date.parse(visit.window_start))}`
    loads.set(key, (loads.get(key) ?? 0) + 1)
  }
  assert.ok(Math.max(...loads.values()) <= 8, 'more than eight stations a day')
})

test('one more is added by hand', async () => {
  await desk.open(`/desk/plan/new?round=${round}&how=hand`)
  await desk.page.getByLabel('Station', { exact: true }).fill(`${stations[0].code} `)
  await desk.page.getByLabel('Shopper', { exact: true }).fill(shoppers[1].username)
  await desk.page.getByLabel('Slot').selectOption('evening_peak')
  await desk.page.getByRole('button', { name: 'Add a row' }).click()
  await desk.page.getByText('can be planned').waitFor()
  const before = (await planned()).length
  await desk.page.getByRole('button', { name: /^Plan 1 row/ }).click()
  await desk.page.getByText('1 planned').first().waitFor()
  assert.equal((await planned()).length, before + 1)
})

test('somebody else signs in beside unsent rows: who stays reads and sends nothing under that name, and goes on when he is back', async () => {
  const office = await sit(browser, demo, 'planner')
  const { page } = office
  const prompts = []
  page.on('dialog', (prompt) => {
    prompts.push(prompt.type())
    void prompt.dismiss()
  })
  await office.open(`/desk/plan/new?round=${round}&how=hand`)
  await page.getByLabel('Station', { exact: true }).fill(`${stations[1].code} `)
  await page.getByLabel('Shopper', { exact: true }).fill(shoppers[0].username)
  await page.getByLabel('Slot').selectOption('evening_peak')
  await page.getByRole('button', { name: 'Add a row' }).click()
  await page.getByText('can be planned').waitFor()

  const other = await page.context().newPage()
  await other.goto(`${demo.app}/desk/plan`)
  const signsIn = async (username) => {
    await other.getByRole('button', { name: /^Account/ }).click()
    await other.getByRole('button', { name: 'Sign out' }).click()
    await other.locator('#username').fill(username)
    await other.locator('#secret').fill(PASSWORD)
    await other.locator('form button.primary').click()
    await other.waitForURL((url) => url.pathname.startsWith('/desk/'))
    await other.locator('main h1').waitFor()
  }
  const over = page.getByRole('alertdialog')
  await signsIn('hq')
  await over.getByText('Somebody else has signed in').waitFor()
  assert.deepEqual(prompts, ['beforeunload'])
  const asked = []
  page.on('request', (request) => asked.push(request.url()))
  await page.keyboard.press('s')
  await page.getByRole('button', { name: /^Plan 1 row/, includeHidden: true }).evaluate((button) => button.click())
  await page.getByText('did not answer').waitFor()
  assert.deepEqual(asked, [])

  await signsIn('planner')
  await over.waitFor({ state: 'detached' })
  const before = (await planned()).length
  await page.getByRole('button', { name: /^Plan 1 row/ }).click()
  await page.getByText('1 planned').first().waitFor()
  assert.equal((await planned()).length, before + 1)
  await office.close()
})

test('a visit goes to another shopper only after the phones of its holder were shown', async () => {
  const [visit] = await planned()
  await desk.open(`/desk/plan/assignments/${visit.id}`)
  await desk.page.getByRole('button', { name: 'Reassign' }).click()
  await dialog().getByText(`Phones of ${visit.holder.display_name}`).waitFor()
  await dialog().locator('.note').waitFor()
  const next = shoppers.find((who) => who.id !== visit.holder.person_id)
  await dialog().getByPlaceholder('name or user name').fill(next.username)
  await dialog().locator('select').selectOption(next.id)
  await dialog().getByRole('button', { name: 'Reassign', exact: true }).click()
  // A limit may stand against it: then it is named and a reason is asked for.
  const reason = dialog().locator('textarea')
  await Promise.race([reason.waitFor(), dialog().waitFor({ state: 'detached' })])
  if (await reason.count()) {
    await reason.fill('She is ill')
    await dialog().getByRole('button', { name: 'Reassign', exact: true }).click()
    await dialog().waitFor({ state: 'detached' })
  }
  const now = await demo.as('planner', 'GET', `/v1/assignments/${visit.id}`)
  assert.equal(now.holder.person_id, next.id)
  assert.equal(now.holders.length, 2)
})

test('visits are withdrawn together, and one is issued again', async () => {
  await desk.open(`/desk/plan/assignments?round=${round}&q=${stations[0].code}`)
  await desk.page.locator('[role=row]').nth(1).waitFor()
  await desk.page.keyboard.press('Shift+X')
  await desk.page.getByRole('button', { name: /^Withdraw \d/ }).click()
  await dialog().locator('.note').first().waitFor()
  await dialog().getByRole('button', { name: 'Withdraw', exact: true }).click()
  await desk.page.locator('.state', { hasText: 'withdrawn' }).first().waitFor()
  const gone = (await planned()).filter((visit) => visit.station.code === stations[0].code)
  assert.ok(gone.length >= 1 && gone.every((visit) => visit.state === 'withdrawn'), JSON.stringify(gone.map((visit) => visit.state)))

  await desk.open(`/desk/plan/assignments/${gone[0].id}`)
  await desk.page.getByRole('button', { name: 'Issue again' }).click()
  await dialog().getByLabel('Day').fill(LAST)
  await dialog().getByRole('button', { name: 'Issue again', exact: true }).click()
  await desk.page.waitForURL((url) => !url.pathname.endsWith(gone[0].id))
  const again = await demo.as('planner', 'GET', `/v1/assignments/${desk.page.url().slice(-36)}`)
  assert.equal(again.reissue_of, gone[0].id)
})

test('the round is opened and closed; closing says what is not covered', async () => {
  await desk.open(`/desk/plan/rounds/${round}`)
  await desk.page.getByRole('button', { name: 'Open round' }).click()
  await desk.page.getByRole('alertdialog').getByRole('button', { name: 'Open round' }).click()
  await desk.page.getByRole('button', { name: 'Close round' }).click()
  const asked = desk.page.getByRole('alertdialog')
  assert.match(await asked.innerText(), new RegExp(`${stations.length} stations are not covered`))
  await asked.getByRole('button', { name: 'Close round' }).click()
  await desk.page.locator('.state', { hasText: 'closed' }).waitFor()
  assert.equal((await demo.as('planner', 'GET', `/v1/rounds/${round}`)).state, 'closed')
})

test('shoppers’ reports are listed with what they said', async () => {
  await desk.open('/desk/plan/reports')
  await desk.page.locator('article').first().waitFor()
  const said = await list('/v1/assignments?report=decline,impossible,recognised&limit=500')
  assert.ok((await desk.page.locator('article').count()) >= Math.min(200, said.length))
})

for (const [lang, colorScheme, width] of [['en', 'light', 1440], ['zh', 'dark', 1440], ['zh', 'light', 360]]) {
  test(`every page is axe clean and of this server: ${lang}, ${colorScheme}, ${width}`, async () => {
    const office = await sit(browser, demo, 'planner', { lang, colorScheme, viewport: { width, height: 900 } })
    const [visit] = await planned()
    const paths = ['', '/rounds', '/rounds?new=1', `/rounds/${round}`, '/assignments', `/assignments/${visit.id}`, '/new', '/new?how=paste', '/new?how=hand', '/reports', '/phones']
    await walk(office, paths.map((path) => `/desk/plan${path}`))
    bodiesOf(demo, office)
    await office.close()
  })
}

test('what the page complained about', () => assert.deepEqual(desk.faults, []))
