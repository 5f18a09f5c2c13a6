// The texts of a station: both languages say the same things with the same values, and nothing lies unused.

import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import en from '../../../src/desk/texts/en/station.json'
import zh from '../../../src/desk/texts/zh/station.json'

const FOLDER = new URL('../../../src/desk/station/', import.meta.url)
/** Tables that are looked up by a word of the server or of the app. */
const TABLES = /^(orders\.(group|task|class)|order\.(lacks|causes|why|step|byRole|cancelled|extensionMax|onTime)|item\.rules|appeals\.(state|outcome|step|by)|device\.(plain|error|verb)|visit|home\.cls)\./

function leaves(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  return Object.entries(value as Record<string, unknown>).flatMap(([name, one]) => leaves(one, path ? `${path}.${name}` : name))
}

const values = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)/g)].map((one) => one[1] ?? ''))].sort()

test('both languages have the same texts with the same values', () => {
  const english = new Map(leaves(en))
  expect([...english.keys()].sort()).toEqual(leaves(zh).map(([path]) => path).sort())
  for (const [path, text] of leaves(zh)) expect([path, values(english.get(path) ?? '').filter((one) => text.includes(`{${one}`))]).toEqual([path, values(text)])
  for (const [path, text] of [...leaves(zh), ...leaves(en)]) expect(text !== '' || path === 'orders.task.none', path).toBe(true)
})

test('every text is used', () => {
  const source = readdirSync(FOLDER, { recursive: true }).map(String).filter((name) => /\.(svelte|ts)$/.test(name))
    .map((name) => readFileSync(new URL(name, FOLDER), 'utf8')).join('\n')
  const unused = leaves(zh).map(([path]) => path).filter((path) => {
    if (TABLES.test(path)) return !source.includes(`.${path.split('.').slice(0, -1).join('.')}`) && !source.includes(`w.${path.split('.').slice(1, -1).join('.')}`)
    return !new RegExp(`\\.${path.replaceAll('.', '\\.')}\\b`).test(source) && !new RegExp(`\\bw\\.${path.split('.').slice(1).join('\\.')}\\b`).test(source)
  })
  expect(unused).toEqual([])
})
