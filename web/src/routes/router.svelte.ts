import { tick } from 'svelte'
import { matches } from './match'
import { notFound, table, type Shown } from './table'

/** What is shown now, and where. */
interface Here extends Shown {
  path: string
  params: Record<string, string>
  search: URLSearchParams
}

let here = $state.raw<Here | null>(null)
/** How many pages of the app lie behind the present one in the browser's history. */
let depth = depthOf(history.state)
let latest = 0
const scrolls = new Map<number, number>()

/** The present page: `null` until the first is loaded. */
export const shown = (): Here | null => here

/** The present path, params by name, and query. */
export const route = {
  get path(): string {
    return here?.path ?? location.pathname
  },
  get params(): Record<string, string> {
    return here?.params ?? {}
  },
  get search(): URLSearchParams {
    return here?.search ?? new URLSearchParams()
  },
}

/** Whether "back" stays inside of the app. */
export const canGoBack = (): boolean => depth > 0

/** Goes to an address of the app. With `replace` the present page is left out of the history. */
export async function navigate(to: string, { replace = false } = {}): Promise<void> {
  const url = new URL(to, location.href)
  const next = await found(url)
  if (!next) return
  scrolls.set(depth, scrollY)
  if (!replace) depth += 1
  history[replace ? 'replaceState' : 'pushState']({ depth }, '', url)
  here = next
  await tick()
  scrollTo(0, 0)
}

/** Loads what an address shows; `null` when another navigation has begun meanwhile. */
async function found(url: URL): Promise<Here | null> {
  latest += 1
  const mine = latest
  for (const row of [...table, notFound]) {
    const params = row === notFound ? {} : matches(row.pattern, url.pathname)
    if (!params) continue
    const loaded = await row.load()
    return mine === latest ? { ...loaded, path: url.pathname, params, search: url.searchParams } : null
  }
  return null
}

async function returned(): Promise<void> {
  scrolls.set(depth, scrollY)
  depth = depthOf(history.state)
  const next = await found(new URL(location.href))
  if (!next) return
  here = next
  await tick()
  scrollTo(0, scrolls.get(depth) ?? 0)
}

/** A link of the app was tapped: the page changes without leaving the app. */
function clicked(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return
  event.preventDefault()
  void navigate(link.pathname + link.search)
}

/** Shows the page of the present address and follows links and "back" from then on. Gives what ends it. */
export function startRouter(): () => void {
  history.scrollRestoration = 'manual'
  const back = (): void => void returned()
  addEventListener('popstate', back)
  addEventListener('click', clicked)
  void found(new URL(location.href)).then((next) => {
    if (next) here = next
  })
  return () => {
    removeEventListener('popstate', back)
    removeEventListener('click', clicked)
  }
}

function depthOf(state: unknown): number {
  return typeof state === 'object' && state !== null && 'depth' in state && typeof state.depth === 'number' ? state.depth : 0
}
