// @vitest-environment happy-dom
// The distribution speaks of the stations that the ranking ranks, with the figures of the ranking.
import { afterEach, expect, it } from 'vitest'
import Distribution from '../../../src/desk/hq/Distribution.svelte'
import { count } from '../../../src/desk/ui/format'
import { fill, textsOf } from '../../../src/desk/texts/index.svelte'
import type hq from '../../../src/desk/texts/zh/hq.json'
import { askedOf, close, open, rankingOf, says, text } from './office'
import { rowOf } from './rows'

const w = textsOf<typeof hq>('hq')
const ranked = [9000, 8000, 7000].map((score_bp, at) => rowOf({ code: `R${at}`, rank: at + 1, score_bp }))
const unranked = [1000, 2000].map((score_bp, at) => rowOf({ code: `U${at}`, rank: null, score_bp }))
const server = (items: ReturnType<typeof rowOf>[]) => (path: string): unknown => (path === '/v1/reports/ranking' ? rankingOf(items, { minimum_audits: 3 }) : undefined)

afterEach(close)

it('counts those that are ranked, and tells the others apart', async () => {
  await open(Distribution, '/desk/hq/distribution?period=2026-Q4', server([...ranked, ...unranked]))
  await says(fill(w().rank.of, { class: w().class['0'], n: count(3) }))
  // Quartiles of the ranked; the mean, as in the ranking, of all with a score.
  await says(fill(w().dist.five, { a: '70.00', b: '75.00', c: '80.00', d: '85.00', e: '90.00' }), fill(w().rank.mean, { n: '54.00' }))
  await says(fill(w().dist.unranked, { n: 2, least: 3 }))
})

it('says nothing of the unranked where all are ranked', async () => {
  await open(Distribution, '/desk/hq/distribution?period=2026-Q4&edition=2', server(ranked))
  await says(fill(w().rank.mean, { n: '80.00' }))
  expect(text()).not.toContain(fill(w().dist.unranked, { n: 0, least: 3 }))
  expect(askedOf('/v1/reports/ranking').at(-1)).toMatchObject({ edition: '2' })
})

it('has no chart where nobody is ranked, only how many are not', async () => {
  await open(Distribution, '/desk/hq/distribution?period=2026-Q4', server(unranked))
  await says(fill(w().dist.unranked, { n: 2, least: 3 }))
  expect(text()).not.toContain(w().dist.bins)
})
