// What belongs to the phone and not to a person: its id, who is signed in, the language, the server's clock.

import { uuid } from '../platform'
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
    return ((await (await this.connected()).get('meta', key)) as T | undefined) ?? null
  }

  private async put(key: string, value: unknown): Promise<void> {
    const tx = (await this.connected()).transaction('meta', 'readwrite', { durability: 'strict' })
    await Promise.all([tx.store.put(value, key), tx.done])
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

  async setSession(session: SessionRecord | null): Promise<void> {
    await this.put('session', session)
    if (!session) return
    const known = await this.persons()
    if (!known.some((one) => one.id === session.person.id)) await this.put('persons', [...known, { id: session.person.id, unsent: 0 }])
  }

  async persons(): Promise<KnownPerson[]> {
    return (await this.get<KnownPerson[]>('persons')) ?? []
  }

  async setUnsent(person_id: string, unsent: number): Promise<void> {
    const known = await this.persons()
    if (known.find((one) => one.id === person_id)?.unsent === unsent) return
    await this.put('persons', [...known.filter((one) => one.id !== person_id), { id: person_id, unsent }])
  }

  /** Since when a Background Sync is awaited, epoch ms by the phone. */
  backgroundAsked(): Promise<number | null> {
    return this.get('background')
  }

  async askBackground(now: number): Promise<void> {
    if ((await this.backgroundAsked()) === null) await this.put('background', now)
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
    return this.put('background', null)
  }

  language(): Promise<'zh' | 'en' | null> {
    return this.get('language')
  }

  setLanguage(language: 'zh' | 'en'): Promise<void> {
    return this.put('language', language)
  }

  close(): void {
    this.db?.close()
  }
}
