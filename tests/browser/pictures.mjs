// Takes the pictures in docs/pictures: `npm run pictures`.
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { startChromium } from './lib/chromium.mjs'
import { openDocs } from './lib/docs.mjs'
import { startNetwork } from './lib/network.mjs'

const folder = fileURLToPath(new URL('../../docs/pictures', import.meta.url))
await mkdir(folder, { recursive: true })
const browser = await startChromium()
const network = await startNetwork()
try {
  const { page } = await openDocs(browser, network.base)
  await page.screenshot({ path: `${folder}/docs.png` })
} finally {
  await browser.close()
  await network.stop()
}
