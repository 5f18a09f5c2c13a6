// The reviewer's desk: from the queue to a verdict by keys, two reviewers, the next audit ready; in a real browser on the real
// binary.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { appOf, end } from './lib/begin.mjs'
import { startChromium } from './lib/chromium.mjs'
import { act, call, publish, startNetwork, until } from './lib/network.mjs'
import { flawless, look, visited } from './lib/review.mjs'

const axe = readFileSync(createRequire(new URL('../../web/package.json', import.meta.url)).resolve('axe-core/axe.min.js'), 'utf8')
const RED = 'safety.no_smoking_or_flame'
const BADGE = 'greeting.badge_worn'
const GREETING = 'greeting.verbal_greeting'

const ends = []
let browser, network, base, submission, clean, grave, asked, last

/** A miss in answers, with the remark that it needs. */
const missed = (answers, item, value, photos) => (answers[item] = { ...answers[item], value, note: '现场没有做到，已看清楚，离站后立即补记，没有其他说明。', photos })

before(async () => {
  browser = await startChromium()
  ends.push(() => browser.close())
  network = await startNetwork()
  ends.push(() => network.stop())
  base = await appOf(network, ends)
  submission = await flawless(network, browser)
  clean = await visited(network, browser, { submission, shopper: 0, station: 0 })
  grave = await visited(network, browser, { submission, shopper: 1, station: 1, change: ({ answers }, scenes) => {
    missed(answers, RED, false, [scenes[1]])
    missed(answers, BADGE, false, [scenes[2]])
  } })
  asked = await visited(network, browser, { submission, shopper: 1, station: 2, change: ({ answers }, scenes) => {
    missed(answers, BADGE, false, [scenes[0]])
    missed(answers, GREETING, false, [])
  } })
  last = await visited(network, browser, { submission, shopper: 0, station: 3, change: ({ answers }) => missed(answers, BADGE, false, []) })
})

after(() => end(ends))

/** A desk at which a reviewer has signed in; it counts keys and says what went wrong. */
async function sit(person, options = {}, at = '/desk/review') {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', timezoneId: 'Asia/Shanghai', ...options })
  ends.push(() => context.close())
  const page = await context.newPage()
  const desk = { page, person, keys: 0, faults: [], asked: [] }
  page.on('pageerror', (error) => desk.faults.push(error.message))
  page.on('console', (line) => /Content Security Policy/i.test(line.text()) && desk.faults.push(line.text()))
  page.on('request', (request) => desk.asked.push(request.url()))
  await page.goto(`${base}/sign-in?to=${at}`)
  await page.locator('#username').fill(person.username)
  await page.locator('#secret').fill(network.password)
  await page.locator('form button.primary').click()
  await page.waitForURL((url) => url.pathname === at)
  await page.locator('[role=grid]').waitFor()
  desk.press = async (key) => {
    desk.keys += 1
    await page.keyboard.press(key)
  }
  return desk
}

/** Back to the queue, and home: what was taken in passing and left untouched is given back. */
async function leave(desk) {
  await desk.page.locator('nav a[href="/desk/review"]').click()
  await desk.page.waitForURL((url) => url.pathname === '/desk/review')
  await until('nothing is held in passing', async () => (await call(network, network.reviewers[0], 'GET', '/v1/audits?queue=true')).items.every((row) => row.claimed_by?.id !== desk.person.id))
  await desk.page.context().close()
}

/** Opens an audit as from the queue, by its row. */
async function openRow(desk, audit) {
  const { station } = await look(network, audit)
  await desk.page.goto(`${base}/desk/review?q=${station.code}`)
  await desk.page.locator('[role=row]', { hasText: station.code }).first().click()
  await shows(desk, audit)
  await desk.page.locator('.tag.accent').first().waitFor()
}

