// Flags: what was seen, in words with their numbers. The words are data (`review.json`, `flag`); here is what goes into them.
import type { Flag } from './types'

/** What a flag's sentence needs. */
export interface FlagTexts {
  /** A sentence by code; some codes have several, by what their data say. */
  why: Record<string, string>
  side: { before: string; after: string }
  source: { phone: string; exif: string }
  kind: Record<string, string>
  photo_reason: Record<string, string>
  clock: Record<string, string>
}

/** How numbers are said. */
export interface Sayings {
  fill: (text: string, values: Record<string, string | number>) => string
  /** 95 → "1 min 35 s". */
  length: (seconds: number) => string
  /** An instant of the visit. */
  time: (ms: number) => string
  /** The name of a flag of the checklist, for example "has a car wash". */
  flagName: (id: string) => string
}

const record = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {})
const number = (value: unknown): number => (typeof value === 'number' ? value : 0)
const word = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '')
const metres = (cm: unknown): number => Math.round(number(cm) / 100)

/** The sentence of a flag: what was seen, with its data. Empty for a code that the texts do not know. */
export function flagWords(flag: Pick<Flag, 'code' | 'data'>, texts: FlagTexts, says: Sayings): string {
  const data = record(flag.data)
  const values: Record<string, string | number> = {
    distance: metres(data.distance_cm),
    accuracy: metres(data.accuracy_cm),
    by: says.length(Math.abs(number(data.by_s))),
    length: says.length(number(data.length_s)),
    timed: says.length(number(data.timed_s)),
    late: says.length(number(data.late_s)),
    side: texts.side[data.side === 'before' ? 'before' : 'after'],
    source: texts.source[data.source === 'exif' ? 'exif' : 'phone'],
    expected: word(data.expected),
    found: word(data.found),
    kind: texts.kind[word(data.kind)] ?? word(data.kind),
    value: word(data.value),
    answers: number(data.answers),
    difference: says.length(Math.round(Math.abs(number(data.difference_ms)) / 1000)),
    reason: texts.photo_reason[word(data.reason)] ?? word(data.reason),
    at: typeof data.at_ms === 'number' ? says.time(data.at_ms) : '',
    flag: typeof data.flag === 'string' ? says.flagName(data.flag) : '',
  }
  const variant = typeof data.reason === 'string' ? `${flag.code}.${data.reason}` : flag.code
  const sentence = (flag.code === 'clock_tampered' ? texts.clock[word(data.reason)] : undefined) ?? texts.why[variant] ?? texts.why[flag.code]
  return sentence === undefined ? '' : says.fill(sentence, values)
}

/** The other audit that a flag names. */
export function otherAudit(flag: Pick<Flag, 'data'>): string | null {
  const id = record(flag.data).audit_id
  return typeof id === 'string' ? id : null
}

/** Flags in force first, hard before soft, then in the order of the visit. */
export function inOrder(flags: Flag[]): Flag[] {
  const rank = (flag: Flag): number => (flag.in_force ? 0 : 2) + (flag.hard ? 0 : 1)
  return flags.map((flag, at) => ({ flag, at })).sort((a, b) => rank(a.flag) - rank(b.flag) || a.at - b.at).map(({ flag }) => flag)
}

/** Flags of one code together: twelve similar photos are one line. */
export function grouped(flags: Flag[]): { code: string; first: Flag; all: Flag[] }[] {
  const groups = new Map<string, Flag[]>()
  for (const flag of inOrder(flags)) {
    const key = `${flag.code} ${flag.in_force} ${flag.hard}`
    groups.set(key, [...(groups.get(key) ?? []), flag])
  }
  return [...groups.values()].map((all) => ({ code: all[0]!.code, first: all[0]!, all }))
}
