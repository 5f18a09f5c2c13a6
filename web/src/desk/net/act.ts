// Verbs: what a person means is done once, however often it has to be sent.
import { call, type Address, type Answer, type Body, type Method, type PathOf } from '../../api/client'
import type { paths } from '../../api/schema'
import { uuid } from '../../engine/platform'
import { mayPass } from './problem'
import { invalidate } from './query.svelte'
import { sendRaw, type Reply } from './send'

/** What a verb needs beside its address. */
export interface Deed<P extends keyof paths, M extends Method> extends Address<P, M> {
  body?: Body<P, M>
  /** The version that was looked at: `If-Match`. */
  version?: number
  /** Name of the intention; the same address and body are the same one unless told otherwise. */
  intention?: string
  /** Beginnings of addresses that are read again afterwards; the first two parts of the path unless told otherwise. */
  touches?: string[]
  /** Arrives although the page is left meanwhile. */
  keepalive?: boolean
}

/** Keys of intentions that have no final answer yet: the next try of the same one carries the same key. */
const keys = new Map<string, string>()
/** Waits between the tries that nobody has to ask for, ms. */
const WAITS = [400, 1600]

/** Does a verb. No answer is tried again by itself twice, and by hand with the same key. Nothing throws. */
export async function act<M extends Exclude<Method, 'get'>, P extends PathOf<M> & keyof paths>(
  method: M, path: P, deed: Deed<P, M> = {},
): Promise<Reply<Answer<P, M>>> {
  const { method: verb, url } = call(method, path, deed)
  const reply = await actRaw<Answer<P, M>>(verb, url, deed)
  if (reply.ok) invalidate(...(deed.touches ?? [path.split('/').slice(0, 3).join('/')]))
  return reply
}

/** As `act`, for an address that the document does not know yet. Invalidates nothing. */
export async function actRaw<T>(
  verb: string, url: string, deed: { body?: unknown; version?: number; intention?: string; headers?: Record<string, string>; keepalive?: boolean } = {},
): Promise<Reply<T>> {
  const intention = deed.intention ?? `${verb} ${url} ${JSON.stringify(deed.body ?? null)}`
  const key = verb === 'POST' ? (keys.get(intention) ?? uuid()) : undefined
  if (key) keys.set(intention, key)
  const sending = {
    ...(verb === 'POST' || deed.body !== undefined ? { body: deed.body ?? {} } : {}),
    ...(deed.headers === undefined ? {} : { headers: deed.headers }),
    ...(deed.version === undefined ? {} : { version: deed.version }),
    ...(key === undefined ? {} : { key }),
    ...(deed.keepalive === undefined ? {} : { keepalive: deed.keepalive }),
  }
  let reply = await sendRaw<T>(verb, url, sending)
  for (const wait of WAITS) {
    if (reply.ok || !mayPass(reply.problem) || reply.problem.status === 429) break
    await new Promise((done) => setTimeout(done, wait))
    reply = await sendRaw<T>(verb, url, sending)
  }
  if (reply.ok || !mayPass(reply.problem)) keys.delete(intention)
  return reply
}
