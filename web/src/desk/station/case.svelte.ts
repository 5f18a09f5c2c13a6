// A published audit with its checklist, as several pages read it.

import type { components } from '../../api/schema'
import { known, type Known } from './known.svelte'
import type { Checklist, Item, Line } from './lib/score'

type Schemas = components['schemas']
/** A published audit as its station sees it. */
export type Case = Schemas['StationCase']

/** An audit and what it is judged by. */
export interface Judged {
  readonly of: Known<Schemas['AuditCase']>
  readonly audit: Case | null
  readonly checklist: Checklist | undefined
  item(id: string): Item | undefined
  line(id: string): Line | undefined
}

/** Reads an audit and its checklist; `null` reads nothing. */
export function judged(id: () => string | null): Judged {
  const of = known('/v1/audits/{audit_id}', () => {
    const audit_id = id()
    return audit_id ? { path: { audit_id } } : null
  })
  const audit = $derived(of.data?.view === 'station' ? (of.data as Case) : null)
  const checklist = known('/v1/checklists/{id}/versions/{version}', () => audit && { path: audit.checklist })
  const items = $derived(new Map(checklist.data?.items.map((one) => [one.id, one])))
  return {
    of,
    get audit() {
      return audit
    },
    get checklist() {
      return checklist.data
    },
    item: (wanted) => items.get(wanted),
    line: (wanted) => audit?.score.lines.find((one) => one.item === wanted),
  }
}
