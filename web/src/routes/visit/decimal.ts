// Decimals as people write them, to and from whole units.

/** Whole units from a decimal that a person wrote: "150.5" with 2 places is 15050. `null`: not such a number, or empty. */
export function decimal(text: string, places: number): number | null {
  const found = /^(\d{1,7})(?:[.,](\d*))?$/.exec(text.trim().replace('。', '.'))
  if (!found || (found[2] ?? '').length > places) return null
  return Number(found[1]) * 10 ** places + Number((found[2] ?? '').padEnd(places, '0'))
}

/** The decimal that a person would write for whole units. */
export function fraction(units: number | null | undefined, places: number): string {
  if (units === null || units === undefined) return ''
  const digits = String(units).padStart(places + 1, '0')
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '')
}
