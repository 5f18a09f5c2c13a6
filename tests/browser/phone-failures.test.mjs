// What a server, a storage and a session can do wrong while visits are sent.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { after, afterEach, before, test } from 'node:test'
import { begin, end } from './lib/begin.mjs'
import { assertDelivered, auditsOf } from './lib/delivered.mjs'
import { until } from './lib/network.mjs'
import { go, held, sealed, sendNow, shortVisit, untilComplete, untilHeld, untilIdle } from './lib/phone.mjs'

const DAY = 86_400_000

const ends = []
let network, line, phone, page

before(async () => {
  ({ network, line, phone, page } = await begin(ends))
})

afterEach(() => assert.deepEqual(phone.faults, []))

after(() => end(ends))

/** A visit that is finished without a network, before anything of it was sent. */
async function finished() {
  await phone.offline(true)
  const audit = await shortVisit(page)
  const kept = await sealed(page, audit)
  await untilIdle(page)
  line.seen.length = 0
  line.instead = () => undefined
  line.edit = null
  return { audit, kept, item: kept.outbox.find((one) => one.audit_id === audit) }
}

const isText = (request, audit) => request.method === 'PUT' && request.path === `/v1/audits/${audit}`
const isPhoto = ({ path }) => path.startsWith('/forecourt-objects/')
const problem = (status, type, more = {}) => ({
  status, headers: { 'content-type': 'application/problem+json' }, body: JSON.stringify({ type: `/problems/${type}`, title: `A ${type}`, status, ...more }),
})

test('upload addresses that expired are fetched anew, and every photo arrives', async () => {
  const { audit, kept } = await finished()
  // The first addresses are of two days ago: the storage itself refuses them.
  let first = true
  line.edit = ({ method, path }, receipt) => {
    if (!isText({ method, path }, audit) || !first) return undefined
    first = false
    for (const { upload } of receipt.photos) {
      const url = new URL(upload.url)
      const old = new Date(Date.now() - 2 * DAY).toISOString().replace(/[-:]|\.\d+/g, '')
      url.searchParams.set('X-Amz-Date', old)
      upload.url = url.href
    }
    return receipt
  }
  await phone.offline(false)
  await untilComplete(page, audit)
  const tries = line.seen.filter(isPhoto).map(({ status }) => status)
  assert.deepEqual(tries.filter((status) => status === 403).length, 2, tries.join(' '))
  assert.equal(tries.filter((status) => status === 200).length, 2, tries.join(' '))
  await assertDelivered(network, audit, kept)
})

test('an upload address that the phone knows to be too old is not tried', async () => {
  const { audit, kept } = await finished()
  let first = true
  line.edit = ({ method, path }, receipt) => {
    if (!isText({ method, path }, audit) || !first) return undefined
    first = false
    for (const { upload } of receipt.photos) upload.expires_at = new Date(Date.now() - 1000).toISOString()
    return receipt
  }
  await phone.offline(false)
  await untilComplete(page, audit)
  const sent = line.seen.filter((one) => isText(one, audit) || isPhoto(one)).map((one) => (isPhoto(one) ? 'photo' : 'text'))
  assert.deepEqual(sent, ['text', 'text', 'photo', 'photo', 'text'])
  await assertDelivered(network, audit, kept)
})

test('a session that ended asks for the password, and loses nothing', async () => {
  const { audit, kept, item } = await finished()
  const headers = { authorization: `Bearer ${network.shoppers[0].token}` }
  assert.equal((await fetch(`${network.base}/v1/sessions`, { method: 'DELETE', headers })).status, 204)
  await phone.offline(false)
  await page.locator('footer a[href="/sign-in"]').waitFor()
  assert.deepEqual(line.seen.map(({ status }) => status), [401])
  assert.deepEqual((await held(page)).bytes, kept.bytes)
  await page.reload()
  await page.locator('footer a[href="/sign-in"]').tap()
  await page.locator('#secret').fill('not the password')
  await page.locator('form button.primary').tap()
  await page.locator('#fault').waitFor()
  assert.deepEqual((await held(page)).outbox.map(({ key }) => key), kept.outbox.map(({ key }) => key))
  assert.deepEqual(await auditsOf(network, item.assignment_id), [])
  await page.locator('#secret').fill(network.password)
  await page.locator('form button.primary').tap()
  await page.waitForURL(/\/outbox/)
  await untilComplete(page, audit)
  await assertDelivered(network, audit, kept)
})

test('a server that asks for time is given it, whatever the shopper taps', async () => {
  const { audit, kept } = await finished()
  const PAUSE = 4
  let asked = null
  line.instead = (request) => {
    if (!isText(request, audit) || asked !== null) return undefined
    asked = { at: Date.now(), index: line.seen.length }
    const reply = problem(503, 'overloaded')
    return { ...reply, headers: { ...reply.headers, 'retry-after': String(PAUSE) } }
  }
  await phone.offline(false)
  await until('the server asked for time', () => asked !== null)
  await untilIdle(page)
  await sendNow(page)
  await untilIdle(page)
  assert.equal(line.seen.length, asked.index, 'nothing was asked meanwhile')
  await untilComplete(page, audit)
  const next = line.seen[asked.index]
  assert.ok(next.at >= asked.at + PAUSE * 1000, `asked again after ${next.at - asked.at} ms`)
  await assertDelivered(network, audit, kept)
})

