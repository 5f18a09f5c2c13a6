// The service worker from the page's side: registered, asked for news, and changed only when the shopper agrees.

import { agreed, newest } from './agreed'
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
  const look = () => {
    ready.set(Boolean(registration?.active))
    // Without an active one the waiting one is the first: nothing is replaced by it.
    const waits = Boolean(registration?.waiting && registration.active)
    if (waits || typeof caches === 'undefined') return waiting.set(waits)
    // The browser may have started the new worker by itself: it serves the agreed version, and the new one still waits.
    void Promise.all([agreed(), newest()])
      .then(([now, next]) => waiting.set(Boolean(registration?.waiting) || (now !== null && next !== null && now !== next)))
      .catch(() => waiting.set(false))
  }
  const start = async () => {
    if (!container) return
    registration = await container.register('/sw.js', { scope: '/', updateViaCache: 'none' })
    registration.addEventListener('updatefound', () => registration?.installing?.addEventListener('statechange', look))
    look()
    await container.ready
    look()
  }
  // In private windows of some browsers registering fails: the app says that it is not ready for offline.
  void start().catch((error: unknown) => console.warn('forecourt: service worker', error))
  return {
    waiting, ready,
    apply() {
      const next = registration?.waiting ?? registration?.active
      if (!next) return
      let reloads = 0
      const reload = () => {
        if (reloads++ === 0) location.reload()
      }
      container?.addEventListener('controllerchange', reload, { once: true })
      // One that the browser has started already controls this page: nothing changes but what it serves.
      if (!registration?.waiting) {
        container?.addEventListener('message', ((event: MessageEvent<{ type?: string } | null>) => {
          if (event.data?.type === 'agreed') reload()
        }) as EventListener)
        container?.startMessages?.()
      }
      next.postMessage({ type: 'activate' })
    },
    async askSync() {
      const sync = (registration as (ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } }) | null)?.sync
      await sync?.register(SYNC_TAG).catch(() => undefined)
    },
    async check() {
      await registration?.update().catch(() => undefined)
      look()
    },
  }
}
