// A visit as the screens see it: made anew from what is stored after every change.

import { flagLookup, isBonus, isCritical, isNa, itemStates, missOf, naBecause } from './checklist'
import { flagsOf, givenFlags, type DraftParts } from './draft'
import { asksOf, evidenceOf, remarkChars } from './evidence'
import { filled, type Filled } from './filled'
import { startedOf } from './freeze'
import { STAMPS, type Checklist, type FlagDef, type Moment, type StampName } from './model'
import { between, lastTap, measuredBy, nextStamp, openStamps, stampState } from './stamps'
import { versionChange } from './versions'
import type { FlagView, GroupView, ItemView, Missing, PhotoView, StampView, VisitView } from './views'

/** Everything of one visit, ready to be shown. */
export function visitView(checklist: Checklist, parts: DraftParts, next: Checklist | null = null): VisitView {
  const { draft } = parts
  const answers = filled(checklist, parts)
  const items = itemViews(checklist, parts, answers)
  const missing = missingOf(checklist, parts, items)
  const stamps = stampViews(parts, answers)
  const naIds = new Set(items.filter((one) => one.state === 'na').map((one) => one.item.id))
  return {
    audit_id: draft.audit_id,
    assignment_id: draft.assignment_id,
    revision: draft.revision,
    assignment: draft.assignment,
    station: draft.station,
    checklist,
    started: { ...startedOf(parts), server_offset_ms: startedOf(parts).server_offset_ms ?? null },
    left: parts.stamps.get('left')?.at ?? null,
    check_in: draft.check_in,
    check_out: draft.check_out,
    flags: checklist.flags.filter((flag) => flag.id.startsWith('v.')).map((flag) => flagView(flag, checklist, parts)),
    station_flags: checklist.flags.filter((flag) => flag.id.startsWith('st.')).map((flag) => flagView(flag, checklist, parts)),
    stamps,
    next_stamp: draft.returned ? null : nextStamp(parts.stamps, (item) => naIds.has(item)),
    undoable: lastTap(parts.stamps),
    groups: groupViews(checklist, items, missing),
    photos: photoViews(parts),
    receipts: draft.receipts,
    narrative: draft.narrative,
    recognised: draft.recognised,
    missing,
    counts: {
      items: items.length,
      answered: items.filter((one) => one.state === 'answered').length,
      na: naIds.size,
      missing: missing.length,
    },
    returned: draft.returned && { remarks: draft.returned.remarks, due_at: draft.returned.due_at },
    next_version: next && versionChange(checklist, next, parts.answers),
    moved: draft.moved ?? null,
  }
}

function flagView(flag: FlagDef, checklist: Checklist, { draft }: DraftParts): FlagView {
  return {
    flag,
    value: flagLookup(checklist, flagsOf(draft))(flag.id),
    given: givenFlags(draft.assignment)[flag.id] !== undefined,
    disputed: draft.profile_dispute.includes(flag.id),
  }
}

function itemViews(checklist: Checklist, parts: DraftParts, answers: Filled[]): ItemView[] {
  const flags = flagLookup(checklist, flagsOf(parts.draft))
  const values = new Map(answers.map((one) => [one.item.id, one.value]))
  const states = itemStates(checklist, flags, (id) => values.get(id) ?? null)
  // A photo counts as evidence while its bytes are safe: here, or proven on the server.
  const safe = new Set(parts.photos.filter((photo) => photo.held || photo.server === 'verified').map((photo) => photo.photo_id))
  return answers.map((one, index) => {
    const { item, record, value } = one
    const state = states[index] ?? 'open'
    const evidence = evidenceOf(checklist, item, state === 'answered' ? value : null, {
      photo: record.photos.some((id) => safe.has(id)),
      photo_reason: record.photo_reason !== null,
      remark_chars: remarkChars(record.note),
    })
    return {
      item, state, value,
      na_because: isNa(item, flags) ? naBecause(checklist, item, flags) : [],
      from_stamps: one.fromStamps,
      clock: one.clock,
      miss: state === 'answered' && !isBonus(item) ? missOf(checklist, item, value) !== 'none' : null,
      note: record.note,
      photos: record.photos,
      photo_reason: record.photo_reason,
      na_request: record.na_request,
      evidence: { needs: evidence.needs, met: evidence.met, remark_min: evidence.remark_min, grave: evidence.grave, asks: asksOf(item) },
      remarks: parts.draft.returned?.remarks.filter((remark) => remark.item === item.id) ?? [],
    }
  })
}

function groupViews(checklist: Checklist, items: ItemView[], missing: Missing[]): GroupView[] {
  const lacking = new Set(missing.flatMap((one) => ('item' in one ? [one.item] : [])))
  return checklist.touchpoints.map((touchpoint) => {
    const own = items.filter((one) => one.item.touchpoint === touchpoint.id)
    return {
      id: touchpoint.id,
      text: touchpoint.text,
      items: own,
      answered: own.filter((one) => one.state === 'answered').length,
      of: own.filter((one) => one.state === 'answered' || one.state === 'open').length,
      missing: own.filter((one) => lacking.has(one.item.id)).length,
    }
  })
}

