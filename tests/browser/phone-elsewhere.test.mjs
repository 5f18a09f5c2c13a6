// Two phones of one shopper: what is open on one goes on on the other, what is in a file goes out from there.
import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { begin, end } from './lib/begin.mjs'
import { assertDelivered } from './lib/delivered.mjs'
import { call, until } from './lib/network.mjs'
import { answerItems, checkIn, go, held, newPhone, sealed, shortVisit, stamps, startVisit, finish, untilComplete, untilHeld } from './lib/phone.mjs'

const ends = []
let network, line, phone, page, other, screen

before(async () => {
  ({ network, line, phone, page } = await begin(ends))
  other = await newPhone(line.base)
  ends.push(() => other.close())
  screen = await other.open()
})

afterEach(() => assert.deepEqual([...phone.faults, ...other.faults], []))

after(() => end(ends))

/** What the server keeps of the shopper's open visits. */
const drafts = async () => (await call(network, network.shoppers[0], 'GET', '/v1/me/drafts')).drafts

/** The shopper puts a phone away and takes it out again: browsers without a window never do it by themselves. */
async function putAway(of) {
  // Twice in a moment counts once.
  await new Promise((done) => setTimeout(done, 5_500))
  await of.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
    delete document.visibilityState
  })
}

test('an open visit goes on on another phone, which the first one is told, and is one audit', async () => {
  const audit = await startVisit(page)
  await checkIn(page)
  await go(page, `/visit/${audit}/stamps`)
  await stamps(page, 3)
  await go(page, `/visit/${audit}/item/approach.brand_sign_visible_intact`)
  await answerItems(page, 3)
  await putAway(page)
  const [draft] = await until('the server keeps the visit', async () => {
    const list = await drafts()
    return list.length === 1 && list
  })
  assert.equal(draft.audit_id, audit)

  await other.signIn('shopper-1', network.password)
  await screen.locator('a[href="/elsewhere"]').tap()
  await screen.waitForURL(/elsewhere/)
  await screen.locator('main li button.primary').tap()
  await screen.waitForURL(`**/visit/${audit}`)
  const [mine, theirs] = [await held(page), await held(screen)]
  const plain = ({ answers }) => answers.map(({ item, value, note }) => ({ item, value, note }))
  assert.deepEqual(plain(theirs), plain(mine))
  assert.deepEqual(theirs.stamps, mine.stamps)
  assert.ok(mine.photos.length > 0)
  assert.deepEqual(theirs.photos, [], 'photos do not come along')

  // The other one saves it, and so the first one hears of it before it saves over it.
  await go(screen, `/visit/${audit}/stamps`)
  await stamps(screen, 1)
  await putAway(screen)
  await until('the other phone has saved it', async () => (await drafts())[0].device_id !== draft.device_id)
  await go(page, `/visit/${audit}/stamps`)
  await stamps(page, 1)
  await putAway(page)
  await go(page, `/visit/${audit}`)
  await page.locator('a[href="/elsewhere"]').waitFor()
  assert.notEqual((await drafts())[0].device_id, draft.device_id)

  await go(screen, `/visit/${audit}/stamps`)
  await stamps(screen)
  await finish(screen, audit)
  const kept = await sealed(screen, audit)
  await untilComplete(screen, audit)
  await assertDelivered(network, audit, kept)
  assert.deepEqual(await drafts(), [])

  // The first phone throws its own away; nothing of it is left behind.
  await go(page, `/visit/${audit}`)
  await page.locator('button.drop').tap()
  await page.locator('dialog button.danger').tap()
  await page.waitForURL(/\/today/)
  await untilHeld(page, 'the draft is gone', (now) => now.drafts.length === 0)
  // The visit was made: with the next contact it is no more to be made here, which is told.
  await page.locator('main .foot button').tap()
  await page.locator('section[aria-label="No longer assigned to you"]').waitFor()
})

test('a finished visit is taken in from a file on another phone and arrives whole, once', async () => {
  await phone.offline(true)
  const audit = await shortVisit(page)
  const kept = await sealed(page, audit)
  await page.locator('#s-on_phone + ul .entry').first().tap()
  const saving = page.waitForEvent('download')
  await page.locator('.details .btn').last().tap()
  const path = await (await saving).path()

  await go(screen, '/take-in')
  for (const says of ['1 taken in', '1 was here already']) {
    await screen.locator('input[type=file]').setInputFiles(path)
    await screen.locator('[role=status] .note', { hasText: says }).waitFor()
  }
  await go(screen, '/outbox')
  await untilComplete(screen, audit)
  await assertDelivered(network, audit, kept)

  // The phone that made it sends it too, and it stays one.
  await phone.offline(false)
  await page.locator('dialog button.primary').tap()
  await untilComplete(page, audit)
  await assertDelivered(network, audit, kept)
})
