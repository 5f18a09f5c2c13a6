// Why points were lost, in the words of the checklist.

import { describe, expect, test } from 'vitest'
import { itemOf, itemPath } from '../../../src/desk/station/lib/paths'
import { gradeText, isWhole, losses, ruleOf, steps, type Item, type Score } from '../../../src/desk/station/lib/score'
import { drawn, lines, monthOf, monthsUpTo, placeOf, pointOf } from '../../../src/desk/station/lib/trend'
import { checklist } from '../../support'

const line = (item: string, value: unknown, nominal: number, earned: number, rule: string, state = 'answered') => (
  { n: checklist.items.find((one) => one.id === item)?.n ?? 0, item, state, value, nominal, earned, miss: earned === 0 ? 'full' : 'partial', rule, evidence: 'met' }
)
const touchpoint = (id: string, weight_bp: number, answered: number, earned: number) => (
  { id, nominal: answered, weight_bp, applicable: answered, answered, earned, score_bp: Math.round((earned / answered) * 10_000), grade: 'good' }
)
const score: Score = {
  base_bp: 8935, bonus_applied_bp: 0, final_bp: 8935, grade: 'good', stars: 3, red_lines: 0, coverage_bp: 10_000,
  touchpoints: [touchpoint('restroom', 1000, 100, 75), touchpoint('entry', 900, 90, 76), { ...touchpoint('store', 800, 80, 80), answered: 0 }],
  lines: [
    line('restroom.supplies_stocked', 1, 15, 9, 'band:1:60'), line('entry.guidance_gesture', 0, 8, 0, 'grade:0/2'),
    line('restroom.no_odor', 0, 19, 0, 'grade:0/2'), line('entry.queue_wait_to_pump', 225, 15, 9, 'band:300:60'),
    line('store.entry_greeting', null, 12, 0, 'na:!st.has_store', 'na'), line('entry.guidance_within_10s', 4, 20, 20, 'band:5:100'),
  ] as Score['lines'],
}

describe('losses', () => {
  test('cost what they cost of the score, the dearest first, and sum up to what is missing', () => {
    const found = losses(score, checklist)
    expect(found.map((one) => [one.line.item, one.points, one.cost_bp])).toEqual([
      ['restroom.no_odor', 19, 1000], ['entry.guidance_gesture', 8, 421], ['entry.queue_wait_to_pump', 6, 316], ['restroom.supplies_stocked', 6, 316],
    ])
    const missing = 10_000 - ((1000 * 0.75 + 900 * (76 / 90)) / 1900) * 10_000
    expect(Math.abs(found.reduce((sum, one) => sum + one.cost_bp, 0) - missing)).toBeLessThan(3)
  })

  test('a failed red line stands before all, whatever it cost', () => {
    const red = { ...line('safety.no_smoking_or_flame', false, 30, 0, 'red_line'), n: 32 }
    expect(losses({ ...score, lines: [...score.lines, red] as Score['lines'] }, checklist)[0]).toMatchObject({ line: { n: 32 }, critical: true })
  })
})

test('what is met within an allowed limit has not earned all it could: the rule is told, not that it was met', () => {
  const met = { state: 'answered', miss: 'none', rule: 'band:10:80', nominal: 20, earned: 16 } as Score['lines'][number]
  expect(isWhole(met)).toBe(false)
  expect(isWhole({ ...met, rule: 'band:5:100', earned: 20 })).toBe(true)
  expect(isWhole({ ...met, rule: 'bonus_claimed', nominal: 0, earned: 0 })).toBe(false)
  expect(isWhole({ ...met, rule: 'not_proven', earned: 20 })).toBe(false)
})

describe('a rule', () => {
  test('is read from its word, every one that the server writes', () => {
    expect(ruleOf('grade:1/2')).toEqual({ kind: 'grade', grade: 1, max: 2 })
    expect(ruleOf('band:300:60')).toEqual({ kind: 'band', upTo: 300, percent: 60 })
    expect(ruleOf('implied_by:restroom.open_to_customers')).toEqual({ kind: 'implied_by', item: 'restroom.open_to_customers' })
    expect(ruleOf('na:!v.night').kind).toBe('na')
    for (const word of ['pass', 'fail', 'over_bands', 'never_happened', 'not_observed', 'red_line', 'not_proven', 'bonus_not_accepted'] as const) expect(ruleOf(word).kind).toBe(word)
    expect(ruleOf('of a later version').kind).toBe('other')
  })
})

