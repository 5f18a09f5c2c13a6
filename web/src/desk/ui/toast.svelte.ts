// One line at the foot of the desk: what was done, or what went wrong.
import { fill } from '../texts/index.svelte'
import { problemWords, traceWords } from './words'
import type { Problem } from '../net/problem'

/** What a toast says. */
export interface Said {
  text: string
  bad: boolean
  small: string
}

let said = $state.raw<Said | null>(null)
let timer: ReturnType<typeof setTimeout> | undefined

function show(next: Said, ms: number): void {
  clearTimeout(timer)
  said = next
  timer = setTimeout(() => (said = null), ms)
}

/** One line that comes and goes; screen readers read it. */
export const toast = {
  /** What it says now. */
  get said(): Said | null {
    return said
  },
  /** Says something for four seconds. */
  say(text: string, values: Record<string, string | number> = {}): void {
    show({ text: fill(text, values), bad: false, small: '' }, 4000)
  },
  /** Says that something failed, for ten seconds, with the trace id small. */
  fail(problem: Problem): void {
    show({ text: problemWords(problem), bad: true, small: traceWords(problem) }, 10_000)
  },
  /** Takes it away. */
  close(): void {
    clearTimeout(timer)
    said = null
  },
}
