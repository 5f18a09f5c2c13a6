import type { PageRow, Role } from '../types'

/** Head office, and the auditor, who sees the same without the plan. */
const OFFICE: readonly Role[] = ['hq', 'auditor']

/** Pages of this desk. */
export const rows: readonly PageRow[] = [
  { path: '/desk/hq/ranking', roles: OFFICE, load: () => import('./Ranking.svelte'), texts: ['hq'], nav: { label: 'hqRanking', icon: 'rank', letter: 'k' } },
]
