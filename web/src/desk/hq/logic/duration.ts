// How long closing took.

/** Minutes taken apart, the two greatest units: 3 d 4 h, 5 h 20 min, 40 min. */
export function spanOf(minutes: number): { days: number; hours: number; minutes: number } {
  const whole = Math.max(0, Math.round(minutes))
  const days = Math.floor(whole / 1440)
  const hours = Math.floor((whole % 1440) / 60)
  return { days, hours, minutes: days > 0 ? 0 : whole % 60 }
}

/** Whole minutes between two instants; null when one is missing or they stand the wrong way round. */
export function minutesBetween(from: string | null | undefined, to: string | null | undefined): number | null {
  if (!from || !to) return null
  const ms = Date.parse(to) - Date.parse(from)
  return Number.isFinite(ms) && ms >= 0 ? Math.floor(ms / 60_000) : null
}

/** Upper bounds of the bins of times to close, in hours; the last bin is open. */
export const CLOSE_BINS_H = [24, 72, 168, 336, 720] as const

/** Times to close counted: up to 1, 3, 7, 14, 30 days, and longer. */
export function closeBins(minutes: readonly number[]): number[] {
  const counts = new Array<number>(CLOSE_BINS_H.length + 1).fill(0)
  for (const value of minutes) {
    const at = CLOSE_BINS_H.findIndex((hours) => value <= hours * 60)
    const place = at < 0 ? CLOSE_BINS_H.length : at
    counts[place] = (counts[place] ?? 0) + 1
  }
  return counts
}
