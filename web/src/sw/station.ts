// The station manager's desk without a network: a version of it is kept whole once it was used, beside the shopper's part.

/** Caches of it begin so; they are no versions of the phone's app. */
const PREFIX = 'station-desk-'
/** Is put last: without it a cache is not whole. */
const WHOLE = '/whole'
const PAGE = '/index.html'
/** A network that does not answer a page for so long is taken to be gone, ms. */
const PATIENCE_MS = 4_000

/** Whether a page belongs to the desks. */
export const isDesk = (url: string): boolean => /^\/desk(\/|$)/.test(new URL(url).pathname)

async function whole(): Promise<Cache | null> {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX))
  for (const name of names.reverse()) {
    const cache = await caches.open(name)
    if (await cache.match(WHOLE)) return cache
  }
  return null
}

/**
 * Keeps these files and the page that names them, all or none; the version before goes when the new one is whole. `false`: the
 * server has another version by now. Errors: a file could not be fetched.
 */
export async function keepStation(files: readonly string[], entry: string): Promise<boolean> {
  const name = PREFIX + (await short(files))
  const cache = await caches.open(name)
  if (!(await cache.match(WHOLE))) {
    const page = await fetch(PAGE, { cache: 'reload', credentials: 'omit' })
    if (!page.ok || !(await page.clone().text()).includes(entry)) {
      await caches.delete(name)
      return false
    }
    await Promise.all(files.map(async (url) => {
      const response = await fetch(url, { credentials: 'omit' })
      if (!response.ok || response.redirected) throw new Error(`${url}: ${response.status}`)
      await cache.put(url, response)
    }))
    await cache.put(PAGE, page)
    await cache.put(WHOLE, new Response('1'))
  }
  const old = (await caches.keys()).filter((one) => one.startsWith(PREFIX) && one !== name)
  await Promise.all(old.map((one) => caches.delete(one)))
  return true
}

/** A page of the desks: from the server, so that desks are always of its version; without one as it was kept. */
export async function deskPage(request: Request, otherwise: () => Promise<Response>): Promise<Response> {
  const kept = await (await whole())?.match(PAGE)
  if (!kept) return fetch(request).catch(otherwise)
  const late = new Promise<null>((done) => setTimeout(() => done(null), PATIENCE_MS))
  const fresh = await Promise.race([fetch(request).catch(() => null), late])
  return fresh?.ok ? fresh : kept
}

async function short(files: readonly string[]): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode([...files].sort().join('\n')))
  return [...new Uint8Array(digest)].slice(0, 8).map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
