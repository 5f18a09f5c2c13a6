import type { PageRow } from '../types'

const roles = ['station'] as const
const texts = ['station'] as const

/** Pages of a station manager. */
export const rows: readonly PageRow[] = [
  { path: '/desk/station', roles, texts, load: () => import('./Home.svelte'), nav: { label: 'stationHome', icon: 'home', letter: 's', home: ['station'] } },
  { path: '/desk/station/orders', roles, texts, load: () => import('./Orders.svelte'), nav: { label: 'stationOrders', icon: 'orders', letter: 'o' } },
  { path: '/desk/station/orders/:id', roles, texts, load: () => import('./Order.svelte') },
  { path: '/desk/station/audits', roles, texts, load: () => import('./Audits.svelte'), nav: { label: 'stationAudits', icon: 'form', letter: 'r' } },
  { path: '/desk/station/audits/:id', roles, texts, load: () => import('./Audit.svelte') },
  { path: '/desk/station/audits/:id/items/:item', roles, texts, load: () => import('./Item.svelte') },
  { path: '/desk/station/audits/:id/items/:item/appeal', roles, texts, load: () => import('./FileAppeal.svelte') },
  { path: '/desk/station/appeals', roles, texts, load: () => import('./Appeals.svelte'), nav: { label: 'stationAppeals', icon: 'appeal', letter: 'a' } },
  { path: '/desk/station/appeals/:id', roles, texts, load: () => import('./Appeal.svelte') },
  { path: '/desk/station/device', roles, texts, load: () => import('./Device.svelte'), nav: { label: 'stationDevice', icon: 'storage', letter: 'd' } },
]
