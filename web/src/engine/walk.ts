// The tools of validation: simple values, each told with the place where it stands.

/** One fault: an RFC 6901 pointer and a code of the server's closed list. */
export interface Violation {
  pointer: string
  code: string
}

/** The way from the root to a value. */
export type Path = readonly string[]

/** The way one step further. */
export function at(path: Path, token: string | number): Path {
  return [...path, String(token)]
}

/** An input names at most this many violations. */
const MAX_VIOLATIONS = 200

/** `Object.hasOwn` is younger than the least browser. */
const hasOwn = (value: object, key: string): boolean => Object.prototype.hasOwnProperty.call(value, key)

type Reader = (value: unknown, path: Path) => boolean

/** One walk; readers answer whether all is well and report what is not. */
export class Walk {
  readonly violations: Violation[] = []

  report(path: Path, code: string): false {
    const pointer = path.map((token) => `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
    if (this.violations.length < MAX_VIOLATIONS) this.violations.push({ pointer, code })
    return false
  }

  entries(value: unknown, path: Path): [string, unknown][] | null {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.entries(value)
    this.report(path, 'wrong_type')
    return null
  }

  /** An object with these keys and no other; what is missing is named after what stands in it. */
  object(value: unknown, path: Path, required: Record<string, Reader>, optional: Record<string, Reader> = {}): boolean {
    const entries = this.entries(value, path)
    if (!entries) return false
    let good = true
    for (const [key, v] of entries) {
      const p = at(path, key)
      const read = hasOwn(required, key) ? required[key] : hasOwn(optional, key) ? optional[key] : undefined
      good = (read ? read(v, p) : this.report(p, 'unknown_field')) && good
    }
    for (const key of Object.keys(required)) {
      if (!hasOwn(value as object, key)) good = this.report(at(path, key), 'missing')
    }
    return good
  }

  /** A list; of one that is too long only the allowed number is looked at. */
  list(value: unknown, path: Path, max: number, read: Reader): boolean {
    if (!Array.isArray(value)) return this.report(path, 'wrong_type')
    let good = value.length <= max || this.report(path, 'too_many')
    value.slice(0, max).forEach((v, i) => {
      good = read(v, at(path, i)) && good
    })
    return good
  }

  nullable(value: unknown, path: Path, read: Reader): boolean {
    return value === null || read(value, path)
  }

  int(value: unknown, path: Path, min: number, max: number): boolean {
    if (typeof value !== 'number' || !Number.isInteger(value)) return this.report(path, 'wrong_type')
    return (value >= min && value <= max) || this.report(path, 'out_of_range')
  }

  boolean(value: unknown, path: Path): boolean {
    return typeof value === 'boolean' || this.report(path, 'wrong_type')
  }

  text(value: unknown, path: Path, maxChars: number): boolean {
    if (typeof value !== 'string') return this.report(path, 'wrong_type')
    if (value.length > maxChars && [...value].length > maxChars) return this.report(path, 'too_long')
    return !value.includes('\0') || this.report(path, 'bad_value')
  }

  word(value: unknown, path: Path, words: readonly string[]): boolean {
    if (typeof value !== 'string') return this.report(path, 'wrong_type')
    return words.includes(value) || this.report(path, 'bad_value')
  }
}
