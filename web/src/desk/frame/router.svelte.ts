// Addresses of the desks: which page is shown, its parameters, and the filters behind the question mark.
import { tick } from 'svelte'
import { matches } from '../../routes/match'
import { pages } from '../pages'
import { loadTexts } from '../texts/index.svelte'
import type { PageComponent, PageRow } from '../types'
import { leadTo, partOf } from './part'
import { canOpen, mayOpen } from './session.svelte'

/** What is shown, and where. */
export interface Here {
  /** `missing`: no such page; `closed`: not for this role; `broken`: it could not be loaded. */
  kind: 'page' | 'missing' | 'closed' | 'broken'
  page: PageComponent | null
  row: PageRow | null
  path: string
  params: Record<string, string>
}

let here = $state.raw<Here | null>(null)
let search = $state.raw(new URLSearchParams(typeof location === 'undefined' ? '' : location.search))
let going = $state.raw(false)
let latest = 0
let depth = 0
const scrolls = new Map<number, number>()
let hold: (() => Promise<boolean>) | null = null
/** Ends the wait for a part of a page. */
let unlead = (): void => {}

/** Is asked before another page takes the place of this one; `false` stays. For what would be lost. Gives what ends it. */
export function beforeGoing(ask: () => Promise<boolean>): () => void {
  hold = ask
  return () => {
    if (hold === ask) hold = null
  }
}

/** What is shown now; null until the first page is loaded. */
export const shown = (): Here | null => here
/** Whether another page is on its way. */
export const isGoing = (): boolean => going

/** The present path, parameters by name, and query; all are reactive. */
export const route = {
  get path(): string {
    return here?.path ?? location.pathname
  },
  get params(): Record<string, string> {
    return here?.params ?? {}
  },
  get search(): URLSearchParams {
    return search
  },
  /** A parameter of the path; empty when there is none. */
  param(name: string): string {
    return here?.params[name] ?? ''
  },
}

/** The row of an address and its parameters. */
export function rowOf(path: string): { row: PageRow; params: Record<string, string> } | null {
  for (const row of pages) {
    const params = matches(row.path, path)
    if (params) return { row, params }
  }
  return null
}

async function found(path: string): Promise<Here> {
  const hit = rowOf(path)
  if (!hit) return { kind: 'missing', page: null, row: null, path, params: {} }
  const { row, params } = hit
  if (!mayOpen(row)) return { kind: 'closed', page: null, row, path, params }
  try {
    const [loaded] = await Promise.all([row.load(), loadTexts(...(row.texts ?? []))])
    return { kind: 'page', page: loaded.default, row, path, params }
  } catch (error) {
    console.error(error)
    return { kind: 'broken', page: null, row, path, params }
  }
}

async function show(url: URL): Promise<boolean> {
  latest += 1
  const mine = latest
  unlead()
  going = true
  const next = await found(url.pathname)
  if (mine !== latest) return false
  going = false
  search = url.searchParams
  // The same page stays where it is while its query changes; the frame says what becomes of it at another path.
  here = next
  await tick()
  return true
}

/** Goes to an address of the desks, unless the page held it back (`false`). With `replace` the present one is left out of the history. */
export async function navigate(to: string, { replace = false, keepScroll = false } = {}): Promise<boolean> {
  const url = new URL(to, location.href)
  if (!url.pathname.startsWith('/desk')) {
    location.assign(url)
    return true
  }
  if (hold && url.pathname !== here?.path && !(await hold())) return false
  scrolls.set(depth, scrollY)
  if (!replace) depth += 1
  history[replace ? 'replaceState' : 'pushState']({ depth }, '', url)
  if (!(await show(url))) return true
  if (!keepScroll) scrollTo(0, 0)
  unlead = leadTo(partOf(url.hash))
  return true
}

/** Shows the present address once more: another role, another language. */
export const again = (): Promise<boolean> => show(new URL(location.href))

/** Changes parameters of the query in place; null or empty takes one away. The page stays, the address can be shared. */
export function setSearch(change: Record<string, string | number | boolean | null | undefined>, { push = false } = {}): void {
  const url = new URL(location.href)
  for (const [name, value] of Object.entries(change)) {
    if (value === null || value === undefined || value === '' || value === false) url.searchParams.delete(name)
    else url.searchParams.set(name, String(value))
  }
  if (url.href === location.href) return
  if (push) depth += 1
  history[push ? 'pushState' : 'replaceState']({ depth }, '', url)
  search = url.searchParams
}

/** Loads the code of a page before it is opened. */
export function warm(href: string): void {
  const hit = rowOf(new URL(href, location.href).pathname)
  if (hit && canOpen(hit.row)) void Promise.all([hit.row.load(), loadTexts(...(hit.row.texts ?? []))]).catch(() => {})
}

/** A link of the desks was clicked: the page changes without leaving the app. */
function clicked(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return
  if (!link.pathname.startsWith('/desk')) return
  event.preventDefault()
  if (link.hash && link.pathname === location.pathname && link.search === location.search) {
    document.getElementById(partOf(link.hash))?.focus()
    return
  }
  void navigate(link.pathname + link.search + link.hash)
}

/** Shows the page of the present address, follows links and "back". Gives what ends it. */
export function startRouter(): () => void {
  history.scrollRestoration = 'manual'
  const back = async (event: PopStateEvent): Promise<void> => {
    const to = (event.state as { depth?: number } | null)?.depth ?? 0
    const url = new URL(location.href)
    if (hold && url.pathname !== here?.path && !(await hold())) {
      // The browser has gone already: it is sent back to the page that stays.
      if (to !== depth) history.go(depth - to)
      return
    }
    scrolls.set(depth, scrollY)
    depth = to
    if (await show(url)) scrollTo(0, scrolls.get(depth) ?? 0)
  }
  const over = (event: Event): void => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (link?.origin === location.origin && link.pathname.startsWith('/desk')) warm(link.href)
  }
  const popped = (event: PopStateEvent): void => void back(event)
  addEventListener('popstate', popped)
  addEventListener('click', clicked)
  addEventListener('pointerover', over)
  depth = (history.state as { depth?: number } | null)?.depth ?? 0
  const first = new URL(location.href)
  void show(first).then((done) => done && (unlead = leadTo(partOf(first.hash))))
  return () => {
    unlead()
    removeEventListener('popstate', popped)
    removeEventListener('click', clicked)
    removeEventListener('pointerover', over)
  }
}
