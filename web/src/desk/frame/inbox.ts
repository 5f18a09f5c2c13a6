// Lines of the inbox by day.
import type { components } from '../../api/schema'
import { sameDay } from '../ui/format'

/** A line of the inbox. */
export type Line = components['schemas']['InboxLine']
/** When lines came. */
export type Group = 'today' | 'yesterday' | 'earlier'

const DAY_MS = 86_400_000

/** Lines in groups of when they came, as they stand: newest first. Empty groups are left out. */
export function grouped(lines: readonly Line[], now: number): { group: Group; lines: Line[] }[] {
  const groups: Record<Group, Line[]> = { today: [], yesterday: [], earlier: [] }
  for (const line of lines) {
    const group = sameDay(line.told_at, now) ? 'today' : sameDay(line.told_at, now - DAY_MS) ? 'yesterday' : 'earlier'
    groups[group].push(line)
  }
  return (['today', 'yesterday', 'earlier'] as const).map((group) => ({ group, lines: groups[group] })).filter((one) => one.lines.length > 0)
}

/** How grave a line is: by the class of its order. */
export const graveness = (line: Line): 'critical' | 'major' | 'minor' =>
  line.class === 'T0' ? 'critical' : /overdue|escalated|rejected|not_acknowledged/.test(line.kind) ? 'major' : 'minor'

/** Where the order of a line is looked at, by the role. */
export function orderAddress(role: string, order_id: string): string {
  return role === 'station' ? `/desk/station/orders/${order_id}` : `/desk/region/orders/${order_id}`
}
