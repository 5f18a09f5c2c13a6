// Rows of a plan as CSV, so that what was refused can be mended in a spreadsheet and pasted again.
import { ORDER } from './paste'
import type { PlanRow } from './draft'
import { BLANK, FIELDS, whole } from './script'

/** A cell that a spreadsheet neither splits nor takes for a formula. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/**
 * Rows with headings, and behind them what the server said; with the mark that spreadsheets want before Chinese. What all rows ask and
 * buy (`common`) stands in each, so that nothing is lost when the file is pasted elsewhere.
 */
export function asCsv(rows: readonly PlanRow[], common = BLANK): string {
  const scripts = rows.map((row) => whole(row.script, common))
  const lines = rows.map((row, at) => [
    row.station.code, row.shopper.username, row.slot.id, row.day, row.lastDay === row.day ? '' : row.lastDay, row.selfService ? 'yes' : '', row.reason,
    ...FIELDS.map((field) => scripts[at]?.[field] ?? ''),
    [...(row.said?.faults ?? []), ...(row.said?.rules ?? [])].map((one) => one.message).join('; '),
  ])
  return `\ufeff${[[...ORDER, 'said'], ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}
