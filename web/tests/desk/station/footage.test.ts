// Whether footage that a panel asked for may be handed in now.
import { expect, test } from 'vitest'
import { asked, mayGive } from '../../../src/desk/station/lib/footage'

const now = Date.parse('2026-06-10T04:00:00Z')
const step = (kind: string, level = 1) => ({ kind, level, reason: null, windows: [] }) as never
const appeal = (more: object = {}) => ({ state: 'level_1', due_at: '2026-06-11T10:00:00Z', steps: [step('filed'), step('footage_asked')], ...more })

test('it may when it was asked for and the level still has time', () => {
  expect(mayGive(appeal(), now)).toBe(true)
  expect(mayGive(appeal({ state: 'level_2' }), now)).toBe(true)
  expect(mayGive(appeal({ due_at: null }), now)).toBe(true)
  expect(mayGive(appeal({ due_at: '2026-06-10T04:00:00Z' }), now)).toBe(false)
})

test('not unasked, and not when no level has the appeal', () => {
  expect(asked(appeal())).toMatchObject({ kind: 'footage_asked' })
  expect(mayGive(appeal({ steps: [step('filed')] }), now)).toBe(false)
  expect(mayGive(appeal({ state: 'level_1_decided' }), now)).toBe(false)
  expect(mayGive(appeal({ state: 'closed' }), now)).toBe(false)
})

test('five times a level', () => {
  const steps = [step('footage_asked'), ...Array.from({ length: 5 }, () => step('footage_given'))]
  expect(mayGive(appeal({ steps: steps.slice(0, 5) }), now)).toBe(true)
  expect(mayGive(appeal({ steps }), now)).toBe(false)
  expect(mayGive(appeal({ state: 'level_2', steps }), now)).toBe(true)
})
