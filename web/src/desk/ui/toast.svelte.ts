// One line at the foot of the desk: what was done, how to undo it, or what went wrong.
import { fill } from '../texts/index.svelte'
import { problemWords, traceWords } from './words'
import type { Problem } from '../net/problem'

/** What a toast says. */
export interface Said {
  text: string
  bad: boolean
  small: string
  undo: (() => void) | null
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
    show({ text: fill(text, values), bad: false, small: '', undo: null }, 4000)
  },
  /** Says that something failed, for ten seconds, with the trace id small. */
  fail(problem: Problem): void {
    show({ text: problemWords(problem), bad: true, small: traceWords(problem), undo: null }, 10_000)
  },
  /** Says what is about to be done; it is done after `ms` unless somebody undoes it. Gives whether it was to be done. */
  undo(text: string, ms = 6000): Promise<boolean> {
    return new Promise((done) => {
      const end = setTimeout(() => done(true), ms)
      show({ text, bad: false, small: '', undo: () => (clearTimeout(end), toast.close(), done(false)) }, ms)
    })
  },
  /** Takes it away. */
  close(): void {
    clearTimeout(timer)
    said = null
  },
}
