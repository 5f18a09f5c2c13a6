// @vitest-environment happy-dom
// Reports that are live whatever was closed say only that: nothing of a period that is not closed.
import { afterEach, describe, expect, it } from 'vitest'
import Item from '../../../src/desk/hq/Item.svelte'
import Items from '../../../src/desk/hq/Items.svelte'
import Lenses from '../../../src/desk/hq/Lenses.svelte'
import { liveLine, windowLine } from '../../../src/desk/hq/view.svelte'
import { parsePeriod, type Period } from '../../../src/desk/hq/logic/period'
import { fill, textsOf } from '../../../src/desk/texts/index.svelte'
import type hq from '../../../src/desk/texts/zh/hq.json'
import { date, month } from '../../../src/desk/ui/format'
import { close, open, until } from './office'

const w = textsOf<typeof hq>('hq')
const head = (): string => document.querySelector('.page-head')?.textContent ?? ''
const [live, notClosed] = [() => fill(w().window.liveAsked, { name: month('2025-10') }), () => fill(w().window.live, { name: month('2025-10') })]

afterEach(close)

describe('a report that is always live', () => {
  it.each([['items', Items, ''], ['item', Item, '/a~1'], ['lenses', Lenses, '']] as const)('says so of a closed month: %s', async (name, page, id) => {
    for (const edition of ['', '&edition=2']) {
      await open(page, `/desk/hq/${name === 'item' ? 'items' : name}${id}?period=2025-10${edition}`, () => undefined)
      await until(() => expect(head()).toContain(live()))
      expect(head()).not.toContain(notClosed())
      await close()
    }
  })

  it('of a round names the round', () => {
    expect(liveLine({ period: parsePeriod('2025-10') as Period, round: 'R1' })).toBe(fill(w().window.round, { name: 'R1' }))
  })
})

it('nothing is said of a closing before the server has answered', () => {
  const now = { period: parsePeriod('2025-10') as Period, round: null }
  for (const edition of [null, '2']) expect(windowLine({ ...now, edition })).toBe(month('2025-10'))
  expect(windowLine(now, { live: true })).toBe(notClosed())
  expect(windowLine(now, { live: false, edition: { edition: 2, closed_on: '2025-11-03' } })).toBe(fill(w().window.edition, { name: month('2025-10'), n: 2, day: date('2025-11-03') }))
})
