// The frame of the desks and the administrator's desk: the one sign-in page, the keyboard, a long table, the end of a session, a person
// with a code, a file of stations; in a real browser on the real binary.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { startChromium } from './lib/chromium.mjs'
import { PASSWORD, startDemo } from './lib/demo.mjs'
import { until } from './lib/network.mjs'
import { bodiesOf, sit, walk } from './lib/office.mjs'

const ends = []
let demo, browser, desk

before(async () => {
  demo = await startDemo()
  ends.push(() => demo.stop())
  browser = await startChromium()
  ends.push(() => browser.close())
  desk = await sit(browser, demo, 'admin')
  ends.push(() => desk.close())
})

after(async () => {
  for (const one of ends.splice(0).reverse()) await one()
})

for (const [lang, colorScheme, width] of [['en', 'light', 1440], ['zh', 'dark', 1440], ['zh', 'light', 390]]) {
  test(`every page of the administrator stands, axe finds nothing, nothing goes to another host: ${lang}, ${colorScheme}, ${width} px`, async () => {
    const seat = await sit(browser, demo, 'admin', { lang, colorScheme, viewport: { width, height: 900 } })
    const places = await desk.page.locator('nav a[href^="/desk"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')))
    assert.ok(places.length >= 12, `${places.length} places`)
    const [person] = (await demo.as('admin', 'GET', '/v1/people?limit=1')).items
    const [station] = (await demo.as('admin', 'GET', '/v1/stations?limit=1')).items
    const others = ['people/new', `people/${person.id}`, 'people/import', 'stations/import', 'stations/new', `stations/${station.id}`, 'units/import', 'checklists/station-69/1']
    await walk(seat, [...places, '/desk/settings', ...others.map((one) => `/desk/admin/${one}`)])
    bodiesOf(demo, seat)
    await seat.close()
  })
}

test('the keyboard goes to places, searches, lists its keys and moves in tables', async () => {
  const { page } = desk
  await desk.open('/desk')
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await page.waitForURL((url) => url.pathname === '/desk/admin/stations')
  await page.locator('[role=grid] .line').first().waitFor()
  for (const key of ['j', 'j', 'k', 'j']) await page.keyboard.press(key)
  const second = await page.locator('[role=row][aria-rowindex="3"] a').getAttribute('href')
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname === second)
  await page.keyboard.press('?')
  await page.getByRole('dialog').getByText('Keyboard shortcuts').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  const { items } = await demo.as('admin', 'GET', '/v1/stations?limit=1')
  await page.getByRole('combobox', { name: 'Search pages' }).fill(items[0].code)
  await page.getByRole('option').filter({ hasText: items[0].code }).first().waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname === `/desk/admin/stations/${items[0].id}`)
})

test('the language changes at once and stays; a filter stands in the address and comes back', async () => {
  const { page } = desk
  await desk.open('/desk/admin/people?role=reviewer')
  const { items } = await demo.as('admin', 'GET', '/v1/people?role=reviewer&active=true&limit=500')
  await page.getByText(`${items.length} results`).waitFor()
  await page.getByRole('button', { name: '中' }).click()
  await page.getByRole('heading', { name: '人员' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: '人员' }).waitFor()
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN')
  await page.getByRole('button', { name: 'EN' }).click()
  await page.getByRole('heading', { name: 'People' }).waitFor()
})

