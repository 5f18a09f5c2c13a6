// Measures how soon the pages of the desks can be used, as each role against a running demo, and prints a table beside the bars:
//   npm run build && FORECOURT=http://127.0.0.1:8080 npm run desk-figures [-- --desk hq] [--times 5] [--size 1440x900]
// Cold: a browser window without a cache, from the address to the page. Warm: inside the app, by a link to the page once its desk is open.
// A page can be used when its title is there, nothing stands for what is still to come, and no request is running but those of pictures
// and the stream of events; and when that stays so.
// APP_DIST=dist serves that build of the app in place of the one in the binary. It writes nothing but sessions.
import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { SITTERS } from './desk-screens.mjs'
import { office } from './lib/office.mjs'
import { serveBuild } from './lib/serve.mjs'

const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update']
/** How soon, ms. */
const BARS = { cold: 1500, warm: 300 }
/** Longest wait for a page, ms. */
const WAIT_MS = 60_000

/** In a page: `measure(path, from)` waits for a page; then `usable` is when it could be used, ms after `from` of the page's clock. */
function watch() {
  /** So long nothing new may be missing, ms: an answer that leads to the next request does so at once. */
  const STAYS_MS = 150
  let running = 0
  let from = 0
  let last = null
  const { fetch } = window
  const now = Date.now
  let ahead = 0
  Date.now = () => now() + ahead
  window.fetch = async (...asked) => {
    const isPicture = /\/v1\/photos\//.test(asked[0].url ?? asked[0])
    if (!isPicture) running += 1
    try {
      const answer = await fetch(...asked)
      // A body that is on its way is a request that runs.
      if (!isPicture) await answer.clone().arrayBuffer()
      return answer
    } finally {
      if (!isPicture) running -= 1
      setTimeout(look)
    }
  }
  const stands = (path) => {
    const main = document.querySelector('main#content')
    return location.pathname === path && running === 0 && main !== null && main.getAttribute('aria-busy') !== 'true' && main.querySelector('h1') !== null && document.querySelector('.skeleton') === null
  }
  let wanted = null
  let timer
  function look() {
    if (wanted === null || !stands(wanted)) {
      last = null
      return
    }
    if (last !== null) return
    last = performance.now() - from
    clearTimeout(timer)
    timer = setTimeout(() => last !== null && (window.usable = last), STAYS_MS)
  }
  window.measure = (path, begin) => {
    // What was read is no longer fresh: it is read anew.
    ahead += 10_000
    wanted = path
    from = begin
    last = null
    window.usable = null
    look()
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['aria-busy', 'class'] })
  // A cold page is measured from its navigation on.
  if (location.pathname.startsWith('/desk')) window.measure(location.pathname, 0)
}

/** When the page could be used, ms; `Infinity`: not within the longest wait. */
const usable = (page) => page.waitForFunction(() => window.usable ?? null, undefined, { timeout: WAIT_MS }).then((found) => found.jsonValue(), () => Infinity)

/** A window in which this cookie's person sits. */
async function sit(browser, { cookies, viewport }) {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', serviceWorkers: 'block', storageState: cookies })
  await context.addInitScript(watch)
  return { context, page: await context.newPage() }
}

/** Signs in on the sign-in page; gives what the browser keeps of it. */
async function signIn(browser, base, who, password) {
  const context = await browser.newContext({ locale: 'zh-CN', serviceWorkers: 'block' })
  const page = await context.newPage()
  await page.goto(`${base}/sign-in?to=%2Fdesk`)
  await page.locator('#username').fill(who)
  await page.locator('#secret').fill(password)
  await page.locator('form button.primary').click()
  await page.waitForURL((url) => url.pathname.startsWith('/desk/'))
  await page.locator('main h1').first().waitFor()
  const kept = await context.storageState({ indexedDB: true })
  await context.close()
  return kept
}

/** The pages of a role: those of its navigation, and of each the first that its lists lead to, where they lead to pages of a kind not seen yet. */
async function pagesOf(browser, base, seat) {
  const { context, page } = await sit(browser, seat)
  const open = async (path) => {
    await page.goto(base + path)
    await usable(page)
  }
  await page.goto(`${base}/desk`)
  await page.locator('main h1').first().waitFor()
  const hrefs = (inside) => page.locator(`${inside} a[href^="/desk"]`).evaluateAll((links) => links.map((link) => new URL(link.href).pathname))
  const places = ['/desk/inbox', '/desk/settings', ...(await hrefs('nav'))]
  const kind = (path) => path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replace(/\/[^/]+~[^/]+/g, '/:item')
  const found = new Map(places.map((path) => [kind(path), path]))
  found.delete('/desk')
  for (const [, path] of found) {
    await open(path)
    for (const to of await hrefs('main')) if (to !== '/desk' && !found.has(kind(to))) found.set(kind(to), to)
  }
  await context.close()
  return [...found].map(([name, path]) => ({ name, path }))
}

