// The stations of a scope in one list: ranking of a period and what stands open now.
import { list, query } from '../net/query.svelte'
import { WHOLE_RANKING } from '../net/whole'
import type { Problem } from '../net/problem'
import type { components } from '../../api/schema'
import { joined, type StationRow } from './worst'

type Both = components['schemas']['Text']

/** What the ranking says beside its rows. */
export type RankingHead = components['schemas']['RankingView']

/** Stations of a month, and below a unit unless it is empty. */
export function stationRows(ask: () => { period: string; unit: string }): {
  readonly rows: StationRow[]
  readonly head: RankingHead | undefined
  readonly touchpoints: Both[]
  readonly loading: boolean
  readonly problem: Problem | null
  reload(): void
} {
  const unit = $derived(ask().unit ? { org_unit: ask().unit } : {})
  const ranks = list('/v1/reports/ranking', () => ({ query: { ...(ask().period ? { period: ask().period } : {}), ...unit } }), { whole: true, limit: WHOLE_RANKING })
  const standing = query('/v1/reports/bulletin', () => ({ query: { level: 'station', ...unit } }), { keep: true })
  const rows = $derived(joined(ranks.items, standing.data?.items ?? []))
  return {
    get rows() {
      return rows
    },
    get head() {
      return ranks.first as RankingHead | undefined
    },
    get touchpoints() {
      return (ranks.first as RankingHead | undefined)?.touchpoints ?? []
    },
    get loading() {
      return ranks.loading
    },
    get problem() {
      return ranks.problem
    },
    reload: () => void ranks.reload(),
  }
}
