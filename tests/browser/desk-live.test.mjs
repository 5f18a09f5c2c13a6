// Desks hear what others do: it appears without a reload, because the stream of events said so and for no other reason. Timers that
// repeat are taken from the pages, so that nothing can be asked for in the meantime.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { appOf, end } from './lib/begin.mjs'
import { startChromium } from './lib/chromium.mjs'
import { act, call, publish, startNetwork } from './lib/network.mjs'
import { sit, submit } from './lib/office.mjs'
import { flawless, look, visited } from './lib/review.mjs'
import { startWire } from './lib/wire.mjs'

const BADGE = 'greeting.badge_worn'
const GREETING = 'greeting.verbal_greeting'
const ends = []
let browser, network, app, submission

before(async () => {
  browser = await startChromium()
  ends.push(() => browser.close())
  network = await startNetwork()
  ends.push(() => network.stop())
  app = await appOf(network, ends)
  submission = await flawless(network, browser)
})

after(() => end(ends))

/** In a page: keeps in `heard` what its stream says and what it asks the server for, in their order; and takes its repeating timers. */
function watch() {
  window.setInterval = () => 0
  window.heard = []
  const { fetch, EventSource } = window
  window.fetch = (...asked) => {
    const url = new URL(asked[0].url ?? asked[0], location.href)
    if (url.pathname.startsWith('/v1/')) window.heard.push(`asks ${url.pathname}`)
    return fetch(...asked)
  }
  window.EventSource = class extends EventSource {
    constructor(...given) {
      super(...given)
      const says = (name) => this.addEventListener(name, () => window.heard.push(`says ${name}`))
      for (const name of ['open', 'error', 'ready', 'reset', 'inbox', 'order', 'audit', 'appeal', 'report', 'plan']) says(name)
    }
  }
}

/** A desk of somebody, at a page; its stream is open. */
async function sitAt(person, path, at = app) {
  const desk = await sit(browser, { app: at }, person.username, { password: network.password })
  ends.push(() => desk.close())
  await desk.page.addInitScript(watch)
  await desk.open(path)
  await desk.page.waitForFunction(() => window.heard.includes('says ready'))
  return desk
}

/** What an event makes a page read. An inbox that is not looked at is only counted, and the event says how much is in it. */
const READS = { audit: 'asks /v1/audits', order: 'asks /v1/rectifications', inbox: 'asks /v1/inbox', plan: 'asks /v1/assignments' }
/** What was heard, without what is read ahead: it comes whenever there is time. */
const heardAt = async (desk, name) => (await desk.page.evaluate(() => window.heard)).filter((one) => one.startsWith('says ') || one === READS[name])

/** Begins to hear anew, when what earlier events made the page read has been asked for: it is no answer to what comes now. */
async function anew(desk, name) {
  if (name !== 'inbox') await desk.page.waitForFunction(([says, asks]) => window.heard.lastIndexOf(asks) >= window.heard.lastIndexOf(says), [`says ${name}`, READS[name]])
  await desk.page.evaluate(() => void (window.heard = []))
}

/** Does something elsewhere and waits until this page shows it: its stream spoke of it, and before it spoke the page asked for nothing. */
async function hears(desk, name, deed, shown) {
  await anew(desk, name)
  await deed()
  await shown()
  const heard = await heardAt(desk, name)
  assert.ok(heard[0]?.startsWith('says ') && heard.includes(`says ${name}`), heard.join(', '))
  assert.ok(!heard.includes('says error') && !heard.includes('says reset'), heard.join(', '))
}

const row = (desk, station) => desk.page.locator('[role=row]', { hasText: network.stations[station].code })
/** That somebody else has it, in the words of a row. */
const holder = (desk, station) => row(desk, station).getByText(/, until \d/)
const bell = (desk, n) => desk.page.getByRole('link', { name: `Inbox: ${n} unread` })
const unread = async (person) => (await call(network, person, 'GET', '/v1/inbox?limit=1')).unread
/** A visit at a station in which nobody wore a badge, or something else was missed. */
const missed = (station, item = BADGE) => visited(network, browser, { submission, shopper: 1, station, change: ({ answers }) => {
  answers[item] = { ...answers[item], value: false, note: '现场没有做到，已看清楚，离站后立即补记，没有其他说明。', photos: [] }
} })

test('an audit that comes in appears in the queue of each reviewer, and who takes it at the others', async () => {
  const [one, two] = [await sitAt(network.reviewers[0], '/desk/review'), await sitAt(network.reviewers[1], '/desk/review')]
  assert.equal(await row(two, 2).count(), 0)
  await hears(two, 'audit', () => missed(2), () => row(two, 2).waitFor())
  await row(one, 2).waitFor()
  await hears(two, 'audit', () => row(one, 2).click(), () => holder(two, 2).waitFor())
})

