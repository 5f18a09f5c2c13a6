// Prints the gzip sizes of a build against their limits; over a limit is exit code 1, and so is a script that the least browser refuses.
import { readdir, readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url)
/** The first load: the first screen, the visit, the photo worker. */
const LIMIT = 90 * 1000
/** What is seldom wanted, in chunks whose names say so: kept by the service worker, loaded by a page only when it is opened. */
const SELDOM = /^assets\/seldom/
const SELDOM_LIMIT = 10 * 1000

/** The desks without the chart library: the limit is for what one role loads, the frame and its own desk with its texts in one language. */
const DESK = /^assets\/desk-/
const CHARTS = /^assets\/desk-charts-/
const OWN = /^assets\/desk-(admin|hq|plan|region|review|station)-/
const DESK_LIMIT = 250 * 1000

/** Safari before 16.4 refuses a whole script for one of these, also where it is never run. */
const REFUSED = /\(\?<[=!]|\bstatic ?\{/

const read = async (name) => readFile(new URL(name, dist))
const gzip = (bytes) => gzipSync(bytes, { level: 9 }).length
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10)

/** The chunks that a script loads at once: its static imports, and theirs. */
async function withImports(name, seen = new Set()) {
  if (seen.has(name)) return seen
  seen.add(name)
  const text = (await read(name)).toString('utf8')
  for (const [, found] of text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) await withImports(`assets/${found}`, seen)
  return seen
}

const html = (await read('index.html')).toString('utf8')
const entries = [...html.matchAll(/(?:src|href)="\/(assets\/[\w.-]+\.js)"/g)].map(([, name]) => name)
const first = new Set()
for (const name of entries) for (const one of await withImports(name)) first.add(one)

const scripts = (await readdir(new URL('assets/', dist))).filter((name) => name.endsWith('.js')).map((name) => `assets/${name}`)
const worker = (await read('sw.js')).toString('utf8')
// What the service worker keeps is the shopper's part; the desks are not in it.
const shopper = scripts.filter((name) => worker.includes(`/${name}`))

let first_bytes = 0
let shopper_bytes = 0
let seldom_bytes = 0
let desk_bytes = 0
let frame_bytes = 0
const own = new Map()
for (const name of scripts.toSorted()) {
  const bytes = gzip(await read(name))
  if (first.has(name)) first_bytes += bytes
  if (DESK.test(name) && !CHARTS.test(name)) {
    desk_bytes += bytes
    const desk = OWN.exec(name)?.[1]
    if (desk) own.set(desk, [...(own.get(desk) ?? []), bytes])
    else frame_bytes += bytes
  }
  const seldom = SELDOM.test(name) && !first.has(name)
  if (seldom) seldom_bytes += bytes
  else if (shopper.includes(name)) shopper_bytes += bytes
  console.log(`${kB(bytes)}  ${name}${first.has(name) ? '  (first screen)' : seldom ? '  (seldom)' : shopper.includes(name) ? '' : '  (desks)'}`)
}
const styles = (await readdir(new URL('assets/', dist))).filter((name) => name.endsWith('.css'))
for (const name of styles) console.log(`${kB(gzip(await read(`assets/${name}`)))}  assets/${name}`)
console.log(`${kB(gzip(await read('sw.js')))}  sw.js (service worker, not part of a page)`)
console.log(`${kB(first_bytes)}  script before the first screen`)
console.log(`${kB(seldom_bytes)}  script that is seldom wanted; limit ${kB(SELDOM_LIMIT).trim()}`)
console.log(`${kB(shopper_bytes + seldom_bytes)}  script on the shopper's phone, all of it`)
console.log(`${kB(shopper_bytes)}  script of the first load in total: first screen, visit, photos; limit ${kB(LIMIT).trim()}`)
// Of the three files of a desk the smallest is a language that is not loaded.
const largest = frame_bytes + Math.max(0, ...[...own.values()].map((sizes) => sizes.reduce((sum, one) => sum + one, 0) - (sizes.length > 1 ? Math.min(...sizes) : 0)))
console.log(`${kB(desk_bytes)}  script of all desks in both languages, without the chart library`)
console.log(`${kB(largest)}  script of the frame and the largest desk; limit ${kB(DESK_LIMIT).trim()}`)
if (largest > DESK_LIMIT) {
  console.error('The desks are over their limit')
  process.exitCode = 1
}
if (shopper_bytes > LIMIT || seldom_bytes > SELDOM_LIMIT) {
  console.error('The shopper\'s part is over its limit')
  process.exitCode = 1
}
for (const name of [...scripts, 'sw.js']) {
  const refused = REFUSED.exec((await read(name)).toString('utf8'))
  if (!refused) continue
  console.error(`${name}: the least browser refuses ${refused[0]}`)
  process.exitCode = 1
}
