// What the engine throws: a word that the screens can act on.

/** Why the engine could not do something. `finished`: the visit was finished or thrown away, here or in another window. */
export type EngineErrorCode = 'no_storage' | 'no_space' | 'storage' | 'not_allowed' | 'finished' | 'unknown'

/** An error with a word for it. */
export class EngineError extends Error {
  override readonly name = 'EngineError'

  constructor(readonly code: EngineErrorCode, message: string = code, options?: ErrorOptions) {
    super(message, options)
  }
}

/** What the present state does not allow: where it was thrown says what. */
export function notAllowed(): EngineError {
  return new EngineError('not_allowed')
}

/** Whether a failure of the database means that the disk is full. */
export function isQuota(error: unknown): boolean {
  const name = (error as { name?: unknown } | null)?.name
  // Old Safari and Firefox say it by other names.
  return name === 'QuotaExceededError' || name === 'NS_ERROR_DOM_QUOTA_REACHED' ||
    (name === 'UnknownError' && /quota|disk|space/i.test(String((error as Error).message)))
}

/** Whether it failed because the disk is full, in the browser's words or in ours. */
export function isFull(error: unknown): boolean {
  return isQuota(error) || (error instanceof EngineError && error.code === 'no_space')
}

/** The engine's error for a failure of the database. */
export function storageError(error: unknown): EngineError {
  if (error instanceof EngineError) return error
  const code = isQuota(error) ? 'no_space' : 'storage'
  return new EngineError(code, error instanceof Error ? error.message : String(error), { cause: error })
}
