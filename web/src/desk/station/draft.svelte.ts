// A piece of work that is not handed in yet: every word and picture of it is stored on this device.

import { EngineError } from '../../engine/errors'
import { askToKeep, device } from './device.svelte'
import { untilOf } from './lib/forms'
import type { Order } from './lib/urgency'
import type { Kept } from './outbox/keep'
import type { Deed, Draft, DraftOf, FileRole, KeptFile, Shot } from './outbox/types'

/** Words are stored so long after the last key, ms. */
const QUIET_MS = 300

/** The draft of a deed, by the deed's verb and what it is about. */
export function draftKey(verb: string, subject: string): string {
  return `${verb}/${subject}`
}

/** What work on an order is about, and its page. */
export function ofOrder(order: Order): DraftOf {
  return { about: order.item.text ?? { zh: order.item.id, en: order.item.id }, path: `/desk/station/orders/${order.id}` }
}

/** The draft that a stopped deed becomes again. */
export function draftOf(deed: Deed): Draft {
  const body = JSON.parse(deed.body) as Record<string, unknown>
  const texts = Object.fromEntries(Object.entries(body).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
  if (deed.verb === 'extensions' && texts.to) texts.until = untilOf(texts.to)
  const subject = deed.verb === 'appeal' ? `${texts.audit_id}/${texts.item}` : deed.subject_id
  const files = deed.files.map(({ id, role, sha256, bytes, content_type, taken_at, shot, parts }): KeptFile => ({ id, role, sha256, bytes, content_type, taken_at, ...(shot ? { shot } : {}), ...(parts ? { parts } : {}) }))
  return { key: draftKey(deed.verb, subject), texts, files, touched_at: deed.made_at, about: deed.about, path: deed.path }
}

/** A draft that is worked on. */
export class Working {
  /** As it is stored. */
  stored = $state.raw<Draft | null>(null)
  /** Texts as they are on the page; stored a moment later. */
  texts = $state.raw<Readonly<Record<string, string>>>({})
  /** Why the last word or picture was not stored. */
  fault = $state.raw<'' | Extract<Kept, { ok: false }>['why']>('')
  busy = $state.raw(false)
  private timer: ReturnType<typeof setTimeout> | undefined
  private pending: Record<string, string> = {}

  /** `of` names what it is about, where it is listed. */
  constructor(readonly key: string, private readonly of: () => DraftOf) {}

  /** Files, the oldest first. */
  get files(): readonly KeptFile[] {
    return this.stored?.files ?? []
  }

  /** Reads what was begun before. */
  async load(): Promise<void> {
    const outbox = await device()
    const found = (await outbox?.store.draft(this.key)) ?? null
    this.stored = found
    this.texts = { ...found?.texts, ...this.pending }
  }

  /** Takes a text; it is stored when the hand rests. */
  write(name: string, text: string): void {
    this.texts = { ...this.texts, [name]: text }
    this.pending = { ...this.pending, [name]: text }
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.flush(), QUIET_MS)
  }

  /** Stores what is not stored yet; gives the draft as it is stored, or `null` when this device does not store it. */
  async flush(): Promise<Draft | null> {
    clearTimeout(this.timer)
    const outbox = await device()
    if (!outbox) return null
    const texts = this.pending
    try {
      if (Object.keys(texts).length > 0) {
        this.pending = {}
        this.stored = await outbox.write(this.key, texts, this.of())
        this.fault = ''
      }
      return this.stored
    } catch (error) {
      this.pending = { ...texts, ...this.pending }
      this.fault = error instanceof EngineError && error.code === 'no_space' ? 'no_space' : 'storage'
      return null
    }
  }

  /** Keeps a picture or paper; `shot` of the camera in the app. */
  async keep(role: FileRole, blob: Blob, shot?: Shot): Promise<Kept> {
    this.busy = true
    const outbox = await device()
    const kept: Kept = outbox ? await outbox.keep(this.key, role, blob, this.of(), shot) : { ok: false, why: 'storage', detail: '' }
    if (kept.ok) this.stored = kept.draft
    this.fault = kept.ok ? '' : kept.why
    this.busy = false
    if (kept.ok) void askToKeep()
    return kept
  }

  /** Deletes a picture that was not handed in. */
  async remove(id: string): Promise<void> {
    const outbox = await device()
    if (outbox) this.stored = await outbox.removeFile(this.key, id)
  }
}
