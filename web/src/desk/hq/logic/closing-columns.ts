// Columns of closing rates (§4.8), on the screen and in files.

import type { components } from '../../../api/schema'
import { bp, int, text, type FileCell, type ShownColumn } from '../../ui/table-file'

/** A subject with its figures. */
export interface ClosingLine {
  id: string
  code: string
  name: string
  stations: number
  figures: components['schemas']['ClosingFigures']
}

type Figures = ClosingLine['figures']

/** Words that the columns need. */
export type ClosingWords = Record<
  'unit' | 'stations' | 'issued' | 'bySystem' | 'due' | 'onTime' | 'extension' | 'late' | 'open' | 'undecided' | 'rate' | 'median' | 'medianMinutes' | 'closed' |
  'repeatRate' | 'seen' | 'again' | 'problems' | 'visits' | 'perVisit' | 'indicator8' | 'indicator9', string>

/** How values are written. */
export interface Written {
  percent: (bp: number | null | undefined) => string
  count: (n: number | null | undefined) => string
  score: (hundredths: number | null | undefined) => string
  span: (minutes: number) => string
}

/** The columns: how many were due and what became of them, then how fast, how often again, how many problems; last the scores of the monthly index (§4.6). */
export function closingColumns(words: ClosingWords, { percent, count, score, span }: Written): ShownColumn<ClosingLine>[] {
  type Read = (figures: Figures) => number | null | undefined
  const column = (id: keyof ClosingWords, read: Read, from: number, write: (value: number | null | undefined) => string, cell: (value: number | null | undefined) => FileCell, width = '92px', title = words[id]): ShownColumn<ClosingLine> => ({
    id, head: words[id], width, align: 'end', from, desc: true, text: (row) => write(read(row.figures)), sort: (row) => read(row.figures),
    file: [{ title, cell: (row) => cell(read(row.figures)) }],
  })
  return [
    {
      id: 'name', head: words.unit, width: 'minmax(170px, 2fr)', text: (row) => row.name, sort: (row) => row.name,
      file: [{ title: 'ID', width: 12, cell: (row) => text(row.code) }, { title: words.unit, width: 26, cell: (row) => text(row.name) }, { title: words.stations, cell: (row) => int(row.stations) }],
    },
    { ...column('rate', (one) => one.closing_rate_bp, 0, percent, bp, '104px'), desc: false },
    column('due', (one) => one.due, 0, count, int, '76px'),
    column('onTime', (one) => one.on_time, 550, count, int),
    column('extension', (one) => one.thanks_to_extension, 1190, count, int, '110px'),
    column('late', (one) => one.closed_late, 640, count, int),
    column('open', (one) => one.open_late, 460, count, int, '118px'),
    column('undecided', (one) => one.undecided, 730, count, int, '84px'),
    column('median', (one) => one.median_minutes, 850, (value) => (value == null ? '–' : span(value)), int, '124px', words.medianMinutes),
    column('repeatRate', (one) => one.repeat_rate_bp, 950, percent, bp, '100px'),
    column('problems', (one) => one.problems_per_station_hundredths, 1080, score, bp, '134px'),
    column('issued', (one) => one.issued, 1250, count, int),
    column('bySystem', (one) => one.by_system, 1350, count, int),
    column('closed', (one) => one.closed, 1440, count, int),
    column('visits', (one) => one.visits, 1530, count, int),
    column('perVisit', (one) => one.problems_per_visit_hundredths, 1640, score, bp, '110px'),
    column('indicator8', (one) => one.video_issues_bp, 1750, score, bp, '110px'),
    column('indicator9', (one) => one.closure_on_time_bp, 1860, score, bp, '110px'),
  ]
}
