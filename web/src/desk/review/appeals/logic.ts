// Appeals: which wait for whom, in which order, and what a panel may decide.
import type { components } from '../../../api/schema'
import type { Item } from '../logic/types'

type S = components['schemas']
export type Appeal = S['DeskAppeal']
export type Outcome = S['AppealOutcome']
export type Step = S['DeskStep']
/** What a panel may say. */
export type Verdict = Exclude<Outcome, 'withdrawn'>

/** Which appeals a list shows. */
export const FILTERS = ['wait', 'open', 'closed', 'all'] as const
export type Filter = (typeof FILTERS)[number]

/** The level that decides now; null when no panel does. */
export const levelOf = (appeal: Pick<Appeal, 'state'>): 1 | 2 | null => (appeal.state === 'level_1' ? 1 : appeal.state === 'level_2' ? 2 : null)

/** Whether it waits for somebody who sits on these levels. */
export function waitsFor(appeal: Appeal, levels: readonly number[], now: number): boolean {
  const level = levelOf(appeal)
  return level !== null && levels.includes(level) && !isOver(appeal, now)
}

/** Its time is over: the server decides by itself. */
export const isOver = (appeal: Appeal, now: number): boolean => appeal.due_at != null && Date.parse(appeal.due_at) < now

/** Those of a filter, the ones that are due first before the others; what has no deadline yet comes after them. */
export function listed(appeals: readonly Appeal[], filter: Filter, levels: readonly number[], now: number): Appeal[] {
  const fits = (appeal: Appeal): boolean => {
    if (filter === 'wait') return waitsFor(appeal, levels, now)
    if (filter === 'open') return appeal.state !== 'closed'
    return filter === 'all' || appeal.state === 'closed'
  }
  const due = (appeal: Appeal): number => (appeal.state === 'closed' ? Infinity : appeal.due_at == null ? Number.MAX_SAFE_INTEGER : Date.parse(appeal.due_at))
  const filed = (appeal: Appeal): number => Date.parse(appeal.filed_at)
  return appeals.filter(fits).sort((a, b) => {
    const [x, y] = [due(a), due(b)]
    // Of what is closed the newest first, of what is open the oldest.
    return x !== y ? x - y : x === Infinity ? filed(b) - filed(a) : filed(a) - filed(b)
  })
}

/** What may be decided about an item: a red line is upheld or rejected, nothing between. */
export function verdicts(item: Pick<Item, 'severity'> | undefined): Verdict[] {
  return item?.severity === 'critical' ? ['upheld', 'rejected'] : ['upheld', 'not_applicable', 'not_observed', 'rejected']
}

/** Whether the panel may still ask for footage: once for an appeal. */
export const mayAsk = (appeal: Appeal): boolean => levelOf(appeal) !== null && !appeal.steps.some((step) => step.kind === 'footage_asked')

/** Whether somebody has decided it before, or asked for it at another level: the panel of the next level is another one. */
export function spoke(appeal: Appeal, me: string): boolean {
  const level = levelOf(appeal)
  return appeal.steps.some((step) => step.person?.id === me && !(step.kind === 'footage_asked' && step.level === level))
}

/** The answers that earn more than the one that holds, with their points: what an upheld appeal may state. */
export function better(item: Item, earned: number): { value: boolean | number; points: number }[] | null {
  const { answer } = item
  if (answer.kind === 'pass_fail') return [{ value: true, points: item.points }].filter((one) => one.points > earned || item.points === 0)
  if (answer.kind === 'graded') return (answer.grades ?? []).filter((grade) => grade.points > earned).map((grade) => ({ value: grade.value, points: grade.points })).reverse()
  return null
}

/** The next one that waits, after this one. */
export function nextWaiting(appeals: readonly Appeal[], current: string, levels: readonly number[], now: number): Appeal | null {
  return listed(appeals, 'wait', levels, now).find((appeal) => appeal.id !== current) ?? null
}
