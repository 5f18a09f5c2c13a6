import type { OutboxView, Today } from '../../engine'

/**
 * Why a visit does not open: it is here but its checklist is not; it is finished and on its way; or this phone has it no more.
 * A draft comes first: the answer to a return has an earlier revision in the outbox.
 */
export function whyNone(audit: string, today: Pick<Today, 'returned'>, outbox: Pick<OutboxView, 'entries'>): 'no_checklist' | 'finished' | 'not_here' {
  const entries = outbox.entries.filter((entry) => entry.audit_id === audit)
  if (entries.some((entry) => entry.kind === 'draft') || today.returned.some((one) => one.audit_id === audit)) return 'no_checklist'
  return entries.length > 0 ? 'finished' : 'not_here'
}
