// Which places a role has.
import type { PageRow, Role } from '../types'

/** The desk of an address: `review` of `/desk/review/audits`. */
export const deskOf = (path: string): string => path.split('/')[2] ?? ''

const homeRow = (pages: readonly PageRow[], role: Role): PageRow | undefined => pages.find((one) => one.nav?.home?.includes(role))

/** Pages in the navigation of a role: where it lands stands first, then the rest of that desk, then what it may look at on other desks. */
export function placesOf(pages: readonly PageRow[], role: Role): PageRow[] {
  const home = homeRow(pages, role)
  const rank = (one: PageRow): number => (one === home ? 0 : one.roles.length === 0 || (home && deskOf(one.path) === deskOf(home.path)) ? 1 : 2)
  const own = pages.filter((one) => one.nav !== undefined && (one.roles.length === 0 || one.roles.includes(role)))
  return own.sort((a, b) => rank(a) - rank(b))
}

/** Places by what they are to the role: its own desk, what is seldom wanted of it, and other desks by name. */
export function groupsOf(pages: readonly PageRow[], role: Role): { own: PageRow[]; seldom: PageRow[]; others: { desk: string; places: PageRow[] }[] } {
  const home = homeRow(pages, role)
  const own: PageRow[] = []
  const seldom: PageRow[] = []
  const others = new Map<string, PageRow[]>()
  for (const one of placesOf(pages, role)) {
    const desk = deskOf(one.path)
    if (one.roles.length > 0 && home && desk !== deskOf(home.path)) others.set(desk, [...(others.get(desk) ?? []), one])
    else if (one.nav?.seldom) seldom.push(one)
    else own.push(one)
  }
  return { own, seldom, others: [...others].map(([desk, places]) => ({ desk, places })) }
}

/** The letter of each place after `g`; where two have the same, the first of the navigation has it. */
export function lettersOf(places: readonly PageRow[]): Map<string, PageRow> {
  const letters = new Map<string, PageRow>()
  for (const one of places) if (one.nav?.letter && !letters.has(one.nav.letter)) letters.set(one.nav.letter, one)
  return letters
}

/** Where a role lands: its home, else its first place. */
export function homeOf(pages: readonly PageRow[], role: Role): string {
  const home = homeRow(pages, role)
  return (home ?? placesOf(pages, role).find((one) => one.roles.length > 0))?.path ?? '/desk/inbox'
}
