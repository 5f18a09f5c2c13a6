import type { PageRow } from '../types'

/** Pages that every desk has. */
export const rows: readonly PageRow[] = [
  {
    path: '/desk/inbox',
    roles: [],
    load: () => import('./Inbox.svelte'),
    nav: { label: 'inbox', icon: 'inbox', letter: 'i' },
  },
  // Reached from letters and chats.
  { path: '/desk/to', roles: [], load: () => import('./To.svelte') },
  { path: '/desk/settings', roles: [], load: () => import('./Settings.svelte') },
]
