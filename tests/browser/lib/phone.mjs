// A phone: a Chromium with a folder of its own, which can be killed and opened again; and the hand that uses the app.
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answerAll, signIn, thumb } from '../../../web/scripts/lib/phone.mjs'
import { openProfile } from './chromium.mjs'
import { until } from './network.mjs'

const LOOKS = {
  viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'en-GB', timezoneId: 'Asia/Shanghai',
  geolocation: { latitude: 30.27415, longitude: 120.15515, accuracy: 12 }, permissions: ['geolocation'],
}

/** A phone whose app comes from `base`. `before` runs in every page before its own scripts. */
export async function newPhone(base, { before, ...options } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'forecourt-phone-'))
  const phone = {
    base,
    faults: [],
    /** Starts the browser, without a network or space if so said, and opens a page of the app. */
    async open(path = '/today', { offline = false, quota = null } = {}) {
      phone.context = await openProfile(folder, { ...LOOKS, ...options })
      if (before) await phone.context.addInitScript(before)
      await phone.context.setOffline(offline)
      phone.page = phone.context.pages()[0] ?? (await phone.context.newPage())
      watch(phone, phone.page)
      if (quota !== null) phone.relieve = await limit(phone, quota)
      await phone.page.goto(base + path)
      return phone.page
    },
    /** One more tab. */
    async tab(path) {
      const page = await phone.context.newPage()
      watch(phone, page)
      await page.goto(base + path)
      return page
    },
    signIn: (username, password) => signIn(phone.page, base, username, password),
    /** The app can be opened without a network from now on. */
    ready: () => phone.page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated'),
    offline: (off) => phone.context.setOffline(off),
    /** The whole browser dies at once, as by a flat battery. */
    async kill() {
      const gone = new Promise((done) => phone.context.once('close', done))
      process.kill(await browserOf(folder), 'SIGKILL')
      await gone
      await until('the browser is gone', async () => (await processesOf(folder)).length === 0)
    },
    /** The browser is ended as it should be: it writes down what it keeps in memory for a while, cookies first of all. */
    async rest() {
      await phone.context.close()
      await until('the browser is gone', async () => (await processesOf(folder)).length === 0)
    },
    async close() {
      await phone.context?.close()
      await until('the browser is gone', async () => (await processesOf(folder)).length === 0)
      await rm(folder, { recursive: true, force: true })
    },
  }
  return phone
}

/** The app may store so many bytes until what this gives is called. Chromium asks only a new browser at once. */
async function limit(phone, quotaSize) {
  const devtools = await phone.context.newCDPSession(phone.page)
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: phone.base, quotaSize })
  return () => devtools.send('Storage.overrideQuotaForOrigin', { origin: phone.base })
}

function watch(phone, page) {
  page.on('pageerror', (error) => phone.faults.push(error.message))
  page.on('console', (line) => /Content Security Policy/i.test(line.text()) && phone.faults.push(line.text()))
}

/** Processes whose command line names the folder: `{ pid, words }`. */
async function processesOf(folder) {
  const found = []
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (words.includes(`--user-data-dir=${folder}`)) found.push({ pid: Number(pid), words })
  }
  return found
}

/** The browser process itself: its children have a type. */
async function browserOf(folder) {
  const [browser] = (await processesOf(folder)).filter(({ words }) => !words.includes('--type='))
  if (!browser) throw new Error('the browser is not running')
  return browser.pid
}

// ── What lies on the phone ───────────────────────────────────────────────────

/** Everything that the person who uses this phone has on it; photos with the SHA-256 of their bytes. */
export function held(page) {
  return page.evaluate(async () => {
    const done = (request) => new Promise((fulfil, fail) => {
      request.onsuccess = () => fulfil(request.result)
      request.onerror = () => fail(request.error)
    })
    const known = await indexedDB.databases()
    const { name } = known.find((one) => one.name.startsWith('forecourt-person-'))
    const db = await done(indexedDB.open(name))
    try {
      const all = (store) => done(db.transaction(store).objectStore(store).getAll())
      const [drafts, answers, stamps, photos, outbox, bytes, meta] = await Promise.all([
        all('drafts'), all('answers'), all('stamps'), all('photos'), all('outbox'), all('bytes'),
        done(db.transaction('meta').objectStore('meta').get('outbox')),
      ])
      const hashes = await Promise.all(bytes.map(async (one) => {
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', one.bytes))
        return [one.photo_id, [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')]
      }))
      return { drafts, answers, stamps, photos, outbox, meta: meta ?? null, bytes: Object.fromEntries(hashes) }
    } finally {
      db.close()
    }
  })
}

/** Waits until what lies on the phone is so. */
export function untilHeld(page, what, test) {
  return until(what, async () => {
    const now = await held(page)
    return test(now) && now
  })
}

// ── The hand ─────────────────────────────────────────────────────────────────

let drawn = 0

/** A photo as a camera gives it, another one each time: a JPEG file of the browser's own encoder. */
export async function picture(page, { width = 1280, height = 960 } = {}) {
  drawn += 1
  const base64 = await page.evaluate(async ([seed, width, height]) => {
    const canvas = new OffscreenCanvas(width, height)
    const pen = canvas.getContext('2d')
    for (let n = 0; n < 300; n += 1) {
      pen.fillStyle = `hsl(${(n * 77 + seed * 41) % 360} 70% ${20 + ((n * 31 + seed) % 60)}%)`
      pen.fillRect((n * 7919 * (seed + 1)) % width, (n * 104729) % height, 40 + ((n * 13) % 200), 30 + ((n * 7) % 150))
    }
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })
    const reader = new FileReader()
    const read = new Promise((done) => (reader.onload = done))
    reader.readAsDataURL(blob)
    await read
    return reader.result.split(',')[1]
  }, [drawn, width, height])
  return { name: `photo-${drawn}.jpg`, mimeType: 'image/jpeg', buffer: Buffer.from(base64, 'base64') }
}

