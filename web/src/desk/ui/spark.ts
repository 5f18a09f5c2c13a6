/** The path of a line through values in a box; gaps where a value is missing. Values between `least` and `most`. */
export function sparkPath(values: readonly (number | null)[], width: number, height: number, least: number, most: number): string {
  const step = values.length > 1 ? width / (values.length - 1) : 0
  const range = most - least || 1
  let path = ''
  let open = false
  for (const [at, value] of values.entries()) {
    if (value === null) {
      open = false
      continue
    }
    const x = values.length > 1 ? at * step : width / 2
    const y = height - ((value - least) / range) * height
    path += `${open ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`
    open = true
  }
  return path
}

/** The least and the greatest of the values, with a little room; null without values. */
export function rangeOf(values: readonly (number | null)[]): [number, number] | null {
  const known = values.filter((one): one is number => one !== null)
  if (known.length === 0) return null
  const least = Math.min(...known)
  const most = Math.max(...known)
  const room = (most - least || Math.abs(most) || 1) * 0.1
  return [least - room, most + room]
}

/** A shade 0 (worst) to 6 (best) of a share of 1: for cells of a heat map. */
export const shadeOf = (share: number, from = 0.5): number => Math.max(0, Math.min(6, Math.floor(((share - from) / (1 - from)) * 7)))