const shows = (desk, audit) => desk.page.waitForURL((url) => url.pathname === `/desk/review/audits/${audit}`)
const verdict = (desk, words) => desk.page.locator('.last', { hasText: words }).waitFor()
const byId = ([a], [b]) => (a < b ? -1 : 1)
/** What a station would be told: photos with whether they are released and what is boxed on them, and notes. */
const toldOf = ({ photos, station_notes }) => [
  photos.map(({ photo_id, released, boxes }) => [photo_id, released, boxes ?? []]).sort(byId), station_notes.map(({ item, note }) => [item, note]).sort(byId),
]
/** Every photo of the sheet is there, and counts as looked at. */
const photosThere = (desk) => desk.page.waitForFunction(() => {
  const all = document.querySelectorAll('.sheet li').length
  return all > 0 && document.querySelectorAll('.sheet li img').length === all && document.querySelectorAll('.sheet .new').length === 0
})

test('the queue puts a red line first; it takes four keys with its notes: speak, yes, notes, accept', async () => {
  const desk = await sit(network.reviewers[0])
  assert.match(await desk.page.locator('[role=row]').nth(1).innerText(), /Red line 1/)
  await desk.press('s')
  await shows(desk, grave)
  await desk.page.locator('.tag.accent').first().waitFor()
  await photosThere(desk)
  await desk.press('a')
  // Nothing is accepted before he has spoken on the red line.
  await desk.page.locator('.toast, [role=status]', { hasText: 'red line' }).first().waitFor()
  assert.equal((await look(network, grave)).state, 'in_review')
  await desk.press('y')
  await desk.page.locator('dialog[open]').waitFor()
  await desk.press('Enter')
  await desk.page.locator('section', { hasText: 'you have spoken' }).first().waitFor()
  await desk.press('N')
  await desk.press('a')
  await verdict(desk, 'second review')
  // One to begin, one that was stopped, four that count.
  assert.equal(desk.keys, 6)
  const seen = await look(network, grave)
  assert.equal(seen.state, 'second_review')
  assert.deepEqual(seen.red_lines[0].confirmed_by.map(({ id }) => id), [network.reviewers[0].id])
  assert.deepEqual(seen.station_notes.map(({ item }) => item).sort(), [BADGE, RED].sort())
  // Not a word of the shopper's is in a note that was proposed.
  assert.ok(seen.station_notes.every(({ note }) => note.length > 0 && !note.includes('离站后')))
  assert.deepEqual(desk.faults, [])
  await leave(desk)
})

test('the second reviewer proves it; boxes that he draws lie on the photo that the station gets', async () => {
  const desk = await sit(network.reviewers[1])
  await openRow(desk, grave)
  await photosThere(desk)
  await desk.page.locator('.sheet li .open').nth(1).click()
  await desk.press('b')
  const frame = await desk.page.locator('.frame.drawing').boundingBox()
  await desk.page.mouse.move(frame.x + frame.width / 2 - 60, frame.y + frame.height / 2 - 40)
  await desk.page.mouse.down()
  await desk.page.mouse.move(frame.x + frame.width / 2 + 60, frame.y + frame.height / 2 + 40, { steps: 5 })
  await desk.page.mouse.up()
  await desk.page.locator('rect.box').waitFor()
  await desk.press('Escape')
  await desk.press('Escape')
  // Another scene is kept from the station.
  await desk.page.locator('.sheet li .release').nth(1).click()
  await desk.press('y')
  await desk.page.locator('dialog[open]').waitFor()
  await desk.press('Enter')
  await desk.page.locator('section', { hasText: 'you have spoken' }).first().waitFor()
  await desk.press('a')
  await verdict(desk, 'accepted')
  const seen = await look(network, grave)
  assert.equal(seen.state, 'approved')
  assert.equal(seen.red_lines[0].outcome, 'proven')
  const boxed = seen.photos.filter(({ boxes }) => boxes?.length > 0)
  assert.equal(boxed.length, 1)
  assert.ok(boxed[0].boxes[0].w > 500 && boxed[0].boxes[0].h > 500, JSON.stringify(boxed[0].boxes))
  assert.deepEqual(seen.photos.filter(({ kind }) => kind === 'scene').map(({ released }) => released).sort(), [false, true, true])
  assert.deepEqual(seen.photos.filter(({ kind }) => kind !== 'scene').map(({ released }) => released), [false])
  // He takes it back with one key, and gives it once more: what the station sees is what he had decided.
  await desk.press('u')
  await shows(desk, grave)
  await until('it is in review again', async () => (await look(network, grave)).state === 'in_review')
  await desk.page.locator('.top .state', { hasText: 'In review' }).waitFor()
  await desk.page.locator('.sheet li.kept').waitFor()
  await desk.page.locator('.sheet .boxes rect').waitFor()
  await photosThere(desk)
  await desk.press('a')
  // The red line asks for another person each time.
  await verdict(desk, 'second review')
  const again = await look(network, grave)
  assert.equal(again.state, 'second_review')
  assert.deepEqual(toldOf(again), toldOf(seen))
  assert.deepEqual(desk.faults, [])
  await leave(desk)
})

