import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  flagLookup, itemStates, itemsById, missOf, earned, notApplicable, pointsOf, suits,
} from '../src/engine/checklist'
import { evidenceOf } from '../src/engine/evidence'
import type { FlagValues, Value } from '../src/engine/model'
import { validate, type Violation } from '../src/engine/validate'
import { checklist, vectors } from './support'

test('the checklist of these tests is the published one', () => {
  const file = readFileSync(new URL('../../checklists/station-69/v1.toml', import.meta.url))
  expect(checklist.sha256).toBe(createHash('sha256').update(file).digest('hex'))
})

describe('N/A', () => {
  interface Expected { na: string[]; na_points: number; visit_caused: string[]; visit_na_points: number }
  test.each(vectors<{ flags: FlagValues }, Expected>('na'))('$name', ({ input, expected }) => {
    const { na, visitCaused } = notApplicable(checklist, input.flags)
    expect(na.map((item) => item.id)).toEqual(expected.na)
    expect(pointsOf(na)).toBe(expected.na_points)
    expect(visitCaused.map((item) => item.id)).toEqual(expected.visit_caused)
    expect(pointsOf(visitCaused)).toBe(expected.visit_na_points)
  })
})

describe('validation', () => {
  // Those named raw are texts that are no strict JSON; the phone writes its JSON from values and cannot make them.
  const cases = vectors<unknown, Violation[]>('validate').filter((one) => !one.name.startsWith('raw-'))
  const order = (a: Violation, b: Violation) => (a.pointer < b.pointer ? -1 : a.pointer > b.pointer ? 1 : 0)

  test('there are enough of them', () => expect(cases.length).toBeGreaterThan(100))

  test.each(cases)('$name', ({ input, expected }) => {
    expect(validate(input, checklist).toSorted(order)).toEqual(expected.toSorted(order))
  })
})

// The phone computes no score, but states, misses and evidence of single items, which the score's vectors hold too.
describe('items', () => {
  interface Line {
    item: string; state: string; value: Value; earned: number; miss: string; rule: unknown; evidence: string
  }
  interface Input { flags?: FlagValues; answers: Record<string, Value> }
  type Given = Record<string, { photo?: boolean; photo_reason?: boolean; remark_chars?: number }>
  const cases = vectors<Input, { lines?: Line[] }>('score').filter((one) => one.expected.lines)
  // Lines are brief: they name what is not plain. Those of reviewers' decisions are none of the phone's business.
  const plain = cases.filter((one) => !one.review || Object.keys(one.review).every((key) => key === 'evidence'))

  test('there are enough of them', () => expect(plain.length).toBeGreaterThan(150))

  test.each(plain)('$name', ({ input, expected, review }) => {
    const given = (review?.evidence ?? null) as Given | null
    const states = itemStates(checklist, flagLookup(checklist, input.flags ?? {}), (id) => input.answers[id] ?? null)
    const lines = new Map(expected.lines!.map((line) => [line.item, line]))
    const items = itemsById(checklist)
    for (const [index, item] of checklist.items.entries()) {
      const line = lines.get(item.id)
      if (!line) continue
      const value = input.answers[item.id] ?? null
      expect(items.get(item.id)).toBe(item)
      if (line.state === 'na') expect(states[index], item.id).toBe('na')
      else expect(states[index], item.id).not.toBe('na')
      if (states[index] !== 'answered' || !suits(item, value)) continue
      const evidence = evidenceOf(checklist, item, value, {
        // What a vector does not name is there.
        photo: given?.[item.id]?.photo ?? true,
        photo_reason: given?.[item.id]?.photo_reason ?? false,
        remark_chars: given?.[item.id]?.remark_chars ?? 100,
      })
      const needed = line.evidence !== 'none_required'
      expect(evidence.needs !== 'nothing', item.id).toBe(needed)
      if (needed) expect(evidence.met, item.id).toBe(line.evidence !== 'missing')
      if (line.state === 'answered') {
        expect(missOf(checklist, item, value), item.id).toBe(line.miss)
        expect(earned(item, value), item.id).toBe(line.earned)
      }
    }
  })
})
