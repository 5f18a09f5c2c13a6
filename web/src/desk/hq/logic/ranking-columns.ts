// Columns of a ranking, on the screen and in files.

import type { Both } from '../../texts/index.svelte'
import { rankText, type RankRow } from './rank'
import { bp, int, text, type ShownColumn } from '../../ui/table-file'

/** Words that the columns need. */
export interface RankWords {
  rank: string; movement: string; name: string; code: string; score: string; touchpoints: string; sure: string; sureAbout: string; margin: string; audits: string
  grade: string; critical: string; overdue: string; quartile: string; class: string; classSize: string; previous: string; best: string; worst: string
  capped: string; noStarsUntil: string; differs: string; unit: string; lensRank: string
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
  /** A lens beside the score: its name, the score of a row, and its rank by that score, if it has ranks. */
  lens?: { name: string; of: (row: RankRow) => number | null; rank: ((row: RankRow) => number | null) | null } | null
}

const lensColumn = (words: RankWords, { name, of, rank }: NonNullable<RankContext['lens']>): ShownColumn<RankRow> => ({
  id: 'lens', head: name, hint: name, width: '132px', align: 'end', desc: true, sort: of,
  file: [{ title: name, cell: (row) => bp(of(row)) }, ...(rank ? [{ title: `${words.lensRank} ${name}`, cell: (row: RankRow) => int(rank(row)) }] : [])],
})

/** The columns, the most telling first. */
export function rankColumns({ words, units, tied, touchpoints, say, className, gradeName, yesNo, lens }: RankContext): ShownColumn<RankRow>[] {
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
    ...(lens ? [lensColumn(words, lens)] : []),
    { id: 'score', head: words.score, width: '92px', align: 'end', desc: true, sort: (row) => row.score_bp, file: [{ title: words.score, cell: (row) => bp(row.score_bp) }] },
    {
      id: 'movement', head: words.movement, width: '84px', align: 'end', from: 450, desc: true, sort: (row) => row.movement,
      file: [{ title: words.previous, cell: (row) => int(row.previous_rank) }, { title: words.movement, cell: (row) => int(row.movement) }],
    },
    {
      id: 'grade', head: words.grade, width: '176px', from: 1100, desc: true, sort: (row) => row.stars,
      file: [{ title: words.grade, width: 14, cell: (row) => text(row.grade ? gradeName(row.grade) : null) }, { title: words.capped, cell: (row) => text(yesNo(row.capped)) }, { title: words.noStarsUntil, cell: (row) => text(row.false_evidence_until ?? null) }],
    },
    {
      id: 'sure', head: words.sure, hint: words.sureAbout, width: '186px', from: 920, sort: (row) => (row.likely_ranks ? row.likely_ranks[1] - row.likely_ranks[0] : null),
      file: [
        { title: words.best, cell: (row) => int(row.likely_ranks?.[0]) }, { title: words.worst, cell: (row) => int(row.likely_ranks?.[1]) },
        { title: words.margin, cell: (row) => bp(row.margin_bp) }, { title: words.differs, cell: (row) => text(row.differs_from_next == null ? null : yesNo(row.differs_from_next)) },
      ],
    },
    {
      id: 'touchpoints', head: words.touchpoints, width: '116px', from: 730,
      file: touchpoints.map((touchpoint, at) => ({ title: say(touchpoint), width: 14, cell: (row: RankRow) => bp(row.touchpoints[at]) })),
    },
    { id: 'critical', head: words.critical, width: '84px', align: 'end', desc: true, from: 530, sort: (row) => row.critical_misses, file: [{ title: words.critical, cell: (row) => int(row.critical_misses) }] },
    { id: 'overdue', head: words.overdue, width: '84px', align: 'end', desc: true, from: 620, sort: (row) => row.open_overdue, file: [{ title: words.overdue, cell: (row) => int(row.open_overdue) }] },
    {
      id: 'unit', head: words.unit, width: 'minmax(110px, 1fr)', from: 1376, text: (row) => (row.org_unit ? say(row.org_unit) : '–'), sort: (row) => (row.org_unit ? say(row.org_unit) : null),
      file: [{ title: words.unit, width: 18, cell: (row) => text(row.org_unit ? say(row.org_unit) : null) }],
    },
    { id: 'audits', head: words.audits, width: '84px', align: 'end', desc: true, from: 1176, sort: (row) => row.audits, file: [{ title: words.audits, cell: (row) => int(row.audits) }] },
    { id: 'quartile', head: words.quartile, width: '92px', align: 'end', from: 1266, text: (row) => (row.quartile == null ? '–' : String(row.quartile)), sort: (row) => row.quartile, file: [{ title: words.quartile, cell: (row) => int(row.quartile) }] },
  ]
  return units ? all.filter((column) => column.id !== 'grade' && column.id !== 'unit') : all
}
