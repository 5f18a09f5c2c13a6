// Which order comes first for a station, and what its next clock is. Judged from what the server says; no deadline is computed here.

import type { components } from '../../../api/schema'

type Told = components['schemas']['StationOrder']
/** What the policy gives the class of an order. */
export type Rules = Told['rules']
/** An order as its station reads it; one that was kept on this device before the rules were told has none. */
export type Order = Omit<Told, 'rules'> & { rules?: Rules }

/** What an order asks for next. */
export type Task = 'acknowledge' | 'contain' | 'plan' | 'fix' | 'wait' | 'none'
/** Where it stands in the list: the most dangerous first. */
export type Group = 'danger' | 'overdue' | 'today' | 'later' | 'paused' | 'office' | 'over'

/** The next clock of an order. `at` in epoch ms; `null`: none runs, or the calendar is not known. */
export interface Clock {
  task: Task
  at: number | null
}

/** Groups in the order of the page. */
export const GROUPS: readonly Group[] = ['danger', 'overdue', 'today', 'later', 'paused', 'office', 'over']
/** Classes, the most urgent first. */
export const CLASSES: readonly string[] = ['T0', 'T1', 'T3', 'T7', 'T30']

const SHANGHAI_MS = 8 * 3_600_000
const DAY_MS = 86_400_000

/** The last instant of the day in Shanghai, epoch ms. */
export const endOfDay = (now: number): number => (Math.floor((now + SHANGHAI_MS) / DAY_MS) + 1) * DAY_MS - SHANGHAI_MS - 1

/** An instant of the API as epoch ms; `null` without one. */
export function instant(text: string | null | undefined): number | null {
  const at = text ? Date.parse(text) : NaN
  return Number.isFinite(at) ? at : null
}

/** Whether the station has to act. */
export const isWithStation = (order: Order): boolean => order.state === 'issued' || order.state === 'acknowledged'

/** What the station has to do next, and by when: the earliest of what is not done. Once the due time is over, it is the fix; of a red line first the danger. */
export function clockOf(order: Order, now: number): Clock {
  const { times } = order
  if (order.state === 'submitted' || order.state === 'verified') return { task: 'wait', at: instant(times.verify_by ?? times.check_by) }
  if (!isWithStation(order)) return { task: 'none', at: null }
  const clocks: Clock[] = []
  if (order.state === 'issued' && times.acknowledge_by) clocks.push({ task: 'acknowledge', at: instant(times.acknowledge_by) })
  if (times.contain_by && !times.contained_at) clocks.push({ task: 'contain', at: instant(times.contain_by) })
  if (times.plan_by && !times.planned_at) clocks.push({ task: 'plan', at: instant(times.plan_by) })
  const fix: Clock = { task: 'fix', at: instant(times.due_at) }
  const danger = clocks.find((one) => one.task === 'contain')
  if (fix.at !== null && fix.at < now) return danger ?? fix
  return clocks.reduce((first, one) => ((one.at ?? Infinity) < (first.at ?? Infinity) ? one : first), fix)
}

/** Where an order belongs. A paused one waits for the appeal; what is with the office is not the station's to do. */
export function groupOf(order: Order, now: number): Group {
  if (order.state === 'closed' || order.state === 'cancelled') return 'over'
  if (!isWithStation(order)) return 'office'
  if (order.class === 'T0') return 'danger'
  if (order.times.paused_since) return 'paused'
  const due = instant(order.times.due_at)
  if (order.times.overdue || (due !== null && due < now)) return 'overdue'
  const { at } = clockOf(order, now)
  return at !== null && at <= endOfDay(now) ? 'today' : 'later'
}

const place = (order: Order): number => {
  const index = CLASSES.indexOf(order.class)
  return index < 0 ? CLASSES.length : index
}

/** Orders in the order of danger, in groups; empty groups are left out. */
export function byUrgency(orders: readonly Order[], now: number): { group: Group; orders: Order[] }[] {
  const groups = new Map<Group, Order[]>(GROUPS.map((group) => [group, []]))
  for (const order of orders) groups.get(groupOf(order, now))?.push(order)
  return [...groups].filter(([, list]) => list.length > 0).map(([group, list]) => ({ group, orders: list.sort(comparer(group, now)) }))
}

function comparer(group: Group, now: number): (a: Order, b: Order) => number {
  const at = (order: Order) => clockOf(order, now).at ?? Infinity
  const due = (order: Order) => instant(order.times.due_at) ?? Infinity
  const same = (a: Order, b: Order) => (a.id < b.id ? -1 : 1)
  if (group === 'over') return (a, b) => ended(b) - ended(a) || same(a, b)
  // Of what is late the shorter class is the greater danger, then what is late for longest.
  if (group === 'overdue') return (a, b) => place(a) - place(b) || due(a) - due(b) || same(a, b)
  return (a, b) => at(a) - at(b) || place(a) - place(b) || same(a, b)
}

const ended = (order: Order): number => instant(order.times.closed_at ?? order.times.issued_at) ?? 0

/** How many stand in each group that burns or waits for the station. */
export function counts(orders: readonly Order[], now: number): Record<Group, number> {
  const all = Object.fromEntries(GROUPS.map((group) => [group, 0])) as Record<Group, number>
  for (const order of orders) all[groupOf(order, now)] += 1
  return all
}

/** Whether a clock is late or close: less than a tenth of its time is left, at most a day. */
export function tone(clock: Clock, order: Order, now: number): 'late' | 'soon' | 'calm' {
  if (clock.at === null || clock.task === 'wait' || order.times.paused_since) return 'calm'
  if (clock.at < now) return 'late'
  const start = instant(order.times.starts_at ?? order.times.issued_at) ?? now
  return clock.at - now <= Math.min(DAY_MS, Math.max((clock.at - start) / 10, 3_600_000)) ? 'soon' : 'calm'
}
