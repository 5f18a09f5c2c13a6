// Takes pictures of every page of the desks against a running demo, and looks at each with axe:
//   node scripts/desk-screens.mjs http://127.0.0.1:8080 [out folder] [--desk admin] [--width 390] [--look zh-light]
// It follows the navigation of each role and opens the first row of every list. It writes nothing but sessions.
// APP_DIST=dist serves that build of the app in place of the one in the binary.
import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { quantised } from './lib/png.mjs'
import { serveBuild } from './lib/serve.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update']
/** What of a page is taken at most, as it stands in the window. */
const HEIGHT = 900

/** Who sits at which desk, in a demo; a station manager's page is looked at on a phone too. */
export const SITTERS = [
  { desk: 'admin', who: 'admin' },
  { desk: 'review', who: 'reviewer-01' },
  { desk: 'station', who: 'manager-NJ001' },
  { desk: 'region', who: 'region-01' },
  { desk: 'plan', who: 'planner' },
  { desk: 'hq', who: 'hq' },
  { desk: 'panel', who: 'panel-1' },
  { desk: 'auditor', who: 'auditor' },
]
/** Languages and schemes. */
export const LOOKS = ['zh-light', 'zh-dark', 'en-light', 'en-dark']

/** A name for the picture of an address: ids become `one`. */
export const nameOf = (path) =>
  path.replace(/^\/desk\/?/, '').replace(/[?].*$/, '').split('/').map((part) => (/^[0-9a-f]{8}-/.test(part) ? 'one' : part)).filter(Boolean).join('-') || 'home'

/** A window in which somebody has signed in on the sign-in page. */
async function sit(browser, { base, who, lang, scheme, width, password }) {
  const context = await browser.newContext({
    viewport: { width, height: HEIGHT }, colorScheme: scheme, locale: lang === 'zh' ? 'zh-CN' : 'en-GB', timezoneId: 'Asia/Shanghai', serviceWorkers: 'block',
  })
  const page = await context.newPage()
  await page.goto(`${base}/sign-in?to=%2Fdesk`)
  await page.locator('#username').fill(who)
  await page.locator('#secret').fill(password)
  await page.locator('form button.primary').click()
  await page.waitForURL((url) => url.pathname.startsWith('/desk/'))
  return { context, page }
}

/** Waits until nothing moves: what is asked for has come, pictures are drawn. */
async function settled(page) {
  await page.locator('main h1').first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(() => document.querySelector('.skeleton') === null && document.querySelector('main[aria-busy=true]') === null)
}

/** What is wrong with a page: axe, a page that scrolls sideways. */
async function examine(page, name) {
  await page.evaluate(axe)
  const found = await page.evaluate((runOnly) => window.axe.run({ runOnly, rules: { 'target-size': { enabled: true } } }), RULES)
  const faults = found.violations.map((one) => `${name}: ${one.id}: ${one.nodes.slice(0, 4).map((node) => node.html.slice(0, 140)).join(' | ')}`)
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (over > 1) faults.push(`${name}: scrolls sideways by ${over} px`)
  return faults
}

/** Looks at every page of one desk in one look. Gives what is wrong. */
async function look(browser, { base, out, password }, { desk, who }, lang, scheme, width) {
  const faults = []
  const { context, page } = await sit(browser, { base, who, lang, scheme, width, password })
  const here = new URL(base).host
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (/^https?:$/.test(url.protocol) && url.host !== here) faults.push(`${desk}: a request to ${url.host}`)
  })
  page.on('pageerror', (error) => faults.push(`${desk}: ${error.message}`))
  page.on('console', (line) => {
    if (/Content Security Policy/i.test(line.text())) faults.push(`${desk} ${new URL(page.url()).pathname}: ${line.text().slice(0, 200)}`)
  })
  const seen = new Set()
  const shot = async () => {
    const name = `${desk}-${nameOf(new URL(page.url()).pathname)}-${lang}-${scheme}${width < 700 ? '-narrow' : ''}`
    if (seen.has(name)) return
    seen.add(name)
    try {
      await settled(page)
      faults.push(...(await examine(page, name)))
    } catch (error) {
      faults.push(`${name}: ${error.message.split('\n')[0]}`)
    }
    if (out) await writeFile(`${out}/${name}.png`, quantised(await page.screenshot()))
  }
  await settled(page)
  const places = await page.locator('nav a[href^="/desk"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  for (const place of [...new Set(['/desk', ...places, '/desk/settings', '/desk/nowhere'])]) {
    await page.goto(base + place)
    if (place === '/desk/nowhere') {
      await page.locator('main p').first().waitFor()
      if (out) await writeFile(`${out}/${desk}-nowhere-${lang}-${scheme}.png`, quantised(await page.screenshot()))
      continue
    }
    await shot()
    const row = page.locator('main a.first, main .list a.entry[href^="/desk"]').first()
    const to = (await row.count()) > 0 ? await row.getAttribute('href') : null
    if (to) {
      await page.goto(base + to)
      await shot()
    }
  }
  await context.close()
  return faults
}

/** Looks at the desks; with `out` pictures are written there. Gives what is wrong. */
export async function takeDeskScreens({ base, out = null, desks = SITTERS.map((one) => one.desk), looks = LOOKS, width = 1280, password = process.env.FORECOURT_PASSWORD ?? 'forecourt-demo' }) {
  if (out) await mkdir(out, { recursive: true })
  const faults = []
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS })
  try {
    for (const sitter of SITTERS.filter((one) => desks.includes(one.desk))) {
      for (const [lang, scheme] of looks.map((one) => one.split('-'))) faults.push(...(await look(browser, { base, out, password }, sitter, lang, scheme, width)))
    }
  } finally {
    await browser.close()
  }
  return [...new Set(faults)]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { desk: { type: 'string', multiple: true }, look: { type: 'string', multiple: true }, width: { type: 'string', default: '1280' } },
  })
  const server = positionals[0] ?? 'http://127.0.0.1:8080'
  const site = process.env.APP_DIST ? await serveBuild(process.env.APP_DIST, server) : null
  const faults = await takeDeskScreens({
    base: site?.url ?? server, out: positionals[1] ?? null, width: Number(values.width), ...(values.desk ? { desks: values.desk } : {}), ...(values.look ? { looks: values.look } : {}),
  })
  await site?.close()
  for (const fault of faults) console.error(fault)
  process.exitCode = faults.length > 0 ? 1 : 0
}
