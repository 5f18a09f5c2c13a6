import type { Engine } from './index'

/** Opens the engine of this tab. */
export function openEngine(): Promise<Engine> {
  return Promise.reject(new Error('The engine is not built yet'))
}
