import type { GroupView, ItemView, VisitView } from '../../engine'

/** An item with its group, where a visitor walks through them. */
export interface Step {
  group: GroupView
  view: ItemView
}

/** All items in the order of the visit. */
export const steps = (view: VisitView): Step[] => view.groups.flatMap((group) => group.items.map((one) => ({ group, view: one })))

/** The next item without an answer after this one, else the first without; `null` when none is open. */
export function nextOpen(view: VisitView, after: string | null): string | null {
  const all = steps(view)
  const from = all.findIndex((step) => step.view.item.id === after)
  const open = (step: Step) => step.view.state === 'open'
  return (all.slice(from + 1).find(open) ?? all.find((step) => open(step) && step.view.item.id !== after))?.view.item.id ?? null
}

/** The neighbour of an item that is not folded away. */
export function neighbour(view: VisitView, item: string, by: 1 | -1): string | null {
  const all = steps(view).filter((step) => step.view.state !== 'na' || step.view.item.id === item)
  const at = all.findIndex((step) => step.view.item.id === item)
  return all[at + by]?.view.item.id ?? null
}
