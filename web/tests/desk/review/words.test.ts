import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { filled } from '../../../src/i18n/fill'
import { proposal } from '../../../src/desk/review/logic/notes'
import { bestWords, choices, inRange, needsEyes, ruleParts, valueWords } from '../../../src/desk/review/logic/values'
import { flagWords, grouped, otherAudit } from '../../../src/desk/review/logic/flags'
import { placeOf } from '../../../src/desk/review/logic/pointers'
import en from '../../../src/desk/texts/en/review.json'
import zh from '../../../src/desk/texts/zh/review.json'
import { audit, flag, items, line } from './support'

const [sign, badge, wait, smoke, water] = items as [(typeof items)[0], (typeof items)[0], (typeof items)[0], (typeof items)[0], (typeof items)[0]]
const say = (both: { en: string }): string => both.en
const says = { fill: filled, length: (s: number) => `${s} s`, time: () => '12:00', flagName: (id: string) => id }

describe('answers in words', () => {
  test.each([
    [sign, 1, '1 · worn'],
    [wait, 209, '209 s'],
    [wait, 9999, en.value.never],
    [badge, false, en.value.miss],
    [water, true, en.value.claimed],
    [badge, null, en.value.not_observed],
  ])('%#', (item, value, words) => expect(valueWords(item, value, en.value, say)).toBe(words))
  test('what is best', () => expect([sign, wait, badge].map((item) => bestWords(item, say))).toEqual(['no defect', '≤ 5 s', null]))
  test('what a correction may set', () => {
    expect(choices(sign)?.map((one) => one.value)).toEqual([2, 1, 0])
    expect(choices(wait)).toBeNull()
    expect([0, 9999, 10_000, 1.5, -1].map((value) => inRange(wait, value))).toEqual([true, true, false, false, false])
  })
  test('rules have their parts', () => {
    expect(ruleParts('band:10:80')).toEqual({ word: 'band', about: '10:80', numbers: [10, 80] })
    expect(ruleParts('grade:1/2').numbers).toEqual([1, 2])
    expect(ruleParts('na:!st.has_store').about).toBe('!st.has_store')
    expect(ruleParts('pass')).toEqual({ word: 'pass', about: '', numbers: [] })
  })
  test('a passed line with its evidence needs no eyes; missed, unproven and changed ones do', () => {
    expect(needsEyes(line('a.badge'))).toBe(false)
    for (const more of [{ miss: 'full' }, { evidence: 'missing' }, { changed_from: false }, { rule: 'not_proven' }, { state: 'not_observed' }]) expect(needsEyes(line('a.badge', more))).toBe(true)
  })
})

/** Every code with data as the server writes them. */
const SEEN: [string, unknown, string[]][] = [
  ['place', { distance_cm: 46_000, accuracy_cm: 1354 }, ['460', '14']],
  ['place_far', { distance_cm: 12_000, accuracy_cm: 900 }, ['120', '9']],
  ['no_fix', { reason: 'absent' }, []],
  ['no_fix', { reason: 'vague', accuracy_cm: 90_000 }, ['900']],
  ['mocked_fix', {}, []],
  ['slot', { side: 'after', by_s: 600 }, ['600 s', en.flag.side.after]],
  ['visit_too_short', { length_s: 300 }, ['300 s']],
  ['visit_short', { length_s: 700 }, ['700 s']],
  ['visit_long', { length_s: 4000 }, ['4000 s']],
  ['receipt_missing', {}, []],
  ['receipt_time', { side: 'before', by_s: 61 }, ['61 s', en.flag.side.before]],
  ['receipt_station', { expected: 'AS001', found: 'XX999' }, ['AS001', 'XX999']],
  ['photo_time', { source: 'exif', side: 'after', by_s: 400 }, ['400 s', en.flag.source.exif]],
  ['photo_reused', { audit_id: 'a' }, []],
  ['photo_similar', { audit_id: 'a' }, []],
  ['timings_exceed_visit', { timed_s: 2000, length_s: 900 }, ['2000 s', '900 s']],
  ['straight_lining', { kind: 'graded', value: 1, answers: 22 }, ['22', '1', en.flag.kind.graded]],
  ['narrative_copied', { audit_id: 'a' }, []],
  ...['drift', 'offset_jump', 'backwards', 'future', 'timer_order', 'timer_drift'].map((reason): [string, unknown, string[]] => ['clock_tampered', { reason, difference_ms: -300_000 }, ['300 s']]),
  ['late_report', { late_s: 90_000 }, ['90000 s']],
  ...['assignment_changed', 'profile_changed', 'checklist_changed', 'answered_late', 'restored', 'late_answer', 'store_closed', 'critical_without_photo', 'visit_na_over_limit', 'photo_lost', 'photo_unusable', 'photo_late', 'na_request'].map((code): [string, unknown, string[]] => [code, null, []]),
  ['night_mismatch', { assigned: true }, []],
  ['self_service_mismatch', { assigned: false }, []],
  ['photo_reason', { reason: 'forbidden' }, [en.flag.photo_reason.forbidden]],
  ['profile_dispute', { flag: 'st.has_car_wash' }, ['st.has_car_wash']],
  ['recognised', { at_ms: 1 }, ['12:00']],
]

