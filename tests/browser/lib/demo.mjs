// A demo for tests of the desks: stations, published audits, orders, people. `FORECOURT_DEMO=http://…` names one that runs already,
// `DEMO_DATA` the folder of one that was played to its end, which each test file copies: `node lib/demo.mjs FOLDER` makes it.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { copyFile, link, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { serveBuild } from '../../../web/scripts/lib/serve.mjs'
import { BINARY } from './network.mjs'

/** The password of everyone in a demo. */
export const PASSWORD = 'forecourt-demo'

/** Starts a demo, or takes the one that is named. `app` is where the pages are: `APP_DIST=folder` serves another build. */
export async function startDemo() {
  const ends = []
  const base = process.env.FORECOURT_DEMO ?? (await ownDemo(ends))
  let app = base
  if (process.env.APP_DIST) {
    const site = await serveBuild(process.env.APP_DIST, base)
    ends.push(() => site.close())
    app = site.url
  }
  const tokens = new Map()
  return {
    base,
    app,
    /** One call of somebody, by name; an answer that is not 2xx is an error with its problem. */
    async as(username, method, path, body, version) {
      if (!tokens.has(username)) tokens.set(username, await tokenOf(base, username))
      const headers = { authorization: `Bearer ${tokens.get(username)}`, 'content-type': 'application/json' }
      if (method === 'POST') headers['idempotency-key'] = randomUUID()
      if (version !== undefined) headers['if-match'] = `"${version}"`
      const answer = await fetch(base + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
      return text ? JSON.parse(text) : null
    },
    async stop() {
      for (const one of ends.reverse()) await one()
    },
  }
}

async function tokenOf(base, username) {
  const answer = await fetch(`${base}/v1/sessions`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username, password: PASSWORD }),
  })
  if (!answer.ok) throw new Error(`sign-in of ${username}: ${answer.status}`)
  return (await answer.json()).token
}

async function ownDemo(ends) {
  const data = await mkdtemp(join(tmpdir(), 'forecourt-demo-'))
  ends.push(() => rm(data, { recursive: true, force: true }))
  // Files of the photo store are never changed, so that copies may share them.
  if (process.env.DEMO_DATA) await copied(process.env.DEMO_DATA, data)
  const { base, complete, stop } = await playDemo(data)
  ends.push(stop)
  if (!process.env.DEMO_DATA) await complete
  return base
}

async function copied(from, to) {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) {
      await mkdir(target, { recursive: true })
      await (entry.name === 'objects' ? linked(source, target) : copied(source, target))
    } else await copyFile(source, target)
  }
}

async function linked(from, to) {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (!entry.isDirectory()) await link(source, target)
    else {
      await mkdir(target, { recursive: true })
      await linked(source, target)
    }
  }
}

/** The same demo with pictures that cost little; it ends with its standard input. */
const SKETCHER = resolve(BINARY, '../play-demo')

/** Starts the demo in a folder: its address, when six weeks are over, and what stops it. */
function playDemo(data, [program, ...words] = [BINARY, 'demo']) {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('FORECOURT_'))
  const child = spawn(program, words, {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Receivers of messages stand on this machine.
    env: { ...Object.fromEntries(own), FORECOURT_DATA_DIR: data, FORECOURT_LISTEN: '127.0.0.1:0', FORECOURT_WEBHOOKS_PRIVATE: 'true' },
  })
  const ended = new Promise((done) => child.once('exit', done))
  const stop = async () => {
    child.kill()
    await ended
  }
  // It tells its address at once and goes on filling.
  return new Promise((started, fail) => {
    child.once('exit', (code) => fail(new Error(`the demo ended with ${code}`)))
    const complete = new Promise((done, never) => {
      child.once('exit', (code) => never(new Error(`the demo ended with ${code} before six weeks were over`)))
      let base
      const hear = (line) => {
        if (!base) {
          base = /https?:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]
          if (base) started({ base, complete, stop })
        }
        if (line.includes('the network is complete')) done()
      }
      for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', hear)
    })
    // Who stops it before has not waited for it.
    complete.catch(() => {})
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2]
  const { complete, stop } = await playDemo(folder, [SKETCHER, `--keep-in=${folder}`])
  await complete
  await stop()
}
