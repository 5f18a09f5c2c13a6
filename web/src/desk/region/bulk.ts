// One verb for many orders: what fits in one request, and what came of it.

import type { components } from '../../api/schema'
import type { Order } from './orders'

/** Orders that one request may name. */
export const MOST = 200

/** A verb that is done to many orders at once. */
export type BulkVerb = components['schemas']['BulkVerb']
type Answer = components['schemas']['OrderBulkAnswer']
type Result = components['schemas']['OrderBulkResult']

/** What came of it, over all requests. */
export interface Done {
  done: number
  /** What was refused, with the order that was meant. */
  refused: { order: Order; message: string; code: string }[]
  /** Of what nothing is known: its request did not succeed. */
  unsent: Order[]
}

const FROM: Record<BulkVerb, readonly Order['state'][]> = {
  issue: ['draft'],
  acknowledge: ['issued'],
  verify: ['submitted'],
  close: ['verified'],
  cancel: ['draft', 'issued', 'acknowledged', 'submitted', 'verified'],
}

/** Verbs that all of these orders allow by their state; the server has the last word. */
export function verbsOf(orders: readonly Order[]): BulkVerb[] {
  if (orders.length === 0) return []
  return (Object.keys(FROM) as BulkVerb[]).filter((verb) => orders.every((order) => FROM[verb].includes(order.state)))
}

/** Deadlines other than the policy's, by order, as the API writes instants. */
export type Edited = ReadonlyMap<string, string>

/** The bodies of the requests, in order. A reason is sent only where there is one. */
export function bodies(verb: BulkVerb, orders: readonly Order[], reason = '', edited: Edited = new Map()): components['schemas']['OrderBulk'][] {
  const all: components['schemas']['OrderBulk'][] = []
  for (let from = 0; from < orders.length; from += MOST) {
    const items = orders.slice(from, from + MOST).map(({ id, version }) => ({ id, version, ...(edited.has(id) ? { due_at: edited.get(id) } : {}) }))
    all.push(reason.trim() ? { verb, items, reason: reason.trim() } : { verb, items })
  }
  return all
}

/** Adds up the answers. */
export function outcome(orders: readonly Order[], answers: readonly Answer[]): Done {
  const known = new Map(orders.map((order) => [order.id, order]))
  const results: Result[] = answers.flatMap((answer) => answer.results)
  const refused = results
    .filter((one) => one.status !== 'done')
    .flatMap((one) => {
      const order = known.get(one.id)
      return order ? [{ order, message: one.message ?? '', code: one.code ?? '' }] : []
    })
  const answered = new Set(results.map((one) => one.id))
  return { done: results.filter((one) => one.status === 'done').length, refused, unsent: orders.filter((order) => !answered.has(order.id)) }
}
