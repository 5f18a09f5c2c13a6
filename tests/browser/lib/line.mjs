// The line between a browser and the server: it counts requests, and can be cut at any of them.
import { createServer, request as ask } from 'node:http'

/** Requests that matter: the API and the storage. The app's own files come from its service worker. */
const COUNTED = /^\/(v1|forecourt-objects)\//

/** Where a request can be cut. */
export const CUTS = ['before', 'half the request', 'answer lost', 'half the answer']

/**
 * Starts on a free port, in front of a server. `Host` goes on as it came, since upload addresses are signed for it.
 * Every request has a connection of its own: on one that was used before Chromium repeats by itself what was cut.
 */
export async function startLine(server) {
  const line = {
    /** Address of the server behind. */
    server,
    /** Nothing gets through. */
    down: false,
    /** Requests that came, in their order: `{ method, path, at, status }`, `at` in epoch ms; no status: cut or not answered yet. */
    seen: [],
    /** Cuts one request and is null then: `{ at, where }`, `at` counts from 0 in `seen`. */
    cut: null,
    /** May answer in the server's place: `(request) => ({ status, headers, body }) | undefined`. */
    instead: () => undefined,
    /** May change what the server answers: `(request, json) => json | undefined`. */
    edit: null,
    /** Runs before a request goes on to the server. */
    hold: null,
    /** The origin whose pages may send here from elsewhere, as a storage is told by its CORS settings. */
    allows: null,
  }
  const http = createServer((incoming, answer) => {
    carry(line, incoming, answer).catch((error) => {
      // A page that has gone is nobody's fault.
      if (!incoming.destroyed) console.error(error)
      incoming.socket.destroy()
    })
  })
  http.on('connection', (socket) => {
    if (line.down) socket.destroy()
  })
  await new Promise((done) => http.listen(0, '127.0.0.1', done))
  line.port = http.address().port
  line.base = `http://127.0.0.1:${line.port}`
  line.close = () => new Promise((done) => {
    http.closeAllConnections()
    http.close(done)
  })
  return line
}

async function carry(line, incoming, answer) {
  if (line.down) return incoming.socket.destroy()
  const path = incoming.url.split('?')[0]
  const one = { method: incoming.method, path, headers: incoming.headers, status: null, at: Date.now() }
  const counts = COUNTED.test(path) && incoming.method !== 'OPTIONS'
  const at = counts ? line.seen.push(one) - 1 : null
  const where = at !== null && line.cut?.at === at ? line.cut.where : null
  if (where !== null) line.cut = null
  if (where === 'before') return incoming.socket.destroy()
  if (line.allows && incoming.method === 'OPTIONS') return answer.writeHead(204, allowed(line)).end()
  const body = await whole(incoming)
  // What has no body cannot be cut in it.
  if (where === 'half the request' && body.length === 0) return incoming.socket.destroy()
  one.bytes = body.length
  if (counts) await line.hold?.(one)
  const own = counts && line.instead(one)
  const back = own ? { headers: {}, body: '', ...own } : await pass(line, incoming, body, where)
  if (back === null || line.down) return incoming.socket.destroy()
  one.status = back.status
  if (where === 'answer lost') return incoming.socket.destroy()
  const bytes = Buffer.from(back.body)
  const headers = { ...back.headers, ...allowed(line), connection: 'close', 'content-length': bytes.length }
  delete headers['transfer-encoding']
  delete headers['keep-alive']
  if (back.status === 204 || back.status === 304) delete headers['content-length']
  if (where === 'half the answer') return half(incoming.socket, back.status, headers, bytes)
  answer.writeHead(back.status, headers).end(bytes)
}

/** What a storage says to pages of another origin. */
function allowed({ allows }) {
  if (!allows) return {}
  return {
    'access-control-allow-origin': allows, 'access-control-allow-methods': 'PUT',
    'access-control-allow-headers': 'content-type, x-amz-checksum-sha256',
  }
}

/** Hands a request on; `null` when it was cut in its middle. */
function pass(line, incoming, body, where) {
  const target = new URL(line.server)
  const headers = { ...incoming.headers, connection: 'close' }
  // What is to be changed must be readable.
  if (line.edit) delete headers['accept-encoding']
  return new Promise((done, fail) => {
    const out = ask({ host: target.hostname, port: target.port, method: incoming.method, path: incoming.url, headers, agent: false }, async (back) => {
      try {
        const bytes = await whole(back)
        const changed = line.edit && /json/.test(back.headers['content-type'] ?? '') ? line.edit({ method: incoming.method, path: incoming.url.split('?')[0] }, JSON.parse(bytes.toString())) : undefined
        done({ status: back.statusCode, headers: back.headers, body: changed === undefined ? bytes : JSON.stringify(changed) })
      } catch (error) {
        fail(error)
      }
    })
    if (where === 'half the request') {
      out.on('error', () => done(null))
      out.write(body.subarray(0, body.length >> 1), () => {
        out.destroy()
        done(null)
      })
      return
    }
    // A server that is not there is no answer.
    out.on('error', () => done(null))
    out.end(body)
  })
}

async function whole(stream) {
  const parts = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}

/** The head and half of the body; half of the head where there is no body. */
function half(socket, status, headers, bytes) {
  const lines = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}\r\n`))
  const head = Buffer.from(`HTTP/1.1 ${status} Cut\r\n${lines.join('')}\r\n`, 'latin1')
  const part = bytes.length > 0 ? Buffer.concat([head, bytes.subarray(0, bytes.length >> 1)]) : head.subarray(0, head.length >> 1)
  socket.write(part, () => socket.destroy())
}
