// The databases: one for the phone, one for each person. A person's data is never in reach of another's.

import type { DBSchema, IDBPDatabase } from 'idb'
import type { AnswerRecord, DraftRecord, PhotoRecord, StampRow } from '../draft'
import { PHONE_DB, personDbName } from './names'
import { openDB } from './promised'
import type { Slot } from '../checklist'
import type { Assignment, Checklist, Station } from '../model'
import type { AssignmentChange } from '../views'
import type { OutItem } from '../outbox/types'

/** A visit to make, with what this phone adds. */
export interface AssignmentRecord {
  id: string
  assignment: Assignment
  mark: null | 'new' | 'changed'
  /** What changed since the shopper looked; absent: nothing. */
  changes?: AssignmentChange[]
  /** The office took it away: kept while a visit is open, else until the shopper has seen it. */
  gone: boolean
}

/** What lists need to know of a checklist version. */
export interface ChecklistRecord {
  key: string
  id: string
  version: number
  sha256: string
  withdrawn: boolean
  /** The slots of its visits; `null` while its content is not here. */
  slots: Slot[] | null
}

/** The content of a checklist version: 50 kB, read only when a visit is opened. */
export interface ContentRecord {
  key: string
  content: Checklist
}

/** The frozen body of an entry of the outbox, and what it was about. */
export interface BodyRecord {
  key: string
  bytes: Uint8Array<ArrayBuffer>
  assignment: Assignment | null
  station: Station | null
}

/** The bytes of a photo. An ArrayBuffer, since blobs in Safari's database do not always survive. */
export interface BytesRecord {
  photo_id: string
  bytes: ArrayBuffer
}

/** The database of one person. */
export interface PersonSchema extends DBSchema {
  meta: { key: string; value: unknown }
  assignments: { key: string; value: AssignmentRecord }
  stations: { key: string; value: Station }
  checklists: { key: string; value: ChecklistRecord }
  contents: { key: string; value: ContentRecord }
  drafts: { key: string; value: DraftRecord }
  answers: { key: [string, string]; value: AnswerRecord; indexes: { audit: string } }
  stamps: { key: [string, string]; value: StampRow; indexes: { audit: string } }
  photos: { key: string; value: PhotoRecord; indexes: { audit: string } }
  bytes: { key: string; value: BytesRecord }
  outbox: { key: string; value: OutItem }
  bodies: { key: string; value: BodyRecord }
}

/** The database of the phone itself. */
export interface PhoneSchema extends DBSchema {
  meta: { key: string; value: unknown }
}

/** A person's open database. */
export type PersonDb = IDBPDatabase<PersonSchema>
/** The phone's open database. */
export type PhoneDb = IDBPDatabase<PhoneSchema>

/** Names of the stores of a person. */
export type PersonStore = keyof { [K in keyof PersonSchema as string extends K ? never : K]: true }

/** What is to be done when the browser ends the connection, or a newer version of the app wants the database. */
type Lost = () => void

function whenLost(lost: Lost) {
  return {
    blocking(_current: number, _wanted: number | null, event: IDBVersionChangeEvent) {
      ;(event.target as IDBDatabase).close()
      lost()
    },
    terminated: lost,
  }
}

/** Opens the phone's database. */
export function openPhoneDb(lost: Lost): Promise<PhoneDb> {
  return openDB<PhoneSchema>(PHONE_DB, 1, { upgrade: (db) => void db.createObjectStore('meta'), ...whenLost(lost) })
}

/** Opens a person's database. */
export function openPersonDb(person_id: string, lost: Lost = () => undefined): Promise<PersonDb> {
  return openDB<PersonSchema>(personDbName(person_id), 1, {
    upgrade(db) {
      db.createObjectStore('meta')
      db.createObjectStore('assignments', { keyPath: 'id' })
      db.createObjectStore('stations', { keyPath: 'id' })
      db.createObjectStore('checklists', { keyPath: 'key' })
      db.createObjectStore('contents', { keyPath: 'key' })
      db.createObjectStore('drafts', { keyPath: 'audit_id' })
      db.createObjectStore('answers', { keyPath: ['audit_id', 'item'] }).createIndex('audit', 'audit_id')
      db.createObjectStore('stamps', { keyPath: ['audit_id', 'name'] }).createIndex('audit', 'audit_id')
      db.createObjectStore('photos', { keyPath: 'photo_id' }).createIndex('audit', 'audit_id')
      db.createObjectStore('bytes', { keyPath: 'photo_id' })
      db.createObjectStore('outbox', { keyPath: 'key' })
      db.createObjectStore('bodies', { keyPath: 'key' })
    },
    ...whenLost(lost),
  })
}

/** What a transaction promises when it is done: `strict` survives a loss of power, `relaxed` one of the browser. */
export type Durability = 'strict' | 'relaxed'
