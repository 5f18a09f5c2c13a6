import type { Component, Snippet } from 'svelte'
import * as pages from './pages'

/** A page of the app. */
export type PageComponent = Component<Record<string, never>>
/** What stands around a page and stays while pages below it change. */
export type LayoutComponent = Component<{ children: Snippet }>
/** What is shown at an address. */
export interface Shown {
  page: PageComponent
  layout: LayoutComponent | null
}
/** An address of the app: a pattern with `:names`, and what loads it. */
export interface Row {
  pattern: string
  load: () => Promise<Shown>
}

const visitPages = () => import('./visit/pages')
const seldomPages = () => import('./seldom/seldom-pages')

/** The front pages come with the first load: Today is the first screen, and together they are smaller. */
const plain = (pattern: string, name: keyof typeof pages): Row => ({
  pattern,
  load: () => Promise.resolve({ page: pages[name] as PageComponent, layout: null }),
})

const seldom = (pattern: string, name: keyof Awaited<ReturnType<typeof seldomPages>>): Row => ({
  pattern,
  load: async () => ({ page: (await seldomPages())[name] as PageComponent, layout: null }),
})

const ofVisit = (pattern: string, name: Exclude<keyof Awaited<ReturnType<typeof visitPages>>, 'VisitLayout'>): Row => ({
  pattern: `/visit/:audit${pattern}`,
  load: async () => {
    const loaded = await visitPages()
    return { page: loaded[name] as PageComponent, layout: loaded.VisitLayout }
  },
})

/** Every address; the pages of a visit are loaded when one is first shown. The desks will stand here too, in chunks of their own. */
export const table: readonly Row[] = [
  plain('/', 'Today'),
  plain('/today', 'Today'),
  plain('/today/:id', 'Assignment'),
  seldom('/today/:id/:report', 'Report'),
  plain('/letter', 'Letter'),
  plain('/returned/:audit', 'Returned'),
  plain('/outbox', 'Outbox'),
  seldom('/take-in', 'TakeIn'),
  seldom('/elsewhere', 'Elsewhere'),
  seldom('/settings', 'Settings'),
  plain('/phone', 'Phone'),
  plain('/sign-in', 'SignIn'),
  { pattern: '/visit', load: async () => ({ page: (await visitPages()).Visits as PageComponent, layout: null }) },
  ofVisit('', 'Hub'),
  ofVisit('/stamps', 'Stamps'),
  ofVisit('/items', 'Items'),
  ofVisit('/items/:group', 'Items'),
  ofVisit('/item/:item', 'Item'),
  ofVisit('/flags', 'Flags'),
  ofVisit('/receipts', 'Receipts'),
  ofVisit('/photos', 'Photos'),
  ofVisit('/missing', 'Missing'),
  ofVisit('/version', 'Version'),
  ofVisit('/finish', 'Finish'),
]

/** What is shown where the table knows nothing. */
export const notFound: Row = plain('/*', 'NotFound')
