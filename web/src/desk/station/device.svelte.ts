// This device: the outbox of whoever is signed in, opened once, kept awake by what happens around it.

import { browserLocks } from '../../engine/locks'
import { browserNet } from '../../engine/net'
import { SYNC_TAG } from '../../engine/channel'
import { decodeHere } from '../../engine/decode-here'
import { PhoneStore } from '../../engine/db/phone'
import { beforeLeaving, me } from '../frame/session.svelte'
import { invalidate } from '../net/query.svelte'
import { fill, lang, textsOf } from '../texts/index.svelte'
import type texts from '../texts/zh/station.json'
import { confirm } from '../ui/ask.svelte'
import { Outbox } from './outbox/index'
import { STATION_CHANNEL, type StationTold } from './outbox/names'
import type { OutView } from './outbox/view'

let view = $state.raw<OutView>({ deeds: [], needs_sign_in: false, sending: false, unsent: 0, drafts: [] })
let broken = $state.raw(false)
let opening: Promise<Outbox | null> | null = null

/** What is on this device. */
export const deviceView = (): OutView => view
/** Whether this device stores nothing: a private window, or storage that is forbidden. */
export const storesNothing = (): boolean => broken

/** The outbox of whoever is signed in; `null` when this device stores nothing. */
export function device(): Promise<Outbox | null> {
  opening ??= open(me().id).then((outbox) => {
    broken = false
    return outbox
  }, (error: unknown) => {
    console.error('forecourt: station', error)
    broken = true
    // Whoever asks next tries again: another tab may have held it for a moment.
    opening = null
    return null
  })
  return opening
}

async function open(person_id: string): Promise<Outbox> {
  const phone = await PhoneStore.open()
  const over = new AbortController()
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(STATION_CHANNEL)
  const outbox: Outbox = await Outbox.open(person_id, {
    net: browserNet(lang), locks: browserLocks(), decode: decodeHere, clock: { now: () => Date.now(), random: () => Math.random() },
    async csrf() {
      const session = await phone.session()
      return session && !session.ended && session.person.id === person_id ? session.csrf_token : null
    },
    tell: (done) => channel?.postMessage({ person_id, done } satisfies StationTold),
    askSync: () => void askSync(),
  }, () => {
    // The browser ended the connection, as iOS does in the background: another one goes on.
    over.abort()
    outbox.close()
    channel?.close()
    opening = null
    void device()
  })
  outbox.view.subscribe((now) => (view = now))
  let first = true
  outbox.taken.subscribe(() => {
    if (!first) invalidate('/v1/rectifications', '/v1/appeals', '/v1/audits')
    first = false
  })
  channel?.addEventListener('message', (event: MessageEvent<StationTold>) => {
    if (event.data.person_id === person_id) void outbox.heard(event.data.done)
  })
  beforeLeaving(() => mayLeave(outbox))
  wakeUp(outbox, over.signal)
  return outbox
}

/** What is not sent stays here and waits for this person; what was read goes with him. */
async function mayLeave(outbox: Outbox): Promise<boolean> {
  const { unsent } = outbox.view.get()
  const w = textsOf<typeof texts>('station')().device
  const sure = unsent === 0 || (await confirm({ title: fill(w.unsent, { n: unsent }), text: w.leaveText, yes: w.leave, danger: true }))
  if (sure) await outbox.store.forgetKnown()
  return sure
}

/** Sends what is here now, whenever the network or the person comes back. */
function wakeUp(outbox: Outbox, signal: AbortSignal): void {
  const wake = (reason: 'start' | 'online' | 'visible') => {
    const woken = outbox.view.get().needs_sign_in ? outbox.signedIn() : outbox.wake(reason)
    woken.catch((error: unknown) => console.error('forecourt: station outbox', error))
  }
  addEventListener('online', () => wake('online'), { signal })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') wake('visible')
  }, { signal })
  wake('start')
}

async function askSync(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined)
  const sync = (registration as (ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } }) | undefined)?.sync
  await sync?.register(SYNC_TAG).catch(() => undefined)
}

/** Asks the browser not to throw away what is stored here; it may say no. */
export async function askToKeep(): Promise<void> {
  if ((await navigator.storage?.persisted?.().catch(() => true)) === false) await navigator.storage.persist?.().catch(() => false)
}
