// Filters in the address: what is filtered can be shared, and "back" brings it again.
import { route, setSearch } from '../frame/router.svelte'

/** How "any" is said where it is not the default. */
const ANY = 'any'

/** Filters by name, as text; a filter at its default does not stand in the address. */
export interface UrlState<K extends string> {
  /** The value of a filter. */
  get(name: K): string
  /** Changes some; a page that was turned to begins anew. */
  set(change: Partial<Record<K, string>>): void
  /** Back to the defaults. */
  clear(): void
  /** How many are not at their default. */
  readonly active: number
}

/** The filters of a page with their defaults; empty is "any". */
export function urlState<K extends string>(defaults: Record<K, string>): UrlState<K> {
  const names = Object.keys(defaults) as K[]
  const get = (name: K): string => {
    const value = route.search.get(name) ?? defaults[name]
    return value === ANY ? '' : value
  }
  return {
    get,
    set(change) {
      const out: Record<string, string | null> = {}
      for (const name of Object.keys(change) as K[]) out[name] = change[name] === defaults[name] ? null : change[name] || ANY
      setSearch(out)
    },
    clear: () => setSearch(Object.fromEntries(names.map((name) => [name, null]))),
    get active() {
      return names.filter((name) => get(name) !== defaults[name]).length
    },
  }
}
