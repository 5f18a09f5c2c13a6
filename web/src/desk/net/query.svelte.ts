// What pages read of the server: shown at once when it was read before, and read anew behind it.
import { untrack } from 'svelte'
import { call, type Address, type Answer, type PathOf } from '../../api/client'
import type { paths } from '../../api/schema'
import { entries, entryOf, type Entry } from './cache.svelte'
import type { Problem } from './problem'
import { sendRaw, type Reply } from './send'

const single = <T>(url: string): Entry<T> => entryOf<T>(url, () => sendRaw<T>('GET', url))

/** What a page sees of an answer. */
export interface Query<T> {
  /** The answer, also an older one while it is read anew. */
  readonly data: T | undefined
  /** Of the answer's ETag. */
  readonly version: number | null
  /** When the last good answer of this address came, epoch ms; null: none did. */
  readonly readAt: number | null
  /** Why the last reading did not succeed. */
  readonly problem: Problem | null
  /** Nothing is there yet, and it is on its way. */
  readonly loading: boolean
  /** It is being read. */
  readonly busy: boolean
  /** Reads it anew. */
  reload(): Promise<void>
}

type Ask<P extends PathOf<'get'> & keyof paths> = () => Address<P, 'get'> | null

/** Reads an operation for as long as the component lives; call it while the component is set up. `null` reads nothing. */
export function query<P extends PathOf<'get'> & keyof paths>(
  path: P, ask: Ask<P> = () => ({}), options: { keep?: boolean; least?: number } = {},
): Query<Answer<P, 'get'>> {
  return queryRaw<Answer<P, 'get'>>(() => {
    const address = ask()
    return address && call('get', path, address).url
  }, options)
}

/**
 * As `query`, by address; pages use `query`, which the document types. `keep` shows the last answer until the next address has one. What
 * costs the server something is not read by itself again within `least` ms: neither by another page nor by an event.
 */
export function queryRaw<T>(ask: () => string | null, { keep = false, least = 0 } = {}): Query<T> {
  return watched<T>(() => {
    const url = ask()
    if (url === null) return null
    const entry = single<T>(url)
    entry.least = Math.max(entry.least, least)
    return entry
  }, keep)
}

function watched<T>(find: () => Entry<T> | null, keep: boolean): Query<T> {
  const entry = $derived(find())
  let last: T | undefined
  $effect(() => {
    const now = entry
    if (!now) return
    const done = now.use()
    void untrack(() => now.want())
    return done
  })
  return {
    get data() {
      const data = entry?.data
      if (data !== undefined) last = data
      return data ?? (keep && entry ? last : undefined)
    },
    get version() {
      return entry?.version ?? null
    },
    get readAt() {
      return entry?.readAt ?? null
    },
    get problem() {
      return entry?.problem ?? null
    },
    get loading() {
      return entry !== null && entry.data === undefined && entry.problem === null
    },
    get busy() {
      return entry?.busy ?? false
    },
    reload: () => entry?.refresh() ?? Promise.resolve(),
  }
}

/** Answers of one operation at several addresses. */
export interface Several<T> extends Omit<Query<never>, 'data' | 'version' | 'readAt'> {
  /** What is there, by name. */
  readonly all: ReadonlyMap<string, T>
}

/** Reads an operation at several addresses, by name, for as long as the component lives; call it while the component is set up. */
export function several<P extends PathOf<'get'> & keyof paths>(path: P, ask: () => Record<string, Address<P, 'get'>>): Several<Answer<P, 'get'>> {
  return severalRaw<Answer<P, 'get'>>(() => Object.fromEntries(Object.entries(ask()).map(([name, address]) => [name, call('get', path, address).url])))
}

/** As `several`, by address; pages use `several`. */
export function severalRaw<T>(ask: () => Record<string, string>): Several<T> {
  // As a text, so that the same addresses are not read again when they are only counted anew.
  const wanted = $derived(JSON.stringify(Object.entries(ask())))
  let found = $state.raw<{ of: string; entries: readonly [string, Entry<T>][] }>({ of: '', entries: [] })
  $effect(() => {
    const of = wanted
    const entries = (JSON.parse(of) as [string, string][]).map(([name, url]): [string, Entry<T>] => [name, single<T>(url)])
    const done = entries.map(([, entry]) => entry.use())
    found = { of, entries }
    untrack(() => entries.forEach(([, entry]) => void entry.want()))
    return () => done.forEach((end) => end())
  })
  const all = $derived(new Map(found.entries.flatMap(([name, entry]) => (entry.data === undefined ? [] : [[name, entry.data] as const]))))
  return {
    get all() {
      return all
    },
    get problem() {
      return found.entries.find(([, entry]) => entry.problem !== null)?.[1].problem ?? null
    },
    get loading() {
      return found.of !== wanted || found.entries.some(([, entry]) => entry.data === undefined && entry.problem === null)
    },
    get busy() {
      return found.entries.some(([, entry]) => entry.busy)
    },
    async reload() {
      await Promise.all(found.entries.map(([, entry]) => entry.refresh()))
    },
  }
}

/** A list with what is read of it so far. */
interface Paged<T> {
  items: T[]
  next: string | null
  /** So many pages. */
  pages: number
  /** The first page, with what stands beside its items. */
  first: unknown
}

/** A list that is read page by page. */
export interface List<T> extends Omit<Query<never>, 'data' | 'version' | 'readAt'> {
  /** What is read so far. */
  readonly items: T[]
  /** The first page, with what stands beside its items. */
  readonly first: unknown
  /** Pages that are read so far: so many requests it takes to read it anew. */
  readonly pages: number
  /** Whether there is more on the server. */
  readonly more: boolean
  /** Reads the next page. */
  next(): Promise<void>
}

