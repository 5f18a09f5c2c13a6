// What a manager needs where there is no network: his open orders, with the audits they rest on, read while there is one.

import { call, type Address, type Answer, type PathOf } from '../../api/client'
import type { paths } from '../../api/schema'
import { send } from '../net/send'
import { device } from './device.svelte'

/** What was read within this time is not read again, ms. */
const FRESH_MS = 10 * 60_000
/** So many orders are kept; the most urgent come first. */
const MOST = 40

let running = false

/** Keeps these orders on this device, one after the other. What fails is read when it is opened. */
export async function keepOrders(ids: readonly string[]): Promise<void> {
  if (running || ids.length === 0) return
  running = true
  try {
    const audits = new Set<string>()
    for (const id of ids.slice(0, MOST)) {
      const line = await keep('/v1/rectifications/{id}/timeline', { path: { id } })
      const audit = line?.findings.at(-1)?.audit_id
      if (audit) audits.add(audit)
    }
    for (const audit_id of audits) {
      const audit = await keep('/v1/audits/{audit_id}', { path: { audit_id } })
      if (audit) await keep('/v1/checklists/{id}/versions/{version}', { path: audit.checklist })
    }
  } catch (error) {
    console.warn('forecourt: station', error)
  } finally {
    running = false
  }
}

async function keep<P extends PathOf<'get'> & keyof paths>(path: P, address: Address<P, 'get'>): Promise<Answer<P, 'get'> | null> {
  const outbox = await device()
  if (!outbox) return null
  const { url } = call('get', path, address)
  const known = await outbox.store.known(url)
  const age = known ? Date.now() - known.at : Infinity
  if (known && age >= 0 && age < FRESH_MS) return known.data as Answer<P, 'get'>
  const reply = await send('get', path, address)
  if (!reply.ok) throw new Error(`${url}: ${reply.problem.status}`)
  await outbox.store.setKnown({ url, at: Date.now(), data: reply.data })
  return reply.data
}
