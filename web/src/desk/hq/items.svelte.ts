// Names, points and tags of items: from the newest checklist that is in force.
import { query } from '../net/query.svelte'
import type { Item } from '../station/lib/score'
import type { Both } from '../texts/index.svelte'

/** What the checklist says about an item, as far as these pages need it. */
export interface ListedItem {
  id: string
  n: number
  text: Both
  touchpoint: string
  points: number
  severity: string
  servqual?: string | null
  characteristic?: string | null
  kano?: string | null
  answer: Item['answer']
}

/** Words of a grade of the checklist and from which score on it is given, bp. */
export interface GradeLimit {
  grade: string
  text: Both
  min_bp: number
  stars: number
}

/** What pages ask of the checklist. */
export interface Items {
  readonly ready: boolean
  readonly problem: ReturnType<typeof query>['problem']
  readonly all: readonly ListedItem[]
  /** Name of an item; its id in both languages when it is unknown. */
  text(id: string): Both
  find(id: string): ListedItem | undefined
  points(id: string): number
  touchpoint(id: string): Both
  /** Ids of touchpoints in their order. */
  readonly touchpoints: readonly string[]
  readonly grades: readonly GradeLimit[]
}

/** Reads the checklist; call it while a component is set up. It never changes, so it is read once. */
export function useItems(): Items {
  const lists = query('/v1/checklists')
  const newest = $derived(lists.data?.items.filter((one) => !one.withdrawn_at).sort((a, b) => (a.published_at < b.published_at ? 1 : -1))[0] ?? lists.data?.items[0])
  const version = query('/v1/checklists/{id}/versions/{version}', () => (newest ? { path: { id: newest.id, version: newest.version } } : null))
  const byId = $derived(new Map(version.data?.items.map((item) => [item.id, item])))
  const touchpoints = $derived(new Map(version.data?.touchpoints.map((one) => [one.id, one.text])))
  const same = (id: string): Both => ({ zh: id, en: id })
  return {
    get ready() { return version.data !== undefined },
    get problem() { return lists.problem ?? version.problem },
    get all() { return version.data?.items ?? [] },
    text: (id) => byId.get(id)?.text ?? same(id),
    find: (id) => byId.get(id),
    points: (id) => byId.get(id)?.points ?? 0,
    touchpoint: (id) => touchpoints.get(id) ?? same(id),
    get touchpoints() { return [...touchpoints.keys()] },
    get grades() { return (version.data?.scoring.grades ?? []) as readonly GradeLimit[] },
  }
}
