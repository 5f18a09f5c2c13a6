// The service worker from the page's side: registered, asked for news, and changed only when the shopper agrees.

import { isUndecided } from './agreed'
import { SYNC_TAG } from './channel'
import { writable, type Writable } from './readable'

/** The page's service worker. */
export interface ServiceWorkerSide {
  /** A new version waits. */
  waiting: Writable<boolean>
  /** The app opens without a network. */
  ready: Writable<boolean>
  /** Starts the waiting version; the page loads again. */
  apply(): void
  /** Asks for a Background Sync where there is one. */
  askSync(): Promise<void>
  check(): Promise<void>
}

/** Registers /sw.js. Without service workers everything else still works while there is a network. */
export function registerServiceWorker(): ServiceWorkerSide {
  const waiting = writable(false)
  const ready = writable(false)
  let registration: ServiceWorkerRegistration | null = null
  const container = typeof navigator !== 'undefined' && import.meta.env.PROD ? navigator.serviceWorker : undefined
  const look = async () => {
    ready.set(Boolean(registration?.active))
    // The browser may have started a newer worker by itself: it serves the agreed version, and the newer one still waits.
    const waits = registration?.waiting ? true : await isUndecided().catch(() => false)
    // Without an active one the waiting one is the first: nothing is replaced by it.
    waiting.set(waits && Boolean(registration?.active))
  }
  const start = async () => {
    if (!container) return
    registration = await container.register('/sw.js', { scope: '/', updateViaCache: 'none' })
    registration.addEventListener('updatefound', () => registration?.installing?.addEventListener('statechange', () => void look()))
    await look()
    await container.ready
    await look()
  }
  // In private windows of some browsers registering fails: the app says that it is not ready for offline.
  void start().catch((error: unknown) => console.warn('forecourt: service worker', error))
  return {
    waiting, ready,
    apply() {
      const next = registration?.waiting ?? registration?.active
      if (!next) return
      const reload = () => location.reload()
      container?.addEventListener('controllerchange', reload, { once: true })
      // Of a worker that the browser has started already only this is heard: it serves the newer version from now on.
      container?.addEventListener('message', ((event: MessageEvent<{ type?: string } | null>) => {
        if (event.data?.type === 'agreed') reload()
      }) as EventListener)
      next.postMessage({ type: 'activate' })
    },
    async askSync() {
      const sync = (registration as (ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } }) | null)?.sync
      await sync?.register(SYNC_TAG).catch(() => undefined)
    },
    async check() {
      await registration?.update().catch(() => undefined)
      await look()
    },
  }
}