test('a clean audit takes one key of each reviewer', async () => {
  for (const [at, reviewer] of network.reviewers.slice(0, 2).entries()) {
    const desk = await sit(reviewer)
    await openRow(desk, clean)
    await photosThere(desk)
    desk.keys = 0
    await desk.press('a')
    await verdict(desk, at === 0 ? 'second review' : 'accepted')
    assert.equal(desk.keys, 1)
    assert.equal((await look(network, clean)).state, ['second_review', 'approved'][at])
    assert.deepEqual(desk.faults, [])
    await leave(desk)
  }
})

test('what another holds is shown as his; a correction keeps both values; a return goes out with its questions', async () => {
  const desk = await sit(network.reviewers[0])
  await openRow(desk, asked)
  const other = await sit(network.reviewers[1])
  await other.page.goto(`${base}/desk/review/audits/${asked}`)
  await other.page.locator('.tag.major', { hasText: 'holds it' }).waitFor()
  assert.equal(await other.page.locator('footer button.primary').count(), 0)

  await desk.page.locator('.items .line', { hasText: 'badge' }).first().click()
  await desk.press('e')
  const dialog = desk.page.locator('dialog[open]')
  await dialog.locator('label.choice', { hasText: 'yes' }).click()
  await dialog.locator('textarea').fill('worn on the left, see photo 2')
  await dialog.locator('footer button, .foot button').last().click()
  await dialog.waitFor({ state: 'detached' })
  const [judged] = (await look(network, asked)).judgements.filter(({ target }) => target === BADGE)
  assert.deepEqual([judged.old, judged.new, judged.by.id], [false, true, network.reviewers[0].id])

  await desk.press('f')
  await desk.page.locator('.items .line', { hasText: 'greets' }).first().click()
  await desk.press('q')
  await desk.page.keyboard.type('what was said?')
  await desk.press('Escape')
  await desk.press('r')
  await desk.page.locator('dialog[open] textarea').first().waitFor()
  await desk.page.locator('dialog[open] select').last().selectOption('172800')
  await desk.press('Control+Enter')
  await verdict(desk, 'returned')
  const seen = await look(network, asked)
  assert.equal(seen.state, 'returned')
  assert.deepEqual(seen.returns[0].remarks, [{ item: GREETING, text: 'what was said?' }])
  assert.deepEqual([desk.faults, other.faults], [[], []])
  await leave(desk)
})

test('the next audit stands ready: no photo is asked for when it is opened', async () => {
  const desk = await sit(network.reviewers[2])
  const queue = (await call(network, network.reviewers[2], 'GET', '/v1/audits?queue=true')).items
  assert.ok(queue.length >= 2, `${queue.length} in the queue`)
  await desk.press('s')
  await desk.page.locator('.work').waitFor()
  await photosThere(desk)
  const here = new URL(desk.page.url()).pathname
  const others = await Promise.all(queue.map(({ id }) => id).filter((id) => !here.endsWith(id)).map((id) => look(network, id)))
  const twice = ({ photo_id }) => desk.asked.filter((url) => url.includes(`/v1/photos/${photo_id}`)).length === 2
  await until('the photos of another one have come', async () => others.some(({ photos }) => photos.every(twice)))
  const next = others.find(({ photos }) => photos.every(twice))
  desk.asked.length = 0
  await desk.press(']')
  await shows(desk, next.id)
  await photosThere(desk)
  assert.deepEqual(desk.asked.filter((url) => url.includes('/v1/photos/') && next.photos.some(({ photo_id }) => url.includes(photo_id))), [])
  assert.deepEqual(desk.faults, [])
  await leave(desk)
})

