// Columns of the appeals of a region, on the screen and in files.

import type { components } from '../../api/schema'
import { say, textsOf } from '../texts/index.svelte'
import type frame from '../texts/zh/frame.json'
import { dateTime, NONE, stamp } from '../ui/format'
import { text, type ShownColumn } from '../ui/table-file'
import { w } from './words'

type Appeal = components['schemas']['AnyAppeal']
const f = textsOf<typeof frame>('frame')

/** `item`: the words of an item by its id. */
export function appealColumns(item: (id: string) => string): ShownColumn<Appeal>[] {
  const column = w().appeals.column
  const outcome = (one: Appeal): string => (one.outcome ? w().appeals.outcome[one.outcome] : NONE)
  const due = (one: Appeal): string | null => (one.state === 'closed' ? null : one.pending_calendar ? f().due.noCalendar : stamp(one.due_at))
  return [
    {
      id: 'station', head: column.station, width: 'minmax(190px, 1.4fr)', sort: (one) => one.station.code,
      file: [{ title: w().stations.column.code, width: 12, cell: (one) => text(one.station.code) }, { title: column.station, width: 28, cell: (one) => text(say(one.station.name)) }],
    },
    { id: 'item', head: column.item, width: 'minmax(200px, 1.8fr)', text: (one) => item(one.item), sort: (one) => one.item, file: [{ title: column.item, width: 40, cell: (one) => text(item(one.item)) }] },
    { id: 'state', head: column.state, width: '170px', sort: (one) => one.state, file: [{ title: column.state, width: 18, cell: (one) => text(w().appeals.stateOf[one.state]) }] },
    { id: 'due', head: column.due, width: '140px', sort: (one) => one.due_at, file: [{ title: column.due, width: 18, cell: (one) => text(due(one)) }] },
    { id: 'outcome', head: column.outcome, width: '110px', text: outcome, sort: (one) => one.outcome },
    { id: 'filed', head: column.filed, width: '130px', text: (one) => dateTime(one.filed_at), sort: (one) => one.filed_at, from: 900, file: [{ title: column.filed, width: 18, cell: (one) => text(stamp(one.filed_at)) }] },
  ]
}
