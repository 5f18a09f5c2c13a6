// Columns of appeals as a panel sees them, on the screen and in files.

import { say, textsOf } from '../../texts/index.svelte'
import type frame from '../../texts/zh/frame.json'
import { dateTime, signed, stamp } from '../../ui/format'
import { bp, text, type ShownColumn } from '../../ui/table-file'
import { w, wordOf } from '../texts'
import type { Appeal } from './logic'

const f = textsOf<typeof frame>('frame')

/** `item`: the question of an item by its id. */
export function appealColumns(item: (id: string) => string): ShownColumn<Appeal>[] {
  const { col } = w().appeal
  const station = (row: Appeal): string => `${row.station.code} ${say(row.station.name)}`
  const due = (row: Appeal): string | null => (row.state === 'closed' ? null : row.pending_calendar ? f().due.noCalendar : stamp(row.due_at))
  return [
    { id: 'item', head: col.item, width: 'minmax(200px, 3fr)', file: [{ title: col.item, width: 40, cell: (row) => text(item(row.item)) }] },
    { id: 'station', head: col.station, width: 'minmax(140px, 2fr)', text: station, sort: (row) => row.station.code, from: 560, file: [{ title: col.station, width: 28, cell: (row) => text(station(row)) }] },
    { id: 'due', head: col.due, width: '150px', sort: (row) => row.due_at ?? '9', file: [{ title: col.due, width: 18, cell: (row) => text(due(row)) }] },
    { id: 'state', head: col.state, width: '130px', sort: (row) => row.state, file: [{ title: col.state, width: 18, cell: (row) => text(wordOf(w().appeal.state, row.state)) }] },
    { id: 'outcome', head: col.outcome, width: '110px', text: (row) => (row.outcome ? wordOf(w().appeal.outcome, row.outcome) : ''), from: 760 },
    {
      id: 'score', head: col.score, width: '90px', align: 'end', text: (row) => (row.score?.delta_bp == null ? '' : signed(row.score.delta_bp / 100, 2)), from: 860,
      file: [{ title: col.score, cell: (row) => bp(row.score?.delta_bp) }],
    },
    { id: 'filed', head: col.filed, width: '130px', text: (row) => dateTime(row.filed_at), sort: (row) => row.filed_at, from: 980, file: [{ title: col.filed, width: 18, cell: (row) => text(stamp(row.filed_at)) }] },
  ]
}
