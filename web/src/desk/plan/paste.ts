// Plans as text: pasted from a spreadsheet or read from a CSV file. Every fault is named with its line; nothing is guessed.

import { FIELDS, scriptFaults, type Script, type ScriptFault } from './script'

/** A column of a plan. */
export type Column = 'station' | 'shopper' | 'slot' | 'day' | 'last_day' | 'self_service' | 'reason' | keyof Script

/** A line of a plan as it was written. */
export interface Written {
  /** Line of the text, 1 for the first. */
  line: number
  station: string
  shopper: string
  slot: string
  day: string
  lastDay: string
  selfService: boolean
  reason: string
  /** Its own question and purchase; blank where the whole plan's is meant. */
  script: Script
}

/** What a line lacks. */
export interface LineFault {
  line: number
  column: Column
  code: 'missing' | 'bad_day' | 'bad_yes_no' | 'unknown_station' | 'unknown_shopper' | 'unknown_slot' | 'days_turned' | 'twice' | ScriptFault['code']
  value: string
}

/** Columns without a heading stand in this order. */
export const ORDER: readonly Column[] = ['station', 'shopper', 'slot', 'day', 'last_day', 'self_service', 'reason', ...FIELDS]

const HEADINGS: Record<Column, readonly string[]> = {
  station: ['station', 'station_code', 'code', '加油站', '加油站编码', '站点', '编码'],
  shopper: ['shopper', 'username', 'shopper_username', '神秘顾客', '用户名', '顾客'],
  slot: ['slot', '时段'],
  day: ['day', 'date', 'first_day', '日期', '首日'],
  last_day: ['last_day', 'until', '末日', '截止', '截止日期'],
  self_service: ['self_service', '自助'],
  reason: ['reason', 'override_reason', '理由', '原因'],
  question_zh: ['question_zh', 'question', '问题', '固定问题', '中文问题'],
  question_en: ['question_en', '英文问题'],
  fuel_min: ['fuel_min', '加油至少'],
  fuel_max: ['fuel_max', '加油最多'],
  store_max: ['store_max', '便利店最多'],
  invoice: ['invoice', '发票'],
}

const YES = ['1', 'y', 'yes', 'true', '是']
const NO = ['', '0', 'n', 'no', 'false', '否']

/** Cells of a text: tabs, commas or semicolons between them, quoted ones may hold them and line ends. */
export function cells(text: string): { line: number; cells: string[] }[] {
  const source = text.replace(/^\ufeff/, '')
  const mark = separator(source)
  const rows: { line: number; cells: string[] }[] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  let line = 1
  let began = 1
  const endCell = () => {
    row.push(cell.trim())
    cell = ''
  }
  const endRow = () => {
    endCell()
    if (row.some((one) => one !== '')) rows.push({ line: began, cells: row })
    row = []
    began = line + 1
  }
  for (let at = 0; at < source.length; at += 1) {
    const sign = source[at]!
    if (quoted) {
      if (sign === '"' && source[at + 1] === '"') {
        cell += '"'
        at += 1
      } else if (sign === '"') quoted = false
      else {
        cell += sign
        if (sign === '\n') line += 1
      }
    } else if (sign === '"' && cell.trim() === '') {
      quoted = true
      cell = ''
    } else if (sign === mark) endCell()
    else if (sign === '\n') {
      endRow()
      line += 1
    } else if (sign !== '\r') cell += sign
  }
  endRow()
  return rows
}

function separator(text: string): string {
  const first = text.slice(0, text.indexOf('\n') < 0 ? undefined : text.indexOf('\n'))
  return ['\t', ';', ','].find((mark) => first.includes(mark)) ?? ','
}

function headed(row: readonly string[]): (Column | null)[] | null {
  const found = row.map((cell) => {
    const word = cell.toLowerCase().replace(/[\s*]+/g, '_')
    return (Object.keys(HEADINGS) as Column[]).find((column) => HEADINGS[column].includes(word)) ?? null
  })
  return found.includes('station') && found.filter(Boolean).length > 1 ? found : null
}

/** `2026-11-30`, also written `2026/11/30`, `2026.11.30` or `20261130`; `null` when it is no day. */
export function dayFrom(text: string): string | null {
  const parts = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(text.trim())
  if (!parts) return null
  const day = `${parts[1]}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}`
  const ms = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day ? null : day
}

/** Reads a plan. Lines with faults are left out of the rows and named. */
export function readPlan(text: string): { rows: Written[]; faults: LineFault[] } {
  const lines = cells(text)
  const head = lines[0] ? headed(lines[0].cells) : null
  const columns = head ?? ORDER
  const rows: Written[] = []
  const faults: LineFault[] = []
  for (const { line, cells: row } of head ? lines.slice(1) : lines) {
    const value = (column: Column) => row[columns.indexOf(column)]?.trim() ?? ''
    const mine = faultsOf(value, line)
    faults.push(...mine)
    if (mine.length > 0) continue
    const day = dayFrom(value('day')) ?? ''
    rows.push({
      line,
      station: value('station'),
      shopper: value('shopper'),
      slot: value('slot'),
      day,
      lastDay: dayFrom(value('last_day')) ?? day,
      selfService: YES.includes(value('self_service').toLowerCase()),
      reason: value('reason'),
      script: scriptOf(value),
    })
  }
  return { rows, faults }
}

function scriptOf(value: (column: Column) => string): Script {
  const script = Object.fromEntries(FIELDS.map((column) => [column, value(column)])) as Record<keyof Script, string>
  const word = script.invoice.toLowerCase()
  return { ...script, invoice: word === '' ? '' : YES.includes(word) ? 'yes' : 'no' }
}

function faultsOf(value: (column: Column) => string, line: number): LineFault[] {
  const faults: LineFault[] = []
  const fault = (column: Column, code: LineFault['code']) => faults.push({ line, column, code, value: value(column) })
  for (const column of ['station', 'shopper', 'slot', 'day'] as const) if (!value(column)) fault(column, 'missing')
  const [day, last] = [dayFrom(value('day')), dayFrom(value('last_day'))]
  if (value('day') && !day) fault('day', 'bad_day')
  if (value('last_day') && !last) fault('last_day', 'bad_day')
  if (day && last && last < day) fault('last_day', 'days_turned')
  for (const column of ['self_service', 'invoice'] as const) {
    const word = value(column).toLowerCase()
    if (!YES.includes(word) && !NO.includes(word)) fault(column, 'bad_yes_no')
  }
  for (const one of scriptFaults(scriptOf(value))) fault(one.field, one.code)
  return faults
}
