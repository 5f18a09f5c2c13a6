// The least browsers: for the engine Chrome 85, Safari 15 and Firefox 91 (CONTRACT.md), for screens Chrome 102 and Safari 15.5 (index.html).

import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { validate } from '../src/engine/validate'
import type { Violation } from '../src/engine/walk'
import { checklist, vectors } from './support'

/** What came to all of them later, and nothing here checks for. */
const YOUNGER = [
  /(Object|Map)\.groupBy\b/, /\.(toSorted|toReversed|toSpliced|isWellFormed|toWellFormed)\(/, /AbortSignal\.(timeout|any)/,
  /Promise\.(withResolvers|try)\b/, /Array\.fromAsync/, /URL\.canParse/, /\.(showPicker|checkVisibility|startViewTransition)\(/,
  /\.(values|entries)\(\)\s*\.(map|filter|flatMap|some|every|find|reduce|forEach|take|drop|toArray)\(/, /\.matchAll\([^)]*\)\s*\./,
  /\(\?<[=!]/, /\bstatic \{/, /\/[a-z]*v[a-z]*\.test/, /\.(union|intersection|difference|isSubsetOf)\(/,
]
/** What those of the screens have, and those of the engine have not. */
const YOUNG = [/Object\.hasOwn\b/, /\.at\(-?\d/, /\.(findLast|findLastIndex)\(/, /\bstructuredClone\(/, /crypto\.randomUUID/]

const { hasOwn } = Object
afterEach(() => void Object.assign(Object, { hasOwn }))

const sourcesOf = (folders: string[]): [string, string][] => folders.flatMap((folder) => {
  const root = new URL(`../src/${folder}/`, import.meta.url)
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|svelte)$/.test(name) && name !== 'schema.ts')
    .map((name): [string, string] => [`${folder}/${name}`, readFileSync(new URL(name, root), 'utf8')])
})

/** Where something is used. What is written about a feature is no use of it. */
function usesOf(patterns: RegExp[], sources: [string, string][]): string[] {
  const code = (text: string) => text.replace(/^\s*(\/\/|\/?\*).*$/gm, '').replace(/\/\*\*.*\*\//g, '')
  return sources.flatMap(([name, text]) => patterns.filter((one) => one.test(code(text))).map((one) => `${name}: ${one.source}`))
}

test('the engine uses nothing that they do not have', () => {
  const sources = sourcesOf(['engine', 'sw', 'workers', 'api', 'desk/station/outbox'])
  expect(sources.length).toBeGreaterThan(40)
  expect(usesOf([...YOUNGER, ...YOUNG], sources)).toEqual([])
})

test('the desks and the screens of the phone use nothing that they do not have', () => {
  const sources = sourcesOf(['desk', 'ui', 'routes', 'i18n'])
  expect(sources.length).toBeGreaterThan(300)
  expect(usesOf(YOUNGER, sources)).toEqual([])
})

test('the rules of a submission are checked without Object.hasOwn', () => {
  const cases = vectors<unknown, Violation[]>('validate').filter((one) => !one.name.startsWith('raw-'))
  Reflect.deleteProperty(Object, 'hasOwn')
  for (const one of cases) expect(validate(one.input, checklist).length > 0).toBe(one.expected.length > 0)
})
