// The stations of a scope in one list: ranking of a period and what stands open now.
import { list, query, together, type Reading } from '../net/query.svelte'
import { WHOLE_RANKING } from '../net/whole'
import type { components } from '../../api/schema'
import { joined, type StationRow } from './worst'

type Both = components['schemas']['Text']

/** What the ranking says beside its rows. */
export type RankingHead = components['schemas']['RankingView']

/** What is read of stations. */
export interface Stations extends Reading {
  /** Nothing before the ranking is there: what stands open alone would be a list of stations without a score. */
  readonly rows: StationRow[]
  readonly head: RankingHead | undefined
  readonly touchpoints: Both[]
  /** Some of it is on its way. */
  readonly loading: boolean
}

/** Stations of a month, and below a unit unless it is empty. */
export function stationRows(ask: () => { period: string; unit: string }): Stations {
  const unit = $derived(ask().unit ? { org_unit: ask().unit } : {})
  const ranks = list('/v1/reports/ranking', () => ({ query: { ...(ask().period ? { period: ask().period } : {}), ...unit } }), { whole: true, limit: WHOLE_RANKING, keep: false })
  const standing = query('/v1/reports/bulletin', () => ({ query: { level: 'station', ...unit } }))
  const both = together(ranks, standing)
  const head = $derived(ranks.first as RankingHead | undefined)
  const rows = $derived(head ? joined(ranks.items, standing.data?.items ?? null) : [])
  return {
    get rows() {
      return rows
    },
    get head() {
      return head
    },
    get touchpoints() {
      return head?.touchpoints ?? []
    },
    get loading() {
      return ranks.loading || standing.loading
    },
    get problem() {
      return both.problem
    },
    reload: () => both.reload(),
  }
}
