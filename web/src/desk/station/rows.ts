// Rows of lists as a station reads them.

import type { components } from '../../api/schema'

type Row = components['schemas']['List_StationRow']['items'][number]

/** Whether a row of a list of audits is one for stations. */
export const isStationRow = (row: object): row is Row => 'publish_day' in row && 'touchpoints' in row

/** The grade of a number of stars (domain.md §3.4): lists name only the stars. */
export function gradeOf(stars: number | null | undefined): string | null {
  return stars == null ? null : (['fail', 'fail', 'pass', 'good', 'excellent', 'exemplary'][stars] ?? null)
}
