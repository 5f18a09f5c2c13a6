// @vitest-environment happy-dom
// A file of evidence is handed in part by part, goes on where it stopped, and says when the file itself is at fault.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { PART_BYTES } from '../../../src/desk/net/clip'
import { handIn, UNREADABLE } from '../../../src/desk/net/evidence'

let announced: { id: string; body: { bytes: number; parts?: { bytes: number }[] } }[] = []
let sent: { url: string; bytes: number }[] = []
let cut = 0

const given = (body: unknown): Response => ({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve(body) }) as unknown as Response

beforeEach(() => {
  // Hashes are made outside of the page's clock: no wait is one here.
  vi.stubGlobal('setTimeout', (run: () => void) => queueMicrotask(run))
  ;[announced, sent, cut] = [[], [], 0]
  const has = new Set<string>()
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    if (!url.includes('/v1/evidence/')) {
      cut -= 1
      if (cut >= 0) return Promise.reject(new TypeError('cut'))
      sent.push({ url, bytes: (init.body as ArrayBuffer).byteLength })
      has.add(url)
      return Promise.resolve(given({}))
    }
    const body = JSON.parse(init.body as string) as (typeof announced)[0]['body']
    announced.push({ id: url.split('/').at(-1) ?? '', body })
    const at = (n: number): string => `https://store.example/${n}`
    const line = (n: number) => (has.has(at(n)) ? { state: 'verified' } : { state: 'missing', upload: { url: at(n), method: 'PUT', headers: {} } })
    const lines = (body.parts ?? [0]).map((_, n) => line(n))
    const state = lines.every((one) => one.state === 'verified') ? 'verified' : 'missing'
    return Promise.resolve(given(body.parts ? { state, parts: lines } : { ...lines[0], state }))
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

it('a clip goes in parts, and what was cut off is sent again alone', async () => {
  cut = 1
  const clip = new Blob([new Uint8Array(PART_BYTES + 5)], { type: 'video/mp4' })
  const reply = await handIn(clip)
  expect(reply).toMatchObject({ ok: true, data: announced[0]?.id })
  expect(announced[0]?.body.parts?.map((part) => part.bytes)).toEqual([PART_BYTES, 5])
  expect(sent.map((one) => one.bytes).sort()).toEqual([5, PART_BYTES].sort())
})

it('another try of the same file is the same evidence', async () => {
  const file = new Blob(['one'], { type: 'image/png' })
  cut = 100
  expect((await handIn(file)).ok).toBe(false)
  cut = 0
  expect((await handIn(file)).ok).toBe(true)
  expect(new Set(announced.map((one) => one.id)).size).toBe(1)
})

it('a file that cannot be read is not the fault of the server', async () => {
  const gone = new Blob(['x'], { type: 'image/png' })
  gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'))
  expect(await handIn(gone)).toMatchObject({ ok: false, problem: { code: UNREADABLE } })
  expect(announced).toEqual([])
})
