// Orders and rows for tests, as the API gives them.

import type { Order } from '../../../src/desk/region/orders'

let made = 0

/** An issued order of class T3 with nothing special; `times` and the rest are laid over it. */
export function order(over: Partial<Omit<Order, 'times'>> & { times?: Partial<Order['times']> } = {}): Order {
  made += 1
  const { times, ...rest } = over
  return {
    id: `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`,
    version: 2,
    station: { id: '10000000-0000-4000-8000-000000000001', code: 'GZ001', name: { zh: '广州新华路加油站', en: 'Guangzhou Xinhua Road Station' } },
    item: { id: 'restroom.clean_surfaces', n: 54, severity: 'major', text: { zh: '卫生间', en: 'Restroom' } },
    class: 'T3',
    state: 'issued',
    visit_day: '2026-11-20',
    root_cause_needed: false,
    plan_needed: false,
    issue_by: null,
    cancelled: null,
    times: {
      issued_at: '2026-11-23T02:00:00Z',
      due_at: '2026-11-26T10:00:00Z',
      round: 0,
      overdue: false,
      ever_overdue: false,
      verifier_late: false,
      on_site_check: false,
      ...times,
    },
    ...rest,
  } as Order
}
