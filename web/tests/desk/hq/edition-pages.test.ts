// @vitest-environment happy-dom
// One edition from page to page, and one period: no figure stands under the name of another.
import { afterEach, describe, expect, it } from 'vitest'
import Periods from '../../../src/desk/hq/Periods.svelte'
import Ranking from '../../../src/desk/hq/Ranking.svelte'
import Station from '../../../src/desk/hq/Station.svelte'
import Unit from '../../../src/desk/hq/Unit.svelte'
import { editionQuery } from '../../../src/desk/hq/logic/filter'
import { rankColumns } from '../../../src/desk/hq/logic/ranking-columns'
import { fill, textsOf } from '../../../src/desk/texts/index.svelte'
import type hq from '../../../src/desk/texts/zh/hq.json'
import zh from '../../../src/desk/texts/zh/hq.json'
import { askedOf, close, monthOf, open, rankingOf, says, text, until } from './office'
import { rowOf } from './rows'

const w = textsOf<typeof hq>('hq')
const ROOT = '00000000-0000-4000-8000-000000000001'
const PROVINCE = '00000000-0000-4000-8000-000000000002'
const STATION = '00000000-0000-4000-8000-000000000003'
const units = [{ id: ROOT, code: 'HQ', name_zh: '总部', name_en: 'HQ', level: 0, parent_id: null }, { id: PROVINCE, code: 'CQ', name_zh: '重庆', name_en: 'CQ', level: 1, parent_id: ROOT }]
const RANKING = '/v1/reports/ranking'

/** Units are ranked when `rows` has them; a trend has another score in each month. */
const server = (rows: ReturnType<typeof rowOf>[]) => (path: string, query: Record<string, string>): unknown => {
  if (path === '/v1/org-units') return { items: units }
  if (path === '/v1/reports/trend') return { touchpoints: [], items: [monthOf('2026-09', { score_bp: 7654 }), monthOf('2026-10', { score_bp: 6543 })] }
  if (path === '/v1/stations/' + STATION) return { id: STATION, code: 'S1', name_zh: '站', name_en: 'S', address: '', org_unit_id: PROVINCE, profile: { flags: {} } }
  if (path !== RANKING) return undefined
  const { level, depth } = query
  return rankingOf(rows.filter((row) => (level !== 'unit' ? row.id === STATION : row.id === (depth === '0' ? ROOT : PROVINCE))), { live: query.edition === 'live' })
}
/** The first tile of a unit. */
const tile = (): string => document.querySelector('.tile')?.textContent ?? ''

afterEach(close)

describe('the score of a unit', () => {
  it('is that of the period, of headquarters too', async () => {
    await open(Unit, `/desk/hq/units/${ROOT}?period=2026-11`, server([rowOf({ id: ROOT, code: 'HQ', score_bp: 8888, class_size: 1, margin_bp: 12 })]))
    await until(() => expect(tile()).toContain('88.88'))
    expect(askedOf(RANKING)).toContainEqual({ period: '2026-11', limit: '50000', level: 'unit', depth: '0' })
    // Who stands alone has no rank to speak of.
    expect(tile()).not.toContain(fill(w().unit.rankOf, { n: 1, all: 1 }))
  })

  it('is none where it has none, and never that of another month', async () => {
    await open(Unit, `/desk/hq/units/${PROVINCE}?period=2026-11`, server([]))
    await says(w().rank.empty)
    await until(() => expect(askedOf(RANKING).some((one) => one.level === 'unit' && one.depth === '1')).toBe(true))
    await until(() => expect(askedOf('/v1/reports/trend').length).toBe(2))
    expect(tile()).toBe(`${w().rank.score}–`)
    expect(text()).not.toContain('65.43')
  })
})

