/** The second tap of a double tap comes within this time, ms. */
export const REST_MS = 400

/** Keys that rest after each tap: a tap that comes while one is stored, or too soon after it, is none. */
export class Rest {
  /** Whether a tap would be taken for none. */
  resting = $state.raw(false)

  constructor(private readonly ms = REST_MS) {}

  /** Runs a tap, unless they rest. */
  async tap(run: () => Promise<unknown>): Promise<boolean> {
    if (this.resting) return false
    this.resting = true
    const over = new Promise((done) => setTimeout(done, this.ms))
    try {
      await run()
    } finally {
      void over.then(() => (this.resting = false))
    }
    return true
  }
}
