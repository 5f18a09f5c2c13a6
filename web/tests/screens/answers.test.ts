// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import Answers from '../../src/routes/visit/Answers.svelte'
import checklist from '../data/station-69-v1.json'
import { itemOf, show, speak, visitOf } from './stage'

/** What stands on the buttons of an item. */
function words(id: string): string[] {
  const target = show(Answers, { view: itemOf(id), onanswer: () => undefined }, undefined, visitOf({}))
  return [...target.querySelectorAll('button')].map((button) => button.textContent?.replace(/\s+/g, ' ').trim() ?? '')
}

describe.each(['zh', 'en'] as const)('answers in %s', (lang) => {
  beforeEach(() => speak(lang))

  it('to what an item states are "as stated" or not, never yes or no, for all 69 items', () => {
    const stated = checklist.items.filter((item) => item.answer.kind === 'pass_fail' && item.severity !== 'bonus')
    expect(checklist.items).toHaveLength(69)
    expect(stated).toHaveLength(25)
    // A bonus states what may be, nothing that must not be: it is there or not.
    const others = checklist.items.filter((item) => item.severity !== 'bonus')
    for (const { id } of others) expect(words(id).filter((one) => /^(是|否|yes|no)$/i.test(one)), id).toEqual([])
    for (const { id } of stated) expect(words(id)[0], id).toBe(lang === 'zh' ? '符合' : 'As stated')
  })

  it('that cross a red line say so', () => {
    const red = checklist.items.filter((item) => item.severity === 'critical')
    expect(red).toHaveLength(9)
    for (const { id } of red) expect(words(id), id).toEqual(lang === 'zh' ? ['符合', '不符合·红线'] : ['As stated', 'Not as stated: red line'])
    expect(words('payment.amount_announced')[1]).toBe(lang === 'zh' ? '不符合' : 'Not as stated')
  })

  it('by grades name the best and the worst', () => {
    for (const item of checklist.items.filter((one) => one.answer.kind === 'graded')) {
      const rows = words(item.id)
      expect(rows[0], item.id).toMatch(lang === 'zh' ? /最好$/ : /best$/)
      expect(rows.at(-1), item.id).toMatch(lang === 'zh' ? /最差$/ : /worst$/)
    }
  })
})
