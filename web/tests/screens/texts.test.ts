import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from '../../src/i18n/en.json'
import { filled } from '../../src/i18n/fill'
import zh from '../../src/i18n/zh.json'

type Node = string | { [key: string]: Node }

const leaves = (node: Node, path = ''): [string, string][] =>
  typeof node === 'string'
    ? [[path, node]]
    : Object.entries(node).flatMap(([key, value]) => leaves(value, path === '' ? key : `${path}.${key}`))

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.(svelte|ts)$/.test(entry.name) ? [readFileSync(path, 'utf8')] : []
  })
}

/** The keys of an object literal whose text begins after its brace. */
function keysOf(text: string): string[] {
  const keys: string[] = []
  let depth = 0
  let part = ''
  for (const sign of text) {
    if (depth === 0 && (sign === ',' || sign === '}')) {
      keys.push(part.split(':')[0]?.trim() ?? '')
      part = ''
      if (sign === '}') break
      continue
    }
    if ('([{'.includes(sign)) depth += 1
    if (')]}'.includes(sign)) depth -= 1
    part += sign
  }
  return keys.filter((key) => key !== '').sort()
}

const names = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? ''))].sort()
const code = ['ui', 'routes', 'i18n'].flatMap((name) => sources(new URL(`../../src/${name}`, import.meta.url).pathname)).join('\n')
const chinese = new Map(leaves(zh))
const english = new Map(leaves(en))
/** Parts of which one is picked by a word of the engine. */
const picked = /(^|\.)(kind|plain|error|report|progress|state|asks|reason|why|what|impossible|environment|place|theme|short)\./

describe('texts', () => {
  it('exist in both languages, with the same names for what varies', () => {
    expect([...english.keys()]).toEqual([...chinese.keys()])
    for (const [path, text] of chinese) expect(names(english.get(path) ?? ''), path).toEqual(names(text))
  })

  it('are empty only where they stand for nothing', () => {
    const empty = (path: string) => path.endsWith('asks.nothing') || path.endsWith('progress.open')
    for (const [path, text] of [...chinese, ...english]) expect(text === '', path).toBe(empty(path))
  })

  it('are Chinese in the one and not in the other', () => {
    const same = ['app.name', 'app.colon', 'app.comma']
    for (const [path, text] of chinese) if (text !== '' && !same.includes(path)) expect(text, path).toMatch(/\p{Script=Han}/u)
    for (const [path, text] of english) expect(text, path).not.toMatch(/\p{Script=Han}/u)
  })

  it('of Chinese have no half-width marks beside Chinese characters', () => {
    for (const [path, text] of chinese) expect(text, path).not.toMatch(/\p{Script=Han}[,;:?!()]/u)
  })

  it('are all used', () => {
    const unused = [...chinese.keys()]
      .filter((path) => !picked.test(path))
      .filter((path) => !new RegExp(`\\.${path.split('.').at(-1)}\\b`).test(code))
    expect(unused).toEqual([])
  })

  it('get every value that they name, and no text with names is shown without', () => {
    const calls = [...code.matchAll(/fill\(\s*t\(\)\.([\w.]+),\s*\{/g)].map((found) => ({
      path: found[1] ?? '',
      given: keysOf(code.slice(found.index + found[0].length)),
    }))
    const filledPaths = new Set(calls.map(({ path }) => path))
    expect(calls.length).toBeGreaterThan(40)
    for (const { path, given } of calls) expect(given, path).toEqual(names(chinese.get(path) ?? ''))
    const bare = [...chinese].filter(([path, text]) => names(text).length > 0 && !filledPaths.has(path)).map(([path]) => path)
    expect(bare.filter((path) => !/^assignment\./.test(path))).toEqual([])
  })
})

describe('filling a text', () => {
  it('puts values and the word for one or many', () => {
    expect(filled('{n} {n|photo|photos} of {all}', { n: 1, all: 3 })).toBe('1 photo of 3')
    expect(filled('{n} {n|photo|photos}', { n: 0 })).toBe('0 photos')
    expect(filled('{n|it is|they are} {n}', { n: 2 })).toBe('they are 2')
  })

  it('leaves values alone that look like names', () => {
    expect(filled('{why}', { why: '{n} $& <b>' })).toBe('{n} $& <b>')
  })
})
