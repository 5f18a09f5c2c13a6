// How many stations a unit of the tree has, those of the units below it included.

/** What is needed of a unit. */
export interface Placed {
  id: string
  parent_id?: string | null
}

/** How many stations lie in each unit and below it, by unit; units without any are not in it. */
export function stationsBelow(units: readonly Placed[], stations: readonly { org_unit_id: string }[]): Map<string, number> {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const counts = new Map<string, number>()
  for (const { org_unit_id } of stations) {
    const seen = new Set<string>()
    for (let at = byId.get(org_unit_id); at && !seen.has(at.id); at = at.parent_id ? byId.get(at.parent_id) : undefined) {
      seen.add(at.id)
      counts.set(at.id, (counts.get(at.id) ?? 0) + 1)
    }
  }
  return counts
}
