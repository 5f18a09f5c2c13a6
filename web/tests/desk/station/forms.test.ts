// What forms say to the server, and the way back when it refused.

import { expect, test } from 'vitest'
import { bodyOf, instantOf, ready, untilOf } from '../../../src/desk/station/lib/forms'

test('a day means 18:00 in Shanghai, a day with a time that time', () => {
  expect(instantOf('2026-12-04')).toBe('2026-12-04T10:00:00Z')
  expect(instantOf('2026-11-27T07:30')).toBe('2026-11-26T23:30:00Z')
  expect(instantOf('')).toBeNull()
  expect(instantOf('2026-13-40')).toBeNull()
  for (const text of ['2026-12-04', '2026-11-27T07:30']) expect(untilOf(instantOf(text) ?? '')).toBe(text)
})

test('a request for more time names its kind, its reason and its date; without one of them it is not ready', () => {
  const texts = { until: '2026-12-04', cause: 'parts', reason: ' the lock comes on Tuesday ' }
  expect(ready('extensions', texts)).toBe(true)
  expect(bodyOf('extensions', texts)).toEqual({ cause: 'parts', reason: 'the lock comes on Tuesday', to: '2026-12-04T10:00:00Z' })
  for (const name of Object.keys(texts)) expect(ready('extensions', { ...texts, [name]: ' ' })).toBe(false)
})

test('a plan has an owner only when one is named; a danger is contained by something', () => {
  expect(bodyOf('plan', { plan: 'new canopy', owner: ' ' })).toEqual({ plan: 'new canopy' })
  expect(bodyOf('plan', { plan: 'new canopy', owner: 'Li' })).toEqual({ plan: 'new canopy', owner: 'Li' })
  expect(ready('contain', { note: ' ' })).toBe(false)
  expect(bodyOf('contain', { note: 'pump 3 is out of use' })).toEqual({ note: 'pump 3 is out of use' })
})
