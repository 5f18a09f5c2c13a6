// Spans of time.

/** Minutes taken apart, the two greatest units: 3 d 4 h, 5 h 20 min, 40 min. */
export function spanOf(minutes: number): { days: number; hours: number; minutes: number } {
  const whole = Math.max(0, Math.round(minutes))
  const days = Math.floor(whole / 1440)
  const hours = Math.floor((whole % 1440) / 60)
  return { days, hours, minutes: days > 0 ? 0 : whole % 60 }
}
