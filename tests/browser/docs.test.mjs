// The API in the browser, without any outside host.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startChromium } from './lib/chromium.mjs'
import { openDocs } from './lib/docs.mjs'
import { startNetwork } from './lib/network.mjs'

let browser, network

before(async () => {
  browser = await startChromium()
  network = await startNetwork()
})

after(async () => {
  await browser?.close()
  await network?.stop()
})

test('the docs show every operation and ask no other host', async () => {
  const { page, asked, complaints } = await openDocs(browser, network.base)
  assert.deepEqual(complaints, [])
  const elsewhere = asked.filter((address) => !address.startsWith(`${network.base}/`) && !address.startsWith('data:'))
  assert.deepEqual(elsewhere, [])
  assert.ok(asked.length > 3, asked.join(' '))
  const { paths } = await (await fetch(`${network.base}/openapi.json`)).json()
  const verbs = ['get', 'put', 'post', 'patch', 'delete']
  const operations = Object.values(paths).flatMap((path) => verbs.flatMap((verb) => path[verb] ?? []))
  const tags = await page.locator('.swagger-ui .opblock-tag').all()
  assert.equal(tags.length, new Set(operations.flatMap(({ tags }) => tags)).size)
  for (const tag of tags) await tag.click()
  assert.equal(await page.locator('.swagger-ui .opblock').count(), operations.length)
  // One operation opened to the end: its parameters and answers are there, and still nobody else was asked.
  await page.locator('.swagger-ui .opblock .opblock-summary').first().click()
  await page.waitForSelector('.swagger-ui .opblock .responses-wrapper')
  assert.deepEqual(complaints, [])
  assert.ok(asked.every((address) => address.startsWith(`${network.base}/`) || address.startsWith('data:')))
})
