// The service worker from the page's side: registered, asked for news, and changed only when the shopper agrees.

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
    waiting.set(Boolean(registration?.waiting && registration.active))
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
      const next = registration?.waiting
      if (!next) return
      container?.addEventListener('controllerchange', () => location.reload(), { once: true })
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
