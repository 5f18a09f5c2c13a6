// The working calendar as the server tells it.
import type { components } from '../../api/schema'

export type Calendar = components['schemas']['CalendarView']

/** Until which year deadlines can be told; null when no year is known. */
export const knownUntil = ({ years }: Pick<Calendar, 'years'>): number | null => years.at(-1)?.year ?? null

/** Whether a year without data has begun already (in Shanghai), so that deadlines stand still now. `now` in epoch ms. */
export const isMissingNow = ({ missing }: Pick<Calendar, 'missing'>, now: number): boolean => missing != null && Date.parse(`${missing}-01-01T00:00:00+08:00`) <= now
