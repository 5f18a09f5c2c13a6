// Names that tabs and the service worker share.

/** The channel on which the stations' outboxes tell each other what was stored. */
export const STATION_CHANNEL = 'forecourt-station'

/** What is told there. `done`: the server has taken a deed. */
export interface StationTold {
  person_id: string
  done: boolean
}
