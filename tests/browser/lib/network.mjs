// The real binary with a small network in it, as a child process that ends with this one.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const PROGRAM = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? 'target', 'debug/serve-network')
/** The product, as `serve-network` starts it. */
export const BINARY = resolve(PROGRAM, '../forecourt-under-test')

/** Starts a network. Its members are as `serve-network` prints them; it takes orders; `stop` ends it. */
export async function startNetwork(...words) {
  const child = spawn(PROGRAM, words, { stdio: ['pipe', 'pipe', 'inherit'] })
  const failed = new Promise((_, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`serve-network ended with ${code}: is it built? cargo build -p forecourt-tests --bins`)))
  })
  // Whoever waits for a line hears of a failure; nobody else has to.
  failed.catch(() => {})
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const line = async () => JSON.parse((await Promise.race([lines.next(), failed])).value)
  const members = await line()

  async function order(body) {
    child.stdin.write(`${JSON.stringify(body)}\n`)
    const answer = await line()
    if (answer.error) throw new Error(answer.error)
    return answer
  }

  const network = {
    ...members,
    /** Submits a flawless visit with these files as its photos: `[{ kind, bytes }]`. */
    deliver: (shopper, station, photos) =>
      order({ deliver: { shopper, station, photos: photos.map(({ kind, bytes }) => ({ kind, base64: bytes.toString('base64') })) } }),
    /** Ends the server; the data stays in `data`. */
    halt: () => order({ stop: {} }),
    /** Serves again, with more settings, at another address: `base`. */
    async serve(variables = {}) {
      network.base = (await order({ start: { variables } })).base
    },
    /** Runs a command of the product on the data; what it said. */
    async run(...words) {
      const { ok, said } = await order({ run: { words } })
      if (!ok) throw new Error(`${words.join(' ')}: ${said}`)
      return said
    },
    stop: () =>
      new Promise((done) => {
        child.once('exit', done)
        child.stdin.end()
      }),
  }
  return network
}

/** One call of somebody; an answer that is not 2xx is an error with its problem. */
export async function call(network, person, method, path, body, version) {
  const headers = { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' }
  if (method === 'POST') headers['idempotency-key'] = randomUUID()
  if (version !== undefined) headers['if-match'] = `"${version}"`
  const answer = await fetch(network.base + path, { method, headers, body: body && JSON.stringify(body), redirect: 'error' })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  return text === '' ? null : JSON.parse(text)
}

/** A verb on an audit as it stands now. Where a job of the server was faster, it looks again. */
export async function act(network, person, audit, verb, body = {}) {
  for (let looks = 0; ; looks += 1) {
    const { version } = await call(network, person, 'GET', `/v1/audits/${audit}`)
    try {
      return await call(network, person, 'POST', `/v1/audits/${audit}/${verb}`, body, version)
    } catch (error) {
      if (looks === 10 || !error.message.includes(': 412 ')) throw error
    }
  }
}

/** Plans one more visit of a shopper to every station, from now on. */
export async function planVisits(network, shopper) {
  const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  const round = await call(network, network.planner, 'POST', '/v1/rounds', {
    code: `R-${randomUUID().slice(0, 8)}`, name_zh: '又一轮', name_en: 'Another round', org_unit_id: network.units[0],
    checklist: { id: 'station-69', version: 1 }, first_day: day(-1), last_day: day(3),
  })
  await call(network, network.planner, 'POST', `/v1/rounds/${round.id}/open`, {}, round.version)
  const items = network.stations.map((station) => ({
    id: randomUUID(), round_id: round.id, station_id: station.id, shopper_id: shopper.id, slot: 'day',
    window_start: new Date(Date.now() - 60_000).toISOString(), window_end: new Date(Date.now() + 5 * 3_600_000).toISOString(),
  }))
  const { created } = await call(network, network.planner, 'POST', '/v1/assignments/bulk', { items, override_reason: 'a test' })
  if (created !== items.length) throw new Error(`${created} of ${items.length} visits were planned`)
}

/** Repeats a question until its answer is good, a minute at the most, or as many as are said. */
export async function until(what, ask, minutes = 1) {
  const end = Date.now() + minutes * 60_000
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > end) throw new Error(`not within ${minutes} min: ${what}`)
    await new Promise((done) => setTimeout(done, 100))
  }
}

/** Reviews an audit to its end and has it published: a second reviewer speaks where one is wanted. */
export async function publish(network, audit, wish) {
  for (const reviewer of network.reviewers) {
    await act(network, reviewer, audit, 'claim')
    const { state } = await act(network, reviewer, audit, 'accept', wish)
    if (state !== 'second_review') break
  }
  await call(network, network.hq, 'POST', '/v1/publications', { reason: 'a test', scope: network.units[0] })
}
