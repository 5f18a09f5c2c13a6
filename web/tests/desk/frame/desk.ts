// A desk as a person sees it: the frame with its pages, over a server that answers what it is told to.
import 'fake-indexeddb/auto'
import { flushSync, mount, tick, unmount } from 'svelte'
import { expect, vi } from 'vitest'
import Frame from '../../../src/desk/frame/Frame.svelte'
import { navigate, shown } from '../../../src/desk/frame/router.svelte'
import { openSession } from '../../../src/desk/frame/session.svelte'
import { forget } from '../../../src/desk/net/query.svelte'
import { loadTexts, textsOf } from '../../../src/desk/texts/index.svelte'
import type frame from '../../../src/desk/texts/zh/frame.json'
import type { Role } from '../../../src/desk/types'
import { question } from '../../../src/desk/ui/ask.svelte'
import { PhoneStore } from '../../../src/engine/db/phone'

/** A busy machine is no fault of a page. */
export const SOON = { timeout: 30_000 }
const w = textsOf<typeof frame>('frame')
let mounted: Record<string, unknown>

/** What was sent that is no reading. */
export interface Sent {
  url: string
  method: string
  body: unknown
}

/** Opens a desk at an address; gives what it sends from then on. `held`: where the role holds. */
export async function openDesk(role: Role, at: string, answer: (path: string, search: URLSearchParams) => unknown, held: readonly object[] = [{}]): Promise<Sent[]> {
  const sent: Sent[] = []
  await loadTexts('frame', 'nav')
  forget()
  vi.stubGlobal('scrollTo', () => {})
  vi.stubGlobal('EventSource', class extends EventTarget { close(): void {} })
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    const { pathname, searchParams } = new URL(url, 'http://desk')
    if (init.method && init.method !== 'GET') sent.push({ url: pathname, method: init.method, body: JSON.parse(init.body as string) })
    const body = pathname === '/v1/me' ? { id: 'x', display_name: 'X', roles: held.map((one) => ({ role, ...one })) } : answer(pathname, searchParams)
    return Promise.resolve({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve(body) })
  })
  await (await PhoneStore.open()).setSession({ person: { id: 'x', username: 'x', display_name: 'X', roles: [role] }, csrf_token: 'c', ended: false })
  expect(await openSession()).toBe('ready')
  await navigate(at, { replace: true })
  mounted = mount(Frame, { target: document.body, props: {} })
  flushSync()
  return sent
}

export async function closeDesk(): Promise<void> {
  question()?.answer(null)
  await unmount(mounted)
  vi.unstubAllGlobals()
}

/** Waits until the page is so. */
export const until = (look: () => void): Promise<void> => vi.waitFor(() => (flushSync(), look()), SOON)

export function type(text: string, field: HTMLInputElement | HTMLTextAreaElement): void {
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
  flushSync()
}

/** Goes to an address. `leaves`: what is answered to the question about what is unsaved; null: nothing is asked. */
export async function goes(to: string, leaves: boolean | null): Promise<void> {
  const going = navigate(to)
  await tick()
  if (leaves === null) await until(() => expect(shown()?.path).toBe(to))
  else await until(() => expect(question()?.question.title).toBe(w().unsaved.title))
  question()?.answer(leaves ? '' : null)
  expect(await going).toBe(leaves !== false)
  flushSync()
}
