// What every page of head office asks: the filters of the address, names of periods, words of this desk.
import { route } from '../frame/router.svelte'
import { role } from '../frame/session.svelte'
import { fill, say, textsOf, type Both } from '../texts/index.svelte'
import type hq from '../texts/zh/hq.json'
import { now } from '../ui/clock.svelte'
import { count, date, month, monthShort } from '../ui/format'
import type { Filter as Choice } from '../ui/filters'
import { filterOf, type Filter } from './logic/filter'
import type { Lens } from './logic/lens'
import { isOver, parsePeriod, periodText, pointsIn, progress, shanghaiDay, type Period, type PeriodKind } from './logic/period'

/** Words of head office. */
export const w = textsOf<typeof hq>('hq')

/** Today in Shanghai. */
export const today = (): string => shanghaiDay(now())

/** The filters of the present address; reactive. */
export const filter = (): Filter => filterOf(route.search, today())

/** Whether the plan may be seen: rounds, coverage, what phones hold. The auditor sees none of it. */
export const seesPlan = (): boolean => role() !== 'auditor'

/** Name of a period: November 2026, Quarter 4 of 2026, 2026. */
export function periodName(period: Period): string {
  if (period.kind === 'month') return month(periodText(period))
  return period.kind === 'quarter' ? fill(w().quarterName, { year: period.year, n: period.part }) : fill(w().yearName, { year: period.year })
}

/** Name of a period as the API writes it. */
export function periodNameOf(text: string): string {
  const period = parsePeriod(text)
  return period ? periodName(period) : text
}

/** The same where there is little room. */
export function periodShort(text: string): string {
  const period = parsePeriod(text)
  if (period?.kind === 'month') return monthShort(text)
  return period?.kind === 'quarter' ? fill(w().quarterShort, { year: period.year, n: period.part }) : periodNameOf(text)
}

/** How long a trend is: 12 months, 12 quarters, 3 years. */
export const spanName = (kind: PeriodKind, months: number): string =>
  fill({ month: w().filter.nMonths, quarter: w().filter.nQuarters, year: w().filter.nYears }[kind], { n: pointsIn(kind, months) })

/** What a report shows: the period or round, and whether it can still change. Before there is an answer nothing is said of that. */
export function windowLine(
  { period, round, edition: asked = null }: Pick<Filter, 'period' | 'round'> & { edition?: string | null },
  answer?: { live: boolean; edition?: { edition: number; closed_on: string; forced?: boolean | null } | null },
): string {
  const name = round === null ? periodName(period) : fill(w().window.round, { name: round })
  const { edition } = answer ?? {}
  if (edition && !answer?.live) {
    const line = fill(w().window.edition, { name, n: edition.edition, day: date(edition.closed_on) })
    return edition.forced ? `${line} · ${w().window.forced}` : line
  }
  if (round !== null) return name
  // Whoever asks for live figures may have a closed period before him.
  const line = asked === 'live' ? fill(w().window.liveAsked, { name }) : answer ? fill(w().window.live, { name }) : name
  const { days, begun } = progress(period, today())
  return isOver(period, today()) || begun === 0 ? line : `${line} · ${fill(w().window.day, { n: begun, all: days })}`
}

/** The same of a report that is live whatever was closed. */
export const liveLine = ({ period, round }: Pick<Filter, 'period' | 'round'>): string => windowLine({ period, round, edition: 'live' })

/** A name that the API gives in both languages. */
export const named = (text: Both): string => say(text)

/** An item with its number; its id when the answer has no text of it. */
export const itemName = ({ id, n, text }: { id: string; n?: number | null; text?: Both | null }): string => `${n ?? ''} ${text ? say(text) : id}`.trim()

/** Name of a comparison class. */
export const className = (type: number): string => (w().class as Record<string, string>)[String(type)] ?? String(type)

/** The choice of a comparison class, the same on every page that takes one. */
export const classChoice = (): Choice => ({ kind: 'choice', name: 'class', label: w().filter.class, any: w().filter.bothClasses, options: [0, 1].map((type) => ({ value: String(type), text: className(type) })) })

/** Name of a tag of a lens; one that this desk does not know is called as the answer calls it. */
export const tagName = (value: string, given?: Both): string => (value === 'none' ? w().lens.noneTagged : ((w().tag as Record<string, string>)[value] ?? (given ? say(given) : value)))

/** A value of a lens in words. A touchpoint is named as the checklist has it: one of them has the id of a characteristic. */
export const lensName = (lens: Lens, value: string, given: Both): string => (lens === 'touchpoint' ? say(given) : tagName(value, given))
/** The same where there is little room. */
export const lensShort = (lens: Lens, value: string, given: Both): string => (lens === 'touchpoint' ? ((w().touchpoint as Record<string, string>)[value] ?? say(given)) : tagName(value, given))

/** How many rows an answer has; `100+` when there are more than it holds. */
export const many = (answer: { items: readonly unknown[]; next_cursor?: string | null }): string => `${count(answer.items.length)}${answer.next_cursor ? '+' : ''}`

/** A word of a table of texts; the word itself when it is unknown. */
export const word = (table: Record<string, unknown>, name: string): string => (typeof table[name] === 'string' ? table[name] : name)
