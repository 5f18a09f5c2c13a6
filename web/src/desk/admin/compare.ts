// Two versions of a checklist, side by side: what came, what went, what changed and how.
import type { components } from '../../api/schema'

/** A checklist version, whole. */
export type Version = components['schemas']['ChecklistView']
type Item = components['schemas']['ItemView']

/** A part of an item or of the rules that differs: its name, before and after as texts. */
export interface Difference {
  part: string
  before: string
  after: string
}

/** An item that came, went, moved or changed. */
export interface ItemChange {
  id: string
  what: 'added' | 'removed' | 'changed'
  item: Item
  differences: Difference[]
}

const shown = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

/** Parts of an item that are compared, in the order in which they matter. */
const PARTS = ['text.zh', 'text.en', 'points', 'bonus_bp', 'severity', 'touchpoint', 'photo', 'deadline', 'answer', 'na_when.text', 'gated_by', 'servqual', 'characteristic', 'kano', 'n'] as const

const partOf = (item: Item, part: string): unknown =>
  part.split('.').reduce<unknown>((value, name) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined), item)

/** Items that differ, in the order of the newer version; removed ones stand last. */
export function itemChanges(before: Version, after: Version): ItemChange[] {
  const old = new Map(before.items.map((one) => [one.id, one]))
  const out: ItemChange[] = []
  for (const item of after.items) {
    const was = old.get(item.id)
    if (!was) {
      out.push({ id: item.id, what: 'added', item, differences: [] })
      continue
    }
    const differences = PARTS.map((part) => ({ part, before: shown(partOf(was, part)), after: shown(partOf(item, part)) })).filter((one) => one.before !== one.after)
    if (differences.length > 0) out.push({ id: item.id, what: 'changed', item, differences })
  }
  const kept = new Set(after.items.map((one) => one.id))
  for (const item of before.items) if (!kept.has(item.id)) out.push({ id: item.id, what: 'removed', item, differences: [] })
  return out
}

/** Leaves of a tree of rules by their path, `scoring.coverage_min_bp`. */
export function leavesOf(value: unknown, path = ''): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[path, shown(value)]]
  return Object.entries(value).flatMap(([name, one]) => leavesOf(one, path === '' ? name : `${path}.${name}`))
}

/** What a rule is called: the key of its word, with the place in its list and whose it is. */
export interface RuleName {
  key: string
  n: number | null
  of: string | null
}

/** The name of a rule by its path: `scoring.grades.0.min_bp` is the lowest score of the first grade. Rules of a part are named without it. */
export function ruleName(part: string): RuleName {
  const [root = '', ...rest] = part.split('.')
  if (root === 'touchpoints') return { key: `${root}.${rest.at(-1)}`, n: null, of: rest.slice(0, -1).join('.') }
  if (root === 'flags') return { key: root, n: null, of: rest.join('.') }
  const place = rest.find((one) => /^\d+$/.test(one))
  const key = rest.filter((one) => one !== place).join('.')
  return { key: root === 'totals' || root === 'scoring' ? `${root}.${key}` : key, n: place === undefined ? null : Number(place) + 1, of: null }
}

/** Rules that differ: totals, scoring, review, periods, the visit, the weights of touchpoints and the defaults of flags. */
export function ruleChanges(before: Version, after: Version): Difference[] {
  const rules = (one: Version): Map<string, string> =>
    new Map([
      ...leavesOf({ totals: one.totals, scoring: one.scoring, review: one.review, period: one.period, visit: one.visit }),
      ...one.touchpoints.flatMap((touchpoint) => [[`touchpoints.${touchpoint.id}.weight_bp`, String(touchpoint.weight_bp)] as [string, string]]),
      ...one.flags.map((flag) => [`flags.${flag.id}`, shown(flag.default)] as [string, string]),
    ])
  const old = rules(before)
  const fresh = rules(after)
  const names = [...new Set([...old.keys(), ...fresh.keys()])]
  return names.map((part) => ({ part, before: old.get(part) ?? '', after: fresh.get(part) ?? '' })).filter((one) => one.before !== one.after)
}
