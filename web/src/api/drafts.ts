// Visits under way on the server: what is sent, and what is read of its answers.

import { body, call, type Answer, type Body, type Call } from './client'

/** One line of the list; only its owner ever sees it. */
export type ListedDraft = Answer<'/v1/me/drafts', 'get'>['drafts'][number]

const ONE = '/v1/me/drafts/{audit_id}'

/** What is sent of one. */
export type DraftBody = Body<typeof ONE, 'put'>

/** The server takes no larger ones, bytes. */
export const DRAFT_BYTES = 256 * 1024

/** The address of the list. */
export const listDrafts = (): Call => call('get', '/v1/me/drafts')

/** The address of one draft. */
export const ofDraft = (method: 'get' | 'put' | 'delete', audit_id: string): Call => call(method, ONE, { path: { audit_id } })

/** What is sent to save one. */
export const draftBody = (draft: DraftBody): string => body('put', ONE, draft)

/** The list in an answer; `null`: it is none. What cannot be read is left out. */
export function listedDrafts(json: unknown): ListedDraft[] | null {
  const { drafts } = (json ?? {}) as { drafts?: unknown }
  if (!Array.isArray(drafts)) return null
  return (drafts as Partial<ListedDraft>[]).filter((one): one is ListedDraft =>
    typeof one?.audit_id === 'string' && typeof one.assignment_id === 'string' && Number.isFinite(one.saved_at))
}
