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

/** Runs a verb of the engine. When it rejects, nothing was stored: that is said, and the error stands in the console. */
export async function attempt<T>(run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run()
  } catch (error) {
    console.error(error)
    const full = error instanceof Error && 'code' in error && error.code === 'no_space'
    toast.warn(full ? t().error.full : t().error.notStored)
    return undefined
  }
}
