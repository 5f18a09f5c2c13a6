// Names of items, in the words of the newest checklist that is in use.

import { say } from '../texts/index.svelte'
import { known } from './known.svelte'

/** Reads the newest checklist; gives what names an item. Until it is there, and of items it does not know, the id. */
export function itemName(): (id: string) => string {
  const lists = known('/v1/checklists')
  const newest = $derived([...(lists.data?.items ?? [])].sort((a, b) => b.version - a.version)[0] ?? null)
  const checklist = known('/v1/checklists/{id}/versions/{version}', () => newest && { path: { id: newest.id, version: newest.version } })
  const names = $derived(new Map(checklist.data?.items.map((one) => [one.id, one.text])))
  return (id) => {
    const text = names.get(id)
    return text ? say(text) : id
  }
}
