// From JSON to a submission of schema 1: every fault at once, with the server's own codes, in the order of the document.

import type { Checklist, FlagDef, Item } from './model'
import { itemsById } from './checklist'
import { at, Walk, type Path, type Violation } from './walk'

export type { Violation } from './walk'

/** Bounds of a submission, as the server has them; lengths count code points. */
export const LIMITS = {
  PHOTOS: 80,
  PHOTO_BYTES: 10_485_760,
  TEXT_CHARS: 4_000,
  NAME_CHARS: 100,
  TIMER_EVENTS: 100,
  RECEIPTS: 20,
  INSTANT_MS: 253_402_300_799_999,
  REVISION: 2_147_483_647,
  RECEIPT_AMOUNT: 100_000_000,
  ACCURACY_CM: 2_004_000_000,
  LAT_E7: 900_000_000,
  LON_E7: 1_800_000_000,
} as const

const SCHEMA = 1
const PHOTO_KINDS = ['scene', 'receipt', 'screen', 'document']
const CONTENT_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf']
const PHOTO_REASONS = ['occupied', 'forbidden', 'unsafe', 'challenged']
const RECEIPT_KINDS = ['fuel', 'store', 'invoice']

/** All violations of a submission against the checklist version that it should name. */
export function validate(value: unknown, checklist: Checklist): Violation[] {
  const walk = new SubmissionWalk(checklist, manifestIds(value))
  walk.submission(value, [])
  return walk.violations
}

/** The well-formed photo ids of a manifest, so that references before it can be judged. */
function manifestIds(value: unknown): Set<string> {
  const photos = (value as { photos?: unknown } | null)?.photos
  if (!Array.isArray(photos)) return new Set()
  return new Set(photos.map((photo) => (photo as { photo_id?: unknown } | null)?.photo_id).filter(isUuid))
}

function isUuid(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
}

class SubmissionWalk extends Walk {
  private readonly items: Map<string, Item>
  private readonly flagsById: Map<string, FlagDef>

  constructor(private readonly checklist: Checklist, private readonly manifest: Set<string>) {
    super()
    this.items = itemsById(checklist)
    this.flagsById = new Map(checklist.flags.map((flag) => [flag.id, flag]))
  }

  submission(value: unknown, path: Path): void {
    const stamp = (v: unknown, p: Path) => this.stamp(v, p)
    const fix = (v: unknown, p: Path) => this.nullable(v, p, (w, q) => this.fix(w, q))
    this.object(value, path, {
      schema: (v, p) => this.int(v, p, SCHEMA, SCHEMA),
      revision: (v, p) => this.int(v, p, 1, LIMITS.REVISION),
      assignment_id: (v, p) => this.uuid(v, p),
      checklist: (v, p) => this.checklistRef(v, p),
      station_profile_revision: (v, p) => this.int(v, p, 1, LIMITS.REVISION),
      started: stamp,
      finished: stamp,
      check_in: fix,
      check_out: fix,
      flags: (v, p) => this.flags(v, p),
      answers: (v, p) => this.answers(v, p),
      receipts: (v, p) => this.list(v, p, LIMITS.RECEIPTS, (w, q) => this.receipt(w, q)),
      photos: (v, p) => this.photos(v, p),
    }, {
      device_id: (v, p) => this.randomId(v, p),
      profile_dispute: (v, p) => this.dispute(v, p),
      narrative: (v, p) => this.text(v, p, LIMITS.TEXT_CHARS),
      recognised: (v, p) => this.object(v, p, { at_ms: (w, q) => this.instant(w, q) }),
    })
  }

  private instant(value: unknown, path: Path): boolean {
    return this.int(value, path, 0, LIMITS.INSTANT_MS)
  }

  private name(value: unknown, path: Path): boolean {
    return this.text(value, path, LIMITS.NAME_CHARS)
  }

  private uuid(value: unknown, path: Path): boolean {
    if (typeof value !== 'string') return this.report(path, 'wrong_type')
    return isUuid(value) || this.report(path, 'not_a_uuid')
  }

  /** An id that the phone minted: a random UUID, which does not tell when it was made. */
  private randomId(value: unknown, path: Path): boolean {
    if (!this.uuid(value, path)) return false
    return (value as string)[14] === '4' || this.report(path, 'not_a_uuid')
  }

  private checklistRef(value: unknown, path: Path): boolean {
    const whole = this.object(value, path, {
      id: (v, p) => this.name(v, p),
      version: (v, p) => this.int(v, p, 1, LIMITS.REVISION),
    })
    if (!whole) return false
    const ref = value as { id: string; version: number }
    const known = ref.id === this.checklist.id && ref.version === this.checklist.version
    return known || this.report(path, 'unknown_checklist')
  }

  private stamp(value: unknown, path: Path): boolean {
    return this.object(value, path, {
      wall_ms: (v, p) => this.instant(v, p),
      mono_ms: (v, p) => this.instant(v, p),
      run_id: (v, p) => this.uuid(v, p),
      server_offset_ms: (v, p) =>
        this.nullable(v, p, (w, q) => this.int(w, q, -LIMITS.INSTANT_MS, LIMITS.INSTANT_MS)),
    })
  }

