// Items by their id, over all published checklists: lists name an item without saying of which version.
import { prefetch, query } from '../net/query.svelte'
import type { Checklist, Item } from './logic/types'

/** Items by id; the newest version wins. Call it while a component is set up. */
export function useItems(): { readonly byId: ReadonlyMap<string, Item> } {
  const read = query('/v1/checklists')
  let views = $state.raw<Checklist[]>([])
  $effect(() => {
    const briefs = read.data?.items ?? []
    if (briefs.length === 0) return
    void Promise.all(briefs.map(({ id, version }) => prefetch('/v1/checklists/{id}/versions/{version}', { path: { id, version } }))).then((all) => {
      views = all.filter((one) => one !== undefined) as Checklist[]
    })
  })
  const byId = $derived(new Map(views.flatMap((view) => view.items.map((item) => [item.id, item] as const))))
  return {
    get byId() {
      return byId
    },
  }
}
