// One open visit: every verb is stored before it is shown, one after the other.

import type { FinishResult, Missing, PhotoResult, VisitView } from './views'
import type { PhotoInput, Visit } from './index'
import { finished, type DraftWrites } from './db/drafts'
import type { PersonData } from './db/person'
import { itemsById, suits } from './checklist'
import { emptyAnswer, type AnswerRecord, type DraftParts, type DraftRecord, type PhotoRecord, type StampRow } from './draft'
import { reportFailure } from './driver'
import { EngineError, notAllowed } from './errors'
import { freeze, inOrder, outPhoto, submissionOf } from './freeze'
import type { Checklist, FlagDef, FlagValue, Item, Moment, PurchaseReceipt, StampName } from './model'
import { RECENT_MS, takenAt, type Keeper } from './keeper'
import { auditKey, type OutAudit } from './outbox/types'
import { uuid } from './platform'
import { writable } from './readable'
import { isFromStamps, lastTap, nextSeq } from './stamps'
import { LIMITS, validate } from './validate'
import { goneOver, nextVersionOf, versionChange } from './versions'
import { visitView } from './visit'

/** So often a visit is frozen anew because something was written meanwhile. */
const MOST_FREEZES = 20

/** What a visit needs of the engine. */
export interface VisitWorld {
  /** The database, which may be another connection each time. Errors: `not_allowed`, when somebody else is signed in. */
  readonly data: PersonData
  device_id: string
  moment(): Moment
  readonly keeper: Pick<Keeper, 'locate' | 'locateQuietly' | 'recent' | 'keep'>
  /** A stored change: other tabs follow. */
  changed(audit_id: string): Promise<void>
  /** The visit was finished: the lists follow, and the outbox has something to send. */
  finished(): Promise<void>
  /** The lists follow: the visit is theirs now, or no more. */
  listed(): Promise<void>
}

type Parts = Omit<DraftParts, 'answers' | 'stamps' | 'photos'> & {
  answers: Map<string, AnswerRecord>
  stamps: Map<StampName, StampRow>
  photos: PhotoRecord[]
}

/** Opens a draft; `null` when there is none, or its checklist is not here. */
export async function openDraft(world: VisitWorld, audit_id: string, onClose: () => void): Promise<OpenVisit | null> {
  const stored = await read(world.data, audit_id)
  return stored && new OpenVisit(world, stored, onClose)
}

/** Everything of a draft as it is stored, with its checklist and the one that it may go over to. */
interface Stored {
  parts: Parts
  checklist: Checklist
  next: Checklist | null
}

async function read(data: PersonData, audit_id: string): Promise<Stored | null> {
  const parts = await data.draft(audit_id)
  if (!parts) return null
  const { id, version } = parts.draft.checklist
  const newer = nextVersionOf(parts.draft, await data.checklists())
  const [checklist, next] = await Promise.all([data.checklist(id, version), newer && data.checklist(id, newer.version)])
  return checklist && { parts: { ...parts, photos: [...parts.photos] }, checklist, next }
}

/** An open visit. */
export class OpenVisit implements Visit {
  readonly audit_id: string
  readonly view
  private tail: Promise<unknown> = Promise.resolve()
  private items = new Map<string, Item>()
  private checklist: Checklist
  private next: Checklist | null = null
  private parts: Parts
  /** Finished or thrown away, here or in another tab: nothing is written any more. */
  private ended = false
  /** Photos that are being made small: a visit ends only after them. */
  private readonly taking = new Set<Promise<unknown>>()

  constructor(private readonly world: VisitWorld, stored: Stored, private readonly onClose: () => void) {
    this.parts = stored.parts
    this.checklist = stored.checklist
    this.audit_id = stored.parts.draft.audit_id
    this.take(stored)
    this.view = writable<VisitView>(visitView(this.checklist, this.parts, this.next))
  }

  private take({ parts, checklist, next }: Stored): void {
    this.parts = parts
    this.checklist = checklist
    this.next = next
    this.items = itemsById(checklist)
  }

  close(): void {
    this.onClose()
  }

  /** Reads everything anew, after another tab or a sync changed it. */
  reload(): Promise<void> {
    return this.inTurn(async () => {
      const stored = await read(this.world.data, this.audit_id)
      if (stored) this.take(stored)
      else this.ended = true
    }, false)
  }

  // ── Answers ────────────────────────────────────────────────────────────────

