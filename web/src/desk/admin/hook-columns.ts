// Columns of destinations and of what goes to them, on the screen and in files. No secret is ever one.
import type { components } from '../../api/schema'
import { textsOf } from '../texts/index.svelte'
import type texts from '../texts/zh/admin.json'
import { NONE } from '../ui/format'
import type { Tone } from '../ui/marks'
import { text, type ShownColumn } from '../ui/table-file'
import { wordOf } from '../ui/words'
import { markColumn, momentColumn, numberColumn, type Mark } from './columns'

export type Hook = components['schemas']['WebhookView']
export type Delivery = components['schemas']['DeliveryView']
export type Message = components['schemas']['LoggedDelivery']

const w = textsOf<typeof texts>('admin')
const TONES: Record<string, Tone> = { dead: 'bad', stopped: 'bad', waiting: 'wait', delivered: 'good' }

/** What happened, in words; `names` are those of its kinds. */
export const eventName = (one: { kind: string; test: boolean }, names: ReadonlyMap<string, string>): string =>
  `${names.get(one.kind) ?? one.kind}${one.test ? ` (${w().hooks.test})` : ''}`

export function hookState(one: Hook): Mark {
  if (one.stopped) return { of: 'bad', tone: 'bad', text: w().hooks.stopped }
  if (!one.active) return { of: 'off', tone: 'off', text: w().hooks.off }
  return one.dead > 0 ? { of: 'warn', tone: 'warn', text: w().hooks.someDead } : { of: 'good', tone: 'good', text: w().hooks.on }
}

/** Of destinations; `unit` is the name of a unit by its id. The address is what the server tells of it. */
export function hookColumns(unit: (id: string | null | undefined) => string): ShownColumn<Hook>[] {
  const h = w().hooks
  const where = (one: Hook): string => unit(one.org_unit_id) || w().people.network
  return [
    { id: 'name', head: h.name, width: 'minmax(140px, 1.2fr)', text: (one) => one.name, sort: (one) => one.name, file: [{ title: h.name, width: 24, cell: (one) => text(one.name) }] },
    { id: 'kind', head: h.kind, width: '110px', text: (one) => wordOf(h.kinds, one.kind), sort: (one) => one.kind },
    { id: 'where', head: h.where, width: 'minmax(120px, 1fr)', text: where, from: 700, file: [{ title: h.where, width: 20, cell: (one) => text(where(one)) }] },
    { id: 'address', head: h.address, width: 'minmax(180px, 2fr)', text: (one) => one.address, from: 800, file: [{ title: h.address, width: 40, cell: (one) => text(one.address) }] },
    numberColumn('waiting', h.waiting, '80px', (one) => one.waiting),
    numberColumn('dead', h.dead, '80px', (one) => one.dead),
    markColumn(h.state, '130px', hookState, (one) => hookState(one).text),
  ]
}

export const deliveryState = (one: Delivery): Mark => ({ of: one.state, tone: TONES[one.state] ?? 'off', text: wordOf(w().hooks.states, one.state) })

/** Of what went to one destination. */
export function deliveryColumns(names: ReadonlyMap<string, string>): ShownColumn<Delivery>[] {
  const h = w().hooks
  const event = (one: Delivery): string => eventName(one, names)
  return [
    momentColumn('at', h.recorded, '140px', (one) => one.created_at),
    { id: 'kind', head: h.event, width: 'minmax(160px, 1fr)', text: event, sort: event, file: [{ title: h.event, width: 24, cell: (one) => text(event(one)) }] },
    markColumn(h.state, '110px', deliveryState, (one) => one.state),
    numberColumn('attempts', h.attempts, '80px', (one) => one.attempts),
    momentColumn('next', h.next, '140px', (one) => one.next_at, undefined, 800),
    { id: 'reason', head: h.reason, width: 'minmax(180px, 2fr)', text: (one) => one.reason?.text ?? NONE, file: [{ title: h.reason, width: 44, cell: (one) => text(one.reason?.text) }] },
  ]
}

/** How a message stands: what waits at a destination that is stopped is stopped. */
export const standing = (one: Message): string => (one.state === 'waiting' && one.stopped ? 'stopped' : one.state)
export const messageState = (one: Message): Mark => ({ of: standing(one), tone: TONES[standing(one)] ?? 'off', text: wordOf(w().hooks.sentStates, standing(one)) })
/** Why a message did not arrive. */
export const reasonOf = (one: Message): string => [one.reason?.text ?? one.stopped?.text, one.reason?.detail].filter(Boolean).join(' · ')

/** Of messages of every channel. */
export function messageColumns(names: ReadonlyMap<string, string>): ShownColumn<Message>[] {
  const h = w().hooks
  const event = (one: Message): string => eventName(one, names)
  return [
    momentColumn('at', h.recorded, '140px', (one) => one.created_at),
    { id: 'channel', head: h.channel, width: '100px', text: (one) => wordOf(h.channels, one.channel), sort: (one) => one.channel },
    { id: 'to', head: h.to, width: 'minmax(120px, 1fr)', text: (one) => one.to.name || NONE, sort: (one) => one.to.name, file: [{ title: h.to, width: 20, cell: (one) => text(one.to.name) }] },
    { id: 'kind', head: h.event, width: 'minmax(140px, 1fr)', text: event, sort: event, from: 700, file: [{ title: h.event, width: 24, cell: (one) => text(event(one)) }] },
    markColumn(h.state, '110px', messageState, standing),
    numberColumn('attempts', h.attempts, '80px', (one) => one.attempts, 900),
    { id: 'reason', head: h.reason, width: 'minmax(180px, 2fr)', text: (one) => reasonOf(one) || NONE, file: [{ title: h.reason, width: 44, cell: (one) => text(reasonOf(one)) }] },
  ]
}
