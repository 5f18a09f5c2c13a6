// A red line that nobody acknowledged is called about at the desk of its regional office; in a small network of its own, where one waits.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { appOf, end } from './lib/begin.mjs'
import { startChromium } from './lib/chromium.mjs'
import { act, call, startNetwork } from './lib/network.mjs'
import { sit } from './lib/office.mjs'
import { flawless, visited } from './lib/review.mjs'

const RED = 'safety.no_smoking_or_flame'
const ends = []
let network, browser, app

before(async () => {
  browser = await startChromium()
  ends.push(() => browser.close())
  network = await startNetwork()
  ends.push(() => network.stop())
  app = await appOf(network, ends)
})

after(() => end(ends))

test('a red line that nobody acknowledged is called about; the call and the acknowledgement are recorded', async () => {
  const submission = await flawless(network, browser)
  const audit = await visited(network, browser, { submission, shopper: 1, station: 0, change: ({ answers }, scenes) => {
    answers[RED] = { ...answers[RED], value: false, note: '加油时有人在机旁吸烟，持续到离站，没有任何人制止，已看清楚。', photos: [scenes[1]] }
  } })
  await act(network, network.reviewers[0], audit, `red-lines/${RED}/confirm`, { reason: 'The photo shows it' })
  const [red] = (await call(network, network.region, 'GET', '/v1/rectifications?class=T0&state=issued')).items
  assert.ok(red, 'the first confirmation issues the order')
  const office = await sit(browser, { app }, network.region.username, { password: network.password })
  await office.open('/desk/region')
  const card = office.page.locator('.calls article', { hasText: red.station.code }).first()
  await card.getByRole('button', { name: 'Record a call' }).first().click()
  const dialog = office.page.getByRole('dialog')
  await dialog.locator('textarea').fill('He closes pump 3 now')
  await dialog.getByRole('checkbox').check()
  await dialog.getByRole('button', { name: 'Record', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  const { calls } = await call(network, network.region, 'GET', `/v1/rectifications/${red.id}/calls`)
  assert.deepEqual(calls.map((one) => [one.reached, one.note]), [[true, 'He closes pump 3 now']])
  assert.equal((await call(network, network.region, 'GET', `/v1/rectifications/${red.id}`)).state, 'acknowledged')
  await card.waitFor({ state: 'detached' })
  assert.deepEqual(office.faults, [])
  await office.close()
})
