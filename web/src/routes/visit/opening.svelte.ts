import type { Engine, Visit } from '../../engine'

/** How far it is: `visit` is `null` when there is none to open. */
type Now = { is: 'opening' } | { is: 'open'; visit: Visit | null } | { is: 'failed'; error: unknown }

/** A visit that is being opened, and may be tried again. */
export class Opening {
  now = $state.raw<Now>({ is: 'opening' })
  private turn = 0

  constructor(
    private readonly engine: Pick<Engine, 'openVisit'>,
    private readonly audit: string,
  ) {
    this.again()
  }

  /** Opens it, once more. */
  again(): void {
    this.end()
    this.now = { is: 'opening' }
    void this.run(this.turn)
  }

  private async run(turn: number): Promise<void> {
    try {
      const visit = await this.engine.openVisit(this.audit)
      if (turn === this.turn) this.now = { is: 'open', visit }
      else visit?.close()
    } catch (error) {
      if (turn === this.turn) this.now = { is: 'failed', error }
    }
  }

  /** The page is left. */
  end(): void {
    this.turn += 1
    if (this.now.is === 'open') this.now.visit?.close()
  }
}