/** One cold opening of a page, ms. */
async function cold(browser, base, seat, path) {
  const { context, page } = await sit(browser, seat)
  try {
    await page.goto(base + path, { waitUntil: 'commit' })
    return await usable(page)
  } finally {
    await context.close()
  }
}

/** Pages opened one after the other by links inside the app, twice: from the second time on its code is there; its answers are read anew each time, ms. */
async function warm(browser, base, seat, pages, times) {
  const { context, page } = await sit(browser, seat)
  const figures = new Map(pages.map((one) => [one.path, []]))
  await page.goto(`${base}/desk/settings`)
  await usable(page)
  const follow = (path) => page.evaluate((path) => {
    window.measure(path, performance.now())
    const link = document.createElement('a')
    link.href = path
    document.querySelector('main').append(link)
    link.click()
    link.remove()
  }, path)
  for (let round = 0; round <= times; round += 1) {
    for (const { path } of pages) {
      await follow(path)
      const ms = await usable(page)
      if (round > 0) figures.get(path).push(ms)
    }
  }
  await context.close()
  return figures
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
const whole = (ms) => (ms === Infinity ? 'never' : String(Math.round(ms)))
const cell = (ms, bar) => `${ms > bar ? 'OVER' : '    '} ${whole(ms).padStart(5)}`

/** Measures the pages of one role and prints a line for each. */
async function measureDesk(browser, { base, password, times, viewport }, { desk, who }) {
  const seat = { cookies: await signIn(browser, base, who, password), viewport }
  const pages = await pagesOf(browser, base, seat)
  const warmed = await warm(browser, base, seat, pages, times)
  const lines = []
  for (const { name, path } of pages) {
    const colds = []
    for (let n = 0; n < times; n += 1) colds.push(await cold(browser, base, seat, path))
    const line = { desk, name, cold: median(colds), coldest: Math.max(...colds), warm: median(warmed.get(path)), warmest: Math.max(...warmed.get(path)) }
    lines.push(line)
    console.log(`${desk.padEnd(8)} ${name.padEnd(48)} ${cell(line.cold, BARS.cold)} ${whole(line.coldest).padStart(6)}  ${cell(line.warm, BARS.warm)} ${whole(line.warmest).padStart(6)}`)
  }
  return lines
}

/** Measures the desks; gives a line for each page. */
export async function measureDesks({ base, desks = SITTERS.map((one) => one.desk), times = 5, viewport = { width: 1440, height: 900 }, password = office(base).people.password }) {
  console.log(`load of this machine: ${loadavg()[0].toFixed(1)} on ${availableParallelism()} cores; median of ${times} and the longest, ms; bars: cold ${BARS.cold}, warm ${BARS.warm}`)
  console.log(`${'desk'.padEnd(8)} ${'page'.padEnd(48)} ${'cold'.padStart(10)} ${'worst'.padStart(6)}  ${'warm'.padStart(10)} ${'worst'.padStart(6)}`)
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS })
  const lines = []
  try {
    for (const sitter of SITTERS.filter((one) => desks.includes(one.desk))) lines.push(...(await measureDesk(browser, { base, password, times, viewport }, sitter)))
  } finally {
    await browser.close()
  }
  const worst = (of) => lines.toSorted((a, b) => b[of] - a[of])[0]
  for (const of of lines.length > 0 ? ['cold', 'warm'] : []) {
    const { desk, name, [of]: ms } = worst(of)
    console.log(`worst ${of}: ${whole(ms)} ms, ${desk} ${name}; ${lines.filter((one) => one[of] > BARS[of]).length} of ${lines.length} pages over ${BARS[of]} ms`)
  }
  return lines
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { values } = parseArgs({ options: { desk: { type: 'string', multiple: true }, times: { type: 'string', default: '5' }, size: { type: 'string', default: '1440x900' } } })
  const [width, height] = values.size.split('x').map(Number)
  const server = process.env.FORECOURT ?? 'http://127.0.0.1:8080'
  const site = process.env.APP_DIST ? await serveBuild(process.env.APP_DIST, server) : null
  try {
    const lines = await measureDesks({ base: site?.url ?? server, times: Number(values.times), viewport: { width, height }, ...(values.desk ? { desks: values.desk } : {}) })
    if (lines.some((one) => one.cold > BARS.cold || one.warm > BARS.warm)) process.exitCode = 1
  } finally {
    await site?.close()
  }
}
