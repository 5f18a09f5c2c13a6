// The texts of a station: nothing lies unused. That both languages say the same is tested for all desks together.

import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import zh from '../../../src/desk/texts/zh/station.json'

const FOLDER = new URL('../../../src/desk/station/', import.meta.url)
/** Tables that are looked up by a word of the server or of the app. */
const TABLES = /^(orders\.(group|task|class)|order\.(shows|lacks|causes|why|step|byRole|cancelled|extensionMax|onTime)|item\.rules|appeals\.(state|outcome|step|by)|device\.(plain|error|verb)|visit|home\.cls)\./

function leaves(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  return Object.entries(value as Record<string, unknown>).flatMap(([name, one]) => leaves(one, path ? `${path}.${name}` : name))
}

test('every text is used', () => {
  const source = readdirSync(FOLDER, { recursive: true }).map(String).filter((name) => /\.(svelte|ts)$/.test(name))
    .map((name) => readFileSync(new URL(name, FOLDER), 'utf8')).join('\n')
  const unused = leaves(zh).map(([path]) => path).filter((path) => {
    // A table is named as a whole, any other text by itself; `w` may be a part of the texts.
    const parts = TABLES.test(path) ? path.split('.').slice(0, -1) : path.split('.')
    const named = (start: string, own: string[]) => own.length > 0 && new RegExp(`${start}\\.${own.join('\\.')}\\b`).test(source)
    return !named('', parts) && !named('\\bw', parts.slice(1))
  })
  expect(unused).toEqual([])
})
