// A regional office's morning: drafts are issued, red lines called about, submissions judged with both pictures side by side, more time
// decided; in a real browser on the real binary.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { startChromium } from './lib/chromium.mjs'
import { startDemo } from './lib/demo.mjs'
import { until } from './lib/network.mjs'
import { bodiesOf, regionOf, sit, submit, walk } from './lib/office.mjs'

const ends = []
let demo, browser, region, desk, drafts, running

const orders = async (who, query) => (await demo.as(who, 'GET', `/v1/rectifications?limit=500&${query}`)).items
const order = (id) => demo.as(region, 'GET', `/v1/rectifications/${id}`)
const managerOf = (one) => `manager-${one.station.code}`

before(async () => {
  demo = await startDemo()
  ends.push(() => demo.stop())
  browser = await startChromium()
  ends.push(() => browser.close())
  // At six in the evening the system issues what is left: what waits for nine in the morning is published at once.
  const [root] = (await demo.as('hq', 'GET', '/v1/org-units?limit=500')).items.filter((one) => one.level === 0)
  await demo.as('hq', 'POST', '/v1/publications', { reason: 'Orders to issue', scope: root.id })
  const days = (one) => /T3|T7/.test(one.class)
  await until('a region has five drafts, three of them with days', async () => {
    for (let n = 1; n <= 8 && !region; n += 1) {
      const open = await orders(`region-0${n}`, 'open=true')
      drafts = open.filter((one) => one.state === 'draft' && one.class !== 'T0' && one.if_issued?.due_at)
      if (drafts.length >= 5 && drafts.filter(days).length >= 3) region = `region-0${n}`
    }
    return region
  })
  // Three are issued for the tests that follow; the others are issued in them.
  const three = drafts.filter(days).slice(-3)
  drafts = drafts.filter((one) => !three.includes(one))
  const items = three.map(({ id, version }) => ({ id, version }))
  const { done } = await demo.as(region, 'POST', '/v1/rectifications/bulk', { verb: 'issue', items })
  assert.equal(done, 3)
  running = await Promise.all(three.map((one) => order(one.id)))
  desk = await sit(browser, demo, region)
  ends.push(() => desk.close())
})

after(async () => {
  for (const one of ends.splice(0).reverse()) await one()
})

/** Presses a key of the page and confirms what it asks. */
async function press(key, yes) {
  await desk.page.keyboard.press(key)
  await desk.page.getByRole('alertdialog').getByRole('button', { name: yes, exact: true }).click()
}

test('the morning page tells what burns, and its numbers are those of the server', async () => {
  await desk.open('/desk/region')
  const figure = (name) => desk.page.locator('a.figure', { hasText: name })
  const number = (name) => figure(name).locator('.n').innerText()
  const overdue = await orders(region, 'open=true&overdue=true')
  assert.equal(await number('Overdue'), String(overdue.length))
  // Each severity that is there, the worst first, with how many of it.
  const words = [['critical', 'Red line'], ['major', 'Major'], ['minor', 'Minor']]
  const marks = words.map(([severity, word]) => [word, overdue.filter((one) => one.item.severity === severity).length]).filter(([, n]) => n > 0)
  const shown = await figure('Overdue').locator('.mark:has(> b)').allInnerTexts()
  assert.deepEqual(shown.map((text) => text.replace(/\s/g, '')), marks.map(([word, n]) => `${word}${n}`.replace(/\s/g, '')))
  const open = await orders(region, 'open=true')
  const now = Date.now()
  const midnight = Date.parse(`${new Date(now + 8 * 3_600_000).toISOString().slice(0, 10)}T24:00:00+08:00`)
  const today = open.filter(({ state, times }) => /^(issued|acknowledged)$/.test(state) && !times.overdue && !times.paused_since && Date.parse(times.due_at) < midnight)
  assert.equal(await number('Due today'), String(today.length))
  const redLines = open.filter(({ item, times }) => item.severity === 'critical' && Date.parse(times.issued_at) > now - 86_400_000)
  assert.equal(await number('New red lines'), String(redLines.length))
  const mine = (await orders(region, 'state=draft,submitted,verified')).length + (await orders(region, 'extension_waiting=true')).length
  assert.equal(await number('Waiting for me'), String(mine))
  await desk.page.keyboard.press('j')
  const first = await desk.page.locator('.morning [data-order]').first().getAttribute('data-order')
  await desk.page.keyboard.press('Enter')
  await desk.page.waitForURL((url) => url.pathname === `/desk/region/orders/${first}`)
})

