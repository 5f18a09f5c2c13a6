// Plans that are pasted: nothing is guessed, nothing is lost, every fault has its line.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answered, bodies, merged, MOST, needsReason, resolved, tally, toSend, type PlanRow } from '../../../src/desk/plan/draft'
import { cells, dayFrom, readPlan } from '../../../src/desk/plan/paste'
import { BLANK, requestOf, scriptFaults, whole } from '../../../src/desk/plan/script'
import { days, hours, slotNamed, windowOf, type Slot } from '../../../src/desk/plan/windows'

const slots: Slot[] = [
  { id: 'day', text: { zh: '日间', en: 'Day' }, from_minute: 570, to_minute: 990, night: false },
  { id: 'night', text: { zh: '夜间(亮灯)', en: 'Night, lights on' }, from_minute: 1230, to_minute: 1410, night: true },
]

describe('cells', () => {
  test('tabs of a spreadsheet, a mark at the beginning, line ends of Windows', () => {
    expect(cells('\ufeffA\tB\r\nC\tD\r\n')).toEqual([
      { line: 1, cells: ['A', 'B'] },
      { line: 2, cells: ['C', 'D'] },
    ])
  })
  test('quoted cells hold marks, quotes and line ends; lines stay counted', () => {
    expect(cells('a,"b, ""c""\nd"\n\ne,f')).toEqual([
      { line: 1, cells: ['a', 'b, "c"\nd'] },
      { line: 4, cells: ['e', 'f'] },
    ])
  })
  test('what was written as CSV is read again', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '站', ',', '"', '\n', '\t', ' ', ';') }).map((text) => text.trim())
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), (rows) => {
        const written = rows.map((row) => row.map(quoted).join(',')).join('\n')
        const read = cells(`x,y\n${written}`).slice(1)
        expect(read.map((row) => row.cells)).toEqual(rows.filter((row) => row.some(Boolean)))
      }),
    )
  })
})

describe('a plan', () => {
  test('headings in either language, in any order', () => {
    const { rows, faults } = readPlan('日期,神秘顾客,加油站编码,时段,自助\n2026/11/30,shopper-01,GZ001,日间,是')
    expect(faults).toEqual([])
    expect(rows).toEqual([{ line: 2, station: 'GZ001', shopper: 'shopper-01', slot: '日间', day: '2026-11-30', lastDay: '2026-11-30', selfService: true, reason: '', script: BLANK }])
  })
  test('without headings the columns stand in their order', () => {
    expect(readPlan('GZ001\tshopper-01\tday\t20261130\t20261202\t\tonly she is near').rows[0]).toMatchObject({ day: '2026-11-30', lastDay: '2026-12-02', reason: 'only she is near' })
  })
  test('every fault of every line, and the good lines', () => {
    const { rows, faults } = readPlan('station,shopper,slot,day,last_day,self_service\nGZ001,,day,2026-02-30,,perhaps\nGZ002,s,day,2026-12-02,2026-12-01,\nGZ003,s,day,2026-12-02,,no')
    expect(rows.map(({ line }) => line)).toEqual([4])
    expect(faults.map(({ line, column, code }) => `${line} ${column} ${code}`)).toEqual([
      '2 shopper missing',
      '2 day bad_day',
      '2 self_service bad_yes_no',
      '3 last_day days_turned',
    ])
  })
  test('a question and a purchase of its own, in columns that may be left out', () => {
    const { rows, faults } = readPlan('station,shopper,slot,day,question_zh,question_en,fuel_min,fuel_max,store_max,发票\nGZ001,s,day,2026-11-30,能开发票吗？,Do you give invoices?,150,250.50,0,否\nGZ002,s,day,2026-11-30')
    expect(faults).toEqual([])
    expect(rows.map(({ script }) => script)).toEqual([{ question_zh: '能开发票吗？', question_en: 'Do you give invoices?', fuel_min: '150', fuel_max: '250.50', store_max: '0', invoice: 'no' }, BLANK])
  })
  test('a question in one language, half a range, no amount: each is a fault with its line', () => {
    const { rows, faults } = readPlan('station,shopper,slot,day,question_zh,fuel_min,store_max,invoice\nGZ001,s,day,2026-11-30,问,150,cheap,perhaps')
    expect(rows).toEqual([])
    expect(faults.map(({ line, column, code }) => `${line} ${column} ${code}`)).toEqual(['2 invoice bad_yes_no', '2 question_en both_or_none', '2 fuel_max both_or_none', '2 store_max bad_amount'])
  })
  test.each([
    ['2026-11-30', '2026-11-30'],
    ['2026年11月3日', '2026-11-03'],
    ['2026.1.3', '2026-01-03'],
    ['2026-13-01', null],
    ['30/11/2026', null],
    ['', null],
  ])('%s is %s', (text, day) => expect(dayFrom(text)).toBe(day))
})