  answer: Visit['answer'] = (id, value) => this.change(id, (record, item) => {
    if (!suits(item, value)) throw notAllowed()
    return { ...record, value, by_hand: record.by_hand || isFromStamps(item) }
  })

  useStamps: Visit['useStamps'] = (id) => this.change(id, (record) => ({ ...record, value: null, by_hand: false }))

  note: Visit['note'] = (id, text) => this.change(id, (record) => ({ ...record, note: limited(text) }))

  photoReason: Visit['photoReason'] = (id, reason) => this.change(id, (record) => ({ ...record, photo_reason: reason }))

  requestNa: Visit['requestNa'] = (id, reason) =>
    this.change(id, (record) => ({ ...record, na_request: reason.trim() ? limited(reason) : null }))

  private change(id: string, change: (record: AnswerRecord, item: Item) => AnswerRecord): Promise<void> {
    return this.inTurn(async () => {
      const item = this.items.get(id)
      if (!item) throw notAllowed()
      const record = change(this.parts.answers.get(id) ?? emptyAnswer(this.audit_id, id), item)
      await this.store({ answers: [record] })
      this.parts.answers.set(id, record)
    })
  }

  /** A tap: one small write. It survives the end of the browser at once, a loss of power within seconds. */
  private async store(writes: DraftWrites, change?: (draft: DraftRecord) => DraftRecord): Promise<void> {
    const { draft } = this.parts
    const tap = writes.answers && !writes.without && !change && draft.touched && draft.exported_at === null
    this.parts = { ...this.parts, draft: await this.world.data.writeDraft(this.audit_id, tap ? 'relaxed' : 'strict', writes, change) }
  }

  /** Changes the visit's own record as it is now in the database. */
  private draft(change: (draft: DraftRecord) => DraftRecord): Promise<void> {
    return this.store({}, change)
  }

  // ── The visit ──────────────────────────────────────────────────────────────

  flag: Visit['flag'] = (id, value) => this.inTurn(async () => {
    const flag = this.checklist.flags.find((one) => one.id === id)
    if (!flag || !id.startsWith('v.') || !flagSuits(flag, value)) throw notAllowed()
    await this.draft((draft) => ({ ...draft, flags: { ...draft.flags, [id]: value } }))
  })

  dispute: Visit['dispute'] = (id, wrong) => this.inTurn(async () => {
    if (!id.startsWith('st.') || !this.checklist.flags.some((one) => one.id === id)) throw notAllowed()
    await this.draft((draft) => {
      const others = draft.profile_dispute.filter((one) => one !== id)
      return { ...draft, profile_dispute: wrong ? [...others, id] : others }
    })
  })

  receipts: Visit['receipts'] = (list) =>
    this.inTurn(() => this.draft((draft) => ({ ...draft, receipts: list.slice(0, LIMITS.RECEIPTS).map((one) => ({ ...one })) })))

  narrative: Visit['narrative'] = (text) => this.inTurn(() => this.draft((draft) => ({ ...draft, narrative: limited(text) })))

  recognised: Visit['recognised'] = (at_ms) =>
    this.inTurn(() => this.draft((draft) => ({ ...draft, recognised: at_ms === null ? null : { at_ms } })))

  /** The moment is stored first, the position when it comes: it may take a while, or never come. */
  checkIn: Visit['checkIn'] = async () => {
    const at = this.world.moment()
    await this.inTurn(() => this.draft((draft) => ({ ...draft, check_in_at: draft.check_in_at ?? at })))
    const fix = await this.world.keeper.locate()
    if (fix) await this.inTurn(() => this.draft((draft) => ({ ...draft, check_in: fix })))
    return fix
  }

  checkOut: Visit['checkOut'] = async () => {
    const fix = await this.world.keeper.locate()
    if (fix) await this.inTurn(() => this.draft((draft) => ({ ...draft, check_out: fix })))
    return fix
  }

  // ── The stop-watch ─────────────────────────────────────────────────────────

  stamp: Visit['stamp'] = (name) => this.tap(name, this.world.moment())

  didNotHappen: Visit['didNotHappen'] = (name) => this.tap(name, null)

  private tap(name: StampName, at: Moment | null): Promise<void> {
    return this.inTurn(async () => {
      const row: StampRow = { audit_id: this.audit_id, name, seq: nextSeq(this.parts.stamps), at }
      await this.store({ stamps: [row] })
      this.parts.stamps.set(name, row)
    })
  }

  undo: Visit['undo'] = () => this.inTurn(async () => {
    const name = lastTap(this.parts.stamps)
    if (name) await this.takeBack(name)
  })

