// Answers of the server by their address, and which of them are kept: what is in use, and of the rest what was asked for last.
import type { Problem } from './problem'
import type { Reply } from './send'

/** So long an answer is fresh enough not to be read again when a page is opened, ms. */
const FRESH_MS = 3000
/** Answers that nobody looks at are forgotten, the oldest first, while more than so many are kept. */
const KEPT = 150
/** The same while all of them have more than so many rows: a whole ranking of the network is one answer. */
const KEPT_ROWS = 100_000

/** One answer by its address. */
export class Entry<T> {
  data = $state.raw<T | undefined>(undefined)
  version = $state.raw<number | null>(null)
  problem = $state.raw<Problem | null>(null)
  busy = $state.raw(false)
  /** When the last good answer came, epoch ms. */
  readAt = $state.raw<number | null>(null)
  at = 0
  /** Unless somebody asks for it by hand it is not read anew before it is so old, ms. */
  least = 0
  private users = 0
  private running: Promise<void> | null = null
  private again = false

  constructor(readonly url: string, private readonly load: (old: T | undefined) => Promise<Reply<T>>) {}

  get isUsed(): boolean {
    return this.users > 0
  }

  /** So many rows it holds; an answer that is no list counts as one. */
  get rows(): number {
    const items = (this.data as { items?: unknown } | undefined | null)?.items
    return Array.isArray(items) ? Math.max(1, items.length) : 1
  }

  /** Has it in use until what this gives is called. */
  use(): () => void {
    this.users += 1
    return () => {
      this.users -= 1
      tidySoon()
    }
  }

  /** Reads it anew; who asks while it is being read gets one more reading afterwards. */
  refresh(): Promise<void> {
    if (this.running) {
      this.again = true
      return this.running
    }
    this.running = this.run().finally(() => (this.running = null))
    return this.running
  }

  /** Reads it unless it was read a moment ago. */
  want(): Promise<void> {
    if (this.running) return this.running
    return this.isYoung || (Date.now() - this.at < FRESH_MS && this.problem === null) ? Promise.resolve() : this.refresh()
  }

  /** Whether it may not be read by itself yet, whatever an event says; what did not succeed may. */
  get isYoung(): boolean {
    return this.problem === null && this.readAt !== null && Math.abs(Date.now() - this.readAt) < this.least
  }

  set(data: T): void {
    this.data = data
    this.at = Date.now()
    tidySoon()
  }

  private async run(): Promise<void> {
    this.busy = true
    do {
      this.again = false
      const reply = await this.load(this.data)
      if (reply.ok) {
        this.set(reply.data)
        this.version = reply.version
        this.problem = null
        this.readAt = this.at
      } else this.problem = reply.problem
    } while (this.again)
    this.busy = false
  }
}

/** The last that was asked for stands last. */
export const entries = new Map<string, Entry<unknown>>()

/** The entry of a key, made when there is none yet. */
export function entryOf<T>(key: string, load: (old: T | undefined) => Promise<Reply<T>>): Entry<T> {
  const entry = (entries.get(key) as Entry<T> | undefined) ?? new Entry<T>(key, load)
  entries.delete(key)
  entries.set(key, entry as Entry<unknown>)
  tidySoon()
  return entry
}

let timer: ReturnType<typeof setTimeout> | undefined

/** Not at once: whoever was just given an answer has it in use only when his page stands. */
function tidySoon(): void {
  clearTimeout(timer)
  timer = setTimeout(tidy)
}

function tidy(): void {
  let rows = 0
  for (const entry of entries.values()) rows += entry.rows
  for (const [key, entry] of entries) {
    if (entries.size <= KEPT && rows <= KEPT_ROWS) return
    if (entry.isUsed) continue
    entries.delete(key)
    rows -= entry.rows
  }
}
