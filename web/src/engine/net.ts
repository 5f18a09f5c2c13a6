// Requests. Every way in which one can fail becomes an outcome; nothing throws.

import type { Call } from '../api/client'
import type { Told } from './model'
import type { Outcome } from './outbox/types'

/** Longest wait for an answer of the API, ms. */
const API_MS = 45_000
/** Longest wait for a photo or document, ms: one minute, and as long as its bytes take at 2 kB/s. */
export const uploadMs = (bytes: number): number => 60_000 + bytes / 2

/** What is sent beside the address. */
export interface Sending {
  body?: string | Uint8Array<ArrayBuffer>
  headers?: Record<string, string>
  csrf?: string | null
  timeout_ms?: number
}

/** The network. */
export interface Net {
  api(call: Call, sending?: Sending): Promise<Outcome>
  /** A photo to its storage: no cookie, exactly these headers. */
  upload(method: string, url: string, headers: Record<string, string>, bytes: ArrayBuffer): Promise<Outcome>
}

/** The network of the browser. `language` gives the language of the messages of the server. */
export function browserNet(language: () => string, send: typeof fetch = (input, init) => fetch(input, init)): Net {
  return {
    api(call, sending = {}) {
      return outcome(send, call.url, sending.timeout_ms ?? API_MS, async () => {
        const headers: Record<string, string> = { accept: 'application/json', 'accept-language': language(), ...sending.headers }
        if (sending.csrf) headers['x-csrf-token'] = sending.csrf
        let body: BodyInit | null = null
        if (sending.body !== undefined) {
          headers['content-type'] = 'application/json'
          body = await packed(sending.body, headers)
        }
        return { method: call.method, headers, body, credentials: 'same-origin' }
      })
    },
    upload: (method, url, headers, bytes) => outcome(send, url, uploadMs(bytes.byteLength), () =>
      Promise.resolve({ method, headers: sendable(headers), body: bytes, credentials: 'omit' })),
  }
}

/** Bodies of some size go compressed where the browser can. */
async function packed(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>): Promise<BodyInit> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  if (bytes.length < 512 || typeof CompressionStream === 'undefined') return bytes
  headers['content-encoding'] = 'gzip'
  return gzip(bytes)
}

/** Gzip by the browser. */
export async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** The browser sets these itself, and refuses scripts that do. */
function sendable(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(host|content-length)$/i.test(name)))
}

async function outcome(send: typeof fetch, url: string, timeout_ms: number, make: () => Promise<RequestInit>): Promise<Outcome> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), timeout_ms)
  try {
    // Nothing of ours redirects; a portal that does is no answer.
    const response = await send(url, { ...(await make()), signal: stop.signal, cache: 'no-store', redirect: 'error' })
    const type = response.headers.get('content-type') ?? ''
    const json: unknown = /json/.test(type) ? await response.json().catch(() => null) : null
    const problem = type.startsWith('application/problem+json') ? toldOf(json, response.status) : null
    return { kind: 'http', status: response.status, json, problem, retry_after_ms: retryAfter(response.headers.get('retry-after')) }
  } catch {
    return { kind: 'none' }
  } finally {
    clearTimeout(timer)
  }
}

function toldOf(json: unknown, status: number): Told | null {
  const problem = json as { type?: unknown; title?: unknown; detail?: unknown; violations?: unknown; trace_id?: unknown } | null
  if (typeof problem?.type !== 'string' || !problem.type.startsWith('/problems/')) return null
  return {
    type: problem.type,
    status,
    title: String(problem.title ?? ''),
    detail: typeof problem.detail === 'string' ? problem.detail : undefined,
    violations: Array.isArray(problem.violations) ? (problem.violations as Told['violations']) : [],
    trace_id: typeof problem.trace_id === 'string' ? problem.trace_id : undefined,
  }
}

/** `Retry-After` in ms: seconds, or a date. */
export function retryAfter(text: string | null, now = Date.now()): number | null {
  if (!text) return null
  const ms = /^\d+$/.test(text.trim()) ? Number(text) * 1000 : Math.max(0, Date.parse(text) - now)
  // A number beyond all time is no time.
  return Number.isFinite(ms) && ms <= 100 * 365 * 86_400_000 ? ms : null
}
