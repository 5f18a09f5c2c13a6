import { t } from '../i18n/index.svelte'

let text = $state.raw('')
let bad = $state.raw(false)
let timer: ReturnType<typeof setTimeout> | undefined

/** One line that comes and goes at the foot of the screen; screen readers read it. */
export const toast = {
  /** What it says; empty when it is away. */
  get text(): string {
    return text
  },
  /** Whether it says that something failed. */
  get bad(): boolean {
    return bad
  },
  /** Says something for four seconds. */
  say(what: string): void {
    show(what, false, 4000)
  },
  /** Says that something failed, for eight seconds. */
  warn(what: string): void {
    show(what, true, 8000)
  },
}

function show(what: string, isBad: boolean, ms: number): void {
  clearTimeout(timer)
  text = what
  bad = isBad
  timer = setTimeout(() => (text = ''), ms)
}

/** What a verb of the engine that rejected means, in one sentence: the phone is full, it was too late for it, or else once more. */
export function faultWords(error: unknown): string {
  if (!(error instanceof Error)) return t().error.notStored
  const code = 'code' in error ? error.code : null
  // Some come as the database threw them.
  if (code === 'no_space' || error.name === 'QuotaExceededError') return t().error.full
  return code === 'not_allowed' || code === 'finished' ? t().error.ended : t().error.notStored
}

/** Runs a verb of the engine. When it rejects, nothing was stored: that is said, and the error stands in the console. */
export async function attempt<T>(run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run()
  } catch (error) {
    console.error(error)
    toast.warn(faultWords(error))
    return undefined
  }
}
