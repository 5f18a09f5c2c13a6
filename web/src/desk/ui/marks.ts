// Which tone a state has: what waits, what is under way, what is over, what is bad.

/** Tone of a mark. */
export type Tone = 'wait' | 'going' | 'good' | 'bad' | 'warn' | 'off'

const TONES: Record<string, Tone> = {
  draft: 'wait', issued: 'wait', acknowledged: 'going', submitted: 'wait', verified: 'going', closed: 'good', cancelled: 'off',
  awaiting_photos: 'going', in_review: 'going', second_review: 'wait', returned: 'warn', approved: 'good', published: 'good', final: 'good', incomplete: 'warn', void: 'off',
  planned: 'off', open: 'going', offered: 'wait', accepted: 'going', done: 'good', declined: 'warn', impossible: 'warn', withdrawn: 'off',
  filed: 'wait', level_1: 'wait', level_2: 'wait', decided: 'good', upheld: 'good', rejected: 'bad',
  delivered: 'good', pending: 'wait', failed: 'bad', dead: 'bad', held: 'warn',
}

/** The tone of a state's word. */
export const toneOf = (state: string): Tone => TONES[state] ?? 'off'
/** Its shape, so that colour is never alone. */
export const shapeOf: Record<Tone, string> = { wait: '○', going: '◐', good: '●', bad: '✕', warn: '△', off: '–' }