  clearStamp: Visit['clearStamp'] = (name) => this.inTurn(() => this.takeBack(name))

  private async takeBack(name: StampName): Promise<void> {
    await this.store({ without: { stamps: [name] } })
    this.parts.stamps.delete(name)
  }

  // ── Photos ─────────────────────────────────────────────────────────────────

  /** The heavy part runs beside other verbs: the shopper goes on while a photo is made small. */
  takePhoto: Visit['takePhoto'] = (input) => {
    const taking = this.shoot(input)
    this.taking.add(taking)
    return taking.finally(() => this.taking.delete(taking))
  }

  private async shoot({ blob, kind, items = [] }: PhotoInput): Promise<PhotoResult> {
    if (this.parts.photos.length >= LIMITS.PHOTOS) return { ok: false, why: 'too_many', detail: String(LIMITS.PHOTOS) }
    const now = this.world.moment().wall_ms
    const photo_id = uuid()
    const taken_at = takenAt(blob, now)
    // Where the phone is now says nothing about a picture of yesterday.
    const here = now - taken_at <= RECENT_MS
    const fix = here ? this.world.keeper.recent() : null
    const record = { photo_id, audit_id: this.audit_id, of: 'visit' as const, kind, taken_at, fix }
    // First the picture is safe; its position follows when it comes.
    const kept = await this.world.keeper.keep({ blob, record })
    if (!kept.ok) return kept
    await this.inTurn(async () => {
      this.parts.photos = [...this.parts.photos.filter((one) => one.photo_id !== photo_id), kept.record]
      // The photo has begun the visit, as any change does.
      this.parts = { ...this.parts, draft: { ...this.parts.draft, touched: true, exported_at: null } }
      await this.refer(photo_id, items)
    })
    if (here && !fix) void this.placePhoto(photo_id)
    return { ok: true, photo_id }
  }

  /** A photo without a position gets the present one, as long as the visit is open. Nothing waits for it. */
  private async placePhoto(photo_id: string): Promise<void> {
    const fix = await this.world.keeper.locateQuietly()
    if (!fix) return
    await this.inTurn(async () => {
      const photo = this.parts.photos.find((one) => one.photo_id === photo_id)
      if (!photo || photo.submitted) return
      const placed = { ...photo, fix }
      await this.store({ photos: [placed] })
      this.parts.photos = this.parts.photos.map((one) => (one.photo_id === photo_id ? placed : one))
    }).catch((error: unknown) => {
      // The visit ended first: the photo went without.
      if (!(error instanceof EngineError && error.code === 'finished')) reportFailure(error)
    })
  }

  photoItems: Visit['photoItems'] = (photo_id, items) => this.inTurn(() => this.refer(photo_id, items))

  /** Makes exactly these items refer to a photo. */
  private async refer(photo_id: string, items: string[]): Promise<void> {
    const unknown = items.find((id) => !this.items.has(id))
    if (unknown) throw notAllowed()
    const wanted = new Set(items)
    const changed = this.checklist.items.flatMap(({ id }): AnswerRecord[] => {
      const record = this.parts.answers.get(id)
      const refers = record?.photos.includes(photo_id) ?? false
      if (refers === wanted.has(id)) return []
      const others = record?.photos.filter((one) => one !== photo_id) ?? []
      return [{ ...(record ?? emptyAnswer(this.audit_id, id)), photos: wanted.has(id) ? [...others, photo_id] : others }]
    })
    if (changed.length > 0) await this.store({ answers: changed })
    for (const record of changed) this.parts.answers.set(record.item, record)
  }

  photoKind: Visit['photoKind'] = (photo_id, kind) => this.inTurn(async () => {
    const photo = this.parts.photos.find((one) => one.photo_id === photo_id)
    // What a manifest said about a photo stands.
    if (!photo || photo.submitted) throw notAllowed()
    const changed = { ...photo, kind }
    await this.store({ photos: [changed] })
    this.parts.photos = this.parts.photos.map((one) => (one.photo_id === photo_id ? changed : one))
  })

