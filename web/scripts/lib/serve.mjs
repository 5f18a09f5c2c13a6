// Serves a built app as the product does: strict policy, immutable assets, everything else of the server by proxy.
import { createServer, request } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.webmanifest': 'application/manifest+json' }
const OF_THE_SERVER = /^\/(v1|forecourt-objects|docs|problems|openapi\.json|healthz|readyz)(\/|$)/

export const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

/** Starts on a free port of this machine. `close()` ends it; `broken(path)` may answer requests itself. */
export async function serveBuild(folder, server, broken = () => false) {
  const target = new URL(server)
  const http = createServer(async (incoming, answer) => {
    const path = new URL(incoming.url, 'http://x').pathname
    if (broken(incoming, answer)) return
    if (OF_THE_SERVER.test(path)) {
      // Host is signed into upload addresses: it goes on as it came.
      const out = request({ host: target.hostname, port: target.port, method: incoming.method, path: incoming.url, headers: incoming.headers }, (back) => {
        answer.writeHead(back.statusCode, back.headers)
        back.pipe(answer)
      })
      out.on('error', () => answer.destroy())
      // Whoever went away reads no further: a picture half sent, a stream of events.
      answer.on('close', () => out.destroy())
      incoming.pipe(out)
      return
    }
    const file = extname(path) ? path : '/index.html'
    try {
      const bytes = await readFile(join(folder, file))
      answer.writeHead(200, {
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff',
        'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      })
      answer.end(bytes)
    } catch {
      answer.writeHead(404).end()
    }
  })
  await new Promise((done) => http.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${http.address().port}`, close: () => new Promise((done) => { http.closeAllConnections(); http.close(done) }) }
}
