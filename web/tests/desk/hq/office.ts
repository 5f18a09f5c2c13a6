// A page of head office over a server that answers what it is told to, and keeps what it was asked.
import 'fake-indexeddb/auto'
import { flushSync, mount, unmount, type Component } from 'svelte'
import { expect, vi } from 'vitest'
import { navigate } from '../../../src/desk/frame/router.svelte'
import { openSession, setRole } from '../../../src/desk/frame/session.svelte'
import type { RankRow } from '../../../src/desk/hq/logic/rank'
import { forget } from '../../../src/desk/net/query.svelte'
import { loadTexts } from '../../../src/desk/texts/index.svelte'
import type { Role } from '../../../src/desk/types'
import { PhoneStore } from '../../../src/engine/db/phone'

/** A busy machine is no fault of a page. */
const SOON = { timeout: 30_000 }
/** What a person may be, and where. */
export interface Grant { role: Role; org_unit_id?: string; station_id?: string }
/** A reading that was asked for. */
export interface Asked { path: string; query: Record<string, string> }

let shown: Record<string, unknown> | undefined
/** Every reading since the page was opened. */
export let asked: Asked[] = []
/** The readings of one address. */
export const askedOf = (path: string): Record<string, string>[] => asked.filter((one) => one.path === path).map((one) => one.query)

/** Opens a page; what `answer` does not know is an empty list. */
export async function open(page: Component, path: string, answer: (path: string, query: Record<string, string>) => unknown, grants: readonly Grant[] = [{ role: 'hq' }]): Promise<void> {
  await loadTexts('frame', 'hq')
  forget()
  asked = []
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {}, removeEventListener: () => {} }))
  vi.stubGlobal('fetch', (url: string) => {
    const { pathname, searchParams } = new URL(url, 'http://desk')
    const query = Object.fromEntries(searchParams)
    asked.push({ path: pathname, query })
    const body = pathname === '/v1/me' ? { id: 'x', display_name: 'X', roles: grants } : (answer(pathname, query) ?? { items: [], touchpoints: [] })
    return Promise.resolve({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve(body) })
  })
  const role = grants[0]?.role ?? 'hq'
  await (await PhoneStore.open()).setSession({ person: { id: 'x', username: 'x', display_name: 'X', roles: [role] }, csrf_token: 'c', ended: false })
  expect(await openSession()).toBe('ready')
  setRole(role)
  await navigate(path)
  shown = mount(page, { target: document.body, props: {} })
  flushSync()
}

export async function close(): Promise<void> {
  if (shown) await unmount(shown)
  shown = undefined
  vi.useRealTimers()
  vi.unstubAllGlobals()
}

/** Waits until the page is so. */
export const until = (look: () => void): Promise<void> => vi.waitFor(() => (flushSync(), look()), SOON)
export const text = (): string => document.body.textContent ?? ''
/** Waits until the page says all of this. */
export const says = (...parts: string[]): Promise<void> => until(() => expect(parts.filter((part) => !text().includes(part))).toEqual([]))

/** A ranking of these rows. */
export const rankingOf = (items: readonly RankRow[], more: object = {}): object =>
  ({ items, next_cursor: null, window: '2026-11', live: true, provisional: false, touchpoints: [], classes: [], minimum_audits: 1, not_covered: 0, ...more })

/** A month of a trend. */
export const monthOf = (period: string, more: object = {}): object =>
  ({ period, audits: 10, stations: 8, score_bp: 9000, pass_rate_bp: 9000, critical_misses: 1, touchpoints: [], ...more })
