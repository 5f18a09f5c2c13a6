import { describe, expect, it } from 'vitest'
import en from '../../../src/desk/texts/en/frame.json'
import { falseEvidence } from '../../../src/desk/ui/falseEvidence'

describe('false evidence', () => {
  it('is told with its last day, and as a red line of its month', () => {
    const lines = (false_evidence: number, false_evidence_until?: string) => falseEvidence({ false_evidence, ...(false_evidence_until ? { false_evidence_until } : {}) }, en.noStars)
    expect(lines(0)).toEqual([])
    const [until, findings, ...more] = lines(1, '2026-08-31')
    expect(until).toMatch(/31/)
    expect(findings).toMatch(/1 red line of/)
    expect(more).toEqual([])
    expect(lines(0, '2026-08-31')).toEqual([until])
    expect(lines(2)).toEqual([findings?.replace('1 red line', '2 red lines')])
  })
})
