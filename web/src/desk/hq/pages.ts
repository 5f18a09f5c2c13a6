import type { PageRow, Role } from '../types'

/** Head office, and the auditor, who sees the same without shoppers, originals and the plan. */
const OFFICE: readonly Role[] = ['hq', 'auditor']
const texts = ['hq'] as const

/** Pages of this desk. */
export const rows: readonly PageRow[] = [
  { path: '/desk/hq', roles: OFFICE, load: () => import('./Overview.svelte'), texts, nav: { label: 'hqOverview', icon: 'home', letter: 'o', home: OFFICE } },
  { path: '/desk/hq/ranking', roles: OFFICE, load: () => import('./Ranking.svelte'), texts, nav: { label: 'hqRanking', icon: 'rank', letter: 'k' } },
  { path: '/desk/hq/distribution', roles: OFFICE, load: () => import('./Distribution.svelte'), texts, nav: { label: 'hqDistribution', icon: 'chart', letter: 'b' } },
  { path: '/desk/hq/items', roles: OFFICE, load: () => import('./Items.svelte'), texts, nav: { label: 'hqItems', icon: 'down', letter: 'w' } },
  { path: '/desk/hq/items/:item', roles: OFFICE, load: () => import('./Item.svelte'), texts },
  { path: '/desk/hq/lenses', roles: OFFICE, load: () => import('./Lenses.svelte'), texts, nav: { label: 'hqLenses', icon: 'show', letter: 'l' } },
  { path: '/desk/hq/trend', roles: OFFICE, load: () => import('./Trend.svelte'), texts, nav: { label: 'hqTrend', icon: 'up', letter: 't' } },
  { path: '/desk/hq/closing', roles: OFFICE, load: () => import('./Closing.svelte'), texts, nav: { label: 'hqClosing', icon: 'orders', letter: 'c' } },
  { path: '/desk/hq/repeats', roles: OFFICE, load: () => import('./Repeats.svelte'), texts, nav: { label: 'hqRepeats', icon: 'refresh', letter: 'r' } },
  { path: '/desk/hq/periods', roles: OFFICE, load: () => import('./Periods.svelte'), texts, nav: { label: 'hqPeriods', icon: 'calendar', letter: 'p' } },
  { path: '/desk/hq/exports', roles: OFFICE, load: () => import('./Exports.svelte'), texts, nav: { label: 'hqExports', icon: 'export', letter: 'e' } },
  { path: '/desk/hq/stations', roles: OFFICE, load: () => import('./Stations.svelte'), texts, nav: { label: 'hqStations', icon: 'station', letter: 's', seldom: true } },
  { path: '/desk/hq/stations/:id', roles: OFFICE, load: () => import('./Station.svelte'), texts },
  { path: '/desk/hq/org', roles: OFFICE, load: () => import('./Org.svelte'), texts, nav: { label: 'hqOrg', icon: 'tree', letter: 'u', seldom: true } },
  { path: '/desk/hq/units/:id', roles: OFFICE, load: () => import('./Unit.svelte'), texts },
  { path: '/desk/hq/audits/:id', roles: OFFICE, load: () => import('./Audit.svelte'), texts },
]
