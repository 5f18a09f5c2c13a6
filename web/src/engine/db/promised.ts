// Promises over IndexedDB: as much of the package `idb` as is used here, by its types. A third of its size.

import type { DBSchema, IDBPDatabase, OpenDBCallbacks } from 'idb'

type Verbs = Record<string | symbol, (...words: unknown[]) => unknown>

/** Connections behind what is handed out. */
const connections = new WeakMap<object, IDBDatabase>()

/** The browser's own connection. */
export const connectionOf = (db: object): IDBDatabase | undefined => connections.get(db)

function asked(request: IDBRequest): Promise<unknown> {
  return new Promise((done, fail) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => fail(request.error as Error)
  })
}

/** A store or an index whose requests are promises. */
function promised(target: object): unknown {
  const verb = (name: string | symbol) => (...words: unknown[]) => {
    const back = (target as Verbs)[name]!(...words) as object
    return 'onsuccess' in back ? asked(back as IDBRequest) : promised(back)
  }
  return new Proxy(target, { get: (_, name) => verb(name) })
}

function transaction(tx: IDBTransaction) {
  const done = new Promise<void>((fulfil, fail) => {
    tx.oncomplete = () => fulfil()
    tx.onabort = () => fail(tx.error ?? new DOMException('The transaction was ended', 'AbortError'))
  })
  const objectStore = (name: string) => promised(tx.objectStore(name))
  return { done, objectStore, abort: () => tx.abort(), get store() { return objectStore(tx.objectStoreNames[0]!) } }
}

function database(db: IDBDatabase) {
  /** One request in a transaction of its own. */
  const once = (mode: IDBTransactionMode, verb: string) => async (store: string, ...words: unknown[]) => {
    const tx = transaction(db.transaction(store, mode))
    // Of what is only read nobody waits for the end.
    tx.done.catch(() => undefined)
    const result = await (tx.objectStore(store) as Verbs)[verb]!(...words)
    if (mode === 'readwrite') await tx.done
    return result
  }
  const own = {
    get: once('readonly', 'get'), getAll: once('readonly', 'getAll'), getAllKeys: once('readonly', 'getAllKeys'), count: once('readonly', 'count'),
    put: once('readwrite', 'put'), close: () => db.close(),
    transaction: (stores: string | string[], mode?: IDBTransactionMode, options?: IDBTransactionOptions) => transaction(db.transaction(stores, mode, options)),
  }
  connections.set(own, db)
  return own
}

/** Opens a database; `upgrade` makes its stores. */
export function openDB<T extends DBSchema>(
  name: string, version: number,
  { upgrade, blocking, terminated }: { upgrade(db: IDBDatabase): void } & Required<Pick<OpenDBCallbacks<T>, 'blocking' | 'terminated'>>,
): Promise<IDBPDatabase<T>> {
  return new Promise((done, fail) => {
    const request = indexedDB.open(name, version)
    request.onupgradeneeded = () => upgrade(request.result)
    request.onerror = () => fail(request.error as Error)
    request.onsuccess = () => {
      const db = request.result
      db.onclose = () => terminated()
      db.onversionchange = (event) => blocking(event.oldVersion, event.newVersion, event)
      done(database(db) as unknown as IDBPDatabase<T>)
    }
  })
}
