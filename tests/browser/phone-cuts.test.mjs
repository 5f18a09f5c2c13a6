// Visits are sent over a line that is cut at every request, before it, within it and after it: exactly one audit each
// time, every photo as the phone kept it, and no photo sent again that had its answer.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertDelivered } from './lib/delivered.mjs'
import { CUTS, startLine } from './lib/line.mjs'
import { planVisits, startNetwork, until } from './lib/network.mjs'
import { held, isComplete, newPhone, sendNow, shortVisit, untilComplete, untilHeld, untilIdle } from './lib/phone.mjs'

/** A sync, the text, two photos, the text again to hear that they arrived, and what is held now. */
const LEAST = 6

let network, line, phone, page

before(async () => {
  network = await startNetwork()
  await planVisits(network, network.shoppers[0])
  await planVisits(network, network.shoppers[0])
  line = await startLine(network.base)
  phone = await newPhone(line.base)
  page = await phone.open()
  await phone.signIn('shopper-1', network.password)
  await phone.ready()
  await page.locator('.card button.primary').first().waitFor()
})

after(async () => {
  await phone?.close()
  await line?.close()
  await network?.stop()
})

/** A visit is made offline and sent with this cut; `false` when the sending had no such request. */
async function send(cut) {
  await phone.offline(true)
  const audit = await shortVisit(page)
  const kept = await untilHeld(page, 'it is in the outbox', ({ outbox }) => outbox.some((one) => one.audit_id === audit))
  await untilIdle(page)
  line.seen.length = 0
  line.cut = cut
  await phone.offline(false)
  const isCut = () => line.seen.length > cut.at
  await until('the line is cut or not used any more', async () => isCut() || isComplete((await held(page)).outbox, audit))
  await untilIdle(page)
  const reached = isCut()
  if (reached) {
    assert.equal(line.cut, null, 'the cut was made')
    await sendNow(page)
    await untilComplete(page, audit)
  }
  line.cut = null
  await assertDelivered(network, audit, kept)
  assertThrift(cut)
  return reached
}

/** Every photo went once; the one that was cut once more. */
function assertThrift(cut) {
  const photos = line.seen.filter(({ path }) => path.startsWith('/forecourt-objects/'))
  const paths = photos.map(({ path }) => path)
  const again = paths.filter((path, at) => paths.indexOf(path) !== at)
  const allowed = line.seen[cut.at]?.path
  assert.ok(again.length <= 1 && again.every((path) => path === allowed), `sent again: ${again.join(' ')}`)
}

for (const where of CUTS) {
  test(`a sending that is cut at any request (${where}) is one audit, whole`, async () => {
    let at = 0
    while (await send({ at, where })) at += 1
    assert.ok(at >= LEAST, `${at} requests`)
    assert.deepEqual(phone.faults, [])
  })
}
