// Deadlines that an office edits. What the class allows is the server's to say; here is only what can be seen to be wrong.

const SHANGHAI_MS = 8 * 3_600_000

/** The value of a `datetime-local` field, read as time in Shanghai; `null` when it is none. */
export function fromField(value: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/.exec(value)
  if (!parts) return null
  const [year, month, date, hour, minute] = parts.slice(1).map(Number) as [number, number, number, number, number]
  const ms = Date.UTC(year, month - 1, date, hour, minute)
  // 30 February is not 2 March.
  return new Date(ms).toISOString().startsWith(value) ? ms - SHANGHAI_MS : null
}

/** The value for a `datetime-local` field, in Shanghai. */
export const toField = (ms: number): string => new Date(ms + SHANGHAI_MS).toISOString().slice(0, 16)

/** An instant as the API wants it. */
export const instant = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z')

/** The day in Shanghai, `YYYY-MM-DD`. */
export const dayOf = (ms: number): string => new Date(ms + SHANGHAI_MS).toISOString().slice(0, 10)

/** The month before a month `YYYY-MM`; `null` of what is none. */
export function monthBefore(month: string): string | null {
  const parts = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month)
  return parts && new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 2, 1)).toISOString().slice(0, 7)
}

/** What is wrong with a time that an office sets. */
export type TimeFault = 'no_time' | 'past' | 'too_late'
/** What is wrong with an edited deadline. */
export type DeadlineFault = TimeFault | 'no_reason'

/** The fault of a time that an office sets; `latest` where the server told it. */
export function timeFault(field: string, now: number, latest: number | null): TimeFault | null {
  const due = fromField(field)
  if (due === null) return 'no_time'
  if (due <= now) return 'past'
  return latest !== null && due > latest ? 'too_late' : null
}

/** Every fault of an edited deadline. */
export function deadlineFaults(field: string, reason: string, now: number, latest: number | null): DeadlineFault[] {
  const time = timeFault(field, now, latest)
  return [...(time ? [time] : []), ...(reason.trim() ? [] : ['no_reason' as const])]
}
