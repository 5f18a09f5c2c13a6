// Rows of rankings for tests.

import type { RankRow } from '../../../src/desk/hq/logic/rank'

/** One row; what is not given is that of a ranked station. */
export function rowOf(more: Partial<RankRow> & { code: string }): RankRow {
  return {
    id: `id-${more.code}`, name: { zh: `${more.code}站`, en: `${more.code} station` }, class: 0, rank: 1, class_size: 100, quartile: 1,
    score_bp: 9000, audits: 1, grade: 'excellent', stars: 4, capped: false, critical_misses: 0, false_evidence: 0, open_overdue: 0, previous_rank: 1, movement: 0,
    margin_bp: 400, likely_ranks: [1, 10], differs_from_next: false, touchpoints: [9000, null], ...more,
  } as RankRow
}

/** A network of `count` stations in the order of the server: full stations first, each class by rank. */
export function network(count: number): RankRow[] {
  let seed = 7
  const draw = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed % below
  }
  const small = Math.floor(count / 20)
  const cities = ['渝北', '江北', '沙坪坝', '南岸', '荆州', '咸阳', '鞍山', '成都', '佛山', '南京']
  const roads = ['新溉路', '红旗河沟', '人民路', '解放路', '迎宾大道', '科技路', '长江路']
  return Array.from({ length: count }, (_, index) => {
    const type = index < count - small ? 0 : 1
    const size = type === 0 ? count - small : small
    const rank = type === 0 ? index + 1 : index + 1 - (count - small)
    return rowOf({
      code: `CQ${String(draw(1_000_000)).padStart(6, '0')}-${index}`, class: type, class_size: size, rank,
      name: { zh: `${cities[draw(10)]}${roads[draw(7)]}${index}加油站`, en: `Station ${draw(100_000)}` },
      quartile: Math.min(4, 1 + Math.floor((4 * (rank - 1)) / size)), score_bp: Math.max(0, 10_000 - Math.floor((rank * 6000) / size)),
      movement: draw(2000) - 1000, margin_bp: draw(1500), likely_ranks: [Math.max(1, rank - draw(500)), Math.min(size, rank + draw(500))],
      audits: 1 + draw(4), critical_misses: draw(50) === 0 ? 1 : 0, open_overdue: draw(4),
      touchpoints: Array.from({ length: 10 }, () => (draw(12) === 0 ? null : 10_000 - draw(5000))),
    })
  })
}