type ItemOf<T> = T extends { items: (infer I)[] } ? I : never

/** How a list is read. */
interface ListOptions {
  /** Goes on by itself until all of it is there, and shows it then. */
  whole?: boolean
  /** Goes on by itself until so many rows are there, and shows them as they come; the rest comes by `next`. */
  most?: number
  /** Shows the rows of the last address until the next one has some. Not where they would be taken for those of the next. */
  keep?: boolean
}

/** Reads a list page by page. `limit` is of a page. */
export function list<P extends PathOf<'get'> & keyof paths>(
  path: P, ask: Ask<P> = () => ({}), { limit, ...options }: ListOptions & { limit?: number } = {},
): List<ItemOf<Answer<P, 'get'>>> {
  const size = limit ?? (options.whole || options.most ? 500 : 100)
  return listRaw(() => {
    const address = ask()
    return address && call('get', path, { ...address, query: { limit: size, ...(address.query ?? {}) } } as Address<P, 'get'>).url
  }, options)
}

/** As `list`, by address; pages use `list`. */
export function listRaw<T>(ask: () => string | null, { whole = false, most = 0, keep = true }: ListOptions = {}): List<T> {
  const find = (): Entry<Paged<T>> | null => {
    const url: string | null = ask()
    return url === null ? null : entryOf<Paged<T>>(`${whole ? 'whole' : 'pages'} ${url}`, (old) => readPages(url, whole ? Infinity : (old?.items.length ?? 0)))
  }
  const state: Query<Paged<T>> = watched<Paged<T>>(find, keep)
  let lacked: Problem | null = null
  const read: List<T> = {
    get items() {
      return state.data?.items ?? []
    },
    get first() {
      return state.data?.first
    },
    get pages() {
      return state.data?.pages ?? 0
    },
    get more() {
      return (state.data?.next ?? null) !== null
    },
    get problem() {
      return state.problem
    },
    get loading() {
      return state.loading && state.data === undefined
    },
    get busy() {
      return state.busy
    },
    reload: () => state.reload(),
    async next() {
      const url = ask()
      const now = find()
      const cursor = now?.data?.next
      if (url === null || !now?.data || now.busy || cursor == null) return
      const reply = await sendRaw<{ items: T[]; next_cursor?: string | null }>('GET', withCursor(url, cursor))
      if (!reply.ok) now.problem = lacked = reply.problem
      else if (now.data.next === cursor) {
        // What a page could not be read for is over; that older pages could not be read anew is not.
        if (now.problem === lacked) now.problem = null
        now.set({ ...now.data, items: [...now.data.items, ...reply.data.items], next: reply.data.next_cursor ?? null, pages: now.data.pages + 1 })
      }
    },
  }
  if (most > 0) {
    $effect(() => {
      if (read.more && !read.busy && read.items.length < most) void read.next()
    })
  }
  return read
}

const withCursor = (url: string, cursor: string): string => `${url}${url.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`

/** Reads pages until so many items are there, at least one page. */
async function readPages<T>(url: string, least: number): Promise<Reply<Paged<T>>> {
  const items: T[] = []
  let first: unknown
  let pages = 0
  let cursor: string | null = null
  do {
    const reply: Reply<{ items: T[]; next_cursor?: string | null }> = await sendRaw('GET', cursor === null ? url : withCursor(url, cursor))
    if (!reply.ok) return reply
    first ??= reply.data
    pages += 1
    items.push(...reply.data.items)
    cursor = reply.data.next_cursor ?? null
  } while (cursor !== null && items.length < least)
  return { ok: true, status: 200, data: { items, next: cursor, pages, first }, version: null }
}

/** Reads an answer before it is wanted. Gives it when it is there. */
export async function prefetch<P extends PathOf<'get'> & keyof paths>(path: P, address: Address<P, 'get'> = {}): Promise<Answer<P, 'get'> | undefined> {
  const entry = single<Answer<P, 'get'>>(call('get', path, address).url)
  await entry.want()
  return entry.data
}

/** Reads anew what begins so and is being looked at; the rest when it is wanted next. Without a beginning: everything. */
export function invalidate(...beginnings: string[]): void {
  for (const [key, entry] of entries) {
    const url = key.slice(key.indexOf('/'))
    if (beginnings.length > 0 && !beginnings.some((one) => url.startsWith(one))) continue
    entry.at = 0
    if (entry.isUsed && !entry.isYoung) void entry.refresh()
  }
}

/** A reading that may not succeed. */
export type Reading = Pick<Query<unknown>, 'problem' | 'reload'>

/** Readings as one: the first problem of them, and those that did not succeed are read anew together. */
export const together = (...all: readonly Reading[]): Reading => ({
  get problem() {
    return all.find((one) => one.problem !== null)?.problem ?? null
  },
  async reload() {
    await Promise.all(all.filter((one) => one.problem !== null).map((one) => one.reload()))
  },
})

/** Puts an answer in the place of what is kept, before the server is asked: for what a person sees at once. */
export function put<P extends PathOf<'get'> & keyof paths>(
  path: P, address: Address<P, 'get'>, change: (old: Answer<P, 'get'> | undefined) => Answer<P, 'get'> | undefined,
): void {
  const entry = single<Answer<P, 'get'>>(call('get', path, address).url)
  const next = change(entry.data)
  if (next !== undefined) entry.set(next)
}

/** Forgets everything: another person, another language. */
export function forget(): void {
  for (const [key, entry] of entries) if (!entry.isUsed) entries.delete(key)
  invalidate()
}
