// The RFC 8785 form of a JSON value without fractions, and the hash that a receipt names (decision 2).

import { sha256Hex } from './hash'

/** The canonical text: keys in the order of their UTF-16 code units, no blanks. Errors: a number that is not whole. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined)
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${entries.map(([key, v]) => `${JSON.stringify(key)}:${canonical(v)}`).join(',')}}`
  }
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new RangeError(`${value} is not a whole number`)
  return JSON.stringify(value)
}

/** SHA-256 over the canonical form, 64 lower-case hexadecimal digits. */
export function contentSha256(value: unknown): Promise<string> {
  return sha256Hex(new TextEncoder().encode(canonical(value)))
}

/** A text that every JSON reader takes: without U+0000 and without half surrogates. */
export function cleanText(text: string): string {
  const whole = /[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g
  return text.replaceAll('\0', '').replace(whole, (found) => (found.length === 2 ? found : '\uFFFD'))
}