test('the search finds orders by the words of their item in either language, by its number, and one by its id', async () => {
  const open = await orders(region, 'open=true')
  const [one] = open
  const { item } = one
  const ofItem = open.filter((other) => other.item.id === item.id).map(({ id }) => id)
  const numbered = (await orders(region, `open=true&q=${item.n}`)).map(({ id }) => id)
  // A station may have the number in its code.
  assert.ok(ofItem.every((id) => numbered.includes(id)))
  await desk.open('/desk/region/orders')
  const field = desk.page.getByRole('searchbox', { name: 'Station, item, order id' })
  for (const [typed, wanted] of [[item.text.zh, ofItem], [item.text.en.toUpperCase(), ofItem], [String(item.n), numbered], [one.id, [one.id]], [one.station.code, open.filter((other) => other.station.code === one.station.code).map(({ id }) => id)]]) {
    await field.fill(typed)
    await desk.page.waitForURL((url) => url.searchParams.get('q') === typed)
    await desk.page.getByRole('status').getByText(wanted.length === 1 ? '1 result' : `${wanted.length} results`, { exact: true }).waitFor()
    await until(`orders of ${typed}`, async () => {
      const hrefs = await desk.page.locator('[role=grid] .line a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))
      // Of a long list a window is drawn.
      return hrefs.length > 0 && hrefs.every((href) => wanted.includes(href.split('/').at(-1)))
    })
  }
})

test('a draft gets another deadline for a reason; without one the desk says what is missing', async () => {
  const [draft] = drafts
  await desk.open(`/desk/region/orders/${draft.id}`)
  await desk.page.getByRole('button', { name: 'Issue with another deadline' }).click()
  const dialog = desk.page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Issue', exact: true }).click()
  await dialog.getByText('Another deadline needs a reason.').waitFor()
  const latest = await dialog.locator('input[type=datetime-local]').getAttribute('max')
  await dialog.locator('input[type=datetime-local]').fill(latest)
  await dialog.locator('textarea').fill('The part comes on Friday')
  await dialog.getByRole('button', { name: 'Issue', exact: true }).click()
  await desk.page.locator('.state', { hasText: 'Issued' }).waitFor()
  const now = await order(draft.id)
  assert.equal(new Date(`${latest}:00+08:00`).toISOString(), new Date(now.times.due_at).toISOString())
})

test('the other drafts are issued together by keys, those of one class with another deadline for a reason', async () => {
  await desk.open('/desk/region/orders?task=issue')
  await desk.page.locator('[role=row]').nth(1).waitFor()
  const rest = (await orders(region, 'state=draft')).map((one) => one.id)
  await desk.page.keyboard.press('Shift+X')
  await desk.page.keyboard.press('i')
  const dialog = desk.page.getByRole('dialog')
  const fields = dialog.locator('input[type=datetime-local]')
  const [, of, count] = /^(T\d+) × (\d+)/.exec(await dialog.locator('label').first().innerText()) ?? []
  assert.ok(Number(count) > 0, 'the first field says of what class and of how many it is')
  // The first class gets another deadline, which needs a reason; the others keep the policy's.
  const [usual, latest] = [await fields.first().inputValue(), await fields.first().getAttribute('max')]
  assert.notEqual(usual, latest)
  await fields.first().fill(latest)
  await dialog.getByRole('button', { name: 'Issue', exact: true }).click()
  await dialog.getByText('Another deadline needs a reason.').waitFor()
  await dialog.locator('textarea').fill('Parts come late')
  await dialog.getByRole('button', { name: 'Issue', exact: true }).click()
  await desk.page.getByText('No order fits these filters').waitFor()
  const issued = await Promise.all(rest.map(order))
  assert.ok(issued.every((one) => one.state === 'issued'))
  const edited = new Date(`${latest}:00+08:00`).toISOString()
  const moved = issued.filter((one) => new Date(one.times.due_at).toISOString() === edited)
  assert.equal(moved.length, Number(count), 'the edited deadline holds for all of the first field')
  assert.deepEqual([...new Set(moved.map((one) => one.class))], [of], 'and for no other class')
})

test('a submission is looked at in pairs, sent back with what is missing, and verified when it is good', async () => {
  const [one] = running
  await submit(demo, managerOf(one), one.id, 'Cleaned')
  await desk.open(`/desk/region/orders/${one.id}?queue=1`)
  const loaded = () => desk.page.waitForFunction(() => {
    const pictures = [...document.querySelectorAll('.pair img')]
    return pictures.length >= 2 && pictures.every((picture) => picture.complete && picture.naturalWidth > 0)
  })
  await loaded()
  const [left, right] = await Promise.all([0, 1].map((at) => desk.page.locator('.pair').first().locator('figure').nth(at).boundingBox()))
  assert.ok(left.y === right.y && left.x + left.width <= right.x, 'before and after stand side by side')
  await desk.page.keyboard.press('r')
  await desk.page.getByRole('dialog').locator('textarea').fill('The corner behind the door is still wet')
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Send back' }).click()
  await desk.page.locator('.state', { hasText: 'sent back' }).waitFor()
  assert.equal((await order(one.id)).state, 'acknowledged')

  await submit(demo, managerOf(one), one.id, 'Dried too')
  await desk.open(`/desk/region/orders/${one.id}?queue=1`)
  await desk.page.getByText('Submission 2').waitFor()
  await desk.page.getByText('The corner behind the door is still wet').first().waitFor()
  await press('a', 'Verify')
  await desk.page.locator('article .state', { hasText: 'verified' }).first().waitFor()
  const { state, version } = await order(one.id)
  assert.match(state, /^(closed|verified)$/)
  if (state === 'verified') {
    await desk.page.getByRole('button', { name: 'Checked on site' }).click()
    await desk.page.getByRole('alertdialog').getByRole('button', { name: 'Checked on site' }).click()
    await desk.page.locator('.sub .state', { hasText: 'Closed' }).waitFor()
    assert.ok((await order(one.id)).version > version)
  }
})

/** Asks for the next working day: days off, which the server knows, are no later than the due time itself. */
async function askForTime(one) {
  const { times, version } = await order(one.id)
  for (let days = 1; ; days += 1) {
    const to = new Date(Date.parse(times.due_at) + days * 86_400_000).toISOString()
    const asked = demo.as(managerOf(one), 'POST', `/v1/rectifications/${one.id}/extensions`, { cause: 'parts', reason: 'The part is late', to }, version)
    const refused = await asked.then(() => null, (error) => error)
    if (!refused) return
    if (days === 12 || !refused.message.includes(': 422 ')) throw refused
  }
}

test('more time is asked for, stands on the morning page, and is granted', async () => {
  const one = running[1]
  await askForTime(one)
  await desk.open('/desk/region/orders?task=decide')
  await desk.page.locator('[role=row]', { hasText: one.station.code }).first().waitFor()
  await desk.open(`/desk/region/orders/${one.id}`)
  await desk.page.getByRole('button', { name: 'Grant' }).click()
  await desk.page.getByRole('alertdialog').getByRole('button', { name: 'Grant' }).click()
  await desk.page.locator('section', { hasText: 'Extension' }).getByText('granted', { exact: true }).waitFor()
  assert.equal((await order(one.id)).extension.granted, true)
})

test('an order is cancelled only with a reason', async () => {
  const one = running[2]
  await desk.open(`/desk/region/orders/${one.id}`)
  await desk.page.getByRole('button', { name: 'Cancel the order' }).click()
  const dialog = desk.page.getByRole('dialog')
  const yes = dialog.getByRole('button', { name: 'Cancel the order' })
  assert.ok(await yes.isDisabled())
  await dialog.locator('textarea').fill('Issued for the wrong station')
  await yes.click()
  await desk.page.locator('.sub .state', { hasText: 'Cancelled' }).waitFor()
  assert.equal((await order(one.id)).cancelled, 'issued_in_error')
})

/** An item of a published audit of the region that may be appealed still. */
async function appealable() {
  const audits = (await demo.as(region, 'GET', '/v1/audits?limit=100')).items
  for (const { id, station } of audits) {
    const found = await demo.as(region, 'GET', `/v1/audits/${id}`)
    const taken = (await demo.as(region, 'GET', `/v1/appeals?audit=${id}`)).items.map((one) => one.item)
    const open = found.appealable.find((one) => !taken.includes(one.item))
    if (open) return { audit: id, item: open.item, station }
  }
  throw new Error('nothing may be appealed')
}

test('an appeal that level 1 rejected goes on to level 2 with a reason', async () => {
  const { audit, item, station } = await appealable()
  const id = randomUUID()
  await demo.as(`manager-${station.code}`, 'PUT', `/v1/appeals/${id}`, { audit_id: audit, item, reason: 'It was clean', evidence: [] })
  const filed = await demo.as('hq', 'GET', `/v1/appeals/${id}`)
  await demo.as('panel-1', 'POST', `/v1/appeals/${id}/decide`, { outcome: 'rejected', reason: 'The photo shows it' }, filed.version)
  await desk.open(`/desk/region/appeals/${id}`)
  await desk.page.getByText('The photo shows it').waitFor()
  await desk.page.getByRole('button', { name: 'Take to level 2' }).click()
  const question = desk.page.getByRole('alertdialog')
  await question.locator('textarea').fill('The footage of that hour shows otherwise')
  await question.getByRole('button', { name: 'Take to level 2' }).click()
  await desk.page.locator('.state', { hasText: 'with level 2' }).waitFor()
  const { state, steps } = await demo.as(region, 'GET', `/v1/appeals/${id}`)
  assert.equal(state, 'level_2')
  assert.equal(steps.at(-1).reason, 'The footage of that hour shows otherwise')
})

for (const [lang, colorScheme, width] of [['en', 'light', 1440], ['zh', 'dark', 1440], ['zh', 'light', 360]]) {
  test(`every page is axe clean and of this server, and a shopper is on none: ${lang}, ${colorScheme}, ${width}`, async () => {
    const office = await sit(browser, demo, region, { lang, colorScheme, viewport: { width, height: 900 } })
    const [appeal] = (await demo.as(region, 'GET', '/v1/appeals?limit=1')).items
    const { station } = running[0]
    const paths = ['', '/orders', `/orders/${running[0].id}`, `/orders/${drafts[0].id}`, '/stations', `/stations/${station.id}`, '/bulletin', '/appeals', ...(appeal ? [`/appeals/${appeal.id}`] : []), '/contacts']
    await walk(office, paths.map((path) => `/desk/region${path}`))
    for (const text of bodiesOf(demo, office)) assert.doesNotMatch(text, /"shopper|"visit_start"|"visit_end"|"assignment_id"|"round_id"|"received_at"/)
    await office.close()
  })
}

test('what the page complained about', () => assert.deepEqual(desk.faults, []))
