// Takes the pictures of docs/pictures/phone against a running demo, and looks at every page with axe:
//   node scripts/screens.mjs http://127.0.0.1:8080 [out folder] [four shoppers that have nothing open yet]
// Assignments, a visit and a return are made for it, so run it against a demo, never against real data.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { office } from './lib/office.mjs'
import { answerAll, newPhone, photograph, signIn, startBrowser, thumb } from './lib/phone.mjs'
import { quantised } from './lib/png.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const LIMIT = 100_000
const HOUR = 3_600_000
const SIZE = { width: 390, height: 844 }

/** Every look of the app, one for each of four shoppers that have nothing open yet. */
export const looksOf = (shoppers) => [
  { lang: 'zh', scheme: 'light' },
  { lang: 'zh', scheme: 'dark' },
  { lang: 'en', scheme: 'light' },
  { lang: 'en', scheme: 'dark' },
].map((look, at) => ({ ...look, who: shoppers[at] }))

/** What axe finds on a page: WCAG 2.2 AA, targets, and the higher contrast of 7:1. */
async function examine(page, name, faults) {
  // All of the page at once: bars that stay at the foot would cover what is to be examined.
  await page.setViewportSize({ ...SIZE, height: 3000 })
  await page.evaluate(axe)
  const found = await page.evaluate(() =>
    window.axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } },
    }),
  )
  await page.setViewportSize(SIZE)
  // A tap that comes while the page is laid out anew would land beside its button.
  await page.waitForFunction((height) => innerHeight === height && new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))), SIZE.height)
  for (const one of found.violations) faults.push(`${name}: ${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)
}

async function visitOf(page) {
  const link = page.locator('.card a.primary[href^="/visit/"]').first()
  await link.waitFor()
  return (await link.getAttribute('href')).split('/').at(-1)
}

async function look({ base, desk, out, faults }, { lang, scheme, who }, browser) {
  const now = Date.now()
  const midnight = Math.floor((now + 8 * HOUR) / (24 * HOUR)) * 24 * HOUR - 8 * HOUR
  // A window of today, also when the pictures are taken late.
  const to = Math.max(now + HOUR / 2, Math.min(now + 6 * HOUR, midnight + 24 * HOUR - 60_000))
  await desk.assign(who, [
    { station: 0, slot: 'day', from: now - HOUR, to },
    { station: 1, slot: 'night', from: midnight + 44.5 * HOUR, to: midnight + 47.5 * HOUR },
  ])
  const { page, context, faults: broken, said } = await newPhone(browser, { lang, scheme })
  await page.addInitScript(noteTaps)
  const shot = async (name) => {
    await page.evaluate(() => document.fonts.ready)
    await page.waitForFunction(() => [...document.images].every((image) => image.complete) && document.getAnimations().every((one) => one.playState !== 'running'))
    await examine(page, `${name} ${lang} ${scheme}`, faults)
    if (!out) return
    const png = quantised(await page.screenshot())
    if (png.length > LIMIT) faults.push(`${name} is ${png.length} bytes`)
    await writeFile(`${out}/${name}-${lang}-${scheme}.png`, png)
  }
  const open = async (path, ready = 'main') => {
    await page.goto(base + path)
    await page.locator(ready).first().waitFor()
  }

  await walk({ base, desk, who, lang, page, context, shot, open }).catch(async (error) => {
    const words = await page.locator('body').innerText().catch(() => '')
    const taps = await page.evaluate(() => globalThis.taps.slice(-8)).catch(() => [])
    throw new Error([error.message, ...broken, ...said.slice(-8), ...taps, `on ${page.url()}:`, words.slice(0, 2000)].join('\n'), { cause: error })
  })
  for (const one of broken) faults.push(`${lang} ${scheme}: ${one}`)
  await context.close()
}

/** Notes in a page where taps land: for who wonders why one did nothing. */
function noteTaps() {
  globalThis.taps = []
  const note = (event) => globalThis.taps.push(`${event.type} at ${Math.round(performance.now())} ms on ${event.target?.textContent?.trim().slice(0, 30)}`)
  for (const kind of ['pointerdown', 'pointercancel', 'click']) addEventListener(kind, note, true)
}

/** From the front page of a phone that nobody has used to the last screen. */
async function walk({ base, desk, who, lang, page, context, shot, open }) {
  await page.goto(`${base}/today`)
  await page.locator('main > button.primary, #username').first().waitFor()
  if ((await page.locator('#username').count()) === 0) {
    await shot('phone')
    await page.locator('main > button.primary').tap()
  }
  await page.locator('#username').waitFor()
  await shot('sign-in')
  await signIn(page, base, who, desk.people.password)
  await page.locator('.card').first().waitFor()
  await page.locator('main .foot button:enabled').waitFor()
  await shot('today')
  const by = thumb(page)
  await page.locator('.card a').first().tap()
  await page.locator('.fact').first().waitFor()
  await shot('assignment')
  await open(`${new URL(page.url()).pathname}/impossible`, 'form')
  await page.locator('[role=status] .num').filter({ hasNotText: '…' }).first().waitFor()
  await shot('impossible')
  await open('/today', '.card button')
  await page.locator('.card button').first().tap()
  await page.waitForURL(/\/visit\//)
  const audit = new URL(page.url()).pathname.split('/')[2]
  const visit = `/visit/${audit}`
  await visitScreens({ page, by, shot, open, visit })
  await outboxScreens({ page, context, shot, open, visit })
  await returnScreens({ desk, audit, shot, open, page, lang })
  await elsewhereScreen({ page, shot, open })
  await open('/take-in', 'label')
  await page.locator('input[type=file]').setInputFiles({ name: 'forecourt.json', mimeType: 'application/json', buffer: Buffer.from('{}') })
  await page.locator('.note').waitFor()
  await shot('take-in')
  await open('/settings', 'fieldset')
  await shot('settings')
  await open('/letter', 'article')
  await shot('letter')
  await open('/today', 'header button')
  await page.locator('header button').last().tap()
  await page.locator('dialog .time').waitFor()
  await shot('neutral')
}

async function visitScreens({ page, by, shot, open, visit }) {
  await page.locator('main .section button').first().tap()
  await page.locator('main .section [role=status]').waitFor()
  await open(`${visit}/stamps`, '.press')
  for (let taps = 0; taps < 5; taps += 1) {
    const before = await page.locator('.press').textContent()
    await by.tap('.press', 'stamps')
    await page.waitForFunction((text) => document.querySelector('.press')?.textContent !== text, before)
  }
  await page.locator('.press[aria-disabled=false]').waitFor()
  await shot('stamps')
  await open(`${visit}/item/approach.brand_sign_visible_intact`, 'h2.question')
  await page.locator('footer [aria-busy=false]').waitFor()
  await shot('item-graded')
  await by.tap('footer [role=group] [aria-pressed]', 'answers')
  await page.locator('footer .bar .btn.primary').waitFor()
  await shot('item-photo')
  await page.locator('footer .bar .btn').first().tap()
  await page.locator('.shutter:not([disabled])').waitFor()
  await shot('camera')
  await page.keyboard.press('Escape')
  await photograph(page, by)
  await page.waitForURL(/price_board/)
  await open(`${visit}/item/greeting.no_conflict_with_customer`, 'h2.question')
  await shot('item-red-line')
  await open(`${visit}/item/approach.night_sign_lit`, 'h2.question')
  await shot('item-na')
  await open(`${visit}/item/entry.pumps_in_service`, 'h2.question')
  await page.locator('footer [aria-busy=false]').waitFor()
  await answerAll(page, by, { until: 14 })
  await open(visit, '.group')
  await shot('visit')
  await open(`${visit}/items/approach`, '.entry')
  await page.locator('summary').first().tap()
  await shot('items')
  await open(`${visit}/missing`, '.entry')
  await shot('missing')
  await open(`${visit}/flags`, '.switch')
  await shot('flags')
  await open(`${visit}/receipts`, 'footer button')
  await page.locator('footer button').first().tap()
  await page.locator('section input').nth(0).fill('150')
  await page.locator('section input').nth(1).fill('19.87')
  await shot('receipts')
  await open(`${visit}/photos`, '.grid img')
  await shot('photos')
  await open(`${visit}/stamps`, '.press')
  while ((await page.locator('a.press').count()) === 0) {
    const before = await page.locator('.press').textContent()
    await by.tap('.press', 'stamps')
    await page.waitForFunction((text) => document.querySelector('.press')?.textContent !== text, before)
  }
  await open(`${visit}/finish`, '.facts')
  await shot('finish')
}

async function outboxScreens({ page, context, shot, open, visit }) {
  await context.setOffline(true)
  await open(`${visit}/finish`, '.facts').catch(async () => page.locator('.facts').waitFor())
  await page.locator('footer button.primary').tap()
  await page.locator('dialog button.primary').tap()
  await page.waitForURL(/\/outbox/)
  await page.locator('.row-entry').first().waitFor()
  await page.locator('[role=status] p').waitFor({ state: 'detached' })
  await shot('outbox-offline')
  await context.setOffline(false)
  await page.locator('footer button.primary').tap()
  await page.locator('#s-complete').waitFor({ timeout: 60_000 })
  await shot('outbox-complete')
}

/** The other phone is played: the server says that it saved a visit on the second assignment. */
async function elsewhereScreen({ page, shot, open }) {
  await open('/today', '.card a')
  const assignment_id = (await page.locator('.card a').last().getAttribute('href')).split('/').at(-1)
  const saved_at = Date.now() - 12 * 60_000
  const drafts = [{ audit_id: randomUUID(), assignment_id, device_id: randomUUID(), saved_at, bytes: 9000 }]
  await page.route('**/v1/me/drafts', (route) => route.fulfill({ json: { drafts } }))
  await open('/today', '.card a')
  await page.locator('a[href="/elsewhere"]').tap()
  await page.locator('main li button').first().waitFor()
  await shot('elsewhere')
  await page.locator('main li button').last().tap()
  await page.waitForURL(/\/today/)
  await page.unroute('**/v1/me/drafts')
}

async function returnScreens({ desk, audit, shot, open, page, lang }) {
  const remarks = {
    zh: [
      { item: 'restroom.clean_surfaces', text: '请说明地面是否有积水。' },
      { text: '小票上的金额请再核对一次。' },
    ],
    en: [{ item: 'restroom.clean_surfaces', text: 'Was the floor wet? Please describe it.' }, { text: 'Please check the amount on the receipt once more.' }],
  }
  await desk.sendBack(audit, remarks[lang])
  await open('/today', 'main .foot button')
  await page.locator('main .foot button').tap()
  await page.locator('a[href^="/returned/"]').first().tap()
  await page.locator('main .list .entry').first().waitFor()
  await shot('returned')
}

/** Takes a picture of each screen in each look into a folder, or only looks at them. Gives what is wrong. */
export async function takeScreens({ base, desk, looks, out = null }) {
  const faults = []
  if (out) {
    await rm(out, { recursive: true, force: true })
    await mkdir(out, { recursive: true })
  }
  const { browser, close } = await startBrowser()
  try {
    for (const one of looks) await look({ base, desk, out, faults }, one, browser)
  } finally {
    await close()
  }
  return faults
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const base = process.argv[2] ?? 'http://127.0.0.1:8080'
  const out = process.argv[3] ?? fileURLToPath(new URL('../../docs/pictures/phone', import.meta.url))
  const shoppers = process.argv.length > 4 ? process.argv.slice(4) : ['shopper-01', 'shopper-02', 'shopper-03', 'shopper-04']
  const faults = await takeScreens({ base, desk: office(base), looks: looksOf(shoppers), out })
  for (const fault of faults) console.error(fault)
  process.exitCode = faults.length > 0 ? 1 : 0
}
