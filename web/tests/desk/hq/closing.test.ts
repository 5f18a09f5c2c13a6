// Closing rates: which subjects the chart names, and what the file calls them.
import { expect, it } from 'vitest'
import { closingColumns, type ClosingLine } from '../../../src/desk/hq/logic/closing-columns'
import { lowest } from '../../../src/desk/hq/logic/lowest'
import zh from '../../../src/desk/texts/zh/hq.json'
import { shownTable } from '../../../src/desk/ui/table-file'

const line = (id: string, closing_rate_bp: number | null, median_minutes: number | null = null): ClosingLine => ({ id, code: id, name: id, stations: 1, figures: { due: 1, closing_rate_bp, median_minutes } as ClosingLine['figures'] })

it('the chart names those with the lowest closing rate, wherever the server has them; nothing decided comes last', () => {
  const rate = (row: ClosingLine) => row.figures.closing_rate_bp
  const rows = [line('a', 9000), line('b', null), line('c', 0), line('d', 10_000), line('e', 5000)]
  expect(lowest(rows, rate, 3).map(({ id }) => id)).toEqual(['c', 'e', 'a'])
  expect(lowest(rows, rate, 9).map(({ id }) => id)).toEqual(['c', 'e', 'a', 'd', 'b'])
  expect(rows[0]?.id).toBe('a')
})

it('the file says that times are minutes', () => {
  const columns = closingColumns(zh.closing, { percent: String, count: String, score: String, span: (minutes) => `${minutes / 60} h` })
  const table = shownTable(columns, [line('a', 9000, 90)], '', 'zh')
  expect(table.rows[0]?.[table.titles.indexOf('闭环用时中位（分钟）')]).toEqual({ int: 90 })
  expect(columns.find(({ id }) => id === 'median')?.head).toBe(zh.closing.median)
})
