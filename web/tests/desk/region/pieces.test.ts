// Bulk verbs, edited deadlines, evidence side by side, stations worst first.

import { describe, expect, test } from 'vitest'
import { bodies, MOST, outcome, verbsOf } from '../../../src/desk/region/bulk'
import { dayOf, deadlineFaults, fromField, instant, monthBefore, toField } from '../../../src/desk/region/deadline'
import { pairsOf, submissions, type Piece } from '../../../src/desk/region/evidence'
import { joined, weakest, worstFirst } from '../../../src/desk/region/worst'
import { order } from './make'

describe('one verb for many', () => {
  test('only what all of them allow', () => {
    expect(verbsOf([])).toEqual([])
    expect(verbsOf([order({ state: 'draft' })])).toEqual(['issue', 'cancel'])
    expect(verbsOf([order({ state: 'draft' }), order({ state: 'submitted' })])).toEqual(['cancel'])
    expect(verbsOf([order({ state: 'closed' })])).toEqual([])
  })
  test('no request names more orders than it may, and none is lost', () => {
    const all = Array.from({ length: MOST * 2 + 1 }, () => order({ state: 'draft' }))
    const sent = bodies('cancel', all, '  doubled ')
    expect(sent.map((body) => body.items.length)).toEqual([MOST, MOST, 1])
    expect(sent.flatMap((body) => body.items.map(({ id }) => id))).toEqual(all.map(({ id }) => id))
    expect(sent[0]?.reason).toBe('doubled')
    expect(bodies('issue', all)[0]).not.toHaveProperty('reason')
  })
  test('an edited deadline goes with its own order', () => {
    const [a, b] = [order({ state: 'draft' }), order({ state: 'draft' })]
    const [body] = bodies('issue', [a, b], 'parts', new Map([[b.id, '2026-12-01T10:00:00Z']]))
    expect(body?.items).toEqual([{ id: a.id, version: a.version }, { id: b.id, version: b.version, due_at: '2026-12-01T10:00:00Z' }])
  })
  test('what was refused is named with its order', () => {
    const [a, b] = [order(), order()]
    const results = [
      { id: a.id, status: 'done', version: 3 },
      { id: b.id, status: 'refused', code: 'stale_version', message: 'changed meanwhile' },
    ]
    expect(outcome([a, b], [{ done: 1, refused: 1, results } as never])).toEqual({ done: 1, refused: [{ order: b, message: 'changed meanwhile', code: 'stale_version' }], unsent: [] })
  })
  test('of what no answer tells is not sent', () => {
    const [a, b, c] = [order(), order(), order()]
    const answer = { done: 1, refused: 0, results: [{ id: a.id, status: 'done', version: 3 }] } as never
    expect(outcome([a, b, c], [answer])).toEqual({ done: 1, refused: [], unsent: [b, c] })
  })
})

describe('edited deadlines', () => {
  const now = Date.parse('2026-11-26T02:00:00Z')
  test('a field is time in Shanghai', () => {
    expect(instant(fromField('2026-11-30T18:00')!)).toBe('2026-11-30T10:00:00Z')
    expect(toField(Date.parse('2026-11-30T10:00:00Z'))).toBe('2026-11-30T18:00')
    expect(dayOf(Date.parse('2026-11-30T16:00:00Z'))).toBe('2026-12-01')
  })
  test.each(['', '2026-02-30T10:00', '2026-11-30 18:00', '2026-11-30T24:01'])('%j is no time', (value) => expect(fromField(value)).toBeNull())
  test.each([
    ['', '', null, ['no_time', 'no_reason']],
    ['2026-11-26T09:59', 'parts', null, ['past']],
    ['2026-12-30T18:00', 'parts', Date.parse('2026-12-01T10:00:00Z'), ['too_late']],
    ['2026-12-01T18:00', ' ', Date.parse('2026-12-01T10:00:00Z'), ['no_reason']],
    ['2026-12-01T18:00', 'parts', Date.parse('2026-12-01T10:00:00Z'), []],
  ] as const)('%s, %j', (field, reason, latest, wanted) => expect(deadlineFaults(field, reason, now, latest)).toEqual(wanted))
})

