// Lines of the inbox by day, what tells them apart, and where each leads.
import type { components } from '../../api/schema'
import { matches } from '../../routes/match'
import { pages } from '../pages'
import type { Role } from '../types'
import { sameDay } from '../ui/format'

/** A line of the inbox. */
export type Line = components['schemas']['InboxLine']
/** A line of a digest. */
export type Gathered = components['schemas']['DigestLine']
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
export const graveness = (line: Line | Gathered): 'critical' | 'major' | 'minor' =>
  line.class === 'T0' ? 'critical' : /overdue|escalated|rejected|not_acknowledged/.test(line.kind) ? 'major' : 'minor'

/** By when somebody has to do something about it: nothing once it has ended, and what is neither order nor appeal cannot be late. */
export function stillDue(line: Pick<Line, 'due_at' | 'over' | 'order_id' | 'appeal_id'>, now: number): string | null {
  if (!line.due_at || line.over) return null
  return line.order_id || line.appeal_id || Date.parse(line.due_at) > now ? line.due_at : null
}

/** What it is about, in words: station, item, unit, day. */
export function about(line: Line | Gathered, lang: 'zh' | 'en'): string[] {
  const { station } = line
  const name = station && ((lang === 'zh' ? station.name_zh : station.name_en) || station.name_zh)
  return [station && `${station.code} ${name}`, line.item_text, line.org_unit_name, line.day].filter((one) => typeof one === 'string' && one !== '') as string[]
}

/** The pages that show what a line is about, whoever reads it. */
function shownAt(line: Line | Gathered): string[] {
  const { order_id, appeal_id, audit_id, station, org_unit_id, day } = line
  if (order_id) return [`/desk/station/orders/${order_id}`, `/desk/region/orders/${order_id}`]
  if (appeal_id) return [`/desk/station/appeals/${appeal_id}`, `/desk/region/appeals/${appeal_id}`, `/desk/review/appeals/${appeal_id}`]
  if (audit_id) return [`/desk/station/audits/${audit_id}`, ...(station ? [`/desk/region/stations/${station.id}`] : []), `/desk/hq/audits/${audit_id}`, `/desk/review/audits/${audit_id}`]
  if (org_unit_id && day) return [`/desk/region/bulletin?day=${day}&unit=${org_unit_id}`]
  return line.kind === 'calendar.missing' ? ['/desk/admin/policy'] : []
}

const opens = (role: Role, href: string): boolean => pages.some((row) => row.roles.includes(role) && matches(row.path, href.split('?')[0] ?? '') !== null)

/** Where a line leads whoever holds these roles, the present one first; null when none of them has a page for it. */
export function addressOf(line: Line | Gathered, roles: readonly Role[]): string | null {
  const all = shownAt(line)
  for (const role of roles) {
    const found = all.find((href) => opens(role, href))
    if (found) return found
  }
  return null
}