function stampViews(parts: DraftParts, answers: Filled[]): StampView[] {
  const first = firstMoment(parts)
  return STAMPS.map((name): StampView => {
    const stamp = stampState(parts.stamps, name)
    const since = stamp.state === 'made' && first ? Math.floor(between(first, stamp.at).ms / 1000) : null
    const measures = measuredBy(name).flatMap((id) => {
      const one = answers.find((answer) => answer.item.id === id)
      return one ? [{ item: id, value: one.value as number | null, clock: one.clock ?? 'monotonic' }] : []
    })
    return { name, stamp, since_start_s: since, measures }
  })
}

function firstMoment(parts: DraftParts): Moment | null {
  let first: { seq: number; at: Moment } | null = null
  for (const stamp of parts.stamps.values()) {
    if (stamp.at && (!first || stamp.seq < first.seq)) first = { seq: stamp.seq, at: stamp.at }
  }
  return first?.at ?? null
}

function photoViews(parts: DraftParts): PhotoView[] {
  const items = new Map<string, string[]>()
  for (const answer of parts.answers.values()) {
    for (const id of answer.photos) items.set(id, [...(items.get(id) ?? []), answer.item])
  }
  return [...parts.photos].sort((a, b) => a.taken_at - b.taken_at).map((photo) => ({
    photo_id: photo.photo_id, kind: photo.kind, taken_at: photo.taken_at, bytes: photo.bytes,
    items: items.get(photo.photo_id) ?? [], held: photo.held, server: photo.server, submitted: photo.submitted,
  }))
}

/** What is still missing: blocking things first, then in the order of the visit. */
export function missingOf(checklist: Checklist, parts: DraftParts, items: ItemView[]): Missing[] {
  const list: Missing[] = [...missingOfVisit(parts, items)]
  const order = new Map(checklist.touchpoints.map((touchpoint, index) => [touchpoint.id, index]))
  const sorted = [...items].sort((a, b) => (order.get(a.item.touchpoint) ?? 0) - (order.get(b.item.touchpoint) ?? 0))
  for (const one of sorted) list.push(...missingOfItem(one))
  return list.sort((a, b) => Number(b.blocking) - Number(a.blocking))
}

function missingOfItem(one: ItemView): Missing[] {
  const place = { item: one.item.id, group: one.item.touchpoint, blocking: false }
  if (one.state === 'open') {
    // A bonus that was not seen is not claimed; nobody asks. One N/A that a reviewer is asked for is answered enough.
    return isBonus(one.item) || (one.na_request && !isCritical(one.item)) ? [] : [{ what: 'answer', ...place }]
  }
  if (one.state !== 'answered' || one.evidence.met || one.evidence.needs === 'nothing') return []
  if (one.evidence.grave) return [{ what: 'critical_evidence', ...place }]
  return [{ what: one.evidence.needs, ...place }]
}

function missingOfVisit({ draft, stamps, photos }: DraftParts, items: ItemView[]): Missing[] {
  if (draft.returned) return goneOf(photos)
  const list: Missing[] = []
  if (!draft.check_in_at) list.push({ what: 'check_in', blocking: false })
  if (!stamps.get('left')?.at) list.push({ what: 'left', blocking: true })
  const waits = (id: string) => items.some((one) => one.item.id === id && one.state === 'open')
  const open: StampName[] = openStamps(stamps, waits)
  for (const stamp of open) list.push({ what: 'stamp', stamp, blocking: false })
  const has = (kind: string) => draft.receipts.some((receipt) => receipt.kind === kind)
  const purchase = draft.assignment?.purchase
  const flags = flagsOf(draft)
  const store = flags['st.has_store'] !== false && flags['v.store_closed'] !== true
  if (!has('fuel') && flags['v.service_suspended'] !== true) list.push({ what: 'receipt_fuel', blocking: false })
  if (!has('store') && store && (purchase?.store_max_fen ?? 0) > 0) list.push({ what: 'receipt_store', blocking: false })
  if (!has('invoice') && purchase?.invoice) list.push({ what: 'receipt_invoice', blocking: false })
  return [...list, ...goneOf(photos)]
}

/** Photos of this visit whose bytes are neither here nor proven on the server. */
function goneOf(photos: DraftParts['photos']): Missing[] {
  const gone = photos.filter((photo) => !photo.held && photo.server !== 'verified' && photo.server !== 'unusable' && photo.server !== 'lost')
  return gone.map((photo) => ({ what: 'photo_gone', photo_id: photo.photo_id, blocking: false }))
}
