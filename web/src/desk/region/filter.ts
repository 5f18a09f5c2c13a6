// Filters of the list of orders: what the server filters, and what is left for the desk.
import { endOfDay, tasks, withStation, at, type Order, type Task } from './orders'

/** Filters by name; empty is "any". */
export interface OrderFilters {
  /** Code, name or city of a station, number or words of an item, or the id of an order: the server looks. */
  q: string
  item: string
  task: string
  state: string
  severity: string
  class: string
  due: string
  /** What a rung of the ladder put there: `red_list` or `supervision`. */
  mark: string
  unit: string
  /** Only those of this project. */
  project?: string
}

/** Marks by which orders are looked for. */
export const MARKS = ['red_list', 'supervision'] as const

const STATES: Record<string, string> = { issue: 'draft', verify: 'submitted', check: 'verified' }

/** What the server is asked for. */
export function queryOf(filter: OrderFilters, end: string): Record<string, string | boolean> {
  const state = STATES[filter.task] ?? filter.state
  return {
    ...(state ? { state } : { open: true }),
    ...(filter.q ? { q: filter.q } : {}),
    ...(filter.item ? { item: filter.item } : {}),
    ...(filter.severity ? { severity: filter.severity } : {}),
    ...(filter.class ? { class: filter.class } : {}),
    ...(filter.mark ? { mark: filter.mark } : {}),
    ...(filter.unit ? { org_unit: filter.unit } : {}),
    ...(filter.project ? { project: filter.project } : {}),
    ...(filter.task === 'decide' ? { extension_waiting: true } : {}),
    ...(filter.due === 'overdue' ? { overdue: true } : {}),
    ...(filter.due === 'paused' ? { paused: true } : {}),
    ...(filter.due === 'today' ? { overdue: false, due_by: end } : {}),
  }
}

/** Whether an order fits what the server does not filter. */
export function fits(order: Order, filter: OrderFilters, now: number): boolean {
  if (filter.task && !tasks(order).includes(filter.task as Task)) return false
  if (filter.due === 'today') {
    const due = at(order.times.due_at)
    if (!withStation(order) || order.times.paused_since || due === null || due < now || due > endOfDay(now)) return false
  }
  return true
}
