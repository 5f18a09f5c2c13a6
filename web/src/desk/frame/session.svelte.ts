// Who is signed in, in which of his roles he works, and what happens when the session ends.
import type { components } from '../../api/schema'
import { CHANNEL } from '../../engine/channel'
import { PhoneStore } from '../../engine/db/phone'
import { browserLocks } from '../../engine/locks'
import { browserNet } from '../../engine/net'
import { finishSignOut } from '../../engine/session'
import { recall, remember } from '../../ui/memory'
import { sendRaw, setAround, shut } from '../net/send'
import { lang } from '../texts/index.svelte'
import type { PageRow, Role } from '../types'
import { toast } from '../ui/toast.svelte'

/** Who is signed in, with his roles and where they hold. */
export type Me = components['schemas']['PersonView']
type Grant = components['schemas']['GrantView']

const KEY = 'forecourt.desk.role'
/** Who was signed in last, when he works at stations. */
const ME = 'forecourt.desk.me'
/** Roles that have a desk, in the order in which they are offered. */
export const DESK_ROLES: readonly Role[] = ['station', 'region', 'reviewer', 'planner', 'hq', 'appeal_l1', 'appeal_l2', 'admin', 'auditor']

let person = $state.raw<Me | null>(null)
let working = $state.raw<Role | null>(null)
let over = $state.raw(false)
let taken = $state.raw(false)

/** Who is signed in. Only below the frame. */
export function me(): Me {
  if (!person) throw new Error('Nobody is signed in')
  return person
}
/** The role that is worked in. */
export function role(): Role {
  if (!working) throw new Error('Nobody is signed in')
  return working
}
/** Where the present role holds: units and stations; empty for the whole network. */
export const grants = (): Grant[] => me().roles.filter((one) => one.role === role())
/** The unit of the present role, where it holds in one only; empty otherwise. */
export function soleUnit(): string {
  const [first, ...more] = grants()
  return more.length === 0 ? (first?.org_unit_id ?? '') : ''
}
/** Roles with a desk that the person holds, each once. */
export const roles = (): Role[] => DESK_ROLES.filter((one) => me().roles.some((grant) => grant.role === one))
/** Whether the person holds one of these roles. */
export const holds = (...wanted: Role[]): boolean => me().roles.some((grant) => wanted.includes(grant.role))
/** Whether the session has ended while a page was open. */
export const isOver = (): boolean => over
/** Whether it ended because somebody else has signed in. */
export const isTaken = (): boolean => taken

/** Whether a page is for one of the person's roles. */
export const canOpen = (row: PageRow): boolean => row.roles.length === 0 || row.roles.some((one) => roles().includes(one))

/** As `canOpen`, when it is opened: a page of another of his roles switches to it. */
export function mayOpen(row: PageRow): boolean {
  if (row.roles.length === 0 || row.roles.includes(role())) return true
  const other = roles().find((one) => row.roles.includes(one))
  if (other) setRole(other)
  return other !== undefined
}

/** Works in another role from now on. */
export function setRole(next: Role): void {
  working = next
  remember(KEY, next)
}

/** Where somebody signs in and comes back from. */
export const signInAddress = (): string => `/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`

/** What opening the desk came to. */
export type Opened = 'ready' | 'sign_in' | 'no_desk' | 'no_answer'

/** Reads who is signed in. */
export async function openSession(): Promise<Opened> {
  const store = await PhoneStore.open()
  const record = await store.session()
  if (person && record && record.person.id !== person.id) return giveWay()
  // Writes need the token of the sign-in: without it the cookie alone is of no use.
  if (!record || record.ended) return 'sign_in'
  setAround(record.csrf_token, () => (over = true))
  const reply = await sendRaw<Me>('GET', '/v1/me')
  if (person && reply.ok && reply.data.id !== person.id) return giveWay()
  if (!reply.ok && reply.problem.status === 401) {
    await forgetRecord()
    return 'sign_in'
  }
  over = taken = false
  const known = reply.ok ? reply.data : recalled(record.person.id)
  if (!known) return 'no_answer'
  if (reply.ok) keep(reply.data)
  person = known
  const held = roles()
  const wanted = working ?? recall(KEY)
  working = held.find((one) => one === wanted) ?? held[0] ?? null
  return working ? 'ready' : 'no_desk'
}

/**
 * Another person has signed in: nothing that is shown may stay, and nothing may be read or sent for the one before. Whoever
 * has something unsent may refuse to leave the page, once asked: it lies still then, until he has signed in again.
 */
function giveWay(): Opened {
  shut()
  over = true
  if (!taken) location.reload()
  taken = true
  return 'sign_in'
}

/** Whoever works at stations works without a network too: what the server said of him last. `null`: nothing is known of this person. */
function recalled(id: string): Me | null {
  try {
    const found = JSON.parse(recall(ME) ?? 'null') as Me | null
    return found?.id === id ? found : null
  } catch {
    return null
  }
}

function keep(found: Me): void {
  const away = found.roles.some((one) => one.role === 'station')
  if (away || recall(ME)) remember(ME, away ? JSON.stringify(found) : '')
}

/** On a desk others sign in too: the sign-in page then asks for a name. Who visits stations keeps his, with what he has not sent. */
async function forgetRecord(): Promise<void> {
  const store = await PhoneStore.open()
  const record = await store.session()
  if (record && !record.person.roles.includes('shopper')) await store.setSession(null)
}

/** Signs in again happened in another tab, or not. */
export async function lookAgain(): Promise<boolean> {
  over = (await openSession()) !== 'ready'
  return !over
}

let channel: BroadcastChannel | null = null

/** Hears of sign-ins and sign-outs in other tabs: the cookie is of all of them. Gives what ends it. */
export function followSession(): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => {}
  const own = new BroadcastChannel(CHANNEL)
  channel = own
  own.onmessage = ({ data }: MessageEvent<{ what: string }>) => data.what === 'session' && void lookAgain()
  return () => {
    channel = null
    own.close()
  }
}

const asks = new Map<string, () => Promise<boolean>>()

/** Is asked before somebody signs out; `false` stays. For what is only on this device: one for each `what`, the newest. */
export function beforeLeaving(ask: () => Promise<boolean>, what = 'outbox'): void {
  asks.set(what, ask)
}

async function mayLeave(): Promise<boolean> {
  for (const ask of asks.values()) if (!(await ask())) return false
  return true
}

/** So long a sign-out waits for the server, ms. What it has not heard by then the sign-in page tells it, now or later. */
const TOLD_MS = 2000

/** Signs out here and goes to the sign-in page, unless something holds it back. */
export async function signOut(): Promise<void> {
  if (!(await mayLeave())) return
  const phone = await PhoneStore.open()
  await phone.endSession(me().id)
  const told = finishSignOut({ phone, net: browserNet(lang), locks: browserLocks() })
  await Promise.race([told, new Promise((done) => setTimeout(done, TOLD_MS))])
  leave()
}

/** Signs out on all devices. No other place could end them later: unless the server has done it, one stays and is told so. */
export async function signOutEverywhere(): Promise<void> {
  if (!(await mayLeave())) return
  const reply = await sendRaw('DELETE', '/v1/sessions')
  if (!reply.ok && reply.problem.status !== 401) return toast.fail(reply.problem)
  await (await PhoneStore.open()).setSession(null)
  leave()
}

function leave(): void {
  channel?.postMessage({ what: 'session', person_id: person?.id })
  remember(ME, '')
  location.assign('/sign-in?to=%2Fdesk')
}
