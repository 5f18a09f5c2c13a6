// One request of a desk. The session is a cookie; writes carry the token that came with the sign-in.
import { call, type Address, type Answer, type Body, type Method, type PathOf } from '../../api/client'
import type { paths } from '../../api/schema'
import { lang } from '../texts/index.svelte'
import { noAnswer, problemOf, type Problem } from './problem'

/** A good answer with its version, or what went wrong. */
export type Reply<T> = { ok: true; status: number; data: T; version: number | null } | { ok: false; problem: Problem }

/** What is sent beside the address. */
export interface Sending {
  body?: unknown
  /** Wanted as `If-Match`. */
  version?: number
  /** Wanted as `Idempotency-Key`. */
  key?: string
  signal?: AbortSignal
  /** Arrives although the page is left meanwhile. For small bodies: larger ones go as without it. */
  keepalive?: boolean
  headers?: Record<string, string>
}

/** Longest wait for an answer, ms. */
const WAIT_MS = 45_000
/** Browsers refuse bodies of more than 64 KiB that outlive their page. */
const KEEPALIVE_BYTES = 60_000

const around = { csrf: '', ended: (): void => {}, shut: false }

/** Sets what every request needs of the session: its token, and who is told when it has ended. */
export function setAround(csrf: string, ended: () => void): void {
  Object.assign(around, { csrf, ended, shut: false })
}

/** From now on nothing goes out, as if there were no network: the cookie is somebody else's. `setAround` ends it. */
export function shut(): void {
  around.shut = true
}
/** Whether nothing may go out. */
export const isShut = (): boolean => around.shut

/** Sends one request; nothing throws. `url` is an address of the server. */
export async function sendRaw<T>(method: string, url: string, sending: Sending = {}): Promise<Reply<T>> {
  if (around.shut) return { ok: false, problem: noAnswer() }
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': lang(), ...sending.headers }
  if (method !== 'GET') headers['x-csrf-token'] = around.csrf
  if (sending.version !== undefined) headers['if-match'] = `"${sending.version}"`
  if (sending.key !== undefined) headers['idempotency-key'] = sending.key
  const init: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store', redirect: 'error' }
  if (sending.body !== undefined) {
    headers['content-type'] ??= 'application/json'
    const body = typeof sending.body === 'string' || sending.body instanceof Blob ? sending.body : JSON.stringify(sending.body)
    init.body = body
    if (sending.keepalive) init.keepalive = new Blob([body]).size <= KEEPALIVE_BYTES
  }
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), WAIT_MS)
  const abort = (): void => stop.abort()
  sending.signal?.addEventListener('abort', abort)
  try {
    return await replyOf<T>(await fetch(url, { ...init, signal: stop.signal }))
  } catch {
    return { ok: false, problem: noAnswer() }
  } finally {
    clearTimeout(timer)
    sending.signal?.removeEventListener('abort', abort)
  }
}

async function replyOf<T>(answer: Response): Promise<Reply<T>> {
  const type = answer.headers.get('content-type') ?? ''
  const json: unknown = /json/.test(type) ? await answer.json() : null
  if (answer.ok) {
    // A portal's page is no answer of the server.
    if (json === null && answer.status !== 204 && type.includes('html')) return { ok: false, problem: noAnswer(answer.status) }
    const version = /^(?:W\/)?"(\d+)"$/.exec(answer.headers.get('etag') ?? '')?.[1]
    return { ok: true, status: answer.status, data: json as T, version: version === undefined ? null : Number(version) }
  }
  const problem = problemOf(answer.status, json, answer.headers.get('x-request-id'))
  if (answer.status === 401 && problem.type !== 'none') around.ended()
  return { ok: false, problem }
}

/** Sends one request of the API, typed by its document. */
export function send<M extends Method, P extends PathOf<M> & keyof paths>(
  method: M, path: P, address: Address<P, M> = {}, sending: Omit<Sending, 'body'> & { body?: Body<P, M> } = {},
): Promise<Reply<Answer<P, M>>> {
  const { method: verb, url } = call(method, path, address)
  return sendRaw(verb, url, sending)
}
