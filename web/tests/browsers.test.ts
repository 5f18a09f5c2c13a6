// The least browsers that CONTRACT.md names: Chrome 85, Safari 15, Firefox 91.

import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { validate } from '../src/engine/validate'
import type { Violation } from '../src/engine/walk'
import { checklist, vectors } from './support'

/** What came to browsers later, and nothing here checks for. */
const YOUNGER = [
  /Object\.(hasOwn|groupBy)\b/, /\.at\(-?\d/, /\.(findLast|findLastIndex|toSorted|toReversed|toSpliced|isWellFormed|toWellFormed)\(/,
  /\bstructuredClone\(/, /crypto\.randomUUID/, /AbortSignal\.(timeout|any)/, /Promise\.withResolvers/, /Array\.fromAsync/,
  /\(\?<[=!]/, /\bstatic \{/, /\/[a-z]*v[a-z]*\.test/, /\.(union|intersection|isSubsetOf)\(/,
]

const { hasOwn } = Object
afterEach(() => void Object.assign(Object, { hasOwn }))

const sources = ['engine', 'sw', 'workers', 'api'].flatMap((folder) => {
  const root = new URL(`../src/${folder}/`, import.meta.url)
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && name !== 'schema.ts')
    .map((name): [string, string] => [`${folder}/${name}`, readFileSync(new URL(name, root), 'utf8')])
})

test('the engine uses nothing that they do not have', () => {
  expect(sources.length).toBeGreaterThan(40)
  // What is written about a feature is no use of it.
  const code = (text: string) => text.replace(/^\s*(\/\/|\/?\*).*$/gm, '').replace(/\/\*\*.*\*\//g, '')
  const found = sources.flatMap(([name, text]) => YOUNGER.filter((one) => one.test(code(text))).map((one) => `${name}: ${one.source}`))
  expect(found).toEqual([])
})

test('the rules of a submission are checked without Object.hasOwn', () => {
  const cases = vectors<unknown, Violation[]>('validate').filter((one) => !one.name.startsWith('raw-'))
  Reflect.deleteProperty(Object, 'hasOwn')
  for (const one of cases) expect(validate(one.input, checklist).length > 0).toBe(one.expected.length > 0)
})
