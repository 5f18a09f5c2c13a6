import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../src/engine/validate'
import { atTime, decimal, faultOf, fraction, MOST, timeText, wholeUpTo } from '../../src/routes/visit/numbers'

describe('decimals of receipts', () => {
  it('become whole units', () => {
    expect(decimal('150', 2)).toBe(15_000)
    expect(decimal('150.5', 2)).toBe(15_050)
    expect(decimal(' 20,05 ', 2)).toBe(2005)
    expect(decimal('32.417', 3)).toBe(32_417)
    expect(decimal('0.1', 3)).toBe(100)
    expect(decimal('7.', 2)).toBe(700)
  })

  it('are refused when they are none, too fine or too large', () => {
    for (const text of ['', '.', '.5', '1.234', '-1', '1e3', '12a', '1.2.3', '12345678']) expect(decimal(text, 2)).toBeNull()
  })

  it('come back as a person writes them', () => {
    expect(fraction(15_050, 2)).toBe('150.5')
    expect(fraction(15_000, 2)).toBe('150')
    expect(fraction(5, 2)).toBe('0.05')
    expect(fraction(0, 2)).toBe('0')
    expect(fraction(100, 3)).toBe('0.1')
    expect(fraction(null, 2)).toBe('')
    for (const units of [0, 1, 10, 99, 100, 12_345]) expect(decimal(fraction(units, 2), 2)).toBe(units)
  })
})

describe('numbers that the server would refuse', () => {
  it('have the limit of a submission', () => {
    expect(MOST).toBe(LIMITS.RECEIPT_AMOUNT)
    expect(faultOf('1000000', 2)).toBeNull()
    expect(faultOf('1000000.01', 2)).toBe('too_much')
    expect(faultOf('9999999', 2)).toBe('too_much')
    expect(faultOf('123456789', 2)).toBe('too_much')
    expect(faultOf('100000', 3)).toBeNull()
    expect(faultOf('100000.001', 3)).toBe('too_much')
    expect(faultOf('12a', 2)).toBe('no_number')
    expect(faultOf('1.234', 2)).toBe('no_number')
    expect(faultOf('', 2)).toBeNull()
  })

  it('of a flag are whole and within its range', () => {
    expect(wholeUpTo('999', 999)).toBe(999)
    expect(wholeUpTo(' 7 ', 999)).toBe(7)
    for (const text of ['1000', '-1', '1.5', 'x', '', '99999999999']) expect(wholeUpTo(text, 999)).toBeNull()
  })
})

describe('the printed time', () => {
  const tz = 'Asia/Shanghai'
  const nine = Date.UTC(2026, 10, 26, 1, 0, 30)

  it('is the moment nearest to the visit', () => {
    expect(timeText(nine, tz)).toBe('09:00')
    expect(atTime('09:12', nine, tz)).toBe(Date.UTC(2026, 10, 26, 1, 12))
    expect(atTime('08:59', nine, tz)).toBe(Date.UTC(2026, 10, 26, 0, 59))
  })

  it('may lie on the other side of midnight', () => {
    const late = Date.UTC(2026, 10, 26, 15, 58)
    expect(atTime('00:03', late, tz)).toBe(Date.UTC(2026, 10, 26, 16, 3))
    const early = Date.UTC(2026, 10, 26, 16, 2)
    expect(atTime('23:57', early, tz)).toBe(Date.UTC(2026, 10, 26, 15, 57))
  })

  it('is nothing when it is empty', () => {
    expect(atTime('', nine, tz)).toBeNull()
    expect(timeText(null, tz)).toBe('')
  })
})
