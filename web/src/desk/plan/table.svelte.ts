// The rows of a plan while they are put together: asked about, sent, changed meanwhile.
import type { Problem } from '../net/problem'
import { plan } from './acts'
import { checked, merged, tally, toSend, type PlanRow, type Tally } from './draft'
import { BLANK, scriptFaults, type Script } from './script'

export class PlanTableRows {
  all = $state.raw<readonly PlanRow[]>([])
  /** They are being sent. */
  busy = $state.raw(false)
  /** Why the last sending broke off. */
  problem = $state.raw<Problem | null>(null)
  readonly counts: Tally = $derived.by(() => tally(this.all))
  /** What still has to be sent. */
  readonly open: PlanRow[] = $derived.by(() => toSend(this.all))
  /** Counts what was asked and sent: only the last answer speaks of the rows. */
  private turn = 0

  /** `round`: id of the round that is planned; null before one is chosen. `script`: what all rows ask and buy that do not say it themselves. */
  constructor(private readonly round: () => string | null, private readonly script: () => Script = () => BLANK) {}

  /** Nothing is wrong with the script of all rows. */
  get sound(): boolean {
    return scriptFaults(this.script()).length === 0
  }

  add(more: readonly PlanRow[]): void {
    this.all = [...this.all, ...more]
    void this.check()
  }

  /** Puts a changed row in the place of the one with its id. */
  change(next: PlanRow): void {
    this.all = this.all.map((row) => (row.id === next.id ? next : row))
    void this.check()
  }

  remove(id: string): void {
    this.all = this.all.filter((row) => row.id !== id)
  }

  clear(): void {
    this.all = []
    this.problem = null
  }

  /** Asks the server what would become of the rows, so that limits are seen before anything is planned. */
  async check(): Promise<void> {
    const round = this.round()
    if (round === null || this.busy || this.open.length === 0) return
    const turn = (this.turn += 1)
    const asked = this.all
    const came = await plan(round, asked, { asked: true, script: this.sound ? this.script() : BLANK })
    // What is sent meanwhile, or asked anew, is answered by that.
    if (turn === this.turn) this.all = checked(this.all, asked, came.rows)
  }

  /** Plans what is open; gives whether everything that was sent is planned. */
  async send(): Promise<boolean> {
    const round = this.round()
    if (round === null || this.busy || !this.sound || this.open.length === 0) return false
    this.busy = true
    this.problem = null
    this.turn += 1
    const sent = this.all
    const came = await plan(round, sent, { script: this.script() })
    this.busy = false
    this.all = merged(this.all, sent, came.rows)
    this.problem = came.problem
    // What was added while this went out was not asked for yet.
    if (!came.problem && this.all.some((row) => row.said === null)) void this.check()
    return !came.problem && this.counts.needsReason + this.counts.impossible === 0
  }
}
