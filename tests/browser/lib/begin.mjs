// What tests of the phone begin with: a network, a line to it, and a phone on which a shopper has signed in.
import { serveBuild } from '../../../web/scripts/lib/serve.mjs'
import { startLine } from './line.mjs'
import { planVisits, startNetwork } from './network.mjs'
import { newPhone } from './phone.mjs'

/** Where the app comes from: the binary; with `APP_DIST=folder` another build, while it is worked on. */
export async function appOf(network, ends) {
  if (!process.env.APP_DIST) return network.base
  const site = await serveBuild(process.env.APP_DIST, network.base)
  ends.push(() => site.close())
  return site.url
}

/**
 * Begins; what is to be ended later is noted in `ends` as soon as it is there. `words` are for the network; `rounds`
 * plans so many more visits to every station; `signedIn: false` leaves the phone as it comes.
 */
export async function begin(ends, { words = [], rounds = 0, signedIn = true, ...options } = {}) {
  const network = await startNetwork(...words)
  ends.push(() => network.stop())
  for (let n = 0; n < rounds; n += 1) await planVisits(network, network.shoppers[0])
  const line = await startLine(await appOf(network, ends))
  ends.push(() => line.close())
  const phone = await newPhone(line.base, options)
  ends.push(() => phone.close())
  const page = await phone.open()
  if (signedIn) {
    await phone.signIn(network.shoppers[0].username, network.password)
    await phone.ready()
    await page.locator('.card button.primary').first().waitFor()
  }
  return { network, line, phone, page }
}

/** Ends what was begun, the last first. */
export async function end(ends) {
  for (const one of ends.splice(0).reverse()) await one()
}
