// Days of Shanghai as instants.

/** When a day `YYYY-MM-DD` begins in Shanghai, RFC 3339 in UTC. */
export const startOfDay = (day: string): string => new Date(`${day}T00:00:00+08:00`).toISOString()
/** When the day after it begins. */
export const endOfDay = (day: string): string => new Date(Date.parse(`${day}T00:00:00+08:00`) + 86_400_000).toISOString()
