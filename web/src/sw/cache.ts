// What the service worker answers from its cache.

import { agree, agreed, installed, versionsHere } from '../engine/agreed'

/** A file that is kept: its path, and a revision when the name has no hash of its own. */
export interface Kept {
  url: string
  revision: string | null
}

/** Paths that belong to the server: never answered from here. */
const OF_THE_SERVER = /^\/(v1|forecourt-objects|docs|problems|openapi\.json|healthz|readyz|metrics)(\/|$)/

/** Whether a request is for the app itself. */
export function isOurs(request: { method: string; url: string }, origin: string): boolean {
  const url = new URL(request.url)
  return request.method === 'GET' && url.origin === origin && !OF_THE_SERVER.test(url.pathname)
}

/** Keeps all files of a version, or none: a version that is half there is not installed. */
export async function keep(name: string, files: Kept[]): Promise<void> {
  const cache = await caches.open(name)
  await Promise.all(files.map(async ({ url, revision }) => {
    // Names with a hash never change; the others must not come from the HTTP cache of an older version.
    const response = await fetch(url, { cache: revision === null ? 'default' : 'reload', credentials: 'omit' })
    if (!response.ok || response.redirected) throw new Error(`${url}: ${response.status}`)
    await cache.put(url, response)
  }))
}

/** Keeps a version; the shopper has not agreed to it yet. */
export async function install(cache: string, files: Kept[]): Promise<void> {
  await keep(cache, files)
  await installed(cache)
}

/**
 * A worker starts: when the shopper agreed, at the first installation, or by the browser's own doing. Only the first two
 * make its version the one that is served. The version before stays for tabs that still show it, and so does the agreed one.
 */
export async function activate(cache: string): Promise<void> {
  const before = await agreed()
  if (before === null) await agree(cache)
  const old = (await versionsHere()).filter((name) => name !== cache && name !== before)
  await Promise.all(old.slice(0, before === null || before === cache ? -1 : undefined).map((name) => caches.delete(name)))
}

/** The shopper agrees to this worker's version. */
export function consent(cache: string): Promise<void> {
  return agree(cache)
}

/** The app as the shopper agreed to it; pages of the app are all the same page; what is not kept comes from the network. */
export async function answerFromCache(own: string, request: Request): Promise<Response> {
  const cache = await caches.open((await agreed()) ?? own)
  const path = request.mode === 'navigate' ? '/index.html' : new URL(request.url).pathname
  // A tab of another version asks for that version's files.
  const found = (await cache.match(path)) ?? (request.mode === 'navigate' ? undefined : await caches.match(path))
  return found ?? fetch(request)
}

const POLICY = 'content-security-policy'

/**
 * The head of the page names the storage that photos go to, which may move without a new version of the app: the same
 * page is kept with the head of today. Without a network nothing changes. Not by way of the HTTP cache: an answer "not
 * modified" leaves the old policy there.
 */
export async function renewHead(name: string): Promise<void> {
  const page = '/index.html'
  const fresh = await fetch(page, { cache: 'reload', credentials: 'omit' }).catch(() => null)
  const cache = await caches.open(name)
  const kept = await cache.match(page)
  if (!fresh?.ok || !kept || fresh.headers.get(POLICY) === kept.headers.get(POLICY)) return
  // The page of another version belongs to other files.
  if ((await fresh.clone().text()) === (await kept.text())) await cache.put(page, fresh)
}
