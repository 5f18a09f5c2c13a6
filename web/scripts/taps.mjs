// Counts the taps of the happy path against a running demo: a whole visit by day at a full-service station, nothing
// amiss, finished offline, sent when the network is back, complete on the server.
//   node scripts/taps.mjs http://127.0.0.1:8080 [station]
// Names and the password of another network: FORECOURT_PLANNER, _REVIEWER, _SHOPPER, _PASSWORD.
import { fileURLToPath } from 'node:url'
import { office } from './lib/office.mjs'
import { answerAll, newPhone, signIn, startBrowser, thumb } from './lib/phone.mjs'

/** More than this is too many. */
export const LIMIT = 110
const HOUR = 3_600_000

/** Makes the visit as `who`, who has nothing else to do now. Gives what was tapped and typed, and the audit as the office sees it. */
export async function countTaps({ base, desk, who, station = 0 }) {
  const now = Date.now()
  await desk.assign(who, [{ station, slot: 'day', from: now - HOUR, to: now + 6 * HOUR }])
  const { browser, close } = await startBrowser()
  try {
    const { page, context, faults } = await newPhone(browser)
    await signIn(page, base, who, desk.people.password)
    const by = thumb(page)

    await by.tap('.card button.primary', 'start, check in, move on')
    await page.waitForURL(/\/visit\//)
    const visit = new URL(page.url()).pathname
    await context.setOffline(true)
    await by.tap('main .section button', 'start, check in, move on')
    await page.locator('main .section [role=status]').waitFor()

    await by.tap(`a[href="${visit}/stamps"]`, 'start, check in, move on')
    while ((await page.locator('a.press').count()) === 0) {
      const before = await page.locator('.press').textContent()
      await by.tap('.press', 'stamps')
      await page.waitForFunction((text) => document.querySelector('.press')?.textContent !== text, before)
    }
    await by.tap('header a', 'start, check in, move on')
    const typed = await receipts(page, by, visit)
    await by.tap('header a', 'receipts')
    await by.tap('footer a.primary', 'start, check in, move on')
    await answerAll(page, by)
    await by.tap('footer a.primary', 'finish')
    await by.tap('footer button.primary', 'finish')
    await page.waitForURL(/\/outbox/)
    await page.locator('#s-on_phone').waitFor()

    await context.setOffline(false)
    await page.locator('#s-complete').waitFor({ timeout: 60_000 })
    const audit = await desk.audit(visit.split('/').at(-1))
    return { taps: by.total, counts: by.counts, typed, audit, faults }
  } finally {
    await close()
  }
}

/** Three receipts: what is printed is typed, each gets its photo. Gives how many figures were typed. */
async function receipts(page, by, visit) {
  let typed = 0
  await by.tap(`a[href="${visit}/receipts"]`, 'receipts')
  const figures = [['150', '19.87'], ['12.50'], ['150']]
  for (const [at, list] of figures.entries()) {
    await by.tap(page.locator('footer button').nth(at), 'receipts')
    const card = page.locator('main section').nth(at)
    for (const [field, text] of list.entries()) {
      // The first field of a new receipt has the focus already.
      if (field > 0) await by.tap(card.locator('input').nth(field), 'receipts')
      await card.locator('input').nth(field).and(page.locator(':focus')).waitFor()
      await page.keyboard.type(text)
      typed += text.length
    }
    await by.tap(card.locator('.photo .btn'), 'photos: open camera')
    await page.locator('.shutter:not([disabled])').waitFor()
    await by.tap('.shutter', 'photos: shutter')
    await page.locator('dialog .shutter').waitFor({ state: 'detached' })
  }
  return typed
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const base = process.argv[2] ?? 'http://127.0.0.1:8080'
  const { taps, counts, typed, audit, faults } = await countTaps({
    base, desk: office(base), who: process.env.FORECOURT_SHOPPER ?? 'shopper-03', station: Number(process.argv[3] ?? 0),
  })
  for (const fault of faults) console.error(fault)
  for (const [what, count] of counts) console.log(`${String(count).padStart(4)}  ${what}`)
  console.log(`${String(taps).padStart(4)}  taps in all (at most ${LIMIT}), and ${typed} figures typed; on the server: ${audit.state}`)
  process.exitCode = taps <= LIMIT && faults.length === 0 ? 0 : 1
}