describe('evidence', () => {
  const piece = (id: string, role: string): Piece => ({ id, role, content_type: 'image/jpeg', bytes: 1, at: '2026-11-25T00:00:00Z' })
  test('befores stand beside afters; what has no other half stands alone', () => {
    const [b1, b2, a1] = [piece('b1', 'before'), piece('b2', 'before'), piece('a1', 'after')]
    expect(pairsOf([b1, a1, b2])).toEqual([
      { before: b1, after: a1 },
      { before: b2, after: null },
    ])
  })
  test('each submission keeps its own files and what came of it, the newest first', () => {
    const files = [piece('b1', 'before'), piece('a1', 'after'), piece('b2', 'before'), piece('d', 'document')]
    const verb = (what: string, reason: string | null, evidence: string[] = [], root: string | null = null) => ({
      kind: 'verb', what, reason, day: '2026-11-25', late: false, marks: [], told: [],
      data: { root_cause: root, evidence: evidence.map((id) => ({ id, role: files.find((file) => file.id === id)?.role })) },
    })
    const entries = [
      verb('issue', null),
      verb('submit', 'cleaned', ['b1', 'a1']),
      { ...verb('verify', null), kind: 'rung' },
      verb('reject', 'too dark'),
      verb('submit', 'again', ['b2', 'd', 'gone'], 'shift change'),
    ]
    const [second, first, ...rest] = submissions({ entries, evidence: files } as never)
    expect(rest).toEqual([])
    expect(first).toMatchObject({ number: 1, outcome: 'rejected', reason: 'too dark', pairs: [{ before: { id: 'b1' }, after: { id: 'a1' } }] })
    expect(second).toMatchObject({ number: 2, outcome: 'waiting', rootCause: 'shift change', documents: [{ id: 'd' }], pairs: [{ before: { id: 'b2' }, after: null }] })
  })
})

describe('stations', () => {
  const rank = (code: string, score_bp: number, more: object = {}) =>
    ({ id: code, code, name: { zh: code, en: code }, score_bp, audits: 1, class_size: 9, critical_misses: 0, open_overdue: 0, touchpoints: [], ...more }) as never
  const line = (id: string, overdue: number) => ({ subject_id: id, subject_code: id, standing: { open: overdue + 1, overdue } }) as never

  test('the ranking and what stands open are one row; nobody is left out', () => {
    const rows = joined([rank('A', 9000), rank('B', 0, { audits: 0 })], [line('A', 2), { ...(line('C', 5) as object), subject_name: { zh: '丙', en: 'Third' } } as never])
    expect(rows.map(({ code, score, open, overdue }) => [code, score, open, overdue])).toEqual([
      ['A', 9000, 3, 2],
      ['B', null, 0, 0],
      ['C', null, 6, 5],
    ])
    expect(rows[2]?.name.en).toBe('Third')
  })
  test('the grade is that of the ranking; of who was not audited there is none', () => {
    const rows = joined([rank('A', 9000, { grade: 'pass', stars: 2, capped: true }), rank('B', 0, { audits: 0, grade: 'fail', stars: 0 })], [])
    expect(rows.map(({ grade, stars, capped }) => [grade, stars, capped])).toEqual([['pass', 2, true], [null, null, false]])
  })
  test.each([['2026-11', '2026-10'], ['2026-01', '2025-12'], ['2026-Q4', null], ['', null]])('before %s is %s', (month, before) => expect(monthBefore(month)).toBe(before))
  test('what stands open is not known before it is read; what is overdue the ranking tells', () => {
    expect(joined([rank('A', 9000, { open_overdue: 4 })], null).map(({ open, overdue }) => [open, overdue])).toEqual([[null, 4]])
  })
  test('the worst first; without a score at the end', () => {
    const rows = joined([rank('A', 9000), rank('B', 7000), rank('C', 7000, { critical_misses: 1 }), rank('D', 1, { audits: 0 })], [])
    expect([...rows].sort(worstFirst).map(({ code }) => code)).toEqual(['C', 'B', 'A', 'D'])
  })
  test('the weakest touchpoint', () => {
    expect(weakest(joined([rank('A', 1, { touchpoints: [9000, null, 4000, 9100] })], [])[0]!)).toBe(2)
    expect(weakest(joined([rank('A', 1, { touchpoints: [null] })], [])[0]!)).toBeNull()
  })
})
