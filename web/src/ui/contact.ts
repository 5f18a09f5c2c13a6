import type { Contact } from '../engine'
import { when, waited } from '../i18n/format'
import { fill, t } from '../i18n/index.svelte'
import { errorWords } from './words'

/** From here on a wrong clock is told, ms. */
const WRONG_MS = 300_000

/** How wrong the phone's clock is, in one sentence; `null` while it does no harm. */
export function clockWords({ offset_ms }: Pick<Contact, 'offset_ms'>): string | null {
  if (offset_ms === null || !(Math.abs(offset_ms) >= WRONG_MS)) return null
  const n = waited(Math.abs(offset_ms))
  return offset_ms > 0 ? fill(t().outbox.behind, { n }) : fill(t().outbox.ahead, { n })
}

/** How the last contact went, in one sentence. */
export function contactWords(contact: Contact, now: number): string {
  const { last_error: error, online_hint: online, last_at } = contact
  if (error && error.kind !== 'no_answer') return errorWords(error.kind)
  if (!online) return t().outbox.offline
  // Portals that redirect and clocks that TLS refuses look like no network at all.
  if (error) return t().outbox.unreached
  return last_at === null ? t().today.never : fill(t().today.lastContact, { when: when(last_at, now) })
}
