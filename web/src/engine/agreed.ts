// Which version of the app the shopper agreed to. Browsers start a waiting service worker by themselves when the last window
// closes: it must then go on serving the version before, until the shopper agrees.

/** Where it is noted; no version is called so. */
const NOTES = 'forecourt-versions'
/** Caches of versions begin so. */
const PREFIX = 'forecourt-'

/** The name of a version's cache. */
export function cacheOf(version: string): string {
  return PREFIX + version
}

/** The caches of versions that are here, the oldest first. */
export async function versionsHere(): Promise<string[]> {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NOTES)
}

/** The cache that is to be served; `null`: none was agreed to, or it is gone. */
export async function agreed(): Promise<string | null> {
  return noted('/agreed')
}

/** Whether another version than the agreed one is whole on this phone. */
export async function isUndecided(): Promise<boolean> {
  const [now, next] = await Promise.all([agreed(), noted('/newest')])
  return now !== null && next !== null && now !== next
}

/** The shopper agrees to a version, or it is the first one. */
export function agree(cache: string): Promise<void> {
  return note('/agreed', cache)
}

/** A version is whole on this phone. */
export function installed(cache: string): Promise<void> {
  return note('/newest', cache)
}

async function noted(what: string): Promise<string | null> {
  if (!(await caches.has(NOTES))) return null
  const found = await (await caches.open(NOTES)).match(what)
  const name = found ? await found.text() : null
  return name !== null && (await caches.has(name)) ? name : null
}

async function note(what: string, name: string): Promise<void> {
  await (await caches.open(NOTES)).put(what, new Response(name))
}
