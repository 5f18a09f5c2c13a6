// Columns of a ranking, on the screen and in files.

import type { Both } from '../../texts/index.svelte'
import { rankText, type RankRow } from './rank'
import { bp, int, text, type ShownColumn } from './table-file'

/** Words that the columns need. */
export interface RankWords {
  rank: string; movement: string; name: string; code: string; score: string; touchpoints: string; sure: string; sureAbout: string; margin: string; audits: string
  grade: string; critical: string; overdue: string; quartile: string; class: string; classSize: string; previous: string; best: string; worst: string
  capped: string; differs: string
}

/** What else the columns ask for. */
export interface RankContext {
  words: RankWords
  /** Units have neither grade nor certain marks. */
  units: boolean
  tied: ReadonlySet<string>
  touchpoints: readonly Both[]
  say: (text: Both) => string
  className: (type: number) => string
  gradeName: (grade: string) => string
  yesNo: (is: boolean) => string
}

/** The columns, the most telling first. */
export function rankColumns({ words, units, tied, touchpoints, say, className, gradeName, yesNo }: RankContext): ShownColumn<RankRow>[] {
  const name: ShownColumn<RankRow> = {
    id: 'name', head: words.name, width: 'minmax(190px, 2fr)', sort: (row) => say(row.name),
    file: [{ title: words.code, width: 12, cell: (row) => text(row.code) }, { title: words.name, width: 28, cell: (row) => text(say(row.name)) }],
  }
  const rank: ShownColumn<RankRow> = {
    id: 'rank', head: words.rank, width: '76px', align: 'end', text: (row) => rankText(row, tied), sort: (row) => row.rank,
    file: [
      { title: words.class, width: 18, cell: (row) => text(className(row.class)) },
      { title: words.rank, cell: (row) => int(row.rank) }, { title: words.classSize, cell: (row) => int(row.class_size) },
    ],
  }
  const all: ShownColumn<RankRow>[] = [
    name,
    rank,
    {
      id: 'movement', head: words.movement, width: '84px', align: 'end', desc: true, sort: (row) => row.movement,
      file: [{ title: words.previous, cell: (row) => int(row.previous_rank) }, { title: words.movement, cell: (row) => int(row.movement) }],
    },
    { id: 'score', head: words.score, width: '92px', align: 'end', desc: true, sort: (row) => row.score_bp, file: [{ title: words.score, cell: (row) => bp(row.score_bp) }] },
    {
      id: 'grade', head: words.grade, width: '138px', from: 900, desc: true, sort: (row) => row.stars,
      file: [{ title: words.grade, width: 14, cell: (row) => text(row.grade ? gradeName(row.grade) : null) }, { title: words.capped, cell: (row) => text(yesNo(row.capped)) }],
    },
    {
      id: 'sure', head: words.sure, hint: words.sureAbout, width: '186px', from: 700, sort: (row) => (row.likely_ranks ? row.likely_ranks[1] - row.likely_ranks[0] : null),
      file: [
        { title: words.best, cell: (row) => int(row.likely_ranks?.[0]) }, { title: words.worst, cell: (row) => int(row.likely_ranks?.[1]) },
        { title: words.margin, cell: (row) => bp(row.margin_bp) }, { title: words.differs, cell: (row) => text(row.differs_from_next == null ? null : yesNo(row.differs_from_next)) },
      ],
    },
    {
      id: 'touchpoints', head: words.touchpoints, width: '116px', from: 620,
      file: touchpoints.map((touchpoint, at) => ({ title: say(touchpoint), width: 14, cell: (row: RankRow) => bp(row.touchpoints[at]) })),
    },
    { id: 'critical', head: words.critical, width: '84px', align: 'end', desc: true, from: 540, sort: (row) => row.critical_misses, file: [{ title: words.critical, cell: (row) => int(row.critical_misses) }] },
    { id: 'overdue', head: words.overdue, width: '84px', align: 'end', desc: true, from: 540, sort: (row) => row.open_overdue, file: [{ title: words.overdue, cell: (row) => int(row.open_overdue) }] },
    { id: 'audits', head: words.audits, width: '84px', align: 'end', desc: true, from: 1000, sort: (row) => row.audits, file: [{ title: words.audits, cell: (row) => int(row.audits) }] },
    { id: 'quartile', head: words.quartile, width: '92px', align: 'end', from: 1000, text: (row) => (row.quartile == null ? '–' : String(row.quartile)), sort: (row) => row.quartile, file: [{ title: words.quartile, cell: (row) => int(row.quartile) }] },
  ]
  return units ? all.filter((column) => column.id !== 'grade') : all
}
