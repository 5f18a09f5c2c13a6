// @vitest-environment happy-dom
// Faults of a refused submission, and what it said, in lines.
import { beforeAll, expect, it } from 'vitest'
import { faultOf, linesOf, pathOf } from '../../../src/desk/admin/faults'
import { fill, loadTexts, textsOf } from '../../../src/desk/texts/index.svelte'
import type admin from '../../../src/desk/texts/zh/admin.json'

const w = textsOf<typeof admin>('admin')
beforeAll(() => loadTexts('admin'))

it('reads what the server tells, whatever it is', () => {
  expect(pathOf('/answers/a~1b~0c/11')).toBe(`answers › a/b~c › ${fill(w().refused.nth, { n: 12 })}`)
  expect([null, {}, { code: 1, text: 'x' }].map(faultOf)).toEqual(Array(3).fill({ where: '', text: w().refused.unknown, code: '' }))
  expect(linesOf({ a: { b: [1, null, 'x'] }, c: false, d: null })).toEqual([
    { where: `a › b › ${fill(w().refused.nth, { n: 1 })}`, value: '1' }, { where: `a › b › ${fill(w().refused.nth, { n: 3 })}`, value: 'x' }, { where: 'c', value: w().no },
  ])
})