test('what is published reaches the station, its order the office, and its answer the office’s morning page', async () => {
  const audit = await missed(0)
  const office = await sitAt(network.region, '/desk/region')
  const station = await sitAt(network.manager, '/desk/station/orders')
  const before = await unread(network.manager)
  const waiting = office.page.locator('a.figure', { hasText: 'Waiting for me' })
  assert.equal(await waiting.locator('.n').innerText(), '0')

  await hears(office, 'order', () => publish(network, audit), () => waiting.getByText('Issue 1').waitFor())
  const [draft] = (await call(network, network.region, 'GET', '/v1/rectifications?state=draft')).items
  const issued = () => call(network, network.region, 'POST', `/v1/rectifications/${draft.id}/issue`, {}, draft.version)
  await hears(station, 'order', issued, () => station.page.locator(`a[href^="/desk/station/orders/${draft.id}"]`).waitFor())
  await bell(station, await unread(network.manager)).waitFor()
  assert.ok((await unread(network.manager)) > before)

  const demo = { as: (_, ...asked) => call(network, network.manager, ...asked) }
  await hears(office, 'order', () => submit(demo, network.manager.username, draft.id, 'Badges were bought'), () => waiting.getByText('Verify 1').waitFor())
  await hears(station, 'inbox', async () => {
    const { version } = await call(network, network.region, 'GET', `/v1/rectifications/${draft.id}`)
    await call(network, network.region, 'POST', `/v1/rectifications/${draft.id}/reject`, { reason: 'Nobody on the photo wears one' }, version)
  }, async () => bell(station, await unread(network.manager)).waitFor())
})

test('a line of the inbox comes by itself, says of which station and item it is, and leads to its order', async () => {
  await publish(network, await missed(0, GREETING))
  const drafts = (await call(network, network.region, 'GET', '/v1/rectifications?state=draft')).items
  const draft = drafts.find((one) => one.item.id === GREETING)
  const box = await sitAt(network.manager, '/desk/inbox')
  const line = box.page.locator(`a.line[href="/desk/station/orders/${draft.id}"]`)
  await box.page.locator('.told').first().waitFor()
  assert.equal(await line.count(), 0)
  await hears(box, 'inbox', () => call(network, network.region, 'POST', `/v1/rectifications/${draft.id}/issue`, {}, draft.version), () => line.waitFor())
  const words = await line.innerText()
  assert.ok(words.includes(network.stations[0].code), words)
  assert.match(words, /greet/i)
  await line.click()
  await box.page.waitForURL((url) => url.pathname === `/desk/station/orders/${draft.id}`)
  assert.deepEqual(box.faults, [])
})

test('what a shopper says of a visit appears at the planner', async () => {
  const planner = await sitAt(network.planner, '/desk/plan/reports')
  const [visit] = (await call(network, network.planner, 'GET', `/v1/assignments?state=issued&shopper=${network.shoppers[0].id}`)).items
  const reported = planner.page.locator(`a[href="/desk/plan/assignments/${visit.id}"]`).first()
  await planner.page.getByText('No report waits for you').waitFor()
  const declines = () => call(network, network.shoppers[0], 'POST', `/v1/assignments/${visit.id}/decline`, { reason: 'ill' })
  await hears(planner, 'plan', declines, () => reported.waitFor())
  assert.deepEqual(planner.faults, [])
})

test('what happened while the line was cut is read when it is mended', async () => {
  const wire = await startWire(app)
  ends.push(() => wire.close())
  const desk = await sitAt(network.reviewers[2], '/desk/review', wire.base)
  const audit = await missed(1)
  await row(desk, 1).waitFor()
  wire.cut()
  await desk.page.waitForFunction(() => window.heard.includes('says error'))
  await anew(desk, 'audit')
  await act(network, network.reviewers[0], audit, 'claim')
  assert.equal((await look(network, audit)).claimed_by.id, network.reviewers[0].id)
  assert.equal(await holder(desk, 1).count(), 0)
  wire.mend()
  await holder(desk, 1).waitFor()
  const heard = await heardAt(desk, 'audit')
  // While nothing was said nothing was asked, and all of it as soon as the stream stood again.
  assert.ok(heard.includes('says open') && heard.slice(0, heard.indexOf('says open')).every((one) => one === 'says error'), heard.join(', '))
  assert.ok(heard.includes(READS.audit), heard.join(', '))
  assert.deepEqual(desk.faults, [])
})
