// Files of rows: what the server says about them beside what stands in them.
import type { components } from '../../api/schema'
import type { Problem } from '../net/problem'

type RowError = components['schemas']['RowError']

/** Splits CSV into its rows of cells: quotes, doubled quotes, line ends inside of quotes. */
export function csvRows(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === ',') {
      row.push(cell)
      cell = ''
    } else if (sign === '\n') {
      row.push(cell.replace(/\r$/, ''))
      rows.push(row)
      row = []
      cell = ''
    } else cell += sign
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell])
  return rows
}

/** A fault with the row that it is in; `cells` is empty where the line is not found. */
export interface Fault extends RowError {
  cells: string[]
}

/** The line at which each row begins, 1 for the head: cells may hold line ends. */
export function linesOf(rows: readonly string[][]): number[] {
  const lines: number[] = []
  let line = 1
  for (const row of rows) {
    lines.push(line)
    line += 1 + row.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0)
  }
  return lines
}

/** The content type of a file of rows; the server looks at its first bytes. */
export const typeOf = (name: string): string => (isWorkbook(name) ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : 'text/csv')

/** Whether it is a workbook by its name: its rows are read by the server alone. */
export const isWorkbook = (name: string): boolean => /\.xlsx?$/i.test(name)

/** Faults with their rows. */
export function withRows(errors: readonly RowError[], rows: readonly string[][]): Fault[] {
  const at = new Map(linesOf(rows).map((line, n) => [line, n]))
  return errors.map((one) => ({ ...one, cells: rows[at.get(one.line) ?? -1] ?? [] }))
}

/** The faults of a refused real run: pointers are `/<line>/<column>`. */
export const faultsOf = (problem: Problem): RowError[] =>
  problem.violations.map((one) => {
    const [line = '0', column = ''] = one.pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    return { line: Number(line) || 0, column, code: one.code, message: one.message, value: null }
  })
