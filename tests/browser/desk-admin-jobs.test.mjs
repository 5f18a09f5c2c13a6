// The administrator's queue of jobs: what failed for good, why, and once more; in a real browser on the real binary.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { appOf, end } from './lib/begin.mjs'
import { startChromium } from './lib/chromium.mjs'
import { call, startNetwork, until } from './lib/network.mjs'
import { faultsOf, sit } from './lib/office.mjs'

/** The server dies whenever it puts a file in its place, and what it was at is soon another's: files that nobody can write. */
const DEADLY = { FORECOURT_TEST_KILL_AT: 'object.rename.before', FORECOURT_TEST_LEASE_MS: '100' }
const TRIES = 8
const WHY = `the process ended ${TRIES} times while it ran`
const ends = []
let browser, network, page, faults, files

const jobs = () => call(network, network.admin, 'GET', '/v1/jobs')
const exported = (file) => call(network, network.hq, 'GET', `/v1/exports/${file}`)
const untilReady = (file) => until('the file is written', async () => (await exported(file)).state === 'ready')

/** Opens the page at a desk of its own: the server has another address after each start. */
async function openJobs() {
  const desk = await sit(browser, { app: await appOf(network, ends) }, network.admin.username, { password: network.password })
  ends.push(desk.close)
  await desk.open('/desk/admin/jobs')
  page = desk.page
  faults = desk.faults
}

const lines = () => page.getByRole('grid', { name: 'Background jobs' }).locator('.line')
const line = (file) => lines().nth(files.indexOf(file))
const listed = (n) => until(`${n} failed for good`, async () => (await lines().count()) === n)
/** The row of a kind among what waits and runs, by the heads of its columns. */
async function standing(kind) {
  const queue = page.locator('table.queue')
  const heads = await queue.locator('thead th').allInnerTexts()
  const cells = await queue.locator('tbody tr', { hasText: kind }).locator('th, td').allInnerTexts()
  return Object.fromEntries(heads.map((head, at) => [head, cells[at]]))
}

/** Asks for two files, one after the other, and lets the server die of each until it is given up; then it serves as ever. Their ids, as they are listed. */
async function giveUpTwo() {
  await network.serve(DEADLY)
  for (const [before, kind] of ['stations', 'orders'].entries()) {
    // The answer may be lost with the server.
    await call(network, network.hq, 'POST', '/v1/exports', { kind, format: 'csv', lang: 'en', filter: {} }).catch(() => {})
    await until(`${kind} is given up`, async () => {
      const found = await jobs().catch(() => null)
      // It has died: the next one takes up what it was at.
      if (!found) await network.serve(DEADLY).catch(() => {})
      return found?.items.length === before + 1
    })
  }
  await network.serve()
  return (await jobs()).items.map((job) => job.subject_id)
}

before(async () => {
  browser = await startChromium()
  ends.push(() => browser.close())
  network = await startNetwork()
  ends.push(() => network.stop())
})

after(() => end(ends))

test('where nothing failed the page says so, and what will stand there', async () => {
  await openJobs()
  await page.getByText('Nothing failed', { exact: true }).waitFor()
  await page.getByText('Jobs that failed for good appear here, to be tried again.').waitFor()
  assert.equal(await lines().count(), 0)
})

test('jobs that failed for good are listed: what they do, why they failed, how often they were tried', async () => {
  files = await giveUpTwo()
  await openJobs()
  await listed(2)
  for (const file of files) {
    const [kind, error, tries] = await line(file).locator('[role=gridcell]:not(.check)').allInnerTexts()
    assert.deepEqual([kind, error, tries], ['Write a file', WHY, String(TRIES)])
  }
  const { 'Waiting': waiting, 'Running': running, 'Failed for good': dead } = await standing('Write a file')
  assert.deepEqual([waiting, running, dead], ['0', '0', '2'])
  assert.deepEqual(await faultsOf(page, 'jobs that failed'), [])
  await page.setViewportSize({ width: 320, height: 900 })
  assert.deepEqual([...(await faultsOf(page, 'jobs that failed on a narrow screen')), ...faults], [])
  await page.setViewportSize({ width: 1440, height: 900 })
})

test('one is tried again after its details were read: it leaves the list, its file is written, the other stays', async () => {
  const [file, other] = files
  await line(file).click()
  const details = page.getByRole('dialog', { name: 'Write a file' })
  for (const text of [WHY, file]) await details.getByText(text, { exact: true }).waitFor()
  assert.deepEqual(await faultsOf(page, 'details of a job'), [])
  await details.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('1 job queued again.').waitFor()
  await details.waitFor({ state: 'detached' })
  await listed(1)
  await untilReady(file)
  assert.notEqual((await exported(other)).state, 'ready')
  assert.deepEqual((await jobs()).items.map((job) => [job.subject_id, job.attempts]), [[other, TRIES]])
})

test('those that are selected are tried again together; then nothing is left', async () => {
  await lines().first().getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Try 1 again' }).click()
  await page.getByText('Nothing failed', { exact: true }).waitFor()
  await untilReady(files[1])
  await page.reload()
  await page.getByText('Nothing failed', { exact: true }).waitFor()
  assert.equal(await page.getByRole('button', { name: /^Try/ }).count(), 0)
  assert.deepEqual((await jobs()).items, [])
})
