// The org tree: small, wanted everywhere, read once.
import type { components } from '../../api/schema'
import { say } from '../texts/index.svelte'
import { list, type List } from './query.svelte'

/** A unit of the org tree. */
export type Unit = components['schemas']['UnitView']

/** The units that the person may see; call it while a component is set up. Nothing is read while they are not `wanted`. */
export function units(wanted: () => boolean = () => true): List<Unit> & { byId(id: string | null | undefined): Unit | undefined; name(id: string | null | undefined): string; path(id: string | null | undefined): Unit[] } {
  const all = list('/v1/org-units', () => (wanted() ? {} : null), { whole: true }) as List<Unit>
  const map = $derived(new Map(all.items.map((one) => [one.id, one])))
  const byId = (id: string | null | undefined) => (id ? map.get(id) : undefined)
  return {
    get items() { return all.items },
    get first() { return all.first },
    get pages() { return all.pages },
    get more() { return all.more },
    get problem() { return all.problem },
    get loading() { return all.loading },
    get busy() { return all.busy },
    next: () => all.next(),
    reload: () => all.reload(),
    byId,
    name: (id) => {
      const unit = byId(id)
      return unit ? say({ zh: unit.name_zh, en: unit.name_en || unit.name_zh }) : ''
    },
    path(id) {
      const out: Unit[] = []
      for (let one = byId(id); one && out.length < 12; one = byId(one.parent_id)) out.unshift(one)
      return out
    },
  }
}

/** Units in the order of the tree, each with its depth. */
export function treeOf(items: readonly Unit[]): { unit: Unit; depth: number; children: number }[] {
  const below = new Map<string, Unit[]>()
  const known = new Set(items.map((one) => one.id))
  const tops: Unit[] = []
  for (const one of items) {
    const parent = one.parent_id
    if (!parent || !known.has(parent)) tops.push(one)
    else below.set(parent, [...(below.get(parent) ?? []), one])
  }
  const byCode = (a: Unit, b: Unit): number => a.code.localeCompare(b.code)
  const out: { unit: Unit; depth: number; children: number }[] = []
  const visit = (unit: Unit, depth: number): void => {
    const children = (below.get(unit.id) ?? []).sort(byCode)
    out.push({ unit, depth, children: children.length })
    for (const one of children) visit(one, depth + 1)
  }
  for (const one of tops.sort(byCode)) visit(one, 0)
  return out
}