describe('windows', () => {
  test('a slot is time in Shanghai', () => {
    expect(windowOf(slots[0]!, '2026-11-30')).toEqual({ window_start: '2026-11-30T01:30:00Z', window_end: '2026-11-30T08:30:00Z' })
    expect(windowOf(slots[1]!, '2026-11-30', '2026-12-01')).toEqual({ window_start: '2026-11-30T12:30:00Z', window_end: '2026-12-01T15:30:00Z' })
    expect(hours(slots[0]!)).toBe('09:30–16:30')
  })
  test('a slot is known by id and by name', () => {
    expect(slotNamed(slots, ' NIGHT ')?.id).toBe('night')
    expect(slotNamed(slots, '夜间(亮灯)')?.id).toBe('night')
    expect(slotNamed(slots, 'noon')).toBeUndefined()
  })
  test('days, the last one included', () => expect(days('2026-11-29', '2026-12-01')).toEqual(['2026-11-29', '2026-11-30', '2026-12-01']))
})

describe('a draft', () => {
  let made = 0
  const known = {
    stations: new Map([['GZ001', { id: 's1', code: 'GZ001' }]]),
    shoppers: new Map([['shopper-01', { id: 'p1', username: 'shopper-01' }]]),
    slots,
  }
  const rowsOf = (text: string) => resolved(readPlan(text).rows, known, () => `id-${(made += 1)}`)
  const one = (): PlanRow => rowsOf('gz001,Shopper-01,day,2026-11-30').rows[0]!

  test('names get ids; unknown ones are faults with their line; the same visit twice is one too much', () => {
    const { rows, faults } = rowsOf('gz001,Shopper-01,day,2026-11-30\nXX,nobody,noon,2026-11-30\nGZ001,shopper-01,日间,2026-11-30')
    expect(rows).toHaveLength(1)
    expect(faults.map(({ line, code }) => `${line} ${code}`)).toEqual(['2 unknown_station', '2 unknown_shopper', '2 unknown_slot', '3 twice'])
  })
  test('the request says what the row says; a reason only where there is one', () => {
    const row = one()
    expect(bodies('round', [row])[0]?.items[0]).toEqual({
      id: row.id, round_id: 'round', station_id: 's1', shopper_id: 'p1', slot: 'day', self_service: false,
      window_start: '2026-11-30T01:30:00Z', window_end: '2026-11-30T08:30:00Z',
    })
    expect(bodies('round', [{ ...row, reason: ' near ' }])[0]?.items[0]).toHaveProperty('override_reason', 'near')
  })
  test('the request asks the question of the whole plan, unless the row has its own', () => {
    const row = one()
    const common = { ...BLANK, question_zh: '能洗车吗？', question_en: 'Is there a car wash?', fuel_min: '100', fuel_max: '150.5' }
    const own = { ...row, script: { ...BLANK, question_zh: '问', question_en: 'ask', store_max: '0', invoice: 'no' as const } }
    const [plain, mine] = bodies('round', [row, own], common)[0]!.items
    expect(plain).toMatchObject({ question_zh: '能洗车吗？', question_en: 'Is there a car wash?', purchase: { fuel_min_fen: 10_000, fuel_max_fen: 15_050 } })
    expect(mine).toMatchObject({ question_zh: '问', question_en: 'ask', purchase: { fuel_min_fen: 10_000, fuel_max_fen: 15_050, store_max_fen: 0, invoice: false } })
  })
  test('what is planned keeps the question that it was planned with', () => {
    const [row, refused] = [one(), one()]
    const common = { ...BLANK, question_zh: '问', question_en: 'ask' }
    const rows = answered([row, refused], [{ results: [{ id: row.id, status: 'created' }, { id: refused.id, status: 'refused' }] } as never], false, common)
    expect(rows.map(({ script }) => script.question_zh)).toEqual(['问', ''])
  })
  test('no request is longer than the server takes, none is lost', () => {
    const many = Array.from({ length: MOST + 1 }, one)
    expect(bodies('round', many).map(({ items }) => items.length)).toEqual([MOST, 1])
  })
  test('what was only asked is not planned yet', () => {
    const row = one()
    const rows = answered([row], [{ results: [{ id: row.id, status: 'created' }] } as never], true)
    expect(rows[0]?.said?.status).toBe('fits')
    expect(toSend(rows)).toHaveLength(1)
    expect(tally(rows)).toMatchObject({ planned: 0, open: 1 })
  })
  test('what is done to the rows while they are sent is not lost, and what was planned is told', () => {
    const said = (status: 'created' | 'refused') => ({ status, faults: [], rules: [] })
    const [kept, refused, changed, away, added] = [one(), one(), one(), one(), one()]
    const before = { ...one(), said: said('created') }
    const sent = [kept, refused, changed, away, before]
    const came = [{ ...kept, said: said('created') }, { ...refused, said: said('refused') }, { ...changed, said: said('refused') }, { ...away, said: said('created') }, before]
    const edited = { ...changed, reason: 'near' }
    // Taken away from the table: `away`, which was planned all the same, and `before`, which had been planned already.
    expect(merged([kept, refused, edited, added], sent, came)).toEqual([came[0], came[1], edited, added, came[3]])
    const late = { ...kept, reason: 'late' }
    expect(merged([late], [kept], [came[0]!])).toEqual([came[0]])
  })
  test('each row keeps what was said about it, and only what is not planned is sent again', () => {
    const [good, rule, wrong, silent] = [one(), one(), one(), one()]
    const results = [
      { id: good.id, status: 'created' },
      { id: rule.id, status: 'refused', warnings: [{ code: 'rotation_days', message: 'too soon' }] },
      { id: wrong.id, status: 'refused', violations: [{ pointer: '/shopper_id', code: 'bad_value', message: 'no' }], warnings: [{ code: 'outside_area', message: 'far' }] },
    ]
    const rows = answered([good, rule, wrong, silent], [{ created: 1, unchanged: 0, refused: 2, results } as never])
    expect(tally(rows)).toEqual({ planned: 1, needsReason: 1, impossible: 1, open: 1 })
    expect(rows.filter(needsReason).map(({ id }) => id)).toEqual([rule.id])
    expect(toSend(rows).map(({ id }) => id)).toEqual([rule.id, wrong.id, silent.id])
    expect(toSend(answered(rows, [{ results: [{ id: rule.id, status: 'unchanged' }] } as never])).map(({ id }) => id)).toEqual([wrong.id, silent.id])
  })
})

describe('a script', () => {
  test('what is blank is not said', () => expect(requestOf(BLANK)).toEqual({}))
  test.each([
    [{}, []],
    [{ question_zh: '问' }, ['question_en both_or_none']],
    [{ question_zh: '问', question_en: 'a'.repeat(501) }, ['question_en too_long']],
    [{ fuel_max: '100' }, ['fuel_min both_or_none']],
    [{ fuel_min: '200', fuel_max: '100' }, ['fuel_max amounts_turned']],
    [{ store_max: '100000.01' }, ['store_max bad_amount']],
    [{ store_max: '12.345' }, ['store_max bad_amount']],
  ])('%j: %j', (over, wanted) => expect(scriptFaults({ ...BLANK, ...over }).map(({ field, code }) => `${field} ${code}`)).toEqual(wanted))
  test('a question goes in both languages, a range with both ends', () => {
    const common = { ...BLANK, question_zh: '问', question_en: 'ask', fuel_min: '100', fuel_max: '200' }
    expect(whole({ ...BLANK, question_zh: '甲', question_en: 'one', fuel_min: '300', fuel_max: '400' }, common)).toMatchObject({ question_en: 'one', fuel_max: '400' })
  })
})
