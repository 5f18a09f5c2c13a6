// What the pages of the planner read more than once.
import type { components } from '../../api/schema'
import { list, query, type List } from '../net/query.svelte'
import type { Rotation } from './spread'
import type { Slot } from './windows'
import type { Round } from './rounds'

/** An assignment as planners see it. */
export type Assignment = components['schemas']['AssignmentView']
/** A shopper. */
export type Shopper = components['schemas']['PersonDetail']

/** Rounds, the newest first. */
export const rounds = (): List<Round> => list('/v1/rounds', () => ({}), { whole: true })
/** Shoppers who may still go. */
export const shoppers = (): List<Shopper> => list('/v1/people', () => ({ query: { role: 'shopper' as const, active: true } }), { whole: true })

/** What a round's checklist says about visits. */
export interface VisitRules {
  readonly slots: Slot[]
  readonly rotation: Rotation | null
  /** What is bought where a plan does not say it. */
  readonly purchase: components['schemas']['Purchase'] | null
}

/** Slots and limits of the checklist of a round. */
export function visitRules(round: () => { checklist: { id: string; version: number } } | undefined): VisitRules {
  const read = query('/v1/checklists/{id}/versions/{version}', () => {
    const name = round()?.checklist
    return name ? { path: { id: name.id, version: name.version } } : null
  })
  const visit = $derived(read.data?.visit as { slots?: Slot[]; rotation?: Rotation; purchase?: components['schemas']['Purchase'] } | undefined)
  return {
    get slots() {
      return visit?.slots ?? []
    },
    get rotation() {
      return visit?.rotation ?? null
    },
    get purchase() {
      return visit?.purchase ?? null
    },
  }
}
