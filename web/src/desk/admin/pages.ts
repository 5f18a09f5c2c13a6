import type { PageRow } from '../types'

const roles = ['admin'] as const
const texts = ['admin'] as const

/** Pages of the administrator; head office and auditors share what they may read. */
export const rows: readonly PageRow[] = [
  { path: '/desk/admin', roles, texts, load: () => import('./Health.svelte'), nav: { label: 'adminHealth', icon: 'home', letter: 'o', home: ['admin'] } },
  { path: '/desk/admin/people', roles, texts, load: () => import('./People.svelte'), nav: { label: 'adminPeople', icon: 'people', letter: 'p' } },
  { path: '/desk/admin/people/import', roles, texts, load: () => import('./ImportPeople.svelte') },
  { path: '/desk/admin/people/new', roles, texts, load: () => import('./Person.svelte') },
  { path: '/desk/admin/people/:id', roles, texts, load: () => import('./Person.svelte') },
  { path: '/desk/admin/units', roles, texts, load: () => import('./Units.svelte'), nav: { label: 'adminUnits', icon: 'tree', letter: 'u' } },
  { path: '/desk/admin/units/import', roles, texts, load: () => import('./ImportUnits.svelte') },
  { path: '/desk/admin/stations', roles, texts, load: () => import('./Stations.svelte'), nav: { label: 'adminStations', icon: 'station', letter: 's' } },
  { path: '/desk/admin/stations/import', roles, texts, load: () => import('./ImportStations.svelte') },
  { path: '/desk/admin/stations/new', roles, texts, load: () => import('./Station.svelte') },
  { path: '/desk/admin/stations/:id', roles, texts, load: () => import('./Station.svelte') },
  {
    path: '/desk/admin/checklists',
    roles: ['admin', 'hq', 'auditor'],
    texts,
    load: () => import('./Checklists.svelte'),
    nav: { label: 'adminChecklists', icon: 'form', letter: 'c', seldom: true },
  },
  // Tags are named as in the reports.
  { path: '/desk/admin/checklists/compare', roles: ['admin', 'hq', 'auditor'], texts: [...texts, 'hq'], load: () => import('./Compare.svelte') },
  { path: '/desk/admin/checklists/:id/:version', roles: ['admin', 'hq', 'auditor'], texts: [...texts, 'hq'], load: () => import('./Checklist.svelte') },
  {
    path: '/desk/admin/policy',
    roles: ['admin', 'hq', 'auditor'],
    // Levels, contacts and marks are named as in an order's timeline.
    texts: [...texts, 'region'],
    load: () => import('./Policy.svelte'),
    nav: { label: 'adminPolicy', icon: 'calendar', seldom: true },
  },
  { path: '/desk/admin/phones', roles: ['admin'], texts, load: () => import('./Phones.svelte'), nav: { label: 'adminPhones', icon: 'phone', letter: 'm' } },
  { path: '/desk/admin/jobs', roles, texts, load: () => import('./Jobs.svelte'), nav: { label: 'adminJobs', icon: 'job', letter: 'j' } },
  { path: '/desk/admin/refused', roles, texts, load: () => import('./Refused.svelte'), nav: { label: 'adminRefused', icon: 'never', letter: 'x' } },
  {
    path: '/desk/admin/webhooks',
    roles: ['admin', 'hq', 'region'],
    texts,
    load: () => import('./Webhooks.svelte'),
    nav: { label: 'adminWebhooks', icon: 'hook', letter: 'w', seldom: true },
  },
  { path: '/desk/admin/webhooks/:id', roles: ['admin', 'hq', 'region'], texts, load: () => import('./Webhook.svelte') },
  {
    path: '/desk/admin/log',
    roles: ['admin', 'hq', 'auditor'],
    texts,
    load: () => import('./Log.svelte'),
    nav: { label: 'adminLog', icon: 'log', letter: 'l', seldom: true },
  },
  { path: '/desk/admin/storage', roles, texts, load: () => import('./Storage.svelte'), nav: { label: 'adminStorage', icon: 'storage', seldom: true } },
]
