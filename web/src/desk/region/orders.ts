// What an order asks of a regional office, and which comes first. Judged from what the server says; no deadline is computed here.

import type { components } from '../../api/schema'

/** An order as offices read it; desks of head office get more fields with it. */
export type Order = components['schemas']['StationOrder']
/** A class of deadlines, the most urgent first. */
export type Class = 'T0' | 'T1' | 'T3' | 'T7' | 'T30'
/** How bad a missed item is. */
export type Severity = 'critical' | 'major' | 'minor'
/** What an office has to do about an order. */
export type Task = 'issue' | 'verify' | 'check' | 'decide'

/** Classes, the most urgent first. */
export const CLASSES: readonly Class[] = ['T0', 'T1', 'T3', 'T7', 'T30']
/** Severities, the worst first. */
export const SEVERITIES: readonly Severity[] = ['critical', 'major', 'minor']

const SHANGHAI_MS = 8 * 3_600_000
const DAY_MS = 86_400_000

/** The last instant of the day in Shanghai, epoch ms. */
export const endOfDay = (now: number): number => (Math.floor((now + SHANGHAI_MS) / DAY_MS) + 1) * DAY_MS - SHANGHAI_MS - 1

/** An instant of the API as epoch ms; `null` stays. */
export const at = (instant: string | null | undefined): number | null => (instant ? Date.parse(instant) : null)

/** Whether an extension was asked for and nobody has decided. */
export const asksForTime = (order: Order): boolean => Boolean(order.extension && !order.extension.decided_at && order.extension.granted == null)

/** What the office has to do about it now. */
export function tasks(order: Order): Task[] {
  const all: Task[] = []
  if (order.state === 'draft') all.push('issue')
  if (order.state === 'submitted') all.push('verify')
  if (order.state === 'verified') all.push('check')
  if (asksForTime(order)) all.push('decide')
  return all
}

/** Whether the station has to act: it was issued and not handed in. */
export const withStation = (order: Order): boolean => order.state === 'issued' || order.state === 'acknowledged'

/** Whether nothing is left to do. */
export const isOver = (order: Order): boolean => order.state === 'closed' || order.state === 'cancelled'

/** By when the next step is due, whoever has to take it; `null` while nothing runs. */
export function dueNext(order: Order): number | null {
  const times = order.times
  if (order.state === 'draft') return at(order.issue_by)
  if (order.state === 'submitted') return at(times.verify_by)
  if (order.state === 'verified') return at(times.check_by)
  return times.paused_since ? null : at(times.due_at)
}

const place = <T>(all: readonly T[], one: T): number => {
  const index = all.indexOf(one)
  return index < 0 ? all.length : index
}

/** The worst first: severity, class, then what is due first, then the code of the station. */
export function byDanger(a: Order, b: Order): number {
  return (
    place(SEVERITIES, a.item.severity as Severity) - place(SEVERITIES, b.item.severity as Severity) ||
    place(CLASSES, a.class as Class) - place(CLASSES, b.class as Class) ||
    (dueNext(a) ?? Infinity) - (dueNext(b) ?? Infinity) ||
    (a.station.code < b.station.code ? -1 : a.station.code > b.station.code ? 1 : 0)
  )
}

/** How many there are of each severity. */
export function bySeverity(orders: readonly Order[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { critical: 0, major: 0, minor: 0 }
  for (const order of orders) {
    const severity = order.item.severity as Severity
    if (severity in counts) counts[severity] += 1
  }
  return counts
}

/** What the morning page shows, each list with the worst first. */
export interface Morning {
  overdue: Order[]
  today: Order[]
  issue: Order[]
  verify: Order[]
  check: Order[]
  decide: Order[]
  /** Open red lines that came since this time yesterday. */
  redLines: Order[]
  /** Red lines that nobody has acknowledged: they are called about. */
  calls: Order[]
}

/** Sorts open orders into the lists of the morning page. Orders may be named twice in what is given. */
export function morning(orders: readonly Order[], now: number): Morning {
  const open = [...new Map(orders.map((order) => [order.id, order])).values()]
    .filter((order) => !isOver(order))
    .sort(byDanger)
  const has = (task: Task) => open.filter((order) => tasks(order).includes(task))
  const end = endOfDay(now)
  return {
    overdue: open.filter((order) => order.times.overdue),
    today: open.filter((order) => isDueToday(order, now, end)),
    issue: has('issue'),
    verify: has('verify'),
    check: has('check'),
    decide: has('decide'),
    redLines: open.filter((order) => order.item.severity === 'critical' && (at(order.times.issued_at) ?? 0) > now - DAY_MS),
    calls: open.filter((order) => order.class === 'T0' && order.state === 'issued'),
  }
}

function isDueToday(order: Order, now: number, end: number): boolean {
  const due = at(order.times.due_at)
  return withStation(order) && !order.times.overdue && !order.times.paused_since && due !== null && due >= now && due <= end
}

/** How many things wait for the office; an order that waits twice counts twice. */
export const waiting = (page: Morning): number => page.issue.length + page.verify.length + page.check.length + page.decide.length

/** Whether a class counts hours from the instant of issue: then its deadline is another one a minute later. */
export const runsFromIssue = (name: string): boolean => name === 'T0' || name === 'T1'

/** Drafts that the policy gives one deadline, `null` while the year has no calendar; `latest`: what all of them allow, epoch ms. */
export interface SameDeadline {
  class: string
  due: string | null
  latest: number | null
  orders: Order[]
}

/** What the policy would make of drafts that are issued now: each deadline of a class, with those that get it; the first due first. */
export function deadlines(drafts: readonly Order[]): SameDeadline[] {
  const found = new Map<string, SameDeadline>()
  for (const order of drafts) {
    const due = order.if_issued?.due_at ?? null
    const latest = at(order.if_issued?.latest_due_at)
    // By the minute, as people see it: a deadline in hours is counted from the instant at which each was read.
    const key = `${order.class} ${due?.slice(0, 16) ?? ''}`
    const known = found.get(key)
    if (!known) found.set(key, { class: order.class, due, latest, orders: [order] })
    else {
      known.orders.push(order)
      if (latest !== null) known.latest = Math.min(known.latest ?? latest, latest)
    }
  }
  return [...found.values()].sort((a, b) => (at(a.due) ?? Infinity) - (at(b.due) ?? Infinity) || place(CLASSES, a.class as Class) - place(CLASSES, b.class as Class))
}
