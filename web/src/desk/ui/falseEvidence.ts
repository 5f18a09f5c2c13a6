// What false evidence of an order costs its station, in words (§5.4).
import type { components } from '../../api/schema'
import { fill } from '../texts/index.svelte'
import { date } from './format'

type Cost = Pick<components['schemas']['RankRowView'], 'false_evidence' | 'false_evidence_until'>

/** The last day without stars, and as how many red lines of the period it counts; no line when it costs nothing. */
export function falseEvidence({ false_evidence, false_evidence_until }: Cost, words: { until: string; findings: string }): string[] {
  return [
    ...(false_evidence_until ? [fill(words.until, { day: date(`${false_evidence_until}T12:00:00+08:00`) })] : []),
    ...(false_evidence > 0 ? [fill(words.findings, { n: false_evidence })] : []),
  ]
}
