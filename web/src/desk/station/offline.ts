// The manager's desk without a network: once it was used, the service worker keeps the version that is open, whole.

import { registerServiceWorker } from '../../engine/updates'
import { rows } from './pages'

/** After so long nothing else is being loaded, ms. */
const QUIET_MS = 3_000

let asked = false

/** Asks once for each time the app is opened. Without service workers everything works while there is a network. */
export function keepOffline(): void {
  if (asked || !import.meta.env.PROD || !navigator.serviceWorker) return
  asked = true
  registerServiceWorker()
  setTimeout(() => void keep().catch((error: unknown) => console.warn('forecourt: offline', error)), QUIET_MS)
}

async function keep(): Promise<void> {
  // Every page of the desk has to be here, not only those that were opened.
  await Promise.all([...rows.map((row) => row.load()), import('../frame/Inbox.svelte')])
  const { active } = await navigator.serviceWorker.ready
  const files = loaded()
  const entry = files.find((url) => Array.from(document.scripts).some((script) => script.src.endsWith(url)))
  if (active && entry) active.postMessage({ type: 'keep-station', files, entry })
}

/** Scripts and styles that this page is made of, as paths. */
function loaded(): string[] {
  const named = [
    ...performance.getEntriesByType('resource').map((one) => one.name),
    ...Array.from(document.scripts).map((one) => one.src),
    ...Array.from(document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"], link[rel="modulepreload"]')).map((one) => one.href),
  ]
  const paths = named.filter(Boolean).map((name) => new URL(name, location.href)).filter((url) => url.origin === location.origin).map((url) => url.pathname)
  return [...new Set(paths)].filter((path) => /\.(js|css|json|svg|woff2)$/.test(path) && !path.startsWith('/v1/') && path !== '/sw.js').sort()
}