describe('an edition', () => {
  it.each(['1', 'live'])('%s is asked for by every ranking of a unit', async (edition) => {
    await open(Unit, `/desk/hq/units/${ROOT}?period=2026-10&edition=${edition}`, server([rowOf({ id: PROVINCE, code: 'CQ' })]))
    await until(() => expect(askedOf(RANKING).length).toBe(3))
    expect(askedOf(RANKING).map((one) => one.edition)).toEqual([edition, edition, edition])
  })

  it('is asked for by the page of a station', async () => {
    await open(Station, `/desk/hq/stations/${STATION}?period=2026-10&edition=1`, server([rowOf({ id: STATION, code: 'S1', score_bp: 9123 })]))
    await says('91.23')
    expect(askedOf(RANKING).at(-1)).toMatchObject({ period: '2026-10', edition: '1' })
  })

  it('is of a period, not of a round', () => {
    expect(editionQuery({ edition: '2', round: null })).toEqual({ edition: '2' })
    expect(editionQuery({ edition: '2', round: 'R1' })).toEqual({})
    expect(editionQuery({ edition: null, round: null })).toEqual({})
  })

  it('stays that of the row, in the link of a comparison', async () => {
    const editions = [{ edition: 1, closed_on: '2026-11-03', closed_at: '2026-11-03T01:00:00Z', audits: 3 }]
    await open(Periods, '/desk/hq/periods?open=2026-10', (path, query) => {
      if (path.endsWith('/editions')) return editions
      return path === RANKING ? rankingOf(query.edition === '1' ? [rowOf({ id: 'gone', code: 'GONE' }), rowOf({ id: 'kept', code: 'KEPT' })] : [rowOf({ id: 'kept', code: 'KEPT', rank: 5 })]) : server([])(path, query)
    })
    await says(fill(w().periods.changes, { n: 2 }))
    const links = [...document.querySelectorAll('a')].map((one) => one.getAttribute('href') ?? '').filter((href) => href.includes('/stations/'))
    expect([...new Set(links)].sort()).toEqual(['/desk/hq/stations/gone?period=2026-10&edition=1', '/desk/hq/stations/kept?period=2026-10&edition=live'])
  })

  it('that is live is not called open: its period may be closed', async () => {
    await open(Ranking, '/desk/hq/ranking?period=2026-10&edition=live', server([rowOf({ id: STATION, code: 'S1' })]))
    await says('S1')
    const [head, open_] = [document.querySelector('.page-head')?.textContent, w().window.live.replace('{name}', '')]
    expect(head).toContain(w().window.liveAsked.replace('{name}', ''))
    expect(head).not.toContain(open_)
  })
})

describe('a lens beside a ranking', () => {
  const tags = [{ tag: 'safety', name: { zh: '安全', en: 'Safety' } }]
  const answer = (closed: boolean) => (path: string): unknown => {
    if (path === '/v1/reports/lenses') return { window: '2026-10', lens: 'touchpoint', exact: true, tags, items: [{ subject_id: STATION, audits: 1, tags: [{ answers: 1, answered_points: 1, earned_points: 1, score_bp: 7777 }] }] }
    return path === RANKING ? rankingOf([rowOf({ id: STATION, code: 'S1' })], { live: !closed, ...(closed ? { edition: { edition: 1, closed_on: '2026-11-03' } } : {}) }) : undefined
  }

  it('has its rank while the rows are live', async () => {
    await open(Ranking, '/desk/hq/ranking?period=2026-10&lens=touchpoint', answer(false))
    await says('77.77', fill(w().rank.lensPlace, { n: 1 }), fill(w().rank.lensAbout, { name: 'Safety' }))
    expect(text()).not.toContain(fill(w().rank.lensLive, { name: 'Safety' }))
  })

  it('is called live and has no rank beside the rows of a closed edition', async () => {
    await open(Ranking, '/desk/hq/ranking?period=2026-10&lens=touchpoint', answer(true))
    await says('77.77', fill(w().rank.lensLive, { name: 'Safety' }), fill(w().rank.lensLiveAbout, { name: 'Safety' }))
    expect(text()).not.toContain(fill(w().rank.lensPlace, { n: 1 }))
    expect(text()).not.toContain(fill(w().rank.lensAbout, { name: 'Safety' }))
  })

  it('has no column of ranks in a file either', () => {
    const titles = (rank: (() => number) | null) =>
      rankColumns({ words: zh.rank, units: false, tied: new Set(), touchpoints: [], say: (one) => one.zh, className: String, gradeName: String, yesNo: String, lens: { name: '安全', of: () => 1, rank } })
        .find((one) => one.id === 'lens')?.file?.map((one) => one.title)
    expect([titles(() => 1), titles(null)]).toEqual([['安全', `${zh.rank.lensRank} 安全`], ['安全']])
  })
})
