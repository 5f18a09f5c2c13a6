// One tab or worker at a time.

/** Runs one piece of work at a time under a name. */
export interface Locks {
  run<T>(name: string, work: () => Promise<T>): Promise<T>
  /** Whether work is running under a name, here or in another tab. */
  held(name: string): Promise<boolean>
}

/** Web Locks: across tabs and the service worker. Where they do not exist, one at a time within this tab. */
export function browserLocks(): Locks {
  if (typeof navigator !== 'undefined' && navigator.locks) {
    const { locks } = navigator
    return {
      run: (name, work) => locks.request(name, work) as Promise<Awaited<ReturnType<typeof work>>>,
      held: async (name) => (await locks.query()).held?.some((one) => one.name === name) ?? false,
    }
  }
  return tabLocks()
}

/** One at a time within this tab. The server takes repeats in any order, so that this is only about thrift. */
export function tabLocks(): Locks {
  const tails = new Map<string, Promise<unknown>>()
  return {
    run(name, work) {
      const before = tails.get(name) ?? Promise.resolve()
      const mine = before.then(work, work).finally(() => {
        if (tails.get(name) === tail) tails.delete(name)
      })
      const tail: Promise<unknown> = mine.catch(() => undefined)
      tails.set(name, tail)
      return mine
    },
    held: (name) => Promise.resolve(tails.has(name)),
  }
}