describe('what good looks like', () => {
  const item = (id: string): Item => checklist.items.find((one) => one.id === id) as Item

  test('of grades is their text, the best first, with the one that was found', () => {
    const found = steps(item('approach.brand_sign_visible_intact'), 1)
    expect(found.map((one) => [one.text?.en, one.percent, one.here])).toEqual([
      ['No defect seen', 100, false], ['Defects on less than 20 % of the element and no loss of function', 50, true],
      ['Defects on 20 % of the element or more, or its function impaired', 0, false],
    ])
  })

  test('of what is measured are the bands and what lies above them', () => {
    const found = steps(item('entry.guidance_within_10s'), 25)
    expect(found.map((one) => [one.upTo, one.percent, one.here])).toEqual([[5, 100, false], [10, 80, false], [20, 60, false], [30, 20, true], [null, 0, false]])
    expect(steps(item('entry.guidance_within_10s'), 500).at(-1)).toMatchObject({ upTo: null, here: true })
    expect(steps(item('entry.guidance_within_10s'), null).some((one) => one.here)).toBe(false)
  })

  test('of pass or fail is the question itself', () => {
    expect(steps(item('approach.price_board_matches_pump'), false)).toEqual([])
  })

  test('a grade has the checklist\'s name', () => {
    expect(gradeText(checklist, 'good', 3)?.zh).toBe('良好')
    expect(gradeText(checklist, 'fail', 1)?.en).toBe('Fail, improvable')
    expect(gradeText(undefined, 'good', 3)).toBeNull()
  })
})

test('the address of an item holds no dot, which servers take for the end of a file\'s name', () => {
  const path = itemPath('a1', 'restroom.no_odor')
  expect(path).toBe('/desk/station/audits/a1/items/restroom~no_odor')
  expect(itemOf(path.split('/').at(-1)!)).toBe('restroom.no_odor')
})

describe('the trend', () => {
  const ranking = (score_bp: number, rank: number | null) => ({
    window: '2026-11', live: true, provisional: false, minimum_audits: 1, touchpoints: [],
    classes: [{ class: 0, ranked: 188, mean_bp: 9245, quartiles_bp: [8998, 9340, 9584] }, { class: 1, ranked: 8, mean_bp: 9285, quartiles_bp: [9002, 9228, 9479] }],
    items: [{ id: 'me', code: 'DL005', name: { zh: '', en: '' }, class: 0, class_size: 188, rank, score_bp, audits: 1 }],
  }) as unknown as Parameters<typeof placeOf>[0]

  test('spans months over the turn of the year', () => {
    expect(monthsUpTo('2027-02', 4)).toEqual(['2026-11', '2026-12', '2027-01', '2027-02'])
    expect(monthOf(Date.parse('2026-11-30T16:00:00Z'))).toBe('2026-12')
  })

  test('puts my score beside the median of my class, also in months without me', () => {
    expect(placeOf(ranking(8747, 162), 'me')).toMatchObject({ median_bp: 9340, row: { rank: 162, class_size: 188 } })
    expect(placeOf(ranking(8747, 162), 'other')).toBeNull()
    expect(pointOf('2026-11', ranking(8747, 162), 'me', 0)).toMatchObject({ mine_bp: 8747, median_bp: 9340, rank: 162 })
    expect(pointOf('2026-11', ranking(8747, 162), 'other', 1)).toMatchObject({ mine_bp: null, median_bp: 9228 })
    expect(pointOf('2026-10', undefined, 'me', 0)).toMatchObject({ mine_bp: null, median_bp: null })
  })

  test('is drawn with gaps where there was no audit', () => {
    const points = [8000, null, 8500, 9000].map((mine_bp, at) => ({ period: `2026-0${at + 1}`, mine_bp, median_bp: 9300, rank: null, class_size: 0, audits: 1 }))
    const { at, low, high } = drawn(points, 300, 100)
    expect(at.map((one) => one.x)).toEqual([0, 100, 200, 300])
    expect(low).toBeLessThan(8000)
    expect(high).toBeGreaterThan(9300)
    expect(at[0]!.mine!).toBeGreaterThan(at[3]!.mine!)
    expect(lines(at, 'mine')).toHaveLength(1)
    expect(lines(at, 'median')[0]!.split(' ')).toHaveLength(4)
    expect(drawn([], 300, 100).at).toEqual([])
  })
})
