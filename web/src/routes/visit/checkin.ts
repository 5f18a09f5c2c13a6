import type { Fix, Visit, VisitView } from '../../engine'
import { Once } from '../../ui/once'

/** Within this time the stop-watch does not ask again for a position that did not come, ms. */
const PAUSE_MS = 120_000

const positions = new Once<Fix | null>()

/** Checks in by hand: the moment counts, the position comes or not. */
export const checkIn = (visit: Visit): Promise<Fix | null> => positions.ask(visit, () => visit.checkIn()) ?? Promise.resolve(null)

/** Checks in along with the stop-watch, and not with every tap of it. */
export const checkInBeside = (visit: Visit): Promise<Fix | null> | undefined => positions.ask(visit, () => visit.checkIn(), PAUSE_MS)

/** Whether the shopper has checked in, with a position or without: as the engine sees it, which lists it as missing otherwise. */
export const isCheckedIn = (view: Pick<VisitView, 'check_in' | 'missing' | 'returned'>): boolean =>
  view.check_in !== null || (view.returned === null && !view.missing.some((one) => one.what === 'check_in'))
