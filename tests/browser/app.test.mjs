// The app as a shopper meets it: how many taps a visit takes, what every screen looks like to axe, and its figures.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { measure } from '../../web/scripts/figures.mjs'
import { office } from '../../web/scripts/lib/office.mjs'
import { looksOf, takeScreens } from '../../web/scripts/screens.mjs'
import { countTaps, LIMIT } from '../../web/scripts/taps.mjs'
import { appOf, end } from './lib/begin.mjs'
import { startNetwork } from './lib/network.mjs'

const ends = []
let network, desk, base

before(async () => {
  network = await startNetwork()
  ends.push(() => network.stop())
  const [reviewer] = network.reviewers
  desk = office(network.base, { planner: network.planner.username, reviewer: reviewer.username, password: network.password })
  base = await appOf(network, ends)
})

after(() => end(ends))

test('the happy path takes at most 110 taps, offline, and is whole on the server', async () => {
  const { taps, counts, audit, faults } = await countTaps({ base, desk, who: await desk.hire('taps') })
  for (const [what, count] of counts) console.log(`${String(count).padStart(4)}  ${what}`)
  console.log(`${String(taps).padStart(4)}  taps in all`)
  assert.deepEqual(faults, [])
  assert.ok(taps <= LIMIT, `${taps} taps`)
  // Fewer would mean that something was left out: each of the 69 items is answered, by a tap or by the stop-watch.
  assert.ok(taps > 69, `${taps} taps`)
  assert.notEqual(audit.state, 'awaiting_photos')
})

for (const at of [0, 1, 2, 3]) {
  const { lang, scheme } = looksOf([])[at]
  test(`every screen is axe clean, its targets are large enough: ${lang}, ${scheme}`, async () => {
    const shoppers = []
    shoppers[at] = await desk.hire(`looks-${at}`)
    assert.deepEqual(await takeScreens({ base, desk, looks: [looksOf(shoppers)[at]] }), [])
  })
}

test('the figures of the phone are measured, and those that no other work can spoil are within their bars', async () => {
  const figures = await measure({ server: network.base, app: base, desk, who: await desk.hire('figures') })
  assert.ok(figures.length >= 5, `${figures.length} figures`)
  for (const one of figures) assert.ok(Number.isFinite(one.value) && one.value > 0, one.what)
  const steady = figures.filter((one) => one.steady)
  assert.ok(steady.length > 0)
  assert.deepEqual(steady.filter((one) => one.value > one.bar), [])
})