for (const [status, type] of [[413, 'too-large'], [422, 'invalid']]) {
  test(`an audit that is refused with ${status} is put aside, can be exported, and holds up no other`, async () => {
    const bad = await finished()
    const good = await finished()
    line.instead = (request) => (isText(request, bad.audit) ? problem(status, type, { violations: [] }) : undefined)
    await phone.offline(false)
    await untilComplete(page, good.audit)
    await assertDelivered(network, good.audit, good.kept)
    assert.equal(line.seen.filter((one) => isText(one, bad.audit)).length, 1, 'it is not tried again by itself')
    const row = page.locator('.row-entry').filter({ hasText: 'put aside' })
    await row.getByText(`A ${type}`).waitFor()
    const file = await exported(row)
    const [entry] = file.entries
    assert.equal(file.entries.length, 1)
    assert.equal(entry.item.content_sha256, bad.item.content_sha256)
    assert.deepEqual(JSON.parse(Buffer.from(entry.body_base64, 'base64')).assignment_id, bad.item.assignment_id)
    const hashes = entry.photos.map(({ photo_id, data_base64 }) => [photo_id, sha256(Buffer.from(data_base64, 'base64'))])
    assert.equal(hashes.length, 2)
    for (const [photo, hash] of hashes) assert.equal(hash, bad.kept.bytes[photo])
    // Once the server takes it, one tap sends it: nothing was lost.
    line.instead = () => undefined
    await row.getByRole('button', { name: 'Try again' }).tap()
    await untilComplete(page, bad.audit)
    await assertDelivered(network, bad.audit, bad.kept)
  })
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

/** What an entry of the outbox is exported to. */
async function exported(row) {
  const [download] = await Promise.all([page.waitForEvent('download'), row.getByRole('button', { name: 'Export' }).tap()])
  // A browser does not say whether a download was kept: the shopper is asked.
  await page.locator('dialog[open] button.primary').tap()
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
  return JSON.parse(await readFile(await download.path(), 'utf8'))
}

test('of two tabs one sends, and both see it', async () => {
  const { audit, kept } = await finished()
  const other = await phone.tab('/outbox')
  await other.locator('#s-on_phone').waitFor()
  line.seen.length = 0
  await phone.offline(false)
  await Promise.all([sendNow(page), sendNow(other)])
  await Promise.all([untilComplete(page, audit), untilComplete(other, audit)])
  for (const tab of [page, other]) await tab.locator('#s-on_phone').waitFor({ state: 'detached' })
  await assertDelivered(network, audit, kept)
  const photos = line.seen.filter(isPhoto).map(({ path }) => path)
  assert.equal(photos.length, 2)
  assert.equal(new Set(photos).size, 2)
  const first = line.seen.findIndex(isPhoto)
  assert.equal(line.seen.slice(0, first).filter((one) => isText(one, audit)).length, 1)
  await other.close()
})

test('nothing is deleted before the exact receipt, and photos go three days after it', async () => {
  const { audit, kept, item } = await finished()
  const ids = item.photos.map(({ photo_id }) => photo_id)
  const hasAll = ({ bytes }) => ids.every((id) => bytes[id] === kept.bytes[id])
  // The server's receipt is of another picture, and its clock is four days further.
  let wrong = true
  line.edit = ({ method, path }, json) => {
    if (path === '/v1/sync') return { ...json, now: new Date(Date.now() + 4 * DAY).toISOString() }
    if (!isText({ method, path }, audit) || !wrong) return undefined
    const [first, ...others] = json.photos
    return { ...json, state: 'submitted', photos: [{ ...first, state: 'verified', sha256: '0'.repeat(64) }, ...others.map((one) => ({ ...one, state: 'verified' }))] }
  }
  await phone.offline(false)
  await untilHeld(page, 'it is put aside', ({ outbox }) => outbox.find((one) => one.audit_id === audit).quarantine?.kind === 'receipt_mismatch')
  await untilIdle(page)
  await sendNow(page)
  await untilIdle(page)
  assert.ok(hasAll(await held(page)), 'everything is still here')
  assert.equal(line.seen.filter(isPhoto).length, 0)
  wrong = false
  line.edit = null
  await page.locator('.row-entry').filter({ hasText: 'put aside' }).getByRole('button', { name: 'Try again' }).tap()
  await untilComplete(page, audit)
  await assertDelivered(network, audit, kept)
  await sendNow(page)
  await untilHeld(page, 'the contact is noted', ({ outbox }) => outbox.find((one) => one.audit_id === audit).complete_at !== null)
  assert.ok(hasAll(await held(page)), 'photos stay for three days')
  line.edit = ({ path }, json) => (path === '/v1/sync' ? { ...json, now: new Date(Date.now() + 73 * 3_600_000).toISOString() } : undefined)
  await untilIdle(page)
  await sendNow(page)
  const left = await untilHeld(page, 'its photos have gone', ({ bytes }) => ids.every((id) => !(id in bytes)))
  assert.ok(left.outbox.some((one) => one.audit_id === audit), 'the text stays')
})
