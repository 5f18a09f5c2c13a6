// What is wrong with a submission that was refused, and what it said, in lines that can be read.
import { fill, say, textsOf, type Both } from '../texts/index.svelte'
import type texts from '../texts/zh/admin.json'

const w = textsOf<typeof texts>('admin')

/** One fault, as it is shown. */
export interface Fault {
  /** Where in the submission; empty where the fault is not of a place. */
  where: string
  /** In the server's words, else in those of its code. */
  text: string
  /** Its code, for whoever looks into the log. */
  code: string
}

const isText = (value: unknown): value is Both => typeof (value as Partial<Both> | null)?.zh === 'string' && typeof (value as Partial<Both>).en === 'string'
const wordsOf = (code: string): string => (w().refused.codes as Record<string, string>)[code] ?? code.replace(/[_-]/g, ' ')

/** A step of a path: a place in a list counts from 1. */
const stepOf = (step: string): string => (/^\d+$/.test(step) ? fill(w().refused.nth, { n: Number(step) + 1 }) : step)

/** An RFC 6901 pointer as a path: `/photos/0/id` is photos › no. 1 › id. */
export const pathOf = (pointer: string): string =>
  pointer.split('/').slice(1).map((step) => stepOf(step.replaceAll('~1', '/').replaceAll('~0', '~'))).join(' › ')

/** A fault as the server told it: pointer and code, or the type of a problem. */
export function faultOf(told: unknown): Fault {
  const { pointer, code: named, type, text } = (told ?? {}) as Record<string, unknown>
  const code = [named, type].find((one) => typeof one === 'string' && one !== '') as string | undefined
  const short = code?.split('/').at(-1) ?? ''
  return {
    where: typeof pointer === 'string' ? pathOf(pointer) || w().refused.whole : '',
    text: isText(text) ? say(text) : short === '' ? w().refused.unknown : wordsOf(short),
    code: short,
  }
}

/** A line of a content: where, and what stands there. */
export interface Line {
  where: string
  value: string
}

/** A content line by line, in its order; what is empty is left out. */
export function linesOf(value: unknown, path: readonly string[] = []): Line[] {
  if (value === null || value === undefined) return []
  if (typeof value !== 'object') return [{ where: path.map(stepOf).join(' › '), value: typeof value === 'boolean' ? (value ? w().yes : w().no) : String(value) }]
  return Object.entries(value).flatMap(([step, one]) => linesOf(one, [...path, step]))
}
