import type { PageRow, Role } from '../types'

/** Who orders files on which desk; head office has a page of its own for them. */
const EXPORTS: Record<string, readonly Role[]> = {
  station: ['station'],
  region: ['region'],
  review: ['reviewer', 'appeal_l1', 'appeal_l2'],
  plan: ['planner'],
  admin: ['admin'],
}

/** Pages that every desk has. */
export const rows: readonly PageRow[] = [
  {
    path: '/desk/inbox',
    roles: [],
    load: () => import('./Inbox.svelte'),
    nav: { label: 'inbox', icon: 'inbox', letter: 'i' },
  },
  // The same page, on the desk of whoever orders.
  ...Object.entries(EXPORTS).map(([desk, roles]): PageRow => ({
    path: `/desk/${desk}/exports`,
    roles,
    load: () => import('../hq/Exports.svelte'),
    texts: ['hq'],
    nav: { label: 'hqExports', icon: 'export', letter: 'e', seldom: true },
  })),
  // Reached from letters and chats.
  { path: '/desk/to', roles: [], load: () => import('./To.svelte') },
  { path: '/desk/settings', roles: [], load: () => import('./Settings.svelte') },
]
