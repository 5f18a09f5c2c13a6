// Screens in a document without a browser: an engine of plain values, texts from their files.

import { flushSync, mount, unmount, type Component } from 'svelte'
import { afterEach, vi } from 'vitest'
import type { AssignmentView, Contact, Engine, Environment, ItemView, OutboxEntry, OutboxView, Session, Today, Visit, VisitView } from '../../src/engine'
import { writable } from '../../src/engine/readable'
import enTexts from '../../src/i18n/en.json'
import { use, type Lang } from '../../src/i18n/index.svelte'
import zhTexts from '../../src/i18n/zh.json'
import checklist from '../data/station-69-v1.json'
import Host from './Host.svelte'

/** Loads a language. */
export async function speak(lang: Lang): Promise<void> {
  vi.stubGlobal('fetch', (url: string) => Promise.resolve(new Response(JSON.stringify(url.includes('icons') ? {} : url.includes('zh.json') ? zhTexts : enTexts))))
  await use(lang)
}

const ON_A_PHONE: Environment = {
  secure: true, in_app: null, platform: 'android', installed: true, install: 'installed', service_worker: true, offline_ready: true,
  indexed_db: true, persistent: true, free_bytes: 1e9, used_bytes: 1e6, camera: false, geolocation: true, web_locks: true,
  background_sync: true, warnings: [],
}

/** An engine whose values a test sets; its verbs are given as needed. */
export function engineOf(verbs: Partial<Engine> = {}) {
  const values = {
    environment: writable<Environment>(ON_A_PHONE),
    session: writable<Session>(signedIn('anna')),
    today: writable<Today>({ assignments: [], returned: [], elsewhere: [], never_synced: false, remind: 0, changed: 0 }),
    outbox: writable<OutboxView>({ entries: [], only_here: 0, sending: false }),
    contact: writable<Contact>({ last_at: null, offset_ms: null, last_error: null, next_try_at: null, online_hint: true, running: false }),
    letter: writable(null),
    update: writable({ state: 'none' as const, visit_open: false }),
    language: writable<Lang>('zh'),
  }
  return Object.assign(values, { seen: () => Promise.resolve(), unsentOfOthers: () => Promise.resolve(0) }, verbs) as typeof values & Engine
}

/** Somebody who is signed in. */
export const signedIn = (id: string): Session => ({
  state: 'signed_in', person: { id, username: id, display_name: id, roles: ['shopper'] }, needs_sign_in: false,
})

/** A line of the outbox. */
export const entryOf = (more: Partial<OutboxEntry>) => ({
  key: `audit/${more.audit_id}/1`, kind: 'audit', plain: 'on_phone', audit_id: null, revision: 1, report: null, assignment_id: 'a1', station_name: null,
  finished_at: null, received_at: null, photos: { of: 0, safe: 0, unusable: 0, lost: 0 }, gone_photos: [], attempts: 0, last_error: null,
  next_try_at: null, quarantined: false, kept_until: null, dropped_early: false, ...more,
}) as OutboxEntry

/** A visit to make. */
export const assignmentOf = (more: Partial<AssignmentView> = {}): AssignmentView =>
  ({
    assignment: {
      id: 'a1', window_start: '2026-11-26T01:00:00Z', window_end: '2026-11-26T05:00:00Z', self_service: false,
      purchase: { fuel_min_fen: 0, fuel_max_fen: 0, store_max_fen: 0, invoice: false },
      question: { zh: '问', en: 'ask' }, round: { zh: '轮', en: 'round' },
    },
    station: { name: { zh: '渝北站', en: 'Yubei' }, address: '重庆市渝北区新溉路1号', city: { zh: '重庆', en: 'Chongqing' }, code: 'CQ1', tz: 'Asia/Shanghai', lat_e7: 295_000_000, lon_e7: 1_065_000_000 },
    slot: null, mark: null, changes: [], when: 'now', audit_id: null, progress: 'open', withdrawn: false, ready: true, checklist_withdrawn: false, map_url: null,
    ...more,
  }) as unknown as AssignmentView

/** An item of station-69 without an answer. */
export function itemOf(id: string): ItemView {
  const item = checklist.items.find((one) => one.id === id)
  if (!item) throw new Error(`No item ${id}`)
  return {
    item, state: 'open', na_because: [], value: null, from_stamps: false, clock: null, miss: null, note: '', photos: [], photo_reason: null,
    na_request: null, evidence: { needs: 'nothing', met: true, remark_min: 20, grave: false, asks: 'nothing' }, remarks: [],
  } as unknown as ItemView
}

/** An open visit with these values; its verbs are given as needed. */
export function visitOf(view: Partial<VisitView>, verbs: Partial<Visit> = {}): { visit: Visit; view: VisitView } {
  const whole = {
    audit_id: 'v1', assignment_id: 'a1', revision: 1, assignment: null, station: null, started: { wall_ms: 0 }, left: null, check_in: null, check_out: null,
    flags: [], station_flags: [], stamps: [], next_stamp: null, undoable: null, groups: [], photos: [], receipts: [], narrative: '', recognised: null,
    missing: [], counts: { items: 0, answered: 0, na: 0, missing: 0 }, returned: null, next_version: null, moved: null, ...view,
  } as unknown as VisitView
  return { visit: { audit_id: whole.audit_id, view: writable(whole), close: () => undefined, ...verbs } as Visit, view: whole }
}

const shown: Record<string, unknown>[] = []

/** Shows a screen; gives what it stands in. */
export function show(of: Component<any>, props: Record<string, unknown>, engine: Engine = engineOf(), visit?: { visit: Visit; view: VisitView }): HTMLElement {
  const target = document.body.appendChild(document.createElement('div'))
  shown.push(mount(Host, { target, props: { engine, visit, of, props } }))
  flushSync()
  return target
}

/** Lets what was begun come to its end, and the screen follow. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
  await new Promise((done) => setImmediate(done))
  flushSync()
}

/** The button or link with this text. */
export function named(text: string, within: ParentNode = document): HTMLElement {
  const all = [...within.querySelectorAll<HTMLElement>('button, a, label')]
  const found = all.find((one) => one.textContent?.trim() === text || one.getAttribute('aria-label') === text)
  if (!found) throw new Error(`No ${text} among ${all.map((one) => one.textContent?.trim() || one.getAttribute('aria-label')).join(' | ')}`)
  return found
}

afterEach(async () => {
  for (const one of shown.splice(0)) await unmount(one)
  document.body.replaceChildren()
  vi.restoreAllMocks()
})
