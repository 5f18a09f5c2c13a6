// Offices at their desks: signed in as a browser does, looked at with axe; and stations that act on orders over the public API.
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PASSWORD } from './demo.mjs'
import { until } from './network.mjs'

const axe = readFileSync(createRequire(new URL('../../../web/package.json', import.meta.url)).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** A desk at which somebody has signed in: its page, what went wrong on it, and every answer that it got. */
export async function sit(browser, demo, username, { lang = 'en', password = PASSWORD, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: lang === 'zh' ? 'zh-CN' : 'en-GB', timezoneId: 'Asia/Shanghai', serviceWorkers: 'block', ...options })
  const page = await context.newPage()
  const faults = []
  // The stream of events never ends: whether a page is quiet is told by everything else.
  const running = new Set()
  page.on('request', (request) => request.resourceType() !== 'eventsource' && !request.url().endsWith('/v1/events') && running.add(request))
  for (const over of ['requestfinished', 'requestfailed']) page.on(over, (request) => running.delete(request))
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (line) => /Content Security Policy/i.test(line.text()) && faults.push(line.text()))
  const heard = await listen(page)
  await page.goto(`${demo.app}/sign-in?to=/desk`)
  await page.locator('#username').fill(username)
  await page.locator('#secret').fill(password)
  await page.locator('form button.primary').click()
  await page.waitForURL((url) => url.pathname.startsWith('/desk/'))
  const stands = async (path) => {
    await page.locator('main h1').waitFor()
    let quiet = 0
    await until(`${path} is quiet`, async () => {
      quiet = running.size === 0 && (await page.locator('main .skeleton').count()) === 0 ? quiet + 1 : 0
      // What one answer asks for next begins within a moment.
      return quiet === 3
    })
  }
  // What the page asked for is read to its end before anything else is opened.
  await stands('the first page')
  return {
    page, faults, ...heard,
    /** Goes to a page of the desk and waits until it stands. */
    async open(path) {
      await page.goto(demo.app + path)
      await stands(path)
    },
    close: () => context.close(),
  }
}

/** Keeps every answer that a page gets, and the text of each in JSON before the page itself has it. */
export async function listen(page) {
  const heard = { answers: [], bodies: [] }
  page.on('response', (answer) => heard.answers.push(answer))
  await page.exposeFunction('heardBody', (text) => void heard.bodies.push(text))
  await page.addInitScript(() => {
    const { fetch } = window
    window.fetch = async (...asked) => {
      const answer = await fetch(...asked)
      const isJson = answer.url.includes('/v1/') && /json/.test(answer.headers.get('content-type') ?? '')
      if (isJson) await window.heardBody(await answer.clone().text())
      return answer
    }
  })
  return heard
}

/** What axe finds on a page, and whether it is wider than its window. */
export async function faultsOf(page, path) {
  await page.evaluate(axe)
  const { violations } = await page.evaluate((runOnly) => window.axe.run(document, { runOnly }), RULES)
  const found = violations.map((one) => `${path}: ${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)
  if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) found.push(`${path} is wider than its window`)
  return found
}

/** Opens places at a desk: axe finds nothing on any of them, none is wider than its window, and no page complains. */
export async function walk(seat, places) {
  const faults = []
  for (const place of places) {
    await seat.open(place)
    faults.push(...(await faultsOf(seat.page, place)))
  }
  assert.deepEqual([...faults, ...seat.faults], [])
}

/** That every answer came from this server, and the texts of those in JSON: there are some, and none is empty. */
export function bodiesOf(demo, { answers, bodies }) {
  const { host } = new URL(demo.app)
  assert.deepEqual(answers.map((one) => one.url()).filter((url) => !/^(blob|data):/.test(url) && new URL(url).host !== host), [])
  assert.ok(bodies.length > 20 && bodies.every((text) => text !== ''), `${bodies.length} answers`)
  return bodies
}

/** A PNG of one colour, unlike every other. */
export function picture() {
  // One pixel, and behind its end what makes it unlike the others: pictures are told by their beginning.
  const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC', 'base64')
  return Buffer.concat([pixel, Buffer.from(randomUUID())])
}

/** Hands in a picture as evidence, one of its own unless told otherwise; its id. */
export async function handIn(demo, username, bytes = picture()) {
  const id = randomUUID()
  const body = { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length, content_type: 'image/png' }
  const { upload } = await demo.as(username, 'PUT', `/v1/evidence/${id}`, body)
  const sent = await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: bytes })
  assert.ok(sent.ok, `upload: ${sent.status}`)
  await until('the evidence is verified', async () => (await demo.as(username, 'PUT', `/v1/evidence/${id}`, body)).state === 'verified')
  return id
}

/** The station submits an order with a picture from before and one from after. */
export async function submit(demo, username, order, note) {
  const now = await demo.as(username, 'GET', `/v1/rectifications/${order}`)
  const evidence = [{ id: await handIn(demo, username), role: 'before' }, { id: await handIn(demo, username), role: 'after' }]
  const cause = now.root_cause_needed ? { root_cause: 'Not checked at the change of shifts' } : {}
  return demo.as(username, 'POST', `/v1/rectifications/${order}/submit`, { note, evidence, ...cause }, now.version)
}

/** The region whose stations hold this one. */
export async function regionOf(demo, order) {
  for (let n = 1; n <= 8; n += 1) {
    const region = `region-0${n}`
    const found = await demo.as(region, 'GET', `/v1/rectifications/${order}`).catch(() => null)
    if (found) return region
  }
  throw new Error(`No region has ${order}`)
}
