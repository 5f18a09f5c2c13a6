// The stations of a scope in one list: ranking of a period and what stands open now.
import { list, query, together, type Reading } from '../net/query.svelte'
import { WHOLE_RANKING } from '../net/whole'
import type { components } from '../../api/schema'
import { monthBefore } from './deadline'
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

/** Stations of a month, and below a unit unless it is empty; `null` reads nothing. */
export function stationRows(ask: () => { period: string; unit: string } | null): Stations {
  const asked = $derived(ask())
  const unit = $derived(asked?.unit ? { org_unit: asked.unit } : {})
  const ranks = list('/v1/reports/ranking', () => asked && { query: { ...(asked.period ? { period: asked.period } : {}), ...unit } }, { whole: true, limit: WHOLE_RANKING, keep: false })
  const standing = query('/v1/reports/bulletin', () => asked && { query: { level: 'station', ...unit } })
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

const isRanked = ({ rank }: StationRow): boolean => rank !== null

/** Stations of the running month; while none of it is ranked, of the month before, if some are there. */
export function newestRows(): Stations & {
  /** The month before, where it stands in place of the running one. */
  readonly instead: string | null
} {
  const running = stationRows(() => ({ period: '', unit: '' }))
  const wanted = $derived(running.head && !running.rows.some(isRanked) ? monthBefore(running.head.window) : null)
  const before = stationRows(() => (wanted === null ? null : { period: wanted, unit: '' }))
  const both = together(running, before)
  const instead = $derived(wanted !== null && before.rows.some(isRanked) ? wanted : null)
  const isWaiting = $derived(wanted !== null && before.head === undefined && before.loading)
  const shown = $derived(instead === null ? running : before)
  return {
    // What would be taken away again in a moment is not shown.
    get rows() {
      return isWaiting ? [] : shown.rows
    },
    get head() {
      return shown.head
    },
    get touchpoints() {
      return shown.touchpoints
    },
    get loading() {
      return running.loading || isWaiting
    },
    get problem() {
      return both.problem
    },
    get instead() {
      return instead
    },
    reload: () => both.reload(),
  }
}