test('30,000 rows are drawn a window at a time, sorted and scrolled; what that costs is told', async (t) => {
  const window = await sit(browser, demo, 'admin')
  const { page } = window
  await page.route('**/v1/stations?*', (route) => route.fulfill({ json: { items: Array.from({ length: 30_000 }, (_, n) => {
    const code = `X${String((n * 7919 + 5) % 30_000).padStart(5, '0')}`
    return { id: randomUUID(), code, org_unit_id: randomUUID(), name_zh: `加油站${(n * 104_729 + 17) % 30_000}`, name_en: `Station ${(n * 104_729 + 17) % 30_000}`, city_zh: '', city_en: '', address: `Road ${n}`, lat_e7: null, lon_e7: null, tz: 'Asia/Shanghai', profile: null, version: 1 }
  }) } }))
  await window.open('/desk/admin/stations')
  await page.locator('.line').first().waitFor()
  const drawn = await page.locator('.line').count()
  assert.ok(drawn < 100, `${drawn} rows are in the page`)
  // What the page's thread itself worked, ms: what else the machine does is no fault of the table.
  const tab = await page.context().newCDPSession(page)
  await tab.send('Performance.enable', { timeDomain: 'threadTicks' })
  const worked = async () => (await tab.send('Performance.getMetrics')).metrics.find((one) => one.name === 'TaskDuration').value * 1000
  const spent = async (run) => {
    const before = await worked()
    await run()
    return (await worked()) - before
  }
  const sorts = []
  for (const name of ['Name', 'Code', 'Name', 'Code']) {
    sorts.push(await spent(() => page.evaluate(async (name) => {
      const before = document.querySelector('.line').textContent
      const changed = new Promise((done) => {
        const look = new MutationObserver(() => document.querySelector('.line').textContent !== before && done(look.disconnect()))
        look.observe(document.querySelector('.rows'), { subtree: true, childList: true, characterData: true })
      })
      const heads = [...document.querySelectorAll('[role=columnheader] button')]
      heads.find((one) => one.textContent.includes(name)).click()
      await changed
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
    }, name)))
  }
  const FRAMES = 120
  const scroll = (await spent(() => page.evaluate(async (frames) => {
    const box = document.querySelector('.table')
    for (let n = 0; n < frames; n += 1) {
      box.scrollTop += 400
      await new Promise((done) => requestAnimationFrame(done))
    }
  }, FRAMES))) / FRAMES
  const first = Number(await page.locator('.line').first().getAttribute('aria-rowindex'))
  t.diagnostic(`sorts ${sorts.map((one) => one.toFixed(0)).join(', ')} ms; a frame of scrolling ${scroll.toFixed(1)} ms`)
  assert.ok(first > 500, `scrolled to row ${first}`)
  const later = await page.locator('.line').count()
  assert.ok(later < 100, `${later} rows are in the page after scrolling`)
  await window.close()
})

test('a session that ends keeps what was typed; signing in in another tab goes on', async () => {
  const window = await sit(browser, demo, 'admin')
  const { page } = window
  await window.open('/desk/admin/people/new')
  await page.getByLabel('User name').fill('typed-before')
  await page.context().clearCookies()
  await page.getByLabel('Name', { exact: true }).fill('王小明')
  await page.getByRole('button', { name: 'New person' }).click()
  await page.getByRole('alertdialog').getByText('Your session has ended').waitFor()
  const [other] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('link', { name: 'Sign in in a new tab' }).click()])
  await other.locator('#secret').waitFor()
  if (await other.locator('#username').isEditable()) await other.locator('#username').fill('admin')
  await other.locator('#secret').fill(PASSWORD)
  await other.locator('form button.primary').click()
  await other.waitForURL((url) => url.pathname.startsWith('/desk/'))
  // The first tab hears of it by itself.
  await page.getByRole('alertdialog').waitFor({ state: 'detached' })
  assert.equal(await page.getByLabel('User name').inputValue(), 'typed-before')
  await window.close()
})

