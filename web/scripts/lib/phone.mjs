// A phone in the machine's Chromium, and a thumb that counts its taps.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** What the camera sees: a drawn forecourt, so that pictures of the app hold no real place. */
const SCENE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 960" width="1280" height="960">
  <rect width="1280" height="560" fill="#b9cbd6"/><rect y="560" width="1280" height="400" fill="#8b8f92"/>
  <rect x="90" y="170" width="1100" height="80" rx="10" fill="#f2f4f5"/><rect x="90" y="225" width="1100" height="25" fill="#0b6e66"/>
  <rect x="210" y="250" width="34" height="370" fill="#d5dadd"/><rect x="1030" y="250" width="34" height="370" fill="#d5dadd"/>
  <rect x="420" y="400" width="150" height="260" rx="12" fill="#e9edef"/><rect x="440" y="425" width="110" height="70" fill="#1b2a31"/>
  <rect x="710" y="400" width="150" height="260" rx="12" fill="#e9edef"/><rect x="730" y="425" width="110" height="70" fill="#1b2a31"/>
  <path d="M570 470 q70 20 50 130" stroke="#2b3236" stroke-width="12" fill="none"/><path d="M860 470 q70 20 50 130" stroke="#2b3236" stroke-width="12" fill="none"/>
  <path d="M0 780 h1280 M0 800 h1280" stroke="#e8d37a" stroke-width="10"/></svg>`

/** A film of one frame, which Chromium plays as its camera. */
async function film(folder) {
  const browser = await chromium.launch({ executablePath: executable(), args: FLAGS })
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 960 } })
    await page.setContent(`<style>body{margin:0}</style>${SCENE}`)
    const path = join(folder, 'scene.mjpeg')
    await writeFile(path, await page.screenshot({ type: 'jpeg', quality: 88 }))
    return path
  } finally {
    await browser.close()
  }
}

const executable = () => process.env.CHROMIUM ?? '/usr/bin/chromium'

/** Starts a browser whose camera sees a forecourt. `close()` ends it. */
export async function startBrowser() {
  const folder = await mkdtemp(join(tmpdir(), 'forecourt-screens-'))
  const camera = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${await film(folder)}`]
  const browser = await chromium.launch({ executablePath: executable(), args: [...FLAGS, ...camera] })
  return {
    browser,
    async close() {
      await browser.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A new phone: 390 x 844, with a camera and a position. */
export async function newPhone(browser, { lang = 'zh', scheme = 'light', scale = 1, position = { latitude: 32.0603, longitude: 118.7969 } } = {}) {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: scale,
    hasTouch: true,
    isMobile: true,
    colorScheme: scheme,
    locale: lang === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    geolocation: { ...position, accuracy: 12 },
    permissions: ['geolocation', 'camera'],
    ignoreHTTPSErrors: true,
  })
  const page = await context.newPage()
  const faults = []
  // What it said beside: for who wonders why it did not go on.
  const said = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) faults.push(message.text())
    else if (['error', 'warning'].includes(message.type())) said.push(`${message.type()}: ${message.text()}`)
  })
  return { context, page, faults, said }
}

/** A thumb on a page: every tap is counted, with what it was for. */
export function thumb(page) {
  const counts = new Map()
  return {
    /** Taps so far, by what they were for. */
    counts,
    get total() {
      return [...counts.values()].reduce((sum, one) => sum + one, 0)
    },
    /** Waits for a target and taps it. */
    async tap(target, what) {
      const where = typeof target === 'string' ? page.locator(target).first() : target
      await where.tap()
      counts.set(what, (counts.get(what) ?? 0) + 1)
    },
  }
}

/** Reads and accepts the notice about this phone, if it is shown; then signs in. */
export async function signIn(page, base, username, password) {
  // What the browser promises about storage comes late: the notice may take the place of the form at any time.
  const notice = page.locator('main > button.primary.wide')
  await page.addLocatorHandler(notice, () => notice.tap())
  await page.goto(`${base}/today`)
  await page.locator('#username').fill(username)
  await page.locator('#secret').fill(password)
  await page.locator('form button.primary').tap()
  await page.removeLocatorHandler(notice)
  await page.locator('nav a[href="/outbox"]').or(notice).first().waitFor()
  if ((await page.locator('nav a[href="/outbox"]').count()) === 0) await notice.tap()
  await page.locator('nav a[href="/outbox"]').waitFor()
}

/** Items that the photo of the fuel receipt shows. */
const RECEIPT_SHOWS = ['fueling.volume_amount_match', 'payment.official_payee_only', 'payment.receipt_complete']

/** Every answer of a visit as a shopper gives it who finds nothing amiss: one tap each, and a photo where one is asked. */
export async function answerAll(page, by, { until = Infinity, photo = photograph } = {}) {
  for (let asked = 0; asked < until; asked += 1) {
    await page.locator('h2.question, a.wide.big[href$="/finish"]').first().waitFor()
    if (!page.url().includes('/item/')) return
    const here = page.url()
    // A question that has just come up takes no taps for a moment, so that a double tap answers only one.
    await page.locator('footer [aria-busy=false]').waitFor()
    const bonus = (await page.locator('main .tag.accent').count()) > 0
    await by.tap(page.locator('footer [role=group] [aria-pressed]').nth(bonus ? 1 : 0), 'answers')
    await page.waitForFunction((url) => location.href !== url || document.querySelector('footer .bar .btn.primary'), here)
    if (page.url() === here) {
      if (RECEIPT_SHOWS.some((item) => here.endsWith(item)) && (await page.locator('.others .thumb').count()) > 0) await by.tap('.others .thumb', 'photos: one taken before')
      else await photo(page, by)
    }
    await page.waitForFunction((url) => location.href !== url, here)
  }
}

/** Takes the photo that the present item asks for. */
export async function photograph(page, by) {
  await by.tap('footer .bar .btn', 'photos: open camera')
  await page.locator('.shutter:not([disabled])').waitFor()
  await by.tap('.shutter', 'photos: shutter')
  await page.locator('dialog .shutter').waitFor({ state: 'detached' })
}
