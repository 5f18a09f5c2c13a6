// A server of an attacker: pages that embed anything, and an ear for scripts that ran.
import { createServer } from 'node:http'

/** Starts on a free port. `page(body, type)` gives the address of a page; `heard` lists what scripts reported. */
export async function startListener() {
  const pages = new Map()
  const heard = []
  const http = createServer((request, answer) => {
    const url = new URL(request.url, 'http://x')
    if (url.pathname === '/ran') {
      heard.push(url.searchParams.get('what'))
      answer.writeHead(204, { 'access-control-allow-origin': '*' }).end()
      return
    }
    const page = pages.get(url.pathname)
    if (!page) return answer.writeHead(404).end()
    answer.writeHead(200, { 'content-type': page.type }).end(page.body)
  })
  await new Promise((done) => http.listen(0, '127.0.0.1', done))
  const base = `http://127.0.0.1:${http.address().port}`
  return {
    base,
    heard,
    page(body, type) {
      const path = `/page-${pages.size}`
      pages.set(path, { body, type })
      return base + path
    },
    close: () => new Promise((done) => {
      http.closeAllConnections()
      http.close(done)
    }),
  }
}
