// One tab or worker at a time.

/** Runs one piece of work at a time under a name. */
export interface Locks {
  run<T>(name: string, work: () => Promise<T>): Promise<T>
}

/** Web Locks: across tabs and the service worker. Where they do not exist, one at a time within this tab. */
export function browserLocks(): Locks {
  if (typeof navigator !== 'undefined' && navigator.locks) {
    return { run: (name, work) => navigator.locks.request(name, work) as Promise<Awaited<ReturnType<typeof work>>> }
  }
  return tabLocks()
}

/** One at a time within this tab. The server takes repeats in any order, so that this is only about thrift. */
export function tabLocks(): Locks {
  const tails = new Map<string, Promise<unknown>>()
  return {
    run(name, work) {
      const before = tails.get(name) ?? Promise.resolve()
      const mine = before.then(work, work)
      tails.set(name, mine.catch(() => undefined))
      return mine
    },
  }
}
