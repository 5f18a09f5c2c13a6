// Which of his stations a manager looks at.

import { route, setSearch } from '../frame/router.svelte'
import { recall, remember } from '../../ui/memory'
import { known, type Known } from './known.svelte'
import type { Answer } from '../../api/client'

type Stations = Answer<'/v1/stations', 'get'>
/** A station as its manager reads it. */
export type Station = Extract<Stations['items'][number], { name_zh: string }>

const KEY = 'forecourt.station'

/** The stations of whoever is signed in, and the one that is looked at. */
export interface Picked {
  readonly of: Known<Stations>
  readonly all: readonly Station[]
  /** `null` while they are on their way. */
  readonly station: Station | null
  pick(id: string): void
}

/** Reads the stations; the address names the one that is looked at, else the last one. */
export function picked(): Picked {
  const of = known('/v1/stations', () => ({ query: { limit: 500 } }))
  const all = $derived((of.data?.items ?? []) as Station[])
  const wanted = $derived(route.search.get('station') ?? recall(KEY))
  const station = $derived(all.find((one) => one.id === wanted) ?? all[0] ?? null)
  return {
    of,
    get all() {
      return all
    },
    get station() {
      return station
    },
    pick(id) {
      remember(KEY, id)
      setSearch({ station: id })
    },
  }
}

/** The name of a station in both languages. */
export const nameOf = (station: Station): { zh: string; en: string } => ({ zh: station.name_zh, en: station.name_en })
