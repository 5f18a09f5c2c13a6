/// The service worker: keeps the shopper's part of the app, answers when there is no network, sends the outbox in the
/// background. It never touches writes nor the API, and a new version waits until the shopper agrees.

import { SYNC_TAG } from '../engine/channel'
import { sendInBackground } from './background'
import { answerFromCache, isOurs, keep, renewHead, type Kept } from './cache'

declare const self: ServiceWorkerGlobalScope
declare const __KEPT__: Kept[]
declare const __VERSION__: string

const CACHE = `forecourt-${__VERSION__}`

self.addEventListener('install', (event) => {
  // No skipWaiting: the version that a visit began with stays until the shopper agrees.
  event.waitUntil(keep(CACHE, __KEPT__))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([forgetOld(), self.clients.claim()]))
})

self.addEventListener('message', (event: ExtendableMessageEvent) => {
  if ((event.data as { type?: string } | null)?.type === 'activate') event.waitUntil(self.skipWaiting())
})

self.addEventListener('fetch', (event) => {
  if (!isOurs(event.request, self.location.origin)) return
  event.respondWith(answerFromCache(CACHE, event.request))
  if (event.request.mode === 'navigate') event.waitUntil(renewHead(CACHE))
})

self.addEventListener('sync', ((event: ExtendableEvent & { tag: string }) => {
  if (event.tag === SYNC_TAG) event.waitUntil(sendInBackground())
}) as EventListener)

/** The version before stays for tabs that still show it; older ones go. */
async function forgetOld(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith('forecourt-') && name !== CACHE)
  await Promise.all(old.slice(0, -1).map((name) => caches.delete(name)))
}
