import type { VisitView } from '../../engine'
import { fill, t } from '../../i18n/index.svelte'
import { steps } from './walk'

/** A fault of a finished visit: where it is, what it is, and the page that mends it. */
export interface Fault {
  place: string
  why: string
  href: string
}

/** The fault behind a pointer of the submission (`/receipts/0/amount_fen`) and the server's code for it. */
export function faultOf({ pointer, code }: { pointer: string; code: string }, view: Pick<VisitView, 'audit_id' | 'groups'>): Fault {
  const [, part = '', name = ''] = pointer.split('/').map((piece) => piece.replaceAll('~1', '/').replaceAll('~0', '~'))
  return { ...placeOf(part, name, view), why: whyOf(code) }
}

function placeOf(part: string, name: string, view: Pick<VisitView, 'audit_id' | 'groups'>): { place: string; href: string } {
  const base = `/visit/${view.audit_id}`
  const at = t().finish.place
  const n = /^\d+$/.test(name) ? Number(name) + 1 : ''
  if (part === 'receipts') return { place: fill(t().finish.place.receipts, { n }), href: `${base}/receipts` }
  if (part === 'photos') return { place: fill(t().finish.place.photos, { n }), href: `${base}/photos` }
  if (part === 'flags' || part === 'narrative' || part === 'profile_dispute') return { place: at.flags, href: `${base}/flags` }
  const item = part === 'answers' ? steps(view as VisitView).find((step) => step.view.item.id === name)?.view.item : undefined
  if (item) return { place: fill(t().finish.place.answers, { n: item.n }), href: `${base}/item/${encodeURIComponent(item.id)}` }
  return { place: at.other, href: base }
}

function whyOf(code: string): string {
  const known: Partial<Record<string, string>> = t().finish.why
  return known[code] ?? fill(t().finish.why.other, { code })
}
