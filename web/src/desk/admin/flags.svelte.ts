// Station flags of the newest checklist version that is in force.
import type { components } from '../../api/schema'
import { query } from '../net/query.svelte'

/** A flag of a station. */
export type Flag = components['schemas']['FlagView']

/** Flags `st.…`; call it while a component is set up. */
export function stationFlags(): { readonly items: Flag[] } {
  const lists = query('/v1/checklists')
  const newest = $derived([...(lists.data?.items ?? [])].filter((one) => !one.withdrawn_at).sort((a, b) => b.published_at.localeCompare(a.published_at))[0])
  const version = query('/v1/checklists/{id}/versions/{version}', () => (newest ? { path: { id: newest.id, version: newest.version } } : null))
  return {
    get items() {
      return (version.data?.flags ?? []).filter((one) => one.id.startsWith('st.'))
    },
  }
}
