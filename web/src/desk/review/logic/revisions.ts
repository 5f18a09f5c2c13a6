// Two results side by side: what differs, item by item.
import type { Line, Value } from './types'

export interface Difference {
  n: number
  item: string
  before: Line | null
  after: Line | null
  /** Points gained, negative when lost. */
  points: number
}

const same = (a: Line | null, b: Line | null): boolean =>
  a !== null && b !== null && JSON.stringify([a.value, a.state, a.earned, a.rule]) === JSON.stringify([b.value, b.state, b.earned, b.rule])

/** Lines that differ between two explained scores, in the order of the checklist. */
export function differences(before: Line[], after: Line[]): Difference[] {
  const old = new Map(before.map((line) => [line.item, line]))
  const fresh = new Map(after.map((line) => [line.item, line]))
  const ids = [...new Set([...old.keys(), ...fresh.keys()])]
  return ids
    .map((item) => ({ item, a: old.get(item) ?? null, b: fresh.get(item) ?? null }))
    .filter(({ a, b }) => !same(a, b))
    .map(({ item, a, b }) => ({ n: (b ?? a)?.n ?? 0, item, before: a, after: b, points: (b?.earned ?? 0) - (a?.earned ?? 0) }))
    .sort((a, b) => a.n - b.n)
}

/** A difference of two submissions: an answer, its words, its photos. */
export interface AnswerChange {
  item: string
  value: { before: Value; after: Value } | null
  note: { before: string; after: string } | null
  photos: { added: string[]; removed: string[] } | null
}

interface Answered {
  value?: boolean | number | null
  note?: string | null
  photos?: string[]
}

/** What an answer to a return changed. */
export function answerChanges(before: Record<string, Answered>, after: Record<string, Answered>): AnswerChange[] {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return ids.flatMap((item) => {
    const [a, b] = [before[item] ?? {}, after[item] ?? {}]
    const value = (a.value ?? null) === (b.value ?? null) ? null : { before: a.value ?? null, after: b.value ?? null }
    const note = (a.note ?? '') === (b.note ?? '') ? null : { before: a.note ?? '', after: b.note ?? '' }
    const added = (b.photos ?? []).filter((photo) => !a.photos?.includes(photo))
    const removed = (a.photos ?? []).filter((photo) => !b.photos?.includes(photo))
    const photos = added.length + removed.length === 0 ? null : { added, removed }
    return value || note || photos ? [{ item, value, note, photos }] : []
  })
}
