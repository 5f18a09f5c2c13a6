import type { Engine, Visit } from '../../engine'

/** A visit that is being opened, and may be tried again. */
export class Opening {
  visit = $state.raw<Promise<Visit | null>>(Promise.resolve(null))

  constructor(
    private readonly engine: Pick<Engine, 'openVisit'>,
    private readonly audit: string,
  ) {
    this.visit = engine.openVisit(audit)
  }

  /** Opens it once more. */
  again(): void {
    this.end()
    this.visit = this.engine.openVisit(this.audit)
  }

  /** The page is left. What failed to open was shown there, and there is nothing to close. */
  end(): void {
    void this.visit.then(
      (visit) => visit?.close(),
      () => undefined,
    )
  }
}
