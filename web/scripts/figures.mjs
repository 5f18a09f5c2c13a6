// Measures the phone's figures in a real browser against a running server, and prints them beside their bars.
//   npm run build && FORECOURT=http://127.0.0.1:8080 node scripts/figures.mjs
// The server is a demo: its people and passwords are used.
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { fileURLToPath } from 'node:url'
import { office } from './lib/office.mjs'
import { newPhone, signIn, startBrowser } from './lib/phone.mjs'
import { serveBuild } from './lib/serve.mjs'

const root = new URL('../', import.meta.url).pathname
/** Today is there and takes taps. */
const READY = 'nav a[href="/outbox"]'
/** Prints a figure beside its bar and keeps it. `steady`: it does not depend on what else the machine does. */
const noteIn = (figures) => (what, value, bar, unit, steady = false) => {
  figures.push({ what, value, bar, unit, steady })
  console.log(`${value <= bar ? 'ok  ' : 'OVER'}  ${what}: ${value.toFixed(value < 10 ? 1 : 0)} ${unit} (bar ${bar} ${unit})`)
}

/** Slows a page's processor down. */
async function slow(page, rate) {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}

async function engineFigures({ browser, server, desk, who, note }) {
  const folder = await mkdtemp(join(tmpdir(), 'forecourt-bench-'))
  await build({ root: join(root, 'bench'), configFile: false, logLevel: 'warn', worker: { format: 'es' }, build: { outDir: folder, emptyOutDir: true, target: 'es2022' } })
  const site = await serveBuild(folder, server)
  try {
    const now = Date.now()
    const [assignment] = await desk.assign(who, [{ station: 1, slot: 'day', from: now - 3_600_000, to: now + 3_600_000 }])
    const phone = await newPhone(browser)
    const { page } = phone
    page.on('pageerror', (error) => console.error('page:', error.message))
    await page.goto(site.url)
    await page.waitForFunction(() => 'bench' in window)
    const run = (name, ...args) => page.evaluate(([called, given]) => window.bench[called](...given), [name, args])
    const signed = await run('signIn', who, desk.people.password)
    if (!signed.ok) throw new Error(JSON.stringify(signed))
    await run('sync')
    // Three full visits of photos lie on the phone, the fourth is open.
    await run('start', assignment)
    const bytes = await run('fill', 78)
    note(`the largest of ${bytes.length} photos`, Math.max(...bytes) / 1000, 350, 'kB', true)
    const others = await desk.assign(who, [2, 3, 4].map((station) => ({ station, slot: 'day', from: now - 3_600_000, to: now + 3_600_000 })))
    await run('sync')
    for (const [index, other] of others.entries()) {
      await run('start', other)
      await run('fill', index === 2 ? 5 : 61)
    }
    const taps = await run('taps', 500)
    note('a tap is stored, 205 photos in the database, p99', taps.p99, 50, 'ms')
    console.log(`      p50 ${taps.p50.toFixed(1)} ms, longest ${taps.max.toFixed(1)} ms`)
    const stamps = await run('stamps')
    note('a tap of the stop-watch is stored for good, p99', stamps.p99, 50, 'ms')
    await slow(page, 4)
    const slowTaps = await run('taps', 300)
    console.log(`      at 4x slow-down: p50 ${slowTaps.p50.toFixed(1)} ms, p99 ${slowTaps.p99.toFixed(1)} ms`)
    await phone.context.close()
    await photoFigure({ browser, desk, who, note }, site, assignment)
  } finally {
    await site.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Workers cannot be slowed down from outside: without one the page does the work, at its own pace. */
async function photoFigure({ browser, desk, who, note }, site, assignment) {
  const phone = await newPhone(browser)
  const { page } = phone
  await page.addInitScript(() => delete window.Worker)
  await page.goto(site.url)
  await page.waitForFunction(() => 'bench' in window)
  const run = (name, ...args) => page.evaluate(([called, given]) => window.bench[called](...given), [name, args])
  await run('signIn', who, desk.people.password)
  await run('sync')
  await run('start', assignment)
  await run('shoot')
  await run('photo')
  await slow(page, 4)
  const photo = await run('photo')
  if (!photo.result.ok) throw new Error(JSON.stringify(photo.result))
  note('a 12-megapixel photo is shrunk, hashed and safe, 4x slow-down', photo.ms, 1500, 'ms')
  console.log(`      ${(photo.bytes / 1000).toFixed(0)} kB`)
  await phone.context.close()
}

/** Opened by somebody who is signed in, without a network, at 4x: until Today can be used. */
async function startFigure({ browser, app, desk, who, note }) {
  const phone = await newPhone(browser)
  await signIn(phone.page, app, who, desk.people.password)
  await phone.page.waitForFunction(() => navigator.serviceWorker.controller !== null, undefined, { timeout: 20_000 })
  await phone.page.close()
  await phone.context.addInitScript((target) => {
    new MutationObserver(() => {
      if (document.querySelector(target)) window.usableAt ??= performance.now()
    }).observe(document, { childList: true, subtree: true })
  }, READY)
  const times = []
  for (let i = 0; i < 7; i++) {
    const again = await phone.context.newPage()
    await slow(again, 4)
    await phone.context.setOffline(true)
    await again.goto(app, { waitUntil: 'commit' })
    await again.waitForSelector(READY, { timeout: 20_000 })
    times.push(await again.evaluate(() => window.usableAt))
    await again.close()
    await phone.context.setOffline(false)
  }
  note('usable from the service worker, signed in, offline, 4x slow-down, median of 7', times.toSorted((a, b) => a - b)[3], 1000, 'ms')
  await phone.context.close()
}

/** Measures everything: the app at `app`, the engine alone against `server`, as somebody who has nothing open. Gives the figures. */
export async function measure({ server, app, desk, who }) {
  const figures = []
  console.log(`load of this machine: ${loadavg()[0].toFixed(1)} on ${availableParallelism()} cores`)
  const { browser, close } = await startBrowser()
  try {
    const all = { browser, server, app, desk, who, note: noteIn(figures) }
    await startFigure(all)
    await engineFigures(all)
  } finally {
    await close()
  }
  return figures
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = process.env.FORECOURT ?? 'http://127.0.0.1:8080'
  const site = await serveBuild(join(root, 'dist'), server)
  const figures = await measure({ server, app: site.url, desk: office(server), who: process.env.FORECOURT_SHOPPER ?? 'shopper-01' }).finally(() => site.close())
  if (figures.some((one) => one.value > one.bar)) process.exitCode = 1
}
