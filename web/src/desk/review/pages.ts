import type { PageRow } from '../types'

/** Who sees audits whole. */
const DESKS = ['reviewer', 'hq', 'admin', 'appeal_l1', 'appeal_l2'] as const

/** Pages of this desk. */
export const rows: readonly PageRow[] = [
  {
    path: '/desk/review',
    roles: ['reviewer'],
    load: () => import('./Queue.svelte'),
    texts: ['review'],
    nav: { label: 'reviewQueue', icon: 'review', letter: 'q', home: ['reviewer'] },
  },
  { path: '/desk/review/audits/:id', roles: DESKS, load: () => import('./Audit.svelte'), texts: ['review'], stays: true },
  {
    path: '/desk/review/proposals',
    roles: ['reviewer', 'hq'],
    load: () => import('./Proposals.svelte'),
    texts: ['review'],
    nav: { label: 'proposals', icon: 'form', letter: 'p' },
  },
  {
    path: '/desk/review/appeals',
    roles: ['appeal_l1', 'appeal_l2', 'reviewer', 'hq', 'admin'],
    load: () => import('./appeals/Appeals.svelte'),
    texts: ['review'],
    nav: { label: 'appeals', icon: 'appeal', letter: 'a', home: ['appeal_l1', 'appeal_l2'] },
  },
  { path: '/desk/review/appeals/:id', roles: ['appeal_l1', 'appeal_l2', 'reviewer', 'hq', 'admin'], load: () => import('./appeals/Appeal.svelte'), texts: ['review'] },
]
