import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { openEngine } from '../../src/engine/open'
import type { Engine } from '../../src/engine/index'
import { tabLocks, type Locks } from '../../src/engine/locks'
import { keepPhoto } from '../../src/engine/photo-store'
import type { Decoded } from '../../src/engine/picture'
import { uuid } from '../../src/engine/platform'
import { writable } from '../../src/engine/readable'
import type { World } from '../../src/engine/world'
import type { Changed } from '../../src/engine/driver'
import type { Environment, Update } from '../../src/engine/views'
import type { WakeReason } from '../../src/engine/outbox/types'
import { FakeServer, id } from './server'

/** A phone: its disk, its clock, its tabs. */
export class Phone {
  now: number
  mono = 1_000
  locks: Locks = tabLocks()
  tabs: { engine: Engine; hear: ((what: Changed, person: string, audit?: string) => void)[]; wake: ((reason: WakeReason) => void)[]; hide: (() => void)[] }[] = []
  fix: { lat_e7: number; lon_e7: number; accuracy_cm: number; mocked: boolean; at_ms: number } | null = null
  /** Bytes that the camera gives are made of this. */
  pictures = 0
  fullDisk = false
  /** The screen is dark. */
  dark = false
  /** How often the app saw that nothing was sent in the background. */
  undone = 0

  constructor(readonly server: FakeServer) {
    this.now = server.now - 500
    globalThis.indexedDB = new IDBFactory()
  }

  /** Opens the app in one more tab. */
  async open(): Promise<Engine> {
    const tab: Phone['tabs'][number] = { engine: null as unknown as Engine, hear: [], wake: [], hide: [] }
    const run_id = uuid()
    const began = this.mono
    const world: World = {
      clock: {
        now: () => this.now,
        moment: (server_offset_ms) => ({ wall_ms: this.now, mono_ms: this.mono - began, run_id, server_offset_ms }),
        random: () => 0.5,
      },
      net: this.server.net(), locks: this.locks, locate: () => Promise.resolve(this.fix),
      photographer: { keep: (taken) => (this.fullDisk ? Promise.resolve({ ok: false, why: 'no_space', detail: '' }) : keepPhoto(taken, decode)), close: () => undefined },
      environment: {
        facts: writable({} as Environment), update: writable<Update>({ state: 'none', visit_open: false }),
        persistent: () => Promise.resolve(true), askPersistent: () => Promise.resolve(true), keepAsking: () => Promise.resolve(), install: () => Promise.resolve(false),
        applyUpdate: () => true, askSync: () => Promise.resolve(), visitOpen: () => Promise.resolve(), undone: () => void this.undone++,
      },
      deviceName: 'test', quiet_ms: 0, language: { current: 'zh' },
      tell: (what, person, audit) => {
        for (const other of this.tabs) if (other !== tab) for (const run of other.hear) run(what, person, audit)
      },
      hear: (run) => void tab.hear.push(run),
      onWake: (run) => void tab.wake.push(run),
      onHidden: (run) => void tab.hide.push(run),
      hidden: () => this.dark, close: () => undefined,
    }
    tab.engine = await openEngine(world)
    this.tabs.push(tab)
    return tab.engine
  }

  /** The browser dies: nothing is closed in order. */
  kill(): void {
    for (const tab of this.tabs) tab.engine.close()
    this.tabs = []
  }

  pass(ms: number): void {
    this.now += ms
    this.mono += ms
    this.server.now += ms
  }
}

/** A picture is its text; it gets smaller with quality. */
export async function decode(blob: Blob): Promise<Decoded> {
  const text = await blob.text()
  if (!text.startsWith('picture')) throw new Error('not a picture')
  return {
    width: 4000, height: 3000, close: () => undefined,
    encode: (width, _height, quality) => {
      const bytes = new Uint8Array(Math.round(width * quality * 400))
      bytes.set([0xff, 0xd8, 0xff])
      bytes.set(new TextEncoder().encode(text), 3)
      return Promise.resolve(new Blob([bytes]))
    },
  }
}

/** What a camera gives. */
export function picture(name: string): Blob {
  return new Blob([`picture ${name}`])
}

/** A phone with one shopper signed in and one visit to make. */
export async function signedIn(assignments: Parameters<FakeServer['assignments']['set']>[1], person = 'anna') {
  const server = new FakeServer()
  server.assignments.set(person, assignments)
  const phone = new Phone(server)
  const engine = await phone.open()
  const result = await engine.signIn({ username: person, password: 'right' })
  if (!result.ok) throw new Error(JSON.stringify(result))
  await engine.sendNow()
  return { server, phone, engine }
}

/** The disk loses the bytes of a photo: of this one, or of the first. Gives its id. */
export async function dropBytes(person: string, photo_id?: string): Promise<string> {
  const db = await new Promise<IDBDatabase>((done) => {
    const open = indexedDB.open(`forecourt-person-${id(person)}`)
    open.onsuccess = () => done(open.result)
  })
  const dropped = await new Promise<string>((done) => {
    const tx = db.transaction('bytes', 'readwrite')
    const keys = tx.objectStore('bytes').getAllKeys()
    keys.onsuccess = () => tx.objectStore('bytes').delete(photo_id ?? keys.result[0]!)
    tx.oncomplete = () => done(photo_id ?? (keys.result[0] as string))
  })
  db.close()
  return dropped
}
