// The Chromium of the machine, quiet: nothing of its own goes out, and no name of another host can be looked up.
import { chromium } from 'playwright-core'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
]
const NO_NAMES = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'

/** Starts the browser. */
export function startChromium() {
  return chromium.launch({ executablePath, headless: true, args: [...FLAGS, NO_NAMES] })
}

/** Starts a browser that keeps what it is given in a folder, as a phone does. */
export function openProfile(folder, { args = [NO_NAMES], ...options } = {}) {
  return chromium.launchPersistentContext(folder, { executablePath, headless: true, args: [...FLAGS, ...args], ...options })
}

/** A window of its own in which somebody has signed in as a browser does: by a cookie. */
export async function signedIn(browser, network, person) {
  const window = await browser.newContext({ acceptDownloads: true })
  const answer = await window.request.post(`${network.base}/v1/sessions`, {
    data: { username: person.username, password: network.password, client: 'web' },
  })
  if (answer.status() !== 201) throw new Error(`sign-in of ${person.username}: ${answer.status()}`)
  return window
}
