// Visits are sent over a line that is cut at every request, before it, within it and after it: exactly one audit each
// time, every photo as the phone kept it, and no photo sent again that had its answer.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { begin, end } from './lib/begin.mjs'
import { assertDelivered } from './lib/delivered.mjs'
import { CUTS } from './lib/line.mjs'
import { until } from './lib/network.mjs'
import { held, isComplete, sealed, sendNow, shortVisit, untilComplete, untilIdle } from './lib/phone.mjs'

/** A sync, the text, two photos, the text again to hear that they arrived, and what is held now. */
const LEAST = 6

const ends = []
let network, line, phone, page

before(async () => {
  ({ network, line, phone, page } = await begin(ends, { rounds: 2 }))
})

after(() => end(ends))

/** A visit is made offline and sent with this cut; `false` when the sending had no such request. */
async function send(cut) {
  await phone.offline(true)
  const audit = await shortVisit(page)
  const kept = await sealed(page, audit)
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
