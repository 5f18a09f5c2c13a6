import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { en } from '../../src/i18n/en'
import { zh } from '../../src/i18n/zh'

type Node = string | ((...given: never[]) => string) | { [key: string]: Node }

function leaves(node: Node, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]]
  if (typeof node === 'function') return [[path, (node as (...given: unknown[]) => string)(2, 3)]]
  return Object.entries(node).flatMap(([key, value]) => leaves(value, path === '' ? key : `${path}.${key}`))
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.(svelte|ts)$/.test(entry.name) && !/\/i18n\/(zh|en)\.ts$/.test(path) ? [readFileSync(path, 'utf8')] : []
  })
}

const code = ['ui', 'routes', 'i18n'].flatMap((name) => sources(new URL(`../../src/${name}`, import.meta.url).pathname)).join('\n')
/** Parts of which one is picked by a word of the engine. */
const picked = /(^|\.)(kind|plain|error|report|progress|state|asks|reason|why|what|impossible|environment|place|theme|short)\./

describe('texts', () => {
  it('are written in both languages, none empty but those that stand for nothing', () => {
    const empty = (path: string) => path.endsWith('asks.nothing') || path.endsWith('progress.open')
    for (const [path, text] of [...leaves(zh), ...leaves(en)]) expect(text === '', path).toBe(empty(path))
  })

  it('are Chinese in the one and not in the other', () => {
    const same = ['app.name', 'app.colon', 'app.comma']
    for (const [path, text] of leaves(zh)) if (text !== '' && !same.includes(path)) expect(text, path).toMatch(/\p{Script=Han}/u)
    for (const [path, text] of leaves(en)) expect(text, path).not.toMatch(/\p{Script=Han}/u)
  })

  it('are all used', () => {
    const unused = leaves(zh)
      .map(([path]) => path)
      .filter((path) => !picked.test(path))
      .filter((path) => !new RegExp(`\\.${path.split('.').at(-1)}\\b`).test(code))
    expect(unused).toEqual([])
  })

  it('of Chinese have no half-width marks beside Chinese characters', () => {
    for (const [path, text] of leaves(zh)) expect(text, path).not.toMatch(/\p{Script=Han}[,;:?!()]/u)
  })
})
