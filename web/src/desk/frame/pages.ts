import type { PageRow } from '../types'

/** Pages that every desk has. */
export const rows: readonly PageRow[] = [
  {
    path: '/desk/inbox',
    roles: [],
    load: () => import('./Inbox.svelte'),
    nav: { label: 'inbox', icon: 'inbox', letter: 'i' },
  },
  { path: '/desk/settings', roles: [], load: () => import('./Settings.svelte') },
]
