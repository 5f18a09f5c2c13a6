// @vitest-environment happy-dom
// Why a published audit has fewer stars than its score would have, or none.
import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadTexts, useLanguage } from '../../../src/desk/texts/index.svelte'
import en from '../../../src/desk/texts/en/frame.json'
import zh from '../../../src/desk/texts/zh/frame.json'
import Barred from '../../../src/desk/ui/Barred.svelte'
import { barred, bestFrom } from '../../../src/desk/ui/barred'

const grades = [{ min_bp: 9500 }, { min_bp: 9000 }, { min_bp: 0 }]
const lines = (score: Parameters<typeof barred>[0], best: number | null = 9500) => barred(score, best, en.barred)

describe('what kept stars from a published audit', () => {
  it('overdue orders are told where the score reaches the best grade, and only there', () => {
    expect(lines({ final_bp: 9500, overdue_open: 1 })).toEqual(['1 order was overdue when this was published: five stars are not given.'])
    expect(lines({ final_bp: 9812, overdue_open: 3 })).toEqual(['3 orders were overdue when this was published: five stars are not given.'])
    expect(lines({ final_bp: 9499, overdue_open: 1 })).toEqual([])
    expect(lines({ final_bp: null, overdue_open: 1 })).toEqual([])
    expect(lines({ final_bp: 9500, overdue_open: 1 }, null)).toEqual([])
    expect(lines({ final_bp: 9500 })).toEqual([])
  })

  it('false evidence is told whatever the score is', () => {
    expect(lines({ final_bp: 5000, no_stars: true })).toEqual([en.barred.noStars])
    expect(lines({ final_bp: 9600, overdue_open: 2, no_stars: true })).toHaveLength(2)
    expect(lines({ final_bp: 9600, no_stars: false })).toEqual([])
  })

  it('the best grade is that of the checklist', () => {
    expect(bestFrom([...grades].reverse())).toBe(9500)
    expect([bestFrom(undefined), bestFrom([])]).toEqual([null, null])
  })
})

describe('on a page', () => {
  let shown: Record<string, unknown>
  beforeEach(() => loadTexts('frame'))
  afterEach(async () => {
    await unmount(shown)
    await useLanguage('zh')
  })

  it.each([['zh', zh.barred.noStars], ['en', en.barred.noStars]] as const)('stands in the language of the page: %s', async (lang, words) => {
    await useLanguage(lang)
    shown = mount(Barred, { target: document.body, props: { score: { final_bp: 9600, overdue_open: 1, no_stars: true }, scoring: { grades } } })
    flushSync()
    const said = [...document.querySelectorAll('p')].map((one) => one.textContent)
    expect(said).toHaveLength(2)
    expect(said[1]).toBe(words)
  })
})
