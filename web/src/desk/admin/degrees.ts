/** Degrees as typed in 1e-7; null when nothing is typed, undefined when it is no place on earth. */
export function degreesOf(text: string, which: 'lat' | 'lon'): number | null | undefined {
  const typed = text.trim()
  if (typed === '') return null
  if (!/^-?\d{1,3}(\.\d+)?$/.test(typed)) return undefined
  const value = Number(typed)
  return Math.abs(value) <= (which === 'lat' ? 90 : 180) ? Math.round(value * 1e7) : undefined
}
