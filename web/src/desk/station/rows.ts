// Rows of lists as a station reads them.

import type { components } from '../../api/schema'

type Row = components['schemas']['List_StationRow']['items'][number]

/** Whether a row of a list of audits is one for stations. */
export const isStationRow = (row: object): row is Row => 'publish_day' in row && 'touchpoints' in row