describe('flags in words', () => {
  test.each(SEEN)('%s %j', (code, data, wanted) => {
    for (const texts of [en.flag, zh.flag]) {
      const words = flagWords({ code, data }, texts, says)
      expect(words).not.toBe('')
      expect(words).not.toMatch(/[{}]|undefined|NaN/)
    }
    const words = flagWords({ code, data }, en.flag, says)
    for (const part of wanted) expect(words).toContain(part)
  })
  test('every code that the server may raise has a sentence', () => {
    const source = readFileSync(new URL('../../../../crates/core/src/flags/code.rs', import.meta.url), 'utf8')
    const codes = [...source.matchAll(/^ {4}\w+ "(\w+)" (?:Hard|Soft) /gm)].map((match) => match[1])
    expect(codes.length).toBeGreaterThan(30)
    expect(codes.filter((code) => !SEEN.some(([seen]) => seen === code))).toEqual([])
  })
  test('a code that is not known says nothing rather than something wrong', () => expect(flagWords({ code: 'new', data: {} }, en.flag, says)).toBe(''))
  test('many flags of one code are one line; cleared ones come last, hard ones first', () => {
    const all = [flag('a', { in_force: false }), flag('b'), flag('c', { hard: true }), flag('b'), flag('b', { in_force: false })]
    expect(grouped(all).map((one) => [one.code, one.all.length])).toEqual([['c', 1], ['b', 2], ['a', 1], ['b', 1]])
  })
  test('the other audit', () => {
    expect(otherAudit({ data: { audit_id: 'x' } })).toBe('x')
    expect(otherAudit({ data: null })).toBeNull()
  })
})

test('pointers lead to photos, items, positions, receipts, clocks', () => {
  const { submission } = audit()
  submission.receipts = [{ kind: 'fuel', photo_id: 'p2' }]
  expect(placeOf('/photos/1', submission)).toEqual({ kind: 'photo', photo: 'p2' })
  expect(placeOf('/photos/1/fix', submission)).toEqual({ kind: 'photo', photo: 'p2' })
  expect(placeOf('/answers/a~1b/timer/0', submission)).toEqual({ kind: 'item', item: 'a/b' })
  expect(placeOf('/check_in', submission)).toEqual({ kind: 'fix', which: 'check_in' })
  expect(placeOf('/receipts/0/at_ms', submission)).toEqual({ kind: 'receipt', index: 0, photo: 'p2' })
  expect(placeOf('/finished', submission)).toEqual({ kind: 'clock' })
  for (const pointer of [null, '', '/photos/9', '/receipts', '/nowhere']) expect(placeOf(pointer, submission)).toEqual({ kind: 'visit' })
})

describe('the proposed note', () => {
  const around = { texts: en.note_proposal, values: en.value, say, fill: filled }
  test('says what was seen and what would be right, from the checklist', () => {
    expect(proposal(sign, line('a.sign', { value: 1, miss: 'partial', rule: 'grade:1/2' }), around)).toContain('worn')
    expect(proposal(sign, line('a.sign', { value: 1, miss: 'partial', rule: 'grade:1/2' }), around)).toContain('no defect')
    expect(proposal(wait, line('a.wait', { value: 209, rule: 'over_bands' }), around)).toMatch(/209 s.*≤ 5 s/)
    expect(proposal(wait, line('a.wait', { value: 9999, rule: 'never_happened' }), around)).not.toContain('9999')
    expect(proposal(badge, line('a.badge', { value: false, rule: 'fail' }), around)).toContain('Badges are worn')
  })
  test('the mark of the weight is not said twice', () => expect(proposal(smoke, line('a.smoke', { value: false, rule: 'red_line' }), around)).not.toContain('RED LINE: '))
})