/** Gives the item on the screen a photo by the app's file input, and waits until it is kept. */
export async function givePhoto(page, size) {
  const before = (await held(page)).photos.length
  await page.locator('footer input[type=file]').first().setInputFiles(await picture(page, size))
  await untilHeld(page, 'the photo is kept', ({ photos }) => photos.length === before + 1)
}

/** Starts the first visit that may start now; its audit. */
export async function startVisit(page) {
  await page.locator('.card button.primary').first().tap()
  await page.waitForURL(/\/visit\//)
  return new URL(page.url()).pathname.split('/')[2]
}

export async function checkIn(page) {
  await page.locator('main .section button').first().tap()
  await page.locator('main .section [role=status]').waitFor()
}

/** Goes to a page of the app as a link does, without loading it again. */
export async function go(page, path) {
  await page.evaluate((to) => {
    const link = document.body.appendChild(Object.assign(document.createElement('a'), { href: to }))
    link.click()
    link.remove()
  }, path)
  await page.waitForURL((url) => url.pathname === path)
}

/** Taps the next stamps, so many or all. */
export async function stamps(page, count = Infinity) {
  for (let taps = 0; taps < count && (await page.locator('a.press').count()) === 0; taps += 1) {
    const before = await page.locator('.press').textContent()
    await page.locator('.press[aria-disabled=false]').tap()
    await page.waitForFunction((text) => document.querySelector('.press')?.textContent !== text, before)
  }
}

/** Answers every item that is open, with a photo where one is asked for; at most so many. */
export function answerItems(page, most, size) {
  return answerAll(page, thumb(page), { until: most, photo: (here) => givePhoto(here, size) })
}

/** Seals the visit, whatever is missing. */
export async function finish(page, audit) {
  await go(page, `/visit/${audit}/finish`)
  await page.locator('footer button.primary:enabled').tap()
  await page.locator('dialog button.primary').or(page.locator('#s-on_phone, #s-photos_going, #s-complete')).first().waitFor()
  if ((await page.locator('dialog button.primary').count()) > 0) await page.locator('dialog button.primary').tap()
  await page.waitForURL(/\/outbox/)
}

/** Items that want a photo when all is well, which a short visit answers. */
const SHORT = ['approach.brand_sign_visible_intact', 'approach.price_board_matches_pump']

/** Waits until a visit is in the outbox; what lies on the phone then. */
export const sealed = (page, audit) => untilHeld(page, 'it is in the outbox', ({ outbox }) => outbox.some((one) => one.audit_id === audit))

/** A visit that is as short as the app allows: on the place, gone again, with a photo of so many items. */
export async function shortVisit(page, { photos = 2 } = {}) {
  await go(page, '/today')
  const audit = await startVisit(page)
  await checkIn(page)
  await go(page, `/visit/${audit}/stamps`)
  await page.locator('.laps li').last().locator('.again').tap()
  await page.locator('.laps li').last().locator('.at').waitFor()
  for (const item of SHORT.slice(0, photos)) {
    await go(page, `/visit/${audit}/item/${item}`)
    await answerItems(page, 1)
  }
  await finish(page, audit)
  return audit
}

/** Taps "send now", as soon as nothing is being sent. */
export async function sendNow(page) {
  await page.locator('footer button.primary[aria-disabled=false]').tap()
}

/** Waits until everything of an audit is on the server as far as the phone knows, and the phone rests. */
export async function untilComplete(page, audit) {
  await untilHeld(page, 'the audit is complete', ({ outbox }) => isComplete(outbox, audit))
  await untilIdle(page)
}

/** Nothing is being sent. */
export function untilIdle(page) {
  return page.locator('footer button.primary[aria-disabled=false]').waitFor()
}

/** Whether the newest receipt on the phone says that the server has all of an audit. */
export function isComplete(outbox, audit) {
  const item = outbox.find((one) => one.audit_id === audit)
  return item.receipt !== null && item.receipt.state !== 'awaiting_photos' && item.photos.every(({ server }) => server === 'verified')
}
