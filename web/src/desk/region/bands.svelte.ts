// The newest checklist that is in use: its items by id, its touchpoints, and the bands of its grades.
import type { components } from '../../api/schema'
import { query } from '../net/query.svelte'
import { say } from '../texts/index.svelte'
import { bandsOf, type Band } from './heat'
import { w } from './words'

type Checklist = components['schemas']['ChecklistView']

/** What pages need of the checklist that stations are judged by now. */
export interface Judged {
  readonly bands: Band[]
  readonly touchpoints: Checklist['touchpoints']
  /** Its items by id, with their number and words. */
  readonly items: ReadonlyMap<string, string>
  /** What stands over the scores of a touchpoint, by its place: short where there is a short word, its name otherwise. */
  short(at: number, name: Checklist['touchpoints'][number]['text']): string
  /** Number and words of an item; its id while they are not there. */
  item(id: string): string
}

/** Reads the newest checklist; call it while a component is set up. */
export function judged(): Judged {
  const all = query('/v1/checklists')
  const newest = $derived([...(all.data?.items ?? [])].reverse().find((one) => one.withdrawn_at == null) ?? all.data?.items.at(-1))
  const checklist = query('/v1/checklists/{id}/versions/{version}', () => (newest ? { path: { id: newest.id, version: newest.version } } : null))
  const bands = $derived(bandsOf(checklist.data?.scoring))
  const items = $derived(new Map((checklist.data?.items ?? []).map((one) => [one.id, `${one.n} ${say(one.text)}`])))
  return {
    get bands() {
      return bands
    },
    get touchpoints() {
      return checklist.data?.touchpoints ?? []
    },
    get items() {
      return items
    },
    short: (at, name) => (w().stations.short as Record<string, string>)[checklist.data?.touchpoints[at]?.id ?? ''] ?? say(name),
    item: (id) => items.get(id) ?? id,
  }
}
