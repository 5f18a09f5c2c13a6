// A strip of small bars, one per touchpoint, as paths: one per shade and one for what tops them.

import { shadeOf } from '../../ui/spark'

/** Width of a bar with its gap, and height of the strip, px. */
export const STRIP = { wide: 9, tall: 20 }

/** Shades from the worst to the best. */
export const SHADES = [0, 1, 2, 3, 4, 5, 6] as const

/** The bars of each shade, and the lines that top them; a touchpoint that does not apply is a short line at the foot. Basis points. */
export function stripPaths(values: readonly (number | null)[]): { shades: string[]; caps: string } {
  const shades = SHADES.map(() => '')
  let caps = ''
  for (const [at, value] of values.entries()) {
    const x = at * STRIP.wide
    if (value === null) {
      caps += `M${x + 3} ${STRIP.tall - 0.5}h3`
      continue
    }
    const tall = Math.max(2, Math.round((value / 10_000) * (STRIP.tall - 1)))
    const y = STRIP.tall - tall
    const shade = shadeOf(value / 10_000)
    shades[shade] += `M${x} ${y}h${STRIP.wide - 1}v${tall}h${1 - STRIP.wide}z`
    caps += `M${x} ${y - 0.5}h${STRIP.wide - 1}`
  }
  return { shades, caps }
}
