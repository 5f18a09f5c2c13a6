// Verbs of an office about an order. Each says what it did; what went wrong is said where it was done.
import type { Body } from '../../api/client'
import type { components } from '../../api/schema'
import { act } from '../net/act'
import type { Problem } from '../net/problem'
import { bodies, outcome, type BulkVerb, type Done, type Edited } from './bulk'
import type { Order } from './orders'

type Verb = 'issue' | 'acknowledge' | 'contain' | 'verify' | 'reject' | 'close' | 'cancel' | 'calls'
type VerbPath<V extends Verb> = `/v1/rectifications/{id}/${V}`
type OrderDone = components['schemas']['OrderDone']
type Reply = { ok: true; data: OrderDone } | { ok: false; problem: Problem }

/** What is read anew when an order has changed. */
export const TOUCHES = ['/v1/rectifications', '/v1/reports/bulletin', '/v1/reports/rectification']

/** Does a verb to an order, at the version that was looked at. */
export async function doVerb<V extends Verb>(verb: V, order: { id: string; version: number }, body: Body<VerbPath<V>, 'post'>): Promise<Reply> {
  const path = `/v1/rectifications/{id}/${verb}` as const
  return (await act('post', path as never, { path: { id: order.id }, body, version: order.version, touches: TOUCHES } as never)) as Reply
}

/** Decides about more time. */
export async function decide(order: { id: string; version: number }, extension_id: string, grant: boolean, reason: string): Promise<Reply> {
  return act('post', '/v1/rectifications/{id}/extensions/{extension_id}/decide', {
    path: { id: order.id, extension_id },
    body: reason ? { grant, reason } : { grant },
    version: order.version,
    touches: TOUCHES,
  })
}

/** Does a verb to many orders; a problem of one request ends it, with what was done so far. */
export async function doBulk(verb: BulkVerb, orders: readonly Order[], reason: string, edited?: Edited): Promise<{ done: Done; problem: Problem | null }> {
  const answers: components['schemas']['OrderBulkAnswer'][] = []
  for (const body of bodies(verb, orders, reason, edited)) {
    const reply = await act('post', '/v1/rectifications/bulk', { body, touches: TOUCHES })
    if (!reply.ok) return { done: outcome(orders, answers), problem: reply.problem }
    answers.push(reply.data)
  }
  return { done: outcome(orders, answers), problem: null }
}
