import type { PageRow } from '../types'

/** Whoever sees and makes plans. */
const PLANNERS = ['planner', 'hq'] as const
const texts = ['plan', 'region'] as const

/** Pages of this desk. */
export const rows: readonly PageRow[] = [
  { path: '/desk/plan', roles: PLANNERS, texts, load: () => import('./Home.svelte'), nav: { label: 'planHome', icon: 'plan', letter: 'p', home: ['planner'] } },
  { path: '/desk/plan/rounds', roles: PLANNERS, texts, load: () => import('./Rounds.svelte'), nav: { label: 'planRounds', icon: 'calendar', letter: 'r' } },
  { path: '/desk/plan/rounds/:id', roles: PLANNERS, texts, load: () => import('./Round.svelte') },
  { path: '/desk/plan/assignments', roles: PLANNERS, texts, load: () => import('./Assignments.svelte'), nav: { label: 'planAssignments', icon: 'list', letter: 'a' } },
  { path: '/desk/plan/assignments/:id', roles: PLANNERS, texts, load: () => import('./Assignment.svelte') },
  { path: '/desk/plan/new', roles: PLANNERS, texts, load: () => import('./New.svelte'), nav: { label: 'planNew', icon: 'plus', letter: 'n' } },
  { path: '/desk/plan/reports', roles: PLANNERS, texts, load: () => import('./Reports.svelte'), nav: { label: 'planReports', icon: 'flag', letter: 'f' } },
  { path: '/desk/plan/revisits', roles: PLANNERS, texts, load: () => import('./Revisits.svelte'), nav: { label: 'planRevisits', icon: 'refresh', letter: 'v' } },
  { path: '/desk/plan/cadence', roles: PLANNERS, texts, load: () => import('./Cadence.svelte'), nav: { label: 'planCadence', icon: 'calendar', letter: 'c' } },
  { path: '/desk/plan/phones', roles: PLANNERS, texts, load: () => import('./Phones.svelte'), nav: { label: 'planPhones', icon: 'phone', letter: 't' } },
]
