// What an administrator reads of the rules and of the storage: the policy as tables, the calendar with the year that is missing, the last
// comparison of database and storage; in a real browser on the real binary.
import assert from 'node:assert/strict'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { appOf, end } from './lib/begin.mjs'
import { startChromium } from './lib/chromium.mjs'
import { call, startNetwork } from './lib/network.mjs'
import { sit, walk } from './lib/office.mjs'
import { flawless } from './lib/review.mjs'

const ends = []
let browser, network, desk

before(async () => {
  browser = await startChromium()
  ends.push(() => browser.close())
  network = await startNetwork()
  ends.push(() => network.stop())
  desk = await sit(browser, { app: await appOf(network, ends) }, network.admin.username, { password: network.password })
  ends.push(() => desk.close())
})

after(() => end(ends))

/** The rows of the table under a heading, as texts of their cells. */
const rowsUnder = (name) => desk.page.getByRole('region', { name }).locator('tbody tr').evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText.replace(/\s+/g, ' ').trim())))

test('the policy stands as tables in words: every class with its spans, every rung with whom it tells', async () => {
  const policy = await call(network, network.admin, 'GET', '/v1/policies')
  await desk.open('/desk/admin/policy')
  const classes = await rowsUnder('Deadline classes')
  assert.deepEqual(classes.map(([name]) => name.split(' ')[0]), policy.classes.map((one) => one.class))
  assert.deepEqual(classes[0].slice(1), ['30 min · by phone', 'contained within 2 h', '24 h', 'none', '12 h', '24 h', '100%'])
  assert.deepEqual(classes.find(([name]) => name.startsWith('T7')).slice(1), ['1 working day', '–', '7 working days', '3 working days', '4 working days', '2 working days', '20%'])
  const ladder = await rowsUnder('Reminders and escalations')
  assert.deepEqual(ladder.map((row) => row.at(-1)), policy.ladder.map((one) => one.text.en.replace(/\s+/g, ' ')))
  assert.deepEqual(ladder[0].slice(0, 5), ['T0', 'not acknowledged in time', 'Escalation', 'district · head', 'phone'])
  // No word of the server's is without one of ours.
  assert.deepEqual([...classes, ...ladder.map((row) => row.slice(0, 5))].flat().filter((cell) => /_|undefined/.test(cell)), [])
})

test('the calendar tells its holidays and worked weekends, and the year that is missing', async () => {
  const { years } = await call(network, network.admin, 'GET', '/v1/calendars')
  const missing = years.at(-1).year + 1
  await desk.page.route('**/v1/calendars', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: { ...(await answer.json()), missing } })
  })
  await desk.open('/desk/admin/policy')
  await desk.page.getByText(`There is no calendar of ${missing} yet`).waitFor()
  const shown = await desk.page.locator('table', { hasText: 'Holiday' }).locator('tbody tr').allInnerTexts()
  assert.deepEqual(shown.map((row) => row.split('\t')[0]), [...years].reverse().flatMap((one) => one.holidays.map((holiday) => holiday.name.en)))
  await desk.open('/desk/admin')
  await desk.page.getByRole('link', { name: `${missing} is missing` }).waitFor()
  await desk.page.unrouteAll({ behavior: 'wait' })
})

/** The largest file of the photo store: an original. */
async function largest(folder) {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile()).map((one) => join(one.parentPath ?? one.path, one.name))
  const sized = await Promise.all(files.map(async (path) => ({ path, bytes: (await stat(path)).size })))
  return sized.sort((a, b) => b.bytes - a.bytes)[0].path
}

test('the last comparison of database and storage says what is lost, in words', async () => {
  await flawless(network, browser)
  await desk.open('/desk/admin/storage')
  await desk.page.getByText('Not compared yet').waitFor()
  await network.run('fsck')
  await desk.open('/desk/admin/storage')
  await desk.page.getByText('All photos are there and whole.').waitFor()
  await rm(await largest(join(network.data, 'objects')))
  // The command says by its exit that something was found.
  await assert.rejects(network.run('fsck'))
  const { last } = await call(network, network.admin, 'GET', '/v1/storage/fsck')
  await desk.open('/desk/admin/storage')
  await desk.page.getByText(`${last.faults} photo`).first().waitFor()
  const row = desk.page.locator('tr', { hasText: last.findings[0].key })
  await row.getByText('Missing', { exact: false }).waitFor()
  assert.match(await row.getByRole('link', { name: 'See the audit' }).getAttribute('href'), new RegExp(last.findings[0].audit_id))
  await desk.open('/desk/admin')
  await desk.page.getByRole('link', { name: 'at stake' }).waitFor()
})

for (const [lang, colorScheme, width] of [['en', 'light', 1440], ['zh', 'dark', 390]]) {
  test(`rules and storage are axe clean: ${lang}, ${colorScheme}, ${width} px`, async () => {
    const seat = await sit(browser, { app: new URL(desk.page.url()).origin }, network.admin.username, { password: network.password, lang, colorScheme, viewport: { width, height: 900 } })
    await walk(seat, ['/desk/admin/policy', '/desk/admin/storage', '/desk/admin'])
    await seat.close()
  })
}
