// A whole visit without a network, on a phone that dies twice: against the real binary, in a real browser.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { begin, end } from './lib/begin.mjs'
import { assertDelivered, auditsOf } from './lib/delivered.mjs'
import { answerItems, checkIn, finish, go, held, stamps, startVisit, untilHeld } from './lib/phone.mjs'

/** What a camera of twelve megapixels gives: more than the app keeps. */
const CAMERA = { width: 4000, height: 3000 }
const LARGEST = 350_000

const ends = []
let network, line, phone, page

before(async () => {
  ({ network, line, phone, page } = await begin(ends, { signedIn: false }))
})

after(() => end(ends))

/** The browser dies and is opened again at this place, without a network. */
async function dieAndOpen(path) {
  await phone.kill()
  page = await phone.open(path, { offline: true })
}

/** What a shopper entered, without what the app notes for itself. */
const entered = ({ drafts, answers, stamps, photos, bytes }) => ({ drafts, answers, stamps, photos, bytes })

test('the app can be installed, and all of it lies on the phone', async () => {
  await phone.ready()
  const devtools = await phone.context.newCDPSession(page)
  const manifest = await devtools.send('Page.getAppManifest')
  assert.deepEqual(manifest.errors, [])
  assert.equal(JSON.parse(manifest.data).display, 'standalone')
  assert.deepEqual((await devtools.send('Page.getInstallabilityErrors')).installabilityErrors, [])
  const kept = await page.evaluate(async () => {
    const names = await caches.keys()
    const requests = (await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))).flat()
    return { names, paths: requests.map(({ url }) => new URL(url).pathname) }
  })
  const versions = kept.names.filter((name) => name !== 'forecourt-versions')
  assert.equal(versions.length, 1, kept.names.join(' '))
  for (const path of ['/index.html', '/manifest.webmanifest', '/icons/icon-192.png']) assert.ok(kept.paths.includes(path), path)
  // Every script that was loaded so far, from the page or from another script, is kept.
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name)).filter(({ pathname }) => pathname.startsWith('/assets/')).map(({ pathname }) => pathname))
  assert.ok(loaded.length > 1, loaded.join(' '))
  assert.deepEqual(loaded.filter((path) => !kept.paths.includes(path)), [])
})

test('a visit survives the death of the browser, in its middle and after its end, and arrives once and whole', async () => {
  await phone.signIn('shopper-1', network.password)
  await page.locator('.card button.primary').first().waitFor()
  await phone.rest()
  line.down = true
  line.seen.length = 0
  page = await phone.open('/today', { offline: true })

  const audit = await startVisit(page)
  await checkIn(page)
  await go(page, `/visit/${audit}/stamps`)
  await stamps(page, 5)
  await go(page, `/visit/${audit}/item/approach.brand_sign_visible_intact`)
  await answerItems(page, 8, CAMERA)
  const half = await held(page)
  assert.equal(half.stamps.length, 5)
  assert.ok(half.answers.length >= 8, String(half.answers.length))
  assert.ok(half.photos.length >= 2, String(half.photos.length))

  await dieAndOpen(`/visit/${audit}`)
  await page.locator('.group').first().waitFor()
  assert.deepEqual(entered(await held(page)), entered(half))

  await go(page, `/visit/${audit}/stamps`)
  await stamps(page)
  await page.locator('a.press').tap()
  await answerItems(page)
  const full = await held(page)
  await finish(page, audit)
  const sealed = await untilHeld(page, 'the visit is in the outbox', ({ outbox }) => outbox.length === 1)
  assert.deepEqual(sealed.drafts, [])
  assert.deepEqual(sealed.bytes, full.bytes)
  assert.ok(sealed.photos.length >= 8, `${sealed.photos.length} photos`)
  assert.ok(sealed.photos.every((photo) => photo.bytes <= LARGEST && photo.sha256 === sealed.bytes[photo.photo_id]))

  await dieAndOpen('/outbox')
  await page.locator('#s-on_phone').waitFor()
  const again = await held(page)
  assert.deepEqual(entered(again), entered(sealed))
  assert.equal(again.outbox[0].content_sha256, sealed.outbox[0].content_sha256)
  // Up to here nothing has left the phone.
  assert.deepEqual(line.seen, [])
  assert.deepEqual(await auditsOf(network, sealed.outbox[0].assignment_id), [])

  line.down = false
  await phone.offline(false)
  await page.locator('#s-complete').waitFor()
  await assertDelivered(network, audit, sealed)
  assert.deepEqual((await held(page)).bytes, sealed.bytes, 'photos stay for three days')
  assert.deepEqual(phone.faults, [])
})
