// Values that change, by Svelte's store contract and without Svelte.

import type { Readable } from './views'

/** A readable whose value can be set. */
export interface Writable<T> extends Readable<T> {
  set(value: T): void
}

/** Makes one. */
export function writable<T>(initial: T): Writable<T> {
  let value = initial
  const listeners = new Set<(value: T) => void>()
  return {
    get: () => value,
    set(next) {
      value = next
      for (const run of [...listeners]) run(value)
    },
    subscribe(run) {
      listeners.add(run)
      run(value)
      return () => void listeners.delete(run)
    },
  }
}
