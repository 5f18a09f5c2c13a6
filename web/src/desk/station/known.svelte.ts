// What the server said last, kept on this device: pages open without a network and say how old they are.

import { untrack } from 'svelte'
import { call, type Address, type Answer, type PathOf } from '../../api/client'
import type { paths } from '../../api/schema'
import { mayPass, type Problem } from '../net/problem'
import { query } from '../net/query.svelte'
import { device } from './device.svelte'
import type { KnownAnswer } from './outbox/store'

/** An answer, of now or of before. */
export interface Known<T> {
  readonly data: T | undefined
  /** When it was read, epoch ms, while the server cannot be reached; `null`: it is of now. */
  readonly asOf: number | null
  /** Why there is nothing to show. */
  readonly problem: Problem | null
  readonly loading: boolean
  readonly version: number | null
  reload(): Promise<void>
}

/** While the server cannot be reached it is asked so often, ms. */
const AGAIN_MS = 15_000

/** Reads an operation for as long as the component lives; call it while the component is set up. `null` reads nothing. */
export function known<P extends PathOf<'get'> & keyof paths>(path: P, ask: () => Address<P, 'get'> | null = () => ({})): Known<Answer<P, 'get'>> {
  type T = Answer<P, 'get'>
  const live = query(path, ask)
  const url = $derived.by(() => {
    const address = ask()
    return address && call('get', path, address).url
  })
  let old = $state.raw<KnownAnswer | null>(null)
  const away = $derived(live.problem !== null && mayPass(live.problem))
  const kept = $derived(old !== null && old.url === url && (live.problem === null || away) ? old : null)

  $effect(() => {
    const wanted = url
    if (wanted === null) return
    void device().then((outbox) => outbox?.store.known(wanted)).then((found) => {
      if (found && untrack(() => url) === wanted) old = found
    }, (error: unknown) => console.warn(error))
  })
  $effect(() => {
    const { data, readAt: at } = live
    const wanted = url
    // What is being read anew is kept once that has come: what is kept meanwhile may be newer than it.
    if (data === undefined || at === null || wanted === null || live.problem || live.busy) return
    void device().then((outbox) => outbox?.store.setKnown({ url: wanted, at, data })).catch((error: unknown) => console.warn(error))
  })
  $effect(() => {
    if (!away) return
    const again = () => void live.reload()
    const timer = setInterval(again, AGAIN_MS)
    addEventListener('online', again)
    return () => {
      clearInterval(timer)
      removeEventListener('online', again)
    }
  })
  return {
    get data() {
      return (live.data as T | undefined) ?? (kept?.data as T | undefined)
    },
    get asOf() {
      if (!away) return null
      return live.data === undefined ? (kept?.at ?? null) : live.readAt
    },
    get problem() {
      return live.data === undefined && kept === null ? live.problem : null
    },
    get loading() {
      return live.loading && kept === null
    },
    get version() {
      return live.version
    },
    reload: () => live.reload(),
  }
}
