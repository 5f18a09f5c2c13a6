// What a reviewer's day holds beside one audit: the queue, what lies aside, what is being sent, what comes next.
import { isLive } from '../net/live.svelte'
import { act } from '../net/act'
import { invalidate, list, prefetch } from '../net/query.svelte'
import type { Problem } from '../net/problem'
import { me } from '../frame/session.svelte'
import { byUrgency, next, nextAfterDone } from './logic/queue'
import type { Case, Row } from './logic/types'
import { preload } from './pictures.svelte'

/** A verdict that was given; it is sent while the next audit is looked at. */
export interface Verdict {
  id: string
  code: string
  state: 'sending' | 'done' | 'failed'
  /** What came of it, in words. */
  text: string
  problem: Problem | null
  /** How it is taken back; null when it cannot be. */
  undo: (() => Promise<void>) | null
}

/** How often the queue is asked for where the server tells nothing by itself, ms. */
const ASK_MS = 20_000
const DAY_KEY = 'forecourt.reviewed'

/** Put aside or decided here: by audit, its version then. */
let lying = $state.raw<ReadonlyMap<string, number>>(new Map())
/** What lies aside. */
export const aside = (): ReadonlyMap<string, number> => lying
/** Puts an audit aside until it has another version; without one it lies aside no longer. */
export function putAside(id: string, version: number | null): void {
  const next = new Map(lying)
  if (version === null) next.delete(id)
  else next.set(id, version)
  lying = next
}

let verdict = $state.raw<Verdict | null>(null)
let done = $state.raw(readCount())

/** The last verdict. */
export const lastVerdict = (): Verdict | null => verdict
/** Sets what the last verdict is. */
export function setVerdict(next: Verdict | null): void {
  verdict = next
}
/** Changes the verdict of an audit, if it is still the last one; a failure is shown in any case. */
export function amend(id: string, change: Partial<Verdict>): void {
  if (verdict?.id === id) verdict = { ...verdict, ...change }
  else if (change.state === 'failed') verdict = { id, code: '', text: '', problem: null, undo: null, ...change, state: 'failed' }
}

/** How many verdicts were given here today. */
export const doneToday = (): number => done

function readCount(): number {
  const [day, n] = (typeof localStorage === 'undefined' ? '' : (localStorage.getItem(DAY_KEY) ?? '')).split(' ')
  return day === new Date().toDateString().replaceAll(' ', '-') ? Number(n) || 0 : 0
}

/** Counts a verdict, or takes one back. */
export function countDone(by: 1 | -1): void {
  done = Math.max(0, readCount() + by)
  try {
    localStorage.setItem(DAY_KEY, `${new Date().toDateString().replaceAll(' ', '-')} ${done}`)
  } catch (error) {
    console.warn('the count of today could not be kept', error)
  }
}

/** The queue by urgency, read anew by itself; call it while a component is set up. */
export function useQueue(): { readonly rows: Row[]; readonly loading: boolean; readonly problem: Problem | null; reload: () => Promise<void> } {
  const read = list('/v1/audits', () => ({ query: { queue: true } }), { whole: true })
  let tick = $state.raw(Date.now())
  const rows = $derived(byUrgency(read.items as Row[], me().id, tick))
  $effect(() => {
    const timer = setInterval(() => {
      tick = Date.now()
      if (!isLive() && document.visibilityState === 'visible') void read.reload()
    }, ASK_MS)
    return () => clearInterval(timer)
  })
  return {
    get rows() {
      return rows
    },
    get loading() {
      return read.loading
    },
    get problem() {
      return read.problem
    },
    reload: () => read.reload(),
  }
}

/** The row that comes after this one. */
export const nextRow = (rows: Row[], current: string | null, back = false): Row | null => next(rows, current, me().id, Date.now(), lying, back)
/** The most urgent one after a verdict. */
export const rowAfter = (rows: Row[], id: string): Row | null => nextAfterDone(rows, id, me().id, Date.now(), lying)

/** Reads an audit before it is opened: the case, its station, its photos small and in the size of the screen. */
export async function readAhead(id: string): Promise<void> {
  const audit = (await prefetch('/v1/audits/{audit_id}', { path: { audit_id: id } })) as Case | undefined
  if (!audit) return
  void prefetch('/v1/stations/{id}', { path: { id: audit.station.id } })
  void prefetch('/v1/checklists/{id}/versions/{version}', { path: { id: audit.checklist.id, version: audit.checklist.version } })
  const shown = audit.photos.filter((photo) => photo.state === 'verified' || photo.state === 'stored').map((photo) => photo.photo_id)
  preload(shown, 'thumb')
  preload(shown, 'view')
}

/** Takes an audit, or keeps it for longer. Gives its version then. */
export async function claim(id: string, version: number): Promise<{ version: number; until: string | null } | Problem> {
  const reply = await act('post', '/v1/audits/{audit_id}/claim', { path: { audit_id: id }, body: {}, version, touches: [`/v1/audits/${id}`] })
  if (!reply.ok) return reply.problem
  return { version: reply.data.version, until: reply.data.claimed_until ?? null }
}

/** Everything of audits is read anew. */
export const renew = (): void => invalidate('/v1/audits')