test('a person is made, gets a code that is shown once, signs in with it at the one sign-in page and lands on his desk', async () => {
  const { page } = desk
  const username = `new-${randomUUID().slice(0, 8)}`
  await desk.open('/desk/admin/people/new')
  await page.getByLabel('Name', { exact: true }).fill('陈静')
  await page.getByLabel('User name').fill(username)
  await page.getByRole('combobox', { name: 'Role', exact: true }).selectOption('reviewer')
  await page.getByRole('button', { name: 'New person' }).click()
  await page.waitForURL((url) => /\/people\/[0-9a-f]{8}-/.test(url.pathname))
  await page.getByRole('button', { name: 'Make a sign-in code' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Make a sign-in code' }).click()
  const code = (await page.locator('dialog .code').innerText()).trim()
  await page.getByRole('button', { name: 'Kept, close' }).click()
  const context = await browser.newContext({ locale: 'en-GB', serviceWorkers: 'block' })
  const phone = await context.newPage()
  await phone.goto(`${demo.app}/sign-in?to=%2Fdesk`)
  await phone.getByRole('radio', { name: 'Sign-in code' }).check({ force: true })
  await phone.locator('#username').fill(username)
  await phone.locator('#secret').fill(code)
  await phone.locator('#fresh').fill('a long new password')
  await phone.locator('form button.primary').click()
  await phone.waitForURL((url) => url.pathname.startsWith('/desk/review'))
  // A page that is not for the role says so; the server would too.
  await phone.goto(`${demo.app}/desk/admin/people`)
  await phone.getByText('This page is not for your role').waitFor()
  await context.close()
})

test('a file of stations is tried first: faults stand beside their rows and nothing is written; then it is', async () => {
  const { page } = desk
  const { items: units } = await demo.as('admin', 'GET', '/v1/org-units?limit=500')
  const unit = units.find((one) => one.level === 2) ?? units[0]
  const code = `T${randomUUID().slice(0, 6).toUpperCase()}`
  const file = (lat) => ({ name: 'stations.csv', mimeType: 'text/csv', buffer: Buffer.from(`code,org_unit,name_zh,lat,lon\r\n${code},${unit.code},测试站,${lat},118.8\r\n`) })
  await desk.open('/desk/admin/stations/import')
  await page.locator('input[type=file]').setInputFiles(file('999'))
  const row = page.locator('[role=grid] .line').first()
  await row.waitFor()
  assert.match(await row.innerText(), /2[\s\S]*lat[\s\S]*999/)
  assert.equal(await page.getByRole('button', { name: /^Write/ }).count(), 0)
  const found = async () => (await demo.as('admin', 'GET', `/v1/stations?code=${code}`)).items.length
  assert.equal(await found(), 0)
  await page.locator('input[type=file]').setInputFiles(file('32.05'))
  const write = page.getByRole('button', { name: 'Write 1 row' })
  await write.waitFor()
  assert.equal(await found(), 0)
  await write.click()
  await page.getByText('Done: 1 new').waitFor()
  assert.equal(await found(), 1)
})

test('a webhook is set up, its secret is shown once; a test of it stands in its log, and is not sent again while it is still tried', async () => {
  const { page } = desk
  const name = `hook-${randomUUID().slice(0, 6)}`
  await desk.open('/desk/admin/webhooks')
  await page.getByRole('button', { name: 'New destination' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'New destination' })
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Address').fill('https://nobody.invalid/hook')
  await dialog.getByRole('button', { name: 'Save' }).click()
  assert.match(await page.getByRole('alertdialog').locator('code').innerText(), /^whsec_/)
  await page.getByRole('button', { name: 'Kept, close' }).click()
  await page.getByRole('link', { name }).click()
  await page.getByRole('button', { name: 'Send a test' }).click()
  const line = page.locator('[role=grid] .line').first()
  await line.waitFor()
  await line.getByText('test').click()
  // Nobody answers there: it waits for its next try.
  const shown = page.getByRole('dialog')
  assert.equal(await shown.getByRole('button', { name: 'Send again' }).isDisabled(), true)
  await shown.getByText('It is still being tried by itself').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await page.waitForURL((url) => url.pathname === '/desk/admin/webhooks')
  await page.getByRole('link', { name }).waitFor({ state: 'detached' })
})

test('a message that reached nobody is listed with the reason, and arrives when it is sent again', async (t) => {
  const { page } = desk
  const heard = []
  let gone = true
  const receiver = createServer((request, response) => {
    request.resume().on('end', () => {
      heard.push(request.headers['webhook-id'])
      response.writeHead(gone ? 410 : 204).end()
    })
  })
  await new Promise((ready) => receiver.listen(0, '127.0.0.1', ready))
  t.after(() => receiver.close())
  const name = `gone-${randomUUID().slice(0, 6)}`
  const address = `http://127.0.0.1:${receiver.address().port}/`
  const made = await demo.as('admin', 'POST', '/v1/webhooks', { kind: 'webhook', name, address })
  await demo.as('admin', 'POST', `/v1/webhooks/${made.id}/test`, {})
  const states = async () => (await demo.as('admin', 'GET', `/v1/webhooks/${made.id}/deliveries`)).items.map((one) => one.state)
  await until('the receiver has refused it', async () => (await demo.as('admin', 'GET', '/v1/deliveries?state=dead,stopped&limit=200')).items.some((one) => one.to.name === name))
  await desk.open('/desk/admin/webhooks')
  const line = page.getByRole('grid', { name: 'Not delivered' }).locator('.line', { hasText: name })
  await line.first().waitFor()
  assert.match(await line.first().innerText(), /410|gone/i)
  gone = false
  await line.first().getByText(name).click()
  const shown = page.getByRole('dialog')
  await shown.getByRole('button', { name: 'Send again' }).click()
  await line.waitFor({ state: 'detached' })
  await until('it has arrived', async () => (await states()).includes('delivered'))
  assert.equal(new Set(heard).size, 1, 'the same message, under the same id')
  assert.equal(heard.length, 2)
})
