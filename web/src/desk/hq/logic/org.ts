// The tree of org units, as lists and pickers need it.

/** An org unit as the list gives it. */
export interface Unit {
  id: string
  code: string
  level: number
  parent_id?: string | null
  name_zh: string
  name_en: string
}

/** A unit in its place in the tree. */
export interface UnitNode {
  unit: Unit
  depth: number
  children: UnitNode[]
}

/** Forest of what a person sees: a unit whose parent is out of sight is a root. By code within one parent. */
export function forest(units: readonly Unit[]): UnitNode[] {
  const nodes = new Map(units.map((unit) => [unit.id, { unit, depth: 0, children: [] as UnitNode[] }]))
  const roots: UnitNode[] = []
  for (const node of nodes.values()) {
    const parent = node.unit.parent_id ? nodes.get(node.unit.parent_id) : undefined
    ;(parent ? parent.children : roots).push(node)
  }
  const settle = (level: UnitNode[], depth: number): void => {
    level.sort((a, b) => (a.unit.code < b.unit.code ? -1 : 1))
    for (const node of level) {
      node.depth = depth
      settle(node.children, depth + 1)
    }
  }
  settle(roots, 0)
  return roots
}

/** The tree from above, each unit before those below it; what is below a closed unit is left out. */
export function flat(nodes: readonly UnitNode[], open: (id: string) => boolean = () => true): UnitNode[] {
  return nodes.flatMap((node) => [node, ...(open(node.unit.id) ? flat(node.children, open) : [])])
}

/** From the root down to the unit; empty when it is unknown. */
export function pathTo(units: readonly Unit[], id: string | null): Unit[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const path: Unit[] = []
  for (let at = id === null ? undefined : byId.get(id); at && !path.includes(at); at = at.parent_id ? byId.get(at.parent_id) : undefined) path.unshift(at)
  return path
}

/** How many stations lie in each unit and below it, by unit. */
export function stationsBelow(units: readonly Unit[], stations: readonly { org_unit_id: string }[]): Map<string, number> {
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
