// A table as it is shown, as a file: the same rows, order and columns.

import { orderOf, ranksOf, type SortValue } from './sort'
import type { Column } from './table'

/** What stands in a cell: a text, a whole number, basis points (as hundredths), or nothing. */
export type FileCell = { text: string } | { int: number } | { bp: number } | null

/** A column of a file: its title, how wide it is in characters, and what stands in a row. */
export interface FileColumn<Row> {
  title: string
  width?: number
  cell: (row: Row) => FileCell
}

/** A table ready to be written. */
export interface FileTable {
  titles: string[]
  widths: number[]
  rows: FileCell[][]
}

/** A column of a table on the screen, and what of it stands in a file: its text unless told otherwise. */
export interface ShownColumn<Row> extends Column<Row> {
  file?: readonly FileColumn<Row>[]
}

/** The file of a table on the screen: its rows in its order, its columns. */
export function shownTable<Row>(columns: readonly ShownColumn<Row>[], rows: readonly Row[], order: string, lang: string): FileTable {
  const all = columns.flatMap(({ head, text: said, file }): FileColumn<Row>[] => [...(file ?? (said ? [{ title: head, cell: (row) => text(said(row)) }] : []))])
  return fileTable(all, inOrder(rows, columns, order, lang))
}

/** The table of rows by columns. */
export function fileTable<Row>(columns: readonly FileColumn<Row>[], rows: readonly Row[]): FileTable {
  return {
    titles: columns.map((column) => column.title),
    widths: columns.map((column) => column.width ?? Math.max(8, column.title.length * 2)),
    rows: rows.map((row) => columns.map((column) => column.cell(row))),
  }
}

/** The rows in the order in which a table shows them: `score`, `-score`, or as given. */
export function inOrder<Row>(rows: readonly Row[], columns: readonly { id: string; sort?: (row: Row) => SortValue }[], order: string, lang: string): Row[] {
  const by = columns.find((column) => column.id === order.replace(/^-/, ''))?.sort
  return by ? Array.from(orderOf(ranksOf(rows, by, lang), order.startsWith('-')), (at) => rows[at] as Row) : [...rows]
}

/** A text cell; nothing for an absent text. */
export const text = (value: string | null | undefined): FileCell => (value === null || value === undefined ? null : { text: value })

/** A cell with a whole number. */
export const int = (value: number | null | undefined): FileCell => (value === null || value === undefined ? null : { int: value })

/** A cell with basis points, written as hundredths: 8684 is 86.84. */
export const bp = (value: number | null | undefined): FileCell => (value === null || value === undefined ? null : { bp: value })

/** Basis points with two decimals, exactly. */
export function hundredths(value: number): string {
  const size = Math.abs(value)
  return `${value < 0 ? '-' : ''}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`
}

/** Whether a spreadsheet could take a text for a formula; the same rule as the server's files. */
export const isDangerous = (value: string): boolean => /^[\t\r\n\0]/.test(value) || /^\s*[=+\-@＝＋－＠]/.test(value)

/** The table as CSV: byte order mark, CRLF, texts that look like formulas with an apostrophe in front. */
export function csv(table: FileTable): string {
  const line = (cells: readonly string[]) => `${cells.join(',')}\r\n`
  return `\u{feff}${line(table.titles.map(quoted))}${table.rows.map((row) => line(row.map(csvCell))).join('')}`
}

function csvCell(cell: FileCell): string {
  if (cell === null) return ''
  if ('int' in cell) return String(cell.int)
  if ('bp' in cell) return hundredths(cell.bp)
  return quoted(isDangerous(cell.text) ? `'${cell.text}` : cell.text)
}

const quoted = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)

/** A file name without what file systems do not take. */
export const fileName = (parts: readonly (string | null | undefined)[], ending: string): string =>
  `${parts.filter((part) => part !== null && part !== undefined && part !== '').join('-').replace(/[\\/:*?"<>|\s]+/g, '_')}.${ending}`
