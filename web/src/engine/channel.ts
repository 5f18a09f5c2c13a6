// Names that tabs and the service worker share.

/** The channel on which they tell each other what was stored. */
export const CHANNEL = 'forecourt'
/** Tag of the Background Sync that sends the outbox. */
export const SYNC_TAG = 'forecourt-outbox'
