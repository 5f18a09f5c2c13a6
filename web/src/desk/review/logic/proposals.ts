// Columns of the audits with a change that somebody has to decide, on the screen and in files.

import { say } from '../../texts/index.svelte'
import { dateTime, stamp } from '../../ui/format'
import { bp, text, type ShownColumn } from '../../ui/table-file'
import { auditState } from '../../ui/words'
import { w } from '../texts'
import type { Row } from './types'

/** What is seen of an audit before it is opened. */
export function proposalColumns(): ShownColumn<Row>[] {
  const { col } = w().queue
  const station = (row: Row): string => `${row.station.code} ${say(row.station.name)}`
  return [
    { id: 'station', head: col.station, width: 'minmax(180px, 2fr)', text: station, sort: (row) => row.station.code, file: [{ title: col.station, width: 28, cell: (row) => text(station(row)) }] },
    { id: 'state', head: col.state, width: '110px', file: [{ title: col.state, cell: (row) => text(auditState(row.state)) }] },
    { id: 'score', head: col.score, width: '90px', align: 'end', file: [{ title: col.score, cell: (row) => bp(row.score.final_bp) }] },
    { id: 'visit', head: col.visit, width: '140px', text: (row) => dateTime(row.visit_start), sort: (row) => row.visit_start, from: 620, file: [{ title: col.visit, width: 18, cell: (row) => text(stamp(row.visit_start)) }] },
    { id: 'shopper', head: col.shopper, width: '120px', text: (row) => row.shopper.name, from: 760 },
  ]
}
