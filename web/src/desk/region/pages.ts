import type { PageRow } from '../types'

/** Whoever acts on orders as an office. */
const OFFICES = ['region', 'hq'] as const
/** Whoever reads an order here. */
const READERS = ['region', 'hq', 'reviewer', 'appeal_l1', 'appeal_l2', 'admin', 'auditor'] as const
/** Whoever reads problems of regions and stations. */
const PROJECTS = ['region', 'hq', 'admin', 'auditor'] as const
const texts = ['region'] as const

/** Pages of this desk. */
export const rows: readonly PageRow[] = [
  { path: '/desk/region', roles: OFFICES, texts, load: () => import('./Morning.svelte'), nav: { label: 'regionMorning', icon: 'home', letter: 'm', home: ['region'] } },
  { path: '/desk/region/orders', roles: READERS, texts, load: () => import('./Orders.svelte'), nav: { label: 'regionOrders', icon: 'orders', letter: 'o' } },
  { path: '/desk/region/orders/:id', roles: READERS, texts, load: () => import('./order/OrderPage.svelte') },
  { path: '/desk/region/stations', roles: ['region'], texts, load: () => import('./Stations.svelte'), nav: { label: 'regionStations', icon: 'station', letter: 's' } },
  { path: '/desk/region/stations/:id', roles: ['region'], texts, load: () => import('./Station.svelte') },
  { path: '/desk/region/coverage', roles: ['region'], texts, load: () => import('./Coverage.svelte'), nav: { label: 'regionCoverage', icon: 'map', letter: 'v' } },
  { path: '/desk/region/bulletin', roles: OFFICES, texts, load: () => import('./Bulletin.svelte'), nav: { label: 'regionBulletin', icon: 'chart', letter: 'b' } },
  { path: '/desk/region/appeals', roles: ['region'], texts, load: () => import('./Appeals.svelte'), nav: { label: 'regionAppeals', icon: 'appeal', letter: 'a' } },
  { path: '/desk/region/appeals/:id', roles: ['region'], texts, load: () => import('./Appeal.svelte') },
  { path: '/desk/region/projects', roles: PROJECTS, texts, load: () => import('./projects/Projects.svelte'), nav: { label: 'regionProjects', icon: 'list', letter: 'p' } },
  { path: '/desk/region/projects/:id', roles: PROJECTS, texts, load: () => import('./projects/Project.svelte') },
  { path: '/desk/region/contacts', roles: OFFICES, texts, load: () => import('./Contacts.svelte'), nav: { label: 'regionContacts', icon: 'people', letter: 'c', seldom: true } },
]
