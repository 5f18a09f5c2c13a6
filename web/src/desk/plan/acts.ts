// Verbs of a planner; each gives the answer or what went wrong.
import type { components } from '../../api/schema'
import { uuid } from '../../engine/platform'
import { act } from '../net/act'
import { noAnswer, type Problem } from '../net/problem'
import { invalidate } from '../net/query.svelte'
import type { Reply } from '../net/send'
import { answered, bodies, toSend, type PlanRow } from './draft'
import { BLANK, requestOf } from './script'

type Assignment = components['schemas']['AssignmentView']
type AnyAssignment = components['schemas']['AnyAssignment']

/** What is read anew when a plan has changed. */
export const TOUCHES = ['/v1/assignments', '/v1/rounds', '/v1/cadence', '/v1/reports/coverage']

/** Plans the rows that are not planned yet, or only asks what would become of them; the rows with what the server said. `script`: of all rows. */
export async function plan(round: string, rows: readonly PlanRow[], { asked = false, script = BLANK } = {}): Promise<{ rows: PlanRow[]; problem: Problem | null }> {
  let now = [...rows]
  for (const body of bodies(round, toSend(rows), script)) {
    // To ask is an intention of its own each time, since what was true a minute ago may have changed; it touches nothing that is read.
    const reply = await act('post', '/v1/assignments/bulk', asked ? { body, query: { dry_run: true }, touches: ['-'], intention: uuid() } : { body, touches: TOUCHES })
    if (!reply.ok) return { rows: now, problem: reply.problem }
    now = answered(now, [reply.data], asked, script)
  }
  return { rows: now, problem: null }
}

/** Takes a visit away. */
export const withdraw = (one: Pick<Assignment, 'id' | 'version'>): Promise<Reply<AnyAssignment>> =>
  act('post', '/v1/assignments/{id}/withdraw', { path: { id: one.id }, version: one.version, touches: TOUCHES }) as Promise<Reply<AnyAssignment>>

/** Gives a visit to another shopper. */
export const reassign = (one: Pick<Assignment, 'id' | 'version'>, shopper_id: string, reason: string): Promise<Reply<AnyAssignment>> =>
  act('post', '/v1/assignments/{id}/reassign', {
    path: { id: one.id },
    body: reason.trim() ? { shopper_id, override_reason: reason.trim() } : { shopper_id },
    version: one.version,
    touches: TOUCHES,
  }) as Promise<Reply<AnyAssignment>>

/** One visit as a planner chooses it. */
export interface Wish {
  shopper_id: string
  round_id: string
  slot: string
  window_start: string
  window_end: string
  reason: string
}

/** Issues a visit again. The new id belongs to the intention: the same try carries the same one. */
export function issueAgain(one: Pick<Assignment, 'id' | 'version'>, wish: Wish, id = uuid()): Promise<Reply<AnyAssignment>> {
  const { reason, ...body } = wish
  return act('post', '/v1/assignments/{id}/issue-again', {
    path: { id: one.id },
    body: reason.trim() ? { id, ...body, override_reason: reason.trim() } : { id, ...body },
    version: one.version,
    touches: TOUCHES,
  }) as Promise<Reply<AnyAssignment>>
}

/** Plans the visit of a re-visit. The id belongs to the intention. */
export async function planRevisit(one: { id: string; station: { id: string } }, wish: Wish, id: string, script = BLANK): Promise<{ ok: true } | { ok: false; problem: Problem }> {
  const { reason, ...rest } = wish
  const item = { id, ...rest, station_id: one.station.id, revisit_id: one.id, self_service: false, ...requestOf(script), ...(reason.trim() ? { override_reason: reason.trim() } : {}) }
  const reply = await act('post', '/v1/assignments/bulk', { body: { items: [item] }, touches: ['/v1/revisits', ...TOUCHES] })
  if (!reply.ok) return reply
  const said = reply.data.results[0]
  if (said && said.status !== 'refused') return { ok: true }
  return { ok: false, problem: { ...noAnswer(422), type: '/problems/invalid', violations: said?.violations ?? [], warnings: said?.warnings ?? [] } }
}

/** Takes many visits away, one by one; those that were refused with the reason. */
export async function withdrawAll(all: readonly Assignment[]): Promise<{ done: number; refused: { one: Assignment; problem: Problem }[] }> {
  return each(all, (one) => withdraw(one))
}

/** Gives many visits to one shopper. */
export async function reassignAll(all: readonly Assignment[], shopper: string, reason: string): Promise<{ done: number; refused: { one: Assignment; problem: Problem }[] }> {
  return each(all, (one) => reassign(one, shopper, reason))
}

async function each(all: readonly Assignment[], verb: (one: Assignment) => Promise<Reply<AnyAssignment>>): Promise<{ done: number; refused: { one: Assignment; problem: Problem }[] }> {
  const refused: { one: Assignment; problem: Problem }[] = []
  for (const one of all) {
    const reply = await verb(one)
    if (!reply.ok) refused.push({ one, problem: reply.problem })
  }
  invalidate(...TOUCHES)
  return { done: all.length - refused.length, refused }
}
