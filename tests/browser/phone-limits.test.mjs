// A phone whose disk is full, and one whose clock is set back.
import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { begin, end } from './lib/begin.mjs'
import { assertDelivered } from './lib/delivered.mjs'
import { call } from './lib/network.mjs'
import {
  answerItems, checkIn, finish, givePhoto, go, held, picture, sealed, sendNow, shortVisit, stamps, startVisit, untilComplete, untilHeld, untilIdle,
} from './lib/phone.mjs'

const HOUR = 3_600_000

const ends = []
let network, line, phone, page

/** In every page: a wall clock that can be set; the monotonic one goes on. */
function settableClock() {
  const Real = Date
  let shift = 0
  globalThis.setClock = (ms) => {
    shift = ms
  }
  globalThis.Date = class extends Real {
    constructor(...given) {
      if (given.length === 0) super(Real.now() + shift)
      else super(...given)
    }

    static now() {
      return Real.now() + shift
    }
  }
}

before(async () => {
  ({ network, line, phone, page } = await begin(ends, { before: settableClock }))
})

afterEach(() => assert.deepEqual(phone.faults, []))

after(() => end(ends))

/** The browser is opened again on a disk that is full to the last byte, where the server cannot be reached. */
async function reopenFull(path) {
  await phone.rest()
  line.down = true
  page = await phone.open(path, { quota: 1 })
}

/** The server can be reached again, and the shopper taps. */
async function send(audit) {
  line.down = false
  await phone.offline(false)
  await untilIdle(page)
  await sendNow(page)
  await untilComplete(page, audit)
}

const visitOf = ({ drafts, answers, stamps, photos, bytes }) => ({ drafts, answers, stamps, photos, bytes })
const FULL = 'The phone is full'

test('a full disk says so at once and keeps what is there', async () => {
  await phone.offline(true)
  const audit = await startVisit(page)
  await checkIn(page)
  await go(page, `/visit/${audit}/item/approach.brand_sign_visible_intact`)
  await answerItems(page, 1)
  const before = await held(page)
  assert.equal(before.photos.length, 1)

  await reopenFull(`/visit/${audit}/photos`)
  await page.locator('footer input[type=file]').setInputFiles(await picture(page))
  await page.locator('[role=status]').getByText(FULL).waitFor()
  assert.deepEqual(visitOf(await held(page)), visitOf(before))
  await page.reload()
  await page.locator('.grid img').waitFor()
  assert.deepEqual(visitOf(await held(page)), visitOf(before))

  await phone.relieve()
  await givePhoto(page)
  await go(page, `/visit/${audit}/stamps`)
  await page.locator('.laps li').last().locator('.again').tap()
  await page.locator('.laps li').last().locator('.at').waitFor()
  await finish(page, audit)
  const kept = await untilHeld(page, 'it is in the outbox', ({ outbox }) => outbox.length === 1)
  await send(audit)
  await assertDelivered(network, audit, kept)
})

test('where space is short, photos that the server has make room, and no others', async () => {
  const sent = await shortVisit(page)
  await untilComplete(page, sent)
  await phone.offline(true)
  const waiting = await shortVisit(page)
  await untilIdle(page)
  const before = await held(page)
  const photosOf = (now, audit) => now.outbox.find((one) => one.audit_id === audit).photos.map(({ photo_id }) => photo_id)
  assert.ok(photosOf(before, sent).every((id) => id in before.bytes))

  await go(page, '/today')
  const audit = await startVisit(page)
  await reopenFull(`/visit/${audit}/photos`)
  await page.locator('footer input[type=file]').setInputFiles(await picture(page))
  await page.locator('[role=status]').getByText(FULL).waitFor()
  const after = await held(page)
  assert.deepEqual(photosOf(before, sent).filter((id) => id in after.bytes), [], 'photos that the server has are gone')
  for (const id of photosOf(before, waiting)) assert.equal(after.bytes[id], before.bytes[id])
  await phone.relieve()
  await givePhoto(page)
  await go(page, '/outbox')
  await send(waiting)
  await assertDelivered(network, waiting, before)
  await assertDelivered(network, sent, before)
})

test('a clock that is set back in the middle of a visit spoils no measure and holds up nothing', async () => {
  await phone.offline(true)
  await go(page, '/today')
  const began = Date.now()
  const audit = await startVisit(page)
  await checkIn(page)
  await go(page, `/visit/${audit}/stamps`)
  await stamps(page, 4)
  await page.evaluate((ms) => setClock(ms), -2 * HOUR)
  await stamps(page)
  const made = (await held(page)).stamps.filter((one) => one.audit_id === audit)
  assert.equal(made.length, 11)
  await finish(page, audit)
  const kept = await sealed(page, audit)
  await send(audit)
  await assertDelivered(network, audit, kept)
  const seen = await call(network, network.reviewers[0], 'GET', `/v1/audits/${audit}`)
  const { submission } = seen
  assert.ok(Math.abs(submission.started.wall_ms - began) < 60_000, 'it began before the clock was set')
  assert.ok(Math.abs(Date.parse(seen.visit_start) - began) < 60_000, seen.visit_start)
  assert.ok(submission.finished.wall_ms < began && submission.finished.mono_ms > submission.started.mono_ms)
  // From a tap before to one after: by the clock that nobody can set.
  const { value, timer } = submission.answers['greeting.first_contact_within_30s']
  assert.ok(timer[1].wall_ms < timer[0].wall_ms)
  assert.equal(value, Math.floor((timer[1].mono_ms - timer[0].mono_ms) / 1000))
})
