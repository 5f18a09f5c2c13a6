// Open visits are laid down on the server while nothing else is to be sent, and taken up again on another phone (pains.md P6).

import { DRAFT_BYTES, draftBody, listDrafts, listedDrafts, ofDraft, type DraftBody } from '../../api/drafts'
import { changeBackups, isElsewhere, putBackups, readBackups, type Backups, type KeptDraft } from '../backups'
import { whole, type OutboxTx } from '../db/outbox'
import type { PersonData } from '../db/person'
import type { DraftRecord } from '../draft'
import { isFull } from '../errors'
import { sha256Hex } from '../hash'
import type { Net } from '../net'
import { next } from '../outbox/next'
import type { Outcome } from '../outbox/types'
import type { Continued } from '../views'
import { contentOf, isContent } from './content'

/** The server is asked what it has at least so often, ms. */
const LOOK_MS = 10 * 60_000
/** Longest wait for an answer: the outbox may be waiting meanwhile, ms. */
const ANSWER_MS = 10_000

/** What a round needs. */
export interface BackupWorld {
  data: PersonData
  net: Net
  now: number
  device_id: string
  csrf: string
  /** Somebody wants the line: no further request. */
  stopped(): boolean
}

/** How a round ended. `silent`: this server keeps no drafts. `changed`: what it has is known anew. */
export type Round = 'nothing' | 'changed' | 'silent'

interface Found {
  audit_id: string
  assignment_id: string
  /** To the server it is nothing but an object. */
  content: DraftBody['content']
  sha256: string
}

/** Saves what changed since the last time, and takes away what was thrown away here. `look`: also when nothing did. */
export async function backUp(world: BackupWorld, look: boolean): Promise<Round> {
  const { data, now } = world
  const state = await data.readOutbox()
  // Never in the way of the outbox, and not at a server that asked for time.
  if (next(state, now).do !== 'wait' || state.hold || state.sync_due) return 'nothing'
  const before = await readBackups(data)
  const drafts = await data.drafts()
  const found = await contentsOf(data, drafts)
  const changed = found.filter((one) => one.sha256 !== before.sent[one.audit_id]?.sha256)
  const here = new Set([...drafts.map((one) => one.audit_id), ...state.items.flatMap((one) => (one.kind === 'audit' ? [one.audit_id] : []))])
  const thrown = Object.keys(before.sent).filter((id) => !here.has(id))
  const old = before.looked_at === null || Math.abs(now - before.looked_at) > LOOK_MS
  if (changed.length === 0 && thrown.length === 0 && !look && !old) return 'nothing'
  const outcome = await world.net.api(listDrafts(), { timeout_ms: ANSWER_MS })
  if (outcome.kind !== 'http') return 'nothing'
  // A server without drafts, or a person without visits.
  if (outcome.status === 404 || outcome.status === 403) return 'silent'
  const listed = outcome.status === 200 ? listedDrafts(outcome.json) : null
  if (!listed) return 'nothing'
  const rows = listed.map(({ audit_id, assignment_id, device_id, saved_at }): KeptDraft =>
    ({ audit_id, assignment_id, saved_at, mine: device_id === world.device_id }))
  const after: Backups = { ...before, looked_at: now, rows, sent: { ...before.sent } }
  for (const one of changed) if (!world.stopped() && !(await save(world, after, one, now + (state.offset_ms ?? 0)))) break
  for (const id of thrown) if (!world.stopped()) await takeAway(world, after, id)
  // What the shopper said meanwhile stands. On a full disk nothing is noted: the next round saves once more.
  await changeBackups(data, ({ left }) => ({ ...after, left })).catch((error: unknown) => {
    if (!isFull(error)) throw error
  })
  return 'changed'
}

/** What is to be saved: visits that were begun and that the server takes. */
async function contentsOf(data: PersonData, drafts: DraftRecord[]): Promise<Found[]> {
  const found: Found[] = []
  for (const { audit_id, assignment_id, touched } of drafts) {
    const parts = touched ? await data.draft(audit_id) : null
    if (!parts) continue
    const content = contentOf(parts) as unknown as DraftBody['content']
    const bytes = new TextEncoder().encode(JSON.stringify(content))
    if (bytes.length < DRAFT_BYTES - 1024) found.push({ audit_id, assignment_id, content, sha256: await sha256Hex(bytes) })
  }
  return found
}

