// Orders as a station reads them, for tests.

import type { Order, Rules } from '../../../src/desk/station/lib/urgency'

const station = { id: 'a', code: 'DL005', name: { zh: '站', en: 'Station' } }
const times = {
  issued_at: '2026-11-24T02:00:00Z', starts_at: '2026-11-24T02:00:00Z', acknowledge_by: null, contain_by: null, plan_by: null, due_at: null,
  pending_calendar: null, verify_by: null, check_by: null, acknowledged_at: null, contained_at: null, planned_at: null, submitted_at: null,
  verified_at: null, closed_at: null, paused_since: null, round: 0, overdue: false, ever_overdue: false, verifier_late: false,
  on_site_check: false, on_time: null,
}

const days = (amount: number, unit: 'hours' | 'working_days' | 'calendar_days' = 'working_days') => ({ unit, amount })
/** What the policy of the demonstration gives each class. */
const RULES: Record<string, Rules> = {
  T0: { in_working_days: [], longest_extension: null },
  T1: { in_working_days: ['wait'], longest_extension: days(24, 'hours') },
  T3: { in_working_days: ['acknowledge', 'fix', 'wait'], longest_extension: days(1) },
  T7: { in_working_days: ['acknowledge', 'fix', 'wait'], longest_extension: days(3) },
  T30: { in_working_days: ['plan', 'wait'], longest_extension: days(15, 'calendar_days') },
}

/** An order with these peculiarities. */
export function order(id: string, more: Partial<Omit<Order, 'times'>> & { times?: Partial<Order['times']> } = {}): Order {
  return {
    id, version: 2, station, item: { id: 'restroom.no_odor', n: 55, text: { zh: '无异味', en: 'No odour' }, severity: 'major' }, class: 'T3',
    state: 'issued', visit_day: '2026-11-20', root_cause_needed: false, plan_needed: false, issue_by: null, cancelled: null,
    rules: RULES[more.class ?? 'T3'] as Rules, ...more, times: { ...times, ...more.times },
  }
}

/** The same as it was kept on a device before the server told rules. */
export function withoutRules(of: Order): Order {
  const { rules: _, ...kept } = of
  return kept
}
