// A proposal: stations spread over shoppers and days. It heeds what is known of rotation and limits, so that little is refused; the
// server alone judges (§2.4).

import { dayOf, daysBetween, days as daysOf, type Slot } from './windows'

/** Limits of visits, as the checklist has them. */
export interface Rotation {
  same_station_days: number
  same_station_per_year: number
  stations_per_day: number
}

/** A station that may be picked. */
export interface Place {
  id: string
  code: string
  org_unit_id: string
}

/** A shopper, and the units where he is one; `null` is everywhere. */
export interface Walker {
  id: string
  name: string
  units: (string | null)[]
}

/** A visit that is planned or was made. */
export interface Visit {
  station: string
  shopper: string
  window_start: string
}

/** A visit that is proposed; `shopper` is `null` when nobody may go. */
export interface Proposed {
  station: Place
  shopper: string | null
  slot: Slot
  day: string
}

/** What a proposal is made from. */
export interface Picked {
  stations: readonly Place[]
  shoppers: readonly Walker[]
  slots: readonly Slot[]
  first: string
  last: string
  visits: readonly Visit[]
  rotation: Rotation
  /** The unit above each unit. */
  parents: ReadonlyMap<string, string | null>
}

/** Whether a shopper is one at this station. */
export function covers(walker: Walker, station: Place, parents: ReadonlyMap<string, string | null>): boolean {
  if (walker.units.includes(null)) return true
  for (let unit: string | null | undefined = station.org_unit_id, steps = 0; unit && steps < 8; unit = parents.get(unit), steps += 1) {
    if (walker.units.includes(unit)) return true
  }
  return false
}

/** Visits so far, as the limits look at them. */
class Book {
  private readonly pairs = new Map<string, string[]>()
  private readonly loads = new Map<string, Set<string>>()
  private readonly counts = new Map<string, number>()

  constructor(private readonly rotation: Rotation) {}

  add(shopper: string, station: string, day: string): void {
    const pair = `${shopper} ${station}`
    this.pairs.set(pair, [...(this.pairs.get(pair) ?? []), day])
    const load = `${shopper} ${day}`
    this.loads.set(load, (this.loads.get(load) ?? new Set()).add(station))
    this.counts.set(shopper, (this.counts.get(shopper) ?? 0) + 1)
  }

  allows(shopper: string, station: string, day: string): boolean {
    const before = this.pairs.get(`${shopper} ${station}`) ?? []
    const year = before.filter((one) => daysBetween(one, day) < 365).length
    const others = [...(this.loads.get(`${shopper} ${day}`) ?? [])].filter((one) => one !== station).length
    return (
      before.every((one) => daysBetween(one, day) >= this.rotation.same_station_days) &&
      year < this.rotation.same_station_per_year &&
      others < this.rotation.stations_per_day
    )
  }

  /** How many visits he has. */
  of(shopper: string): number {
    return this.counts.get(shopper) ?? 0
  }

  onDay(shopper: string, day: string): number {
    return this.loads.get(`${shopper} ${day}`)?.size ?? 0
  }
}

/** A number from 0 to below 1. */
export type Chance = () => number

/** Chance that nobody foresees: whoever knows the stations must not know the days. */
export const unforeseen: Chance = () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32

function shuffled<T>(all: readonly T[], chance: Chance): T[] {
  const rest = [...all]
  return all.map(() => rest.splice(Math.floor(chance() * rest.length), 1)[0]!)
}

/** So many drawn from all: each is drawn once before any is drawn again. */
function drawn<T>(all: readonly T[], count: number, chance: Chance): T[] {
  const deck: T[] = []
  while (deck.length < count) deck.push(...shuffled(all, chance))
  return deck.slice(0, count)
}

/**
 * Proposes a visit for each station: slots and days drawn evenly but at random (§2.4), the shopper with the fewest visits who may go.
 * Where nobody may on the day that was drawn, the other days are tried, again at random.
 */
export function spread(picked: Picked, chance: Chance): Proposed[] {
  const all = daysOf(picked.first, picked.last)
  if (all.length === 0 || picked.slots.length === 0) return []
  const days = drawn(all, picked.stations.length, chance)
  const slots = drawn(picked.slots, picked.stations.length, chance)
  const book = new Book(picked.rotation)
  const mine = new Map(picked.shoppers.map((shopper) => [shopper.id, 0]))
  for (const visit of picked.visits) book.add(visit.shopper, visit.station, dayOf(visit.window_start))
  return picked.stations.map((station, index) => {
    const [slot, first] = [slots[index]!, days[index]!]
    const near = picked.shoppers.filter((shopper) => covers(shopper, station, picked.parents))
    for (const day of [first, ...shuffled(all.filter((one) => one !== first), chance)]) {
      const free = near.filter((shopper) => book.allows(shopper.id, station.id, day))
      free.sort((a, b) => (mine.get(a.id) ?? 0) - (mine.get(b.id) ?? 0) || book.onDay(a.id, day) - book.onDay(b.id, day) || (a.name < b.name ? -1 : 1))
      const shopper = free[0]
      if (!shopper) continue
      book.add(shopper.id, station.id, day)
      mine.set(shopper.id, (mine.get(shopper.id) ?? 0) + 1)
      return { station, shopper: shopper.id, slot, day }
    }
    return { station, shopper: null, slot, day: first }
  })
}
