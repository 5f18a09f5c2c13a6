// What belongs to the phone and not to a person: its id, who is signed in, the language, the server's clock.

import { isFull, storageError } from '../errors'
import { uuid } from '../platform'
import { whole } from './outbox'
import { openPhoneDb, type PhoneDb } from './schema'

/** Who is signed in. The session itself is a cookie that no script can read. */
export interface SessionRecord {
  person: { id: string; username: string; display_name: string; roles: string[] }
  csrf_token: string
  /** Signed out on this phone, while the server could not be told. */
  ended: boolean
}

/** A person who has used this phone; nothing about his work. */
export interface KnownPerson {
  id: string
  /** Entries that are not complete on the server, as last counted. */
  unsent: number
}

/** So long a browser may take to send in the background, ms. */
const BACKGROUND_MS = 30 * 60_000

/** The phone's own records. */
export class PhoneStore {
  private opening: Promise<PhoneDb> | null
  /** What a full disk did not take. */
  private readonly unsaved = new Map<string, unknown>()

  private constructor(private db: PhoneDb | null) {
    this.opening = null
  }

  static async open(): Promise<PhoneStore> {
    const store = new PhoneStore(null)
    await store.connected()
    return store
  }

  /** The connection; a new one when the browser has ended the last. */
  private connected(): Promise<PhoneDb> {
    if (this.db) return Promise.resolve(this.db)
    this.opening ??= openPhoneDb(() => {
      this.db = null
    }).then((db) => {
      this.opening = null
      this.db = db
      return db
    })
    return this.opening
  }

  private async get<T>(key: string): Promise<T | null> {
    if (this.unsaved.has(key)) return this.unsaved.get(key) as T | null
    return ((await (await this.connected()).get('meta', key)) as T | undefined) ?? null
  }

  private put(key: string, value: unknown): Promise<void> {
    return this.change(key, () => value)
  }

  /** Changes a value as it is at this moment; `undefined` leaves it. Errors: `no_space`, `storage`. */
  private async change(key: string, change: (old: unknown) => unknown): Promise<void> {
    const db = await this.connected()
    await whole(db.transaction('meta', 'readwrite', { durability: 'strict' }), async ({ store }) => {
      const value = change(this.unsaved.get(key) ?? (await store.get(key)) ?? null)
      if (value !== undefined) await store.put(value, key)
    }).catch((error: unknown) => {
      throw storageError(error)
    })
    this.unsaved.delete(key)
  }

  /** On a full disk the value is kept in memory: so long as the page lives it is as good as stored. */
  private async changeAnyway(key: string, change: (old: unknown) => unknown): Promise<void> {
    try {
      await this.change(key, change)
    } catch (error) {
      if (!isFull(error)) throw error
      const value = change(await this.get(key))
      if (value !== undefined) this.unsaved.set(key, value)
    }
  }

  /** The phone's id, minted at the first start. */
  async deviceId(): Promise<string> {
    return (await this.get<string>('device_id')) ?? this.mintDeviceId()
  }

  private async mintDeviceId(): Promise<string> {
    const tx = (await this.connected()).transaction('meta', 'readwrite', { durability: 'strict' })
    const found = (await tx.store.get('device_id')) as string | undefined
    const id = found ?? uuid()
    if (!found) await tx.store.put(id, 'device_id')
    await tx.done
    return id
  }

  session(): Promise<SessionRecord | null> {
    return this.get('session')
  }

  /** A sign-in goes on although the disk is full; that nobody is signed in must be stored. Errors: `no_space`, `storage`. */
  async setSession(session: SessionRecord | null): Promise<void> {
    if (!session) return this.put('session', session)
    await this.changeAnyway('session', () => session)
    await this.changeAnyway('persons', (old) => {
      const known = (old ?? []) as KnownPerson[]
      return known.some((one) => one.id === session.person.id) ? undefined : [...known, { id: session.person.id, unsent: 0 }]
    })
  }

  /** Notes that a person has signed out, unless somebody else is signed in; it must be stored. Errors: `no_space`, `storage`. */
  endSession(person_id: string): Promise<void> {
    return this.change('session', (old) => {
      const session = old as SessionRecord | null
      return session?.person.id === person_id ? { ...session, ended: true } : undefined
    })
  }

  async persons(): Promise<KnownPerson[]> {
    return (await this.get<KnownPerson[]>('persons')) ?? []
  }

  async setUnsent(person_id: string, unsent: number): Promise<void> {
    const same = (known: KnownPerson[]) => known.find((one) => one.id === person_id)?.unsent === unsent
    if (same(await this.persons())) return
    await this.changeAnyway('persons', (old) => {
      const known = (old ?? []) as KnownPerson[]
      return same(known) ? undefined : [...known.filter((one) => one.id !== person_id), { id: person_id, unsent }]
    })
  }

  /** Since when a Background Sync is awaited, epoch ms by the phone. */
  backgroundAsked(): Promise<number | null> {
    return this.get('background')
  }

  async askBackground(now: number): Promise<void> {
    await this.changeAnyway('background', (asked) => (asked === null ? now : undefined))
  }

  /** Whether the browser left it undone, although it had its time: battery saving keeps many from it. */
  async backgroundUndone(now: number, unsent: number): Promise<boolean> {
    const asked_at = await this.backgroundAsked()
    if (asked_at === null || now - asked_at < BACKGROUND_MS) return false
    if (unsent === 0) await this.backgroundDone()
    return unsent > 0
  }

  /** It ran, or is not needed any more. */
  backgroundDone(): Promise<void> {
    return this.changeAnyway('background', () => null)
  }

  language(): Promise<'zh' | 'en' | null> {
    return this.get('language')
  }

  setLanguage(language: 'zh' | 'en'): Promise<void> {
    return this.changeAnyway('language', () => language)
  }

  close(): void {
    this.db?.close()
  }
}
