// Where the server and the storage are: restored from a backup, on another origin, behind TLS under a name.
import assert from 'node:assert/strict'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { begin, end } from './lib/begin.mjs'
import { assertDelivered, auditsOf } from './lib/delivered.mjs'
import { startLine } from './lib/line.mjs'
import { until } from './lib/network.mjs'
import { held, newPhone, sealed, sendNow, shortVisit, untilComplete, untilHeld, untilIdle } from './lib/phone.mjs'
import { serveTls } from './lib/tls.mjs'

const NAME = 'forecourt.test'

const ends = []
let network, line, phone, page

before(async () => {
  ({ network, line, phone, page } = await begin(ends, { words: ['--outside'] }))
})

after(() => end(ends))

/** Serves again behind the same line. */
async function serve(variables) {
  await network.serve(variables)
  line.server = network.base
}

/** A visit from its start to its end on the server. */
async function delivered() {
  const audit = await shortVisit(page)
  const kept = await sealed(page, audit)
  await untilComplete(page, audit)
  return { audit, kept, assignment: kept.outbox.find((one) => one.audit_id === audit).assignment_id }
}

test('a server that was restored from a backup gets everything again, once', async () => {
  const older = await delivered()
  await network.halt()
  const backup = await mkdtemp(join(tmpdir(), 'forecourt-backup-'))
  await cp(network.data, backup, { recursive: true })
  await serve()
  const younger = await delivered()
  await assertDelivered(network, younger.audit, younger.kept)

  await network.halt()
  await rm(network.data, { recursive: true })
  await cp(backup, network.data, { recursive: true })
  await rm(backup, { recursive: true })
  await network.run('new-epoch')
  await serve()
  assert.deepEqual(await auditsOf(network, younger.assignment), [])
  const { epoch } = (await held(page)).meta

  line.seen.length = 0
  await sendNow(page)
  await untilHeld(page, 'the new epoch is known', ({ meta }) => meta.epoch !== epoch)
  await untilIdle(page)
  for (const { audit, kept } of [older, younger]) {
    await untilComplete(page, audit)
    await assertDelivered(network, audit, kept)
  }
  const again = line.seen.find(({ method, path }) => method === 'PUT' && path === `/v1/audits/${younger.audit}`)
  assert.equal(again.headers['forecourt-receipt-epoch'], epoch)
  assert.deepEqual(phone.faults, [])
})

test('photos go to a storage of another origin, also from an app that was installed before it moved there', async () => {
  const storage = await startLine(network.outside.FORECOURT_S3_ENDPOINT)
  storage.allows = line.base
  try {
    await network.halt()
    await serve({ ...network.outside, FORECOURT_S3_PUBLIC_ENDPOINT: storage.base, FORECOURT_PUBLIC_URL: line.base })
    line.seen.length = 0
    // The page that is kept hears of it with the first opening, and allows it from the next one on.
    await page.goto(`${line.base}/today`)
    await until('the kept page allows the storage', () => page.evaluate(async (origin) => {
      const kept = await caches.match('/index.html')
      return kept.headers.get('content-security-policy').includes(origin)
    }, storage.base))
    await page.goto(`${line.base}/today`)
    const { audit, kept } = await delivered()
    assert.equal(storage.seen.filter(({ method, status }) => method === 'PUT' && status === 200).length, 2)
    assert.deepEqual(line.seen.filter(({ path }) => path.startsWith('/forecourt-objects/')), [])
    assert.deepEqual(phone.faults, [])
    await assertDelivered(network, audit, kept)
  } finally {
    await storage.close()
    await network.halt()
    await serve()
  }
})

test('over TLS, under a name that is not localhost, all of it works', async () => {
  await network.halt()
  const tls = await serveTls(network.data, NAME)
  const other = await newPhone(tls.base, { args: tls.args })
  try {
    const screen = await other.open()
    await other.signIn('shopper-2', network.password)
    await other.ready()
    await screen.locator('.card button.primary').first().waitFor()
    assert.ok(await screen.evaluate(() => isSecureContext && location.protocol === 'https:'))
    await other.rest()
    const offline = await other.open('/today', { offline: true })
    const audit = await shortVisit(offline)
    const kept = await untilHeld(offline, 'it is in the outbox', ({ outbox }) => outbox.length === 1)
    await other.offline(false)
    await untilComplete(offline, audit)
    assert.deepEqual(other.faults, [])
    await tls.stop()
    await serve()
    await assertDelivered(network, audit, kept)
  } finally {
    await other.close()
    await tls.stop()
  }
})