  private fix(value: unknown, path: Path): boolean {
    return this.object(value, path, {
      lat_e7: (v, p) => this.int(v, p, -LIMITS.LAT_E7, LIMITS.LAT_E7),
      lon_e7: (v, p) => this.int(v, p, -LIMITS.LON_E7, LIMITS.LON_E7),
      accuracy_cm: (v, p) => this.int(v, p, 0, LIMITS.ACCURACY_CM),
      mocked: (v, p) => this.boolean(v, p),
      at_ms: (v, p) => this.instant(v, p),
    })
  }

  private flags(value: unknown, path: Path): boolean {
    const object = this.entries(value, path)
    for (const [key, v] of object ?? []) {
      const p = at(path, key)
      const flag = key.startsWith('v.') ? this.flagsById.get(key) : undefined
      if (!flag) this.report(p, 'unknown_flag')
      else if (flag.kind === 'bool') this.boolean(v, p)
      else this.int(v, p, 0, flag.max ?? 0)
    }
    return object !== null
  }

  private dispute(value: unknown, path: Path): boolean {
    const seen = new Set<string>()
    const stations = this.checklist.flags.filter((flag) => flag.id.startsWith('st.'))
    return this.list(value, path, stations.length, (v, p) => {
      if (typeof v !== 'string') return this.report(p, 'wrong_type')
      if (!stations.some((flag) => flag.id === v)) return this.report(p, 'unknown_flag')
      if (seen.has(v)) return this.report(p, 'duplicate')
      seen.add(v)
      return true
    })
  }

  private answers(value: unknown, path: Path): boolean {
    const object = this.entries(value, path)
    for (const [id, v] of object ?? []) {
      const p = at(path, id)
      const item = this.items.get(id)
      if (!item) this.report(p, 'unknown_item')
      this.answer(v, p, item)
    }
    return object !== null
  }

  private answer(value: unknown, path: Path, item: Item | undefined): boolean {
    return this.object(value, path, {
      // What an unknown item would allow cannot be judged.
      value: (v, p) => (item ? this.answerValue(v, p, item) : true),
    }, {
      note: (v, p) => this.text(v, p, LIMITS.TEXT_CHARS),
      photos: (v, p) => this.photoRefs(v, p),
      photo_reason: (v, p) => this.word(v, p, PHOTO_REASONS),
      na_request: (v, p) => this.object(v, p, { reason: (w, q) => this.reason(w, q) }),
      timer: (v, p) => this.list(v, p, LIMITS.TIMER_EVENTS, (w, q) => this.timerEvent(w, q)),
    })
  }

  private answerValue(value: unknown, path: Path, item: Item): boolean {
    if (value === null) return true
    const max = item.answer.max
    return max === undefined || max === null ? this.boolean(value, path) : this.int(value, path, 0, max)
  }

  private photoRefs(value: unknown, path: Path): boolean {
    const seen = new Set<unknown>()
    return this.list(value, path, LIMITS.PHOTOS, (v, p) => {
      if (!this.knownPhoto(v, p)) return false
      if (seen.has(v)) return this.report(p, 'duplicate')
      seen.add(v)
      return true
    })
  }

  private knownPhoto(value: unknown, path: Path): boolean {
    if (!this.uuid(value, path)) return false
    return this.manifest.has(value as string) || this.report(path, 'unknown_photo')
  }

  private reason(value: unknown, path: Path): boolean {
    if (!this.text(value, path, LIMITS.TEXT_CHARS)) return false
    return (value as string).trim() !== '' || this.report(path, 'missing')
  }

  private timerEvent(value: unknown, path: Path): boolean {
    return this.object(value, path, {
      event: (v, p) => this.name(v, p),
      wall_ms: (v, p) => this.instant(v, p),
      mono_ms: (v, p) => this.instant(v, p),
      run_id: (v, p) => this.uuid(v, p),
    })
  }

  private receipt(value: unknown, path: Path): boolean {
    const amount = (v: unknown, p: Path) =>
      this.nullable(v, p, (w, q) => this.int(w, q, 0, LIMITS.RECEIPT_AMOUNT))
    return this.object(value, path, {
      kind: (v, p) => this.word(v, p, RECEIPT_KINDS),
      at_ms: (v, p) => this.nullable(v, p, (w, q) => this.instant(w, q)),
      station_code: (v, p) => this.nullable(v, p, (w, q) => this.name(w, q)),
      amount_fen: amount,
      litres_ml: amount,
      photo_id: (v, p) => this.nullable(v, p, (w, q) => this.knownPhoto(w, q)),
    })
  }

  private photos(value: unknown, path: Path): boolean {
    const seen = new Set<unknown>()
    return this.list(value, path, LIMITS.PHOTOS, (photo, p) => this.object(photo, p, {
      photo_id: (v, q) => {
        if (!this.randomId(v, q)) return false
        // Named, but the line is read on: what else is wrong with it is said too.
        if (seen.has(v)) this.report(q, 'duplicate')
        seen.add(v)
        return true
      },
      kind: (v, q) => this.word(v, q, PHOTO_KINDS),
      sha256: (v, q) => this.hash(v, q),
      bytes: (v, q) => this.int(v, q, 1, LIMITS.PHOTO_BYTES),
      content_type: (v, q) => this.word(v, q, CONTENT_TYPES),
      taken_at: (v, q) => this.instant(v, q),
      fix: (v, q) => this.nullable(v, q, (w, r) => this.fix(w, r)),
    }))
  }

  private hash(value: unknown, path: Path): boolean {
    if (typeof value !== 'string') return this.report(path, 'wrong_type')
    return /^[0-9a-f]{64}$/.test(value) || this.report(path, 'bad_hash')
  }
}
