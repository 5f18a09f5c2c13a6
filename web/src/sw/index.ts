/// The service worker: keeps the shopper's part of the app, answers when there is no network, sends the outbox in the
/// background. It never touches writes nor the API, and a new version waits until the shopper agrees.

import { SYNC_TAG } from '../engine/channel'
import { agreed, cacheOf } from '../engine/agreed'
import { sendInBackground } from './background'
import { activate, answerFromCache, consent, install, isOurs, renewHead, type Kept } from './cache'
import { deskPage, isDesk, keepStation } from './station'

declare const self: ServiceWorkerGlobalScope
declare const __KEPT__: Kept[]
declare const __VERSION__: string

const CACHE = cacheOf(__VERSION__)

self.addEventListener('install', (event) => {
  // No skipWaiting: the version that a visit began with stays until the shopper agrees.
  event.waitUntil(install(CACHE, __KEPT__))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(activate(CACHE).then(() => self.clients.claim()))
})

self.addEventListener('message', (event: ExtendableMessageEvent) => {
  const told = event.data as { type?: string; files?: string[]; entry?: string } | null
  if (told?.type === 'keep-station') event.waitUntil(keepStation(told.files ?? [], told.entry ?? ''))
  if (told?.type !== 'activate') return
  event.waitUntil(consent(CACHE).then(async () => {
    // Of a worker that the browser has started by itself the page hears nothing else.
    if (!self.registration.waiting) event.source?.postMessage({ type: 'agreed' })
    await self.skipWaiting()
  }))
})

self.addEventListener('fetch', (event) => {
  if (!isOurs(event.request, self.location.origin)) return
  const answer = () => answerFromCache(CACHE, event.request)
  if (event.request.mode === 'navigate' && isDesk(event.request.url)) return event.respondWith(deskPage(event.request, answer))
  event.respondWith(answer())
  if (event.request.mode === 'navigate') event.waitUntil(agreed().then((name) => renewHead(name ?? CACHE)))
})

self.addEventListener('sync', ((event: ExtendableEvent & { tag: string }) => {
  if (event.tag === SYNC_TAG) event.waitUntil(sendInBackground())
}) as EventListener)