/** Saves one draft; `false`: the server takes none for now. */
async function save({ net, device_id, csrf }: BackupWorld, notes: Backups, one: Found, now: number): Promise<boolean> {
  const { audit_id, assignment_id, content, sha256 } = one
  const row = notes.rows.find((other) => other.audit_id === audit_id)
  // It goes on elsewhere: the shopper is told, and decides.
  if (row && isElsewhere(notes, row)) return true
  const saved_at = Math.max(Math.round(now), (row?.saved_at ?? 0) + 1)
  const body = draftBody({ assignment_id, device_id, saved_at, content })
  const outcome = await net.api(ofDraft('put', audit_id), { body, csrf, timeout_ms: ANSWER_MS })
  if (isGood(outcome)) {
    notes.sent[audit_id] = { sha256, saved_at }
    notes.rows = [...notes.rows.filter((other) => other !== row), { audit_id, assignment_id, saved_at, mine: true }]
    return true
  }
  const slug = outcome.kind === 'http' ? outcome.problem?.type : undefined
  // Another phone was faster: look again at the next chance.
  if (slug === '/problems/draft-newer') notes.looked_at = null
  // What is refused is not offered again until it has changed.
  else if (slug && outcome.kind === 'http' && outcome.status < 500) notes.sent[audit_id] = { sha256, saved_at: notes.sent[audit_id]?.saved_at ?? 0 }
  return slug === '/problems/draft-newer'
}

/** A visit that was thrown away here leaves the server too, unless another phone goes on with it. */
async function takeAway({ net, csrf }: BackupWorld, notes: Backups, audit_id: string): Promise<void> {
  const row = notes.rows.find((one) => one.audit_id === audit_id)
  if (row?.mine) {
    const outcome = await net.api(ofDraft('delete', audit_id), { csrf, timeout_ms: ANSWER_MS })
    if (!isGood(outcome) && !(outcome.kind === 'http' && outcome.status === 404)) return
    notes.rows = notes.rows.filter((one) => one !== row)
  }
  delete notes.sent[audit_id]
}

const isGood = (outcome: Outcome): boolean => outcome.kind === 'http' && outcome.status >= 200 && outcome.status < 300

const STORES = ['drafts', 'answers', 'stamps', 'photos', 'outbox', 'meta'] as const

/** Takes up a draft from the server. What is here already stays as it is. Errors: `no_space`, `storage`. */
export async function takeUp({ data, net }: BackupWorld, audit_id: string): Promise<Continued> {
  const outcome = await net.api(ofDraft('get', audit_id))
  if (outcome.kind !== 'http' || outcome.status >= 500) return 'no_answer'
  if (outcome.status !== 200) return outcome.problem ? 'gone' : 'no_answer'
  const { content } = (outcome.json ?? {}) as { content?: unknown }
  if (!isContent(content, audit_id)) return 'unreadable'
  const notes = await readBackups(data)
  await data.write(() => whole(data.db.transaction(STORES, 'readwrite', { durability: 'strict' }) as unknown as OutboxTx, async (tx) => {
    const items = await tx.objectStore('outbox').getAll()
    const sent = items.some((one) => one.kind === 'audit' && one.audit_id === audit_id && one.revision >= content.draft.revision)
    const known = await tx.objectStore('drafts').get(audit_id)
    if (sent || known?.touched) return
    const row = notes.rows.find((one) => one.audit_id === audit_id)
    await Promise.all([
      tx.objectStore('drafts').put({ ...content.draft, touched: true, exported_at: null }),
      ...content.answers.map((one) => tx.objectStore('answers').put(one)),
      ...content.stamps.map((one) => tx.objectStore('stamps').put(one)),
      ...content.photos.map(async (one) => (await tx.objectStore('photos').get(one.photo_id)) ?? tx.objectStore('photos').put({ ...one, held: false })),
      // With the next round it is saved as this phone's: the other one then hears of it.
      row ? putBackups(tx, { ...notes, left: { ...notes.left, [audit_id]: row.saved_at } }) : null,
    ])
  }))
  return 'ok'
}
