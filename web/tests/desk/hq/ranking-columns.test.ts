// Columns of a ranking: at every width those that are shown fit in it, and each holds the longest that can stand in it.
import { expect, it } from 'vitest'
import { rankColumns } from '../../../src/desk/hq/logic/ranking-columns'
import zh from '../../../src/desk/texts/zh/hq.json'
import { leastWidth } from '../../../src/desk/ui/table'

const columns = (units: boolean) =>
  rankColumns({ words: zh.rank, units, tied: new Set(), touchpoints: [], say: ({ zh: text }) => text, className: String, gradeName: String, yesNo: String })

it.each([['stations', false], ['units', true]])('of %s fit at every width at which one more is shown', (_, units) => {
  const all = columns(units)
  for (const { from = 0 } of all.filter((one) => one.from)) {
    expect(leastWidth(all.filter((one) => (one.from ?? 0) <= from), false), `${from} px`).toBeLessThanOrEqual(from)
  }
})

// 标杆 or the longest grade, a gap, five stars of 12 px with their spacing, and 16 px of padding.
it('have room for the fifth star', () => expect(Number.parseInt(columns(false).find((one) => one.id === 'grade')?.width ?? '', 10)).toBeGreaterThanOrEqual(176))