  removePhoto: Visit['removePhoto'] = (photo_id) => this.inTurn(async () => {
    const photo = this.parts.photos.find((one) => one.photo_id === photo_id)
    if (!photo) return
    if (photo.submitted) throw notAllowed()
    const answers = [...this.parts.answers.values()].filter((record) => record.photos.includes(photo_id))
      .map((record) => ({ ...record, photos: record.photos.filter((one) => one !== photo_id) }))
    const without = (one: PurchaseReceipt) => (one.photo_id === photo_id ? { ...one, photo_id: null } : one)
    await this.store({ answers, without: { photos: [photo_id] } }, (draft) => ({ ...draft, receipts: draft.receipts.map(without) }))
    for (const record of answers) this.parts.answers.set(record.item, record)
    this.parts.photos = this.parts.photos.filter((one) => one.photo_id !== photo_id)
  })

  // ── The end ────────────────────────────────────────────────────────────────

  finish: Visit['finish'] = async (options = {}) => {
    await Promise.allSettled(this.taking)
    let result: FinishResult = { ok: true }
    await this.inTurn(async () => {
      // What another tab writes meanwhile belongs to the visit: it is frozen once more.
      let frozen: FinishResult | null = null
      for (let i = 0; !frozen; i++) {
        if (i === MOST_FREEZES) throw new EngineError('storage')
        frozen = await this.freezeAndMove(options.despite_missing ?? false)
      }
      result = frozen
    })
    // Not in turn: the lists read this visit again, and would wait for it.
    if (result.ok) await this.world.finished()
    return result
  }

  /** `null`: another tab has changed it meanwhile. */
  private async freezeAndMove(despite: boolean): Promise<FinishResult | null> {
    const { data, device_id } = this.world
    const stored = await data.draft(this.audit_id)
    if (!stored) throw finished()
    const { missing } = visitView(this.checklist, stored)
    const refuses = (one: Missing) => one.blocking || !despite
    if (missing.some(refuses)) return { ok: false, missing, faults: [] }
    const submission = submissionOf(this.checklist, stored, this.world.moment(), device_id)
    const faults = validate(submission, this.checklist)
    if (faults.length > 0) return { ok: false, missing, faults }
    const frozen = await freeze(submission)
    const { draft } = stored
    const key = auditKey(draft.audit_id, draft.revision)
    const item: OutAudit = {
      kind: 'audit', key, assignment_id: draft.assignment_id, audit_id: draft.audit_id, revision: draft.revision,
      content_sha256: frozen.content_sha256, finished_at: this.world.moment().wall_ms,
      photos: inOrder(stored.photos).map(outPhoto), receipt: null,
      last_epoch: draft.returned?.epoch ?? null, polls: 0, attempts: 0, retry: null, failure: null, quarantine: null,
      exported_at: null, complete_at: null, dropped_early: false,
    }
    if (!(await data.finish(stored, item, { key, bytes: frozen.bytes, assignment: draft.assignment, station: draft.station }))) return null
    this.ended = true
    return { ok: true }
  }

  nextVersion: Visit['nextVersion'] = () => this.inTurn(async () => {
    const { next } = this
    if (!next) throw notAllowed()
    await this.world.data.moveDraft(this.audit_id, (draft, answers) => {
      if (draft.checklist.version !== this.checklist.version) throw notAllowed()
      return goneOver(draft, answers, next, versionChange(this.checklist, next, answers))
    })
    const stored = await read(this.world.data, this.audit_id)
    if (stored) this.take(stored)
  })

  discard: Visit['discard'] = async () => {
    await Promise.allSettled(this.taking)
    await this.inTurn(async () => {
      if (this.parts.draft.returned) throw notAllowed()
      await this.world.data.discard(this.audit_id)
      this.ended = true
    })
    await this.world.listed()
  }

  // ── One after the other ────────────────────────────────────────────────────

  private inTurn(work: () => Promise<void>, tell = true): Promise<void> {
    let first = false
    const mine = this.tail.then(async () => {
      if (this.ended && tell) throw finished()
      const { touched } = this.parts.draft
      await work().catch((error: unknown) => {
        if (error instanceof EngineError && error.code === 'finished') this.ended = true
        throw error
      })
      first = !touched && this.parts.draft.touched
      this.view.set(visitView(this.checklist, this.parts, this.next))
    })
    this.tail = mine.catch(() => undefined)
    // With its first change an answer to a return is something that is only here.
    return tell ? mine.then(() => (first ? this.world.listed() : this.world.changed(this.audit_id))) : mine
  }
}

function flagSuits(flag: FlagDef, value: FlagValue): boolean {
  if (flag.kind === 'bool') return typeof value === 'boolean'
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= (flag.max ?? 0)
}

function limited(text: string): string {
  return text.length <= LIMITS.TEXT_CHARS ? text : [...text].slice(0, LIMITS.TEXT_CHARS).join('')
}