test('what is prepared outlives a reload', async () => {
  const desk = await sit(network.reviewers[2])
  await openRow(desk, last)
  await desk.page.locator('.items .line', { hasText: 'badge' }).first().waitFor()
  await desk.press('w')
  await desk.page.locator('.note-box textarea').fill('Please wear the badge where guests see it.')
  await desk.press('Escape')
  await desk.page.reload()
  await desk.page.locator('.note-box', { hasText: 'where guests see it' }).waitFor()
  await act(network, network.reviewers[2], last, 'void', { reason: 'a test' })
})

test('a panel decides an appeal by keys: both sides, the answer that holds, the reason, once more asked', async () => {
  // Whoever made it to here is published; the station's manager does not agree.
  const audit = await visited(network, browser, { submission, shopper: 1, station: 0, change: ({ answers }) => missed(answers, BADGE, false, []) })
  await publish(network, audit)
  const appeal = randomUUID()
  await call(network, network.manager, 'PUT', `/v1/appeals/${appeal}`, { audit_id: audit, item: BADGE, reason: 'worn on the left', evidence: [] })
  const panel = { username: `panel-${appeal.slice(0, 8)}` }
  const { id } = await call(network, network.admin, 'POST', '/v1/people', { username: panel.username, display_name: 'Panel', roles: [{ role: 'appeal_l1', org_unit_id: network.units[0] }] })
  const { code } = await call(network, network.admin, 'POST', `/v1/people/${id}/sign-in-code`, {})
  await call(network, { token: '' }, 'POST', '/v1/sessions', { username: panel.username, code, new_password: network.password })

  const desk = await sit(panel, {}, '/desk/review/appeals')
  await desk.page.locator('[role=row]').nth(1).click()
  await desk.page.waitForURL((url) => url.pathname === `/desk/review/appeals/${appeal}`)
  await desk.page.locator('.said', { hasText: 'worn on the left' }).first().waitFor()
  await desk.press('1')
  await desk.page.locator('form textarea').fill('the photo shows it')
  await desk.page.locator('form button.primary').click()
  await desk.page.locator('dialog[open]').waitFor()
  await desk.press('Enter')
  await desk.page.locator('.tag', { hasText: 'upheld' }).waitFor()
  const seen = await call(network, network.hq, 'GET', `/v1/appeals/${appeal}`)
  assert.deepEqual([seen.state, seen.outcome, seen.score.delta_bp > 0], ['closed', 'upheld', true])
  assert.deepEqual(desk.faults, [])
})

for (const [lang, colorScheme, width] of [['en', 'light', 1440], ['zh', 'dark', 1440], ['zh', 'light', 390]]) {
  test(`queue and audit are axe clean: ${lang}, ${colorScheme}, ${width} px`, async () => {
    const desk = await sit(network.reviewers[1], { locale: lang === 'zh' ? 'zh-CN' : 'en-GB', colorScheme, viewport: { width, height: 900 } })
    const found = []
    const check = async (where) => {
      await desk.page.evaluate(axe)
      const { violations } = await desk.page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }))
      found.push(...violations.map(({ id, nodes }) => `${where}: ${id} ${nodes[0].target.join(' ')}`))
      if (await desk.page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) found.push(`${where}: wider than the window`)
    }
    await check('queue')
    await desk.page.goto(`${base}/desk/review/audits/${grave}`)
    await photosThere(desk)
    for (const tab of ['photos', 'place', 'revisions', 'history']) {
      await check(tab)
      await desk.page.keyboard.press('t')
    }
    await desk.page.keyboard.press('Enter')
    await desk.page.locator('.surface img').waitFor()
    await check('photo')
    assert.deepEqual(found, [])
    assert.deepEqual(desk.faults, [])
    assert.deepEqual([...new Set(desk.asked.filter((url) => !/^(blob|data):/.test(url)).map((url) => new URL(url).host))], [new URL(base).host])
  })
}
