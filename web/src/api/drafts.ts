// Drafts of a shopper on the server. By hand in this one place: `npm run schema` replaces the types when the contract has them.

import type { Call } from './client'

/** One draft in the list of `GET /v1/me/drafts`; only its owner ever sees it. */
export interface ListedDraft {
  audit_id: string
  assignment_id: string
  device_id: string
  /** RFC 3339. */
  saved_at: string
  bytes: number
}

/** The body of `PUT /v1/me/drafts/{audit_id}`. */
export interface DraftBody {
  assignment_id: string
  device_id: string
  /** RFC 3339; of two drafts of a visit the later one stands. */
  saved_at: string
  content: object
}

/** The server takes no larger ones, bytes. */
export const DRAFT_BYTES = 256 * 1024

/** The address of the list. */
export const listDrafts = (): Call => ({ method: 'GET', url: '/v1/me/drafts' })

/** The address of one draft. */
export const ofDraft = (method: 'GET' | 'PUT' | 'DELETE', audit_id: string): Call => ({ method, url: `/v1/me/drafts/${encodeURIComponent(audit_id)}` })

/** The list in an answer; `null`: it is none. What cannot be read is left out. */
export function listedDrafts(json: unknown): ListedDraft[] | null {
  const { drafts } = (json ?? {}) as { drafts?: unknown }
  if (!Array.isArray(drafts)) return null
  return (drafts as Partial<ListedDraft>[]).filter((one): one is ListedDraft =>
    typeof one?.audit_id === 'string' && typeof one.assignment_id === 'string' && !Number.isNaN(Date.parse(one.saved_at ?? '')))
}
