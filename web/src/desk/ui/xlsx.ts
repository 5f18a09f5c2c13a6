// A worksheet as Office Open XML: one sheet, numbers as numbers, first row frozen, filter on. For tables as shown;
// large files are made by the server (/v1/exports).

import { hundredths, type FileCell, type FileTable } from './table-file'
import { zip } from './zip'

/** What a spreadsheet takes in one cell. */
const MOST_TEXT = 32_767

/** The file. `sheet` is the name of the sheet, at most 31 characters. */
export async function xlsx(table: FileTable, sheet: string): Promise<Blob> {
  return zip([
    { name: '[Content_Types].xml', text: TYPES },
    { name: '_rels/.rels', text: RELATIONS },
    { name: 'xl/workbook.xml', text: workbook(sheetName(sheet)) },
    { name: 'xl/_rels/workbook.xml.rels', text: WORKBOOK_RELATIONS },
    { name: 'xl/styles.xml', text: STYLES },
    { name: 'xl/worksheets/sheet1.xml', text: worksheet(table) },
  ])
}

/** The letters of a column, 0 is A. */
export function letters(column: number): string {
  let name = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  return name
}

/** A text for XML; characters that XML 1.0 does not know are left out. */
export const escaped = (value: string): string =>
  value
    .slice(0, MOST_TEXT)
    // Pairs of surrogates are matched first, and stay: Safari before 16.4 refuses a whole file for one look behind.
    // eslint-disable-next-line no-control-regex
    .replace(/[\ud800-\udbff][\udc00-\udfff]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/g, (found) => (found.length === 2 ? found : ''))
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** A name that a sheet may have. */
export const sheetName = (name: string): string => name.replace(/[\\/?*[\]:']/g, ' ').trim().slice(0, 31) || 'Sheet1'

function worksheet({ titles, widths, rows }: FileTable): string {
  const last = `${letters(Math.max(0, titles.length - 1))}${rows.length + 1}`
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${Math.min(60, width)}" customWidth="1"/>`).join('')
  const head = `<row r="1">${titles.map((title, at) => inline(`${letters(at)}1`, title, 1)).join('')}</row>`
  const body = rows.map((row, index) => `<row r="${index + 2}">${row.map((cell, at) => cellText(`${letters(at)}${index + 2}`, cell)).join('')}</row>`)
  return `${XML}<worksheet xmlns="${MAIN}"><dimension ref="A1:${last}"/>` +
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${columns}</cols><sheetData>${head}${body.join('')}</sheetData><autoFilter ref="A1:${last}"/></worksheet>`
}

const inline = (ref: string, value: string, style: number): string =>
  `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`

function cellText(ref: string, cell: FileCell): string {
  if (cell === null) return ''
  if ('int' in cell) return `<c r="${ref}"><v>${cell.int}</v></c>`
  if ('bp' in cell) return `<c r="${ref}" s="2"><v>${hundredths(cell.bp)}</v></c>`
  return inline(ref, cell.text, 0)
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const TYPES = `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${KIND}.sheet.main+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${KIND}.styles+xml"/>` +
  `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${KIND}.worksheet+xml"/></Types>`
const RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
const WORKBOOK_RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>` +
  `<Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  '<cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="2" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'

const workbook = (sheet: string): string =>
  `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`
