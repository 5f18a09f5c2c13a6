import { readFileSync } from 'node:fs'
import type { Checklist } from '../src/engine/model'
import station69 from './data/station-69-v1.json'

/** The published checklist, as the server gives it. */
export const checklist = station69 as unknown as Checklist

/** One case of a vector file. */
export interface Case<I, E> {
  name: string
  why: string
  input: I
  expected: E
  review?: Record<string, unknown>
}

/** The cases of a file in tests/vectors of the repository. */
export function vectors<I, E>(name: string): Case<I, E>[] {
  const file = new URL(`../../tests/vectors/${name}.json`, import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { cases: Case<I, E>[] }).cases
}
