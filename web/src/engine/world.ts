// The world around the engine, and what a browser makes of it.

import { CHANNEL } from './channel'
import type { Changed } from './driver'
import { environmentOf, pagePlace, type Asked } from './environment'
import { browserLocks, type Locks } from './locks'
import { browserNet, type Net } from './net'
import type { WakeReason } from './outbox/types'
import { pagePhotographer, type Photographer } from './photographer'
import { pageClock, type Clock } from './platform'
import { locateHere, type Locate } from './position'
import { writable } from './readable'
import { registerServiceWorker, type ServiceWorkerSide } from './updates'
import type { Environment, Readable, Update } from './views'

/** What is around the app itself: place, storage, installation, updates. */
export interface Surroundings {
  facts: Readable<Environment>
  update: Readable<Update>
  persistent(): Promise<boolean | null>
  askPersistent(): Promise<boolean>
  /** Asks when the browser has not promised yet; it may once the app is installed or used for a while. */
  keepAsking(): Promise<void>
  install(): Promise<boolean>
  applyUpdate(): boolean
  askSync(): Promise<void>
  visitOpen(open: boolean): Promise<void>
  /** Asked to send in the background, the browser did not. */
  undone(): void
}

/** Everything outside of the engine. */
export interface World {
  clock: Clock
  net: Net
  locks: Locks
  photographer: Photographer
  locate: Locate
  environment: Surroundings
  deviceName: string
  /** Pause between the start and the first round of sending, ms. */
  quiet_ms: number
  language: { current: 'zh' | 'en' }
  /** Tells other tabs. */
  tell(what: Changed, person_id: string, audit_id?: string): void
  /** Hears other tabs and the service worker. */
  hear(run: (what: Changed, person_id: string, audit_id: string | undefined) => void): void
  /** The network came back, the app became visible, … */
  onWake(run: (reason: WakeReason) => void): void
  /** The shopper puts the app away. */
  onHidden(run: () => void): void
  /** Nobody looks at this tab. */
  hidden(): boolean
  close(): void
}

/** The world of a page. */
export function pageWorld(language: 'zh' | 'en'): World {
  const spoken = { current: language }
  const wakes = new Set<(reason: WakeReason) => void>()
  const hidings = new Set<() => void>()
  const wake = (reason: WakeReason) => wakes.forEach((run) => run(reason))
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL)
  const stop = listen(wake, () => hidings.forEach((run) => run()))
  const photographer = pagePhotographer()
  return {
    clock: pageClock(), net: browserNet(() => spoken.current), locks: browserLocks(), photographer, locate: locateHere,
    environment: surroundings(), deviceName: deviceName(), quiet_ms: 400, language: spoken,
    tell: (what, person_id, audit_id) => channel?.postMessage({ what, person_id, audit_id }),
    hear: (run) => channel?.addEventListener('message', (event: MessageEvent<{ what: Changed; person_id: string; audit_id?: string }>) =>
      run(event.data.what, event.data.person_id, event.data.audit_id)),
    onWake: (run) => void wakes.add(run),
    onHidden: (run) => void hidings.add(run),
    hidden: () => document.hidden,
    close() {
      stop()
      channel?.close()
      photographer.close()
    },
  }
}

function listen(wake: (reason: WakeReason) => void, hide: () => void): () => void {
  const online = () => wake('online')
  const visible = () => {
    if (document.visibilityState === 'visible') wake('visible')
    else hide()
  }
  addEventListener('online', online)
  document.addEventListener('visibilitychange', visible)
  return () => {
    removeEventListener('online', online)
    document.removeEventListener('visibilitychange', visible)
  }
}

/** What the owner of a phone recognises it by. */
function deviceName(): string {
  const agent = navigator.userAgent
  const model = /\(([^)]*)\)/.exec(agent)?.[1]?.split(';').map((part) => part.trim()).filter((part) => !/^(Linux|U|K|wv)$/.test(part))
  return (model?.slice(0, 2).join(' ') || agent).slice(0, 100)
}

/** Chrome's event that lets an app ask to be installed. */
interface InstallEvent extends Event {
  prompt(): Promise<void>
  userChoice: Promise<{ outcome: string }>
}

function surroundings(): Surroundings {
  const worker: ServiceWorkerSide = registerServiceWorker()
  const asked: Asked = { persistent: null, usage: null, quota: null, offline_ready: false, installable: false, undone: false }
  const facts = writable<Environment>(environmentOf(pagePlace(), asked))
  const update = writable<Update>({ state: 'none', visit_open: false })
  let invitation: InstallEvent | null = null
  const show = (more: Partial<Asked>) => facts.set(environmentOf(pagePlace(), Object.assign(asked, more)))
  const ask = async () => {
    const [persistent, estimate] = await Promise.all([isPersistent(), navigator.storage?.estimate?.().catch(() => null) ?? null])
    show({ persistent, usage: estimate?.usage ?? null, quota: estimate?.quota ?? null })
  }
  void ask()
  worker.ready.subscribe((ready) => show({ offline_ready: ready }))
  worker.waiting.subscribe((waiting) => update.set({ ...update.get(), state: waiting ? 'waiting' : 'none' }))
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    invitation = event as InstallEvent
    show({ installable: true })
  })
  addEventListener('appinstalled', () => {
    show({ installable: false })
    void keepAsking()
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void Promise.all([ask(), worker.check()])
  })
  const askPersistent = async () => {
    const granted = (await navigator.storage?.persist?.().catch(() => false)) ?? false
    await ask()
    return granted
  }
  const keepAsking = async () => {
    if ((await isPersistent()) === false) await askPersistent()
  }
  return {
    facts, update, askPersistent, keepAsking,
    persistent: isPersistent,
    async install() {
      if (!invitation) return false
      await invitation.prompt()
      const accepted = (await invitation.userChoice).outcome === 'accepted'
      invitation = null
      show({ installable: false })
      return accepted
    },
    applyUpdate() {
      if (update.get().state !== 'waiting') return false
      worker.apply()
      return true
    },
    askSync: () => worker.askSync(),
    undone: () => show({ undone: true }),
    visitOpen(open) {
      if (update.get().visit_open !== open) update.set({ ...update.get(), visit_open: open })
      return Promise.resolve()
    },
  }
}

async function isPersistent(): Promise<boolean | null> {
  return (await navigator.storage?.persisted?.().catch(() => null)) ?? null
}
