// Which places a role has.
import type { PageRow, Role } from '../types'

/** Pages in the navigation of a role: where it lands stands first, the rest as the table has them. */
export function placesOf(pages: readonly PageRow[], role: Role): PageRow[] {
  const own = pages.filter((one) => one.nav !== undefined && (one.roles.length === 0 || one.roles.includes(role)))
  const isHome = (one: PageRow): number => (one.nav?.home?.includes(role) ? 0 : 1)
  return own.sort((a, b) => isHome(a) - isHome(b))
}

/** Where a role lands: its home, else its first place. */
export function homeOf(pages: readonly PageRow[], role: Role): string {
  const home = pages.find((one) => one.nav?.home?.includes(role))
  return (home ?? placesOf(pages, role).find((one) => one.roles.length > 0))?.path ?? '/desk/inbox'
}
