/**
 * One request at a time for each thing: whoever asks while one runs gets its answer, and none is begun within `pause` ms of the last.
 * Gives `undefined` within that time.
 */
export class Once<T> {
  private readonly running = new WeakMap<object, Promise<T>>()
  private readonly began = new WeakMap<object, number>()

  constructor(private readonly now: () => number = Date.now) {}

  /** Asks for a thing, unless it was asked for a moment ago. */
  ask(of: object, run: () => Promise<T>, pause = 0): Promise<T> | undefined {
    const going = this.running.get(of)
    if (going) return going
    const last = this.began.get(of)
    if (last !== undefined && this.now() - last < pause) return undefined
    this.began.set(of, this.now())
    const asked = run().finally(() => this.running.delete(of))
    this.running.set(of, asked)
    return asked
  }
}
