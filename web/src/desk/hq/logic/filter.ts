// What head office looks at: read from the address, so that every view can be shared.

import { LENSES, type Lens } from './lens'
import { parsePeriod, periodOf, periodText, type Period } from './period'

/** The filters that the pages of head office share. */
export interface Filter {
  /** The period; of a round it is the month of today, which only titles use. */
  period: Period
  /** Code of a round that stands in place of the period. */
  round: string | null
  unit: string | null
  /** 0 full stations, 1 self-service and small sites; null both. */
  class: number | null
  level: 'station' | 'unit'
  /** Depth of units: 1 province, 2 city, 3 district. */
  depth: number
  /** Number of an edition, `live`, or null for what the server takes. */
  edition: string | null
  lens: Lens
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The filters of an address; what is not understood is as if it did not stand there. `today` is a day in Asia/Shanghai. */
export function filterOf(search: URLSearchParams, today: string): Filter {
  const depth = Number(search.get('depth') ?? '1')
  const type = search.get('class')
  const unit = search.get('unit')
  const edition = search.get('edition')
  const lens = search.get('lens')
  return {
    period: parsePeriod(search.get('period') ?? '') ?? periodOf('month', today),
    round: search.get('round') || null,
    unit: unit !== null && UUID.test(unit) ? unit : null,
    class: type === '0' || type === '1' ? Number(type) : null,
    level: search.get('level') === 'unit' ? 'unit' : 'station',
    depth: depth === 2 || depth === 3 ? depth : 1,
    edition: edition !== null && /^(?:live|[1-9]\d{0,3})$/.test(edition) ? edition : null,
    lens: LENSES.find((one) => one === lens) ?? 'touchpoint',
  }
}

/** The window as reports take it: a round, else the period. */
export const windowQuery = ({ period, round }: Pick<Filter, 'period' | 'round'>): { round: string } | { period: string } =>
  round === null ? { period: periodText(period) } : { round }

/** The window and the place as reports take them. */
export const scopeQuery = (filter: Filter): { round?: string; period?: string; org_unit?: string } => ({
  ...windowQuery(filter),
  ...(filter.unit === null ? {} : { org_unit: filter.unit }),
})

/** The comparison class as reports take it. */
export const classQuery = (filter: Filter): { class?: number } => (filter.class === null ? {} : { class: filter.class })

/** The edition as rankings of the same period take it; a round has none. */
export const editionQuery = ({ edition, round }: Pick<Filter, 'edition' | 'round'>): { edition?: string } => (edition === null || round !== null ? {} : { edition })

/** The page of an item. Its id holds a dot, which servers take for the end of a file's name: a tilde stands for it. */
export const itemPath = (item: string): string => `/desk/hq/items/${item.replaceAll('.', '~')}`

/** What carries over when one goes from page to page: window and place. As the part of an address after `?`, with it. */
export function carried(search: URLSearchParams, more: Record<string, string | number | null> = {}): string {
  const next = new URLSearchParams()
  for (const name of ['period', 'round', 'unit', 'edition']) {
    const value = search.get(name)
    if (value) next.set(name, value)
  }
  for (const [name, value] of Object.entries(more)) {
    if (value === null) next.delete(name)
    else next.set(name, String(value))
  }
  const text = next.toString()
  return text === '' ? '' : `?${text}`
}
