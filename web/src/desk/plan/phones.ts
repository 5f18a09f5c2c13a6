// What a planner has to know of a shopper's phones before he takes a visit away.

import type { components } from '../../api/schema'

/** A phone, as the API lists it. */
export type Phone = components['schemas']['DeviceView']

/** What is known of a person's phones, the worst news first. */
export type News = 'queued' | 'drafts' | 'incomplete' | 'silent' | 'unknown' | 'clear'

const SILENT_MS = 24 * 3_600_000

/** Everything worth saying about one phone. */
export function newsOf(phone: Phone, now: number): News[] {
  const held = phone.holdings
  const news: News[] = []
  if (held && held.queued > 0) news.push('queued')
  if (held && held.drafts > 0) news.push('drafts')
  if (held && held.incomplete > 0) news.push('incomplete')
  if (now - Date.parse(phone.last_contact_at) > SILENT_MS) news.push('silent')
  if (!held) news.push('unknown')
  return news.length > 0 ? news : ['clear']
}

/** Whether a visit may still be on one of these phones: it is held there, or nobody can know. */
export const mayHoldVisit = (phones: readonly Phone[], now: number): boolean => phones.length === 0 || phones.some((phone) => newsOf(phone, now)[0] !== 'clear')

/** Phones that hold something first, the oldest first; then those that were silent longest. */
export function byHolding(a: Phone, b: Phone): number {
  const oldest = (phone: Phone) => (phone.holdings?.oldest_at ? Date.parse(phone.holdings.oldest_at) : Infinity)
  return compare(oldest(a), oldest(b)) || Date.parse(a.last_contact_at) - Date.parse(b.last_contact_at)
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1)

/** How many audits are only on phones, from what each says itself. */
export const held = (phone: Phone): number => (phone.holdings?.queued ?? 0) + (phone.holdings?.incomplete ?? 0)
