import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from '../../../src/desk/texts/en/hq.json'
import zh from '../../../src/desk/texts/zh/hq.json'

type Node = string | { [key: string]: Node }

const leaves = (node: Node, path = ''): [string, string][] =>
  typeof node === 'string' ? [[path, node]] : Object.entries(node).flatMap(([key, value]) => leaves(value, path === '' ? key : `${path}/${key}`))

const sources = (folder: string): string =>
  readdirSync(folder, { withFileTypes: true })
    .map((entry) => (entry.isDirectory() ? sources(join(folder, entry.name)) : readFileSync(join(folder, entry.name), 'utf8')))
    .join('\n')

const code = sources(new URL('../../../src/desk/hq', import.meta.url).pathname)
const names = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? ''))].sort()
const chinese = new Map(leaves(zh))
const english = new Map(leaves(en))
/** Parts of which one is picked by a word of the server. */
const picked = /^(class|tag|touchpoint|rule|station\/flag)\/|\/(kind|state|sure|lens|lacks|part|level|depth)_/

describe('texts of head office', () => {
  it('are Chinese in the one and not in the other, with full-width marks beside Chinese characters', () => {
    const same = /^(export\/(csv|xlsx|png|sha)|lens\/servqual|items\/lens_servqual|none)$/
    for (const [path, text] of chinese) {
      if (!same.test(path) && names(text).length === 0) expect(text, path).toMatch(/\p{Script=Han}/u)
      expect(text, path).not.toMatch(/\p{Script=Han}[,;:?!()]/u)
    }
    for (const [path, text] of english) expect(text, path).not.toMatch(/\p{Script=Han}/u)
  })

  it('are all used', () => {
    const has = (pattern: string): boolean => new RegExp(pattern).test(code)
    const unused = [...chinese.keys()].filter((path) => !picked.test(path)).filter((path) => {
      const parts = path.split('/')
      const last = parts.at(-1)
      if (has(`\\b${parts.slice(-2).join('\\.')}\\b`)) return false
      // Texts that are handed on, or looked into, as a whole: then the last word is enough.
      return !(has(`\\bw\\(\\)\\.${parts.slice(0, -1).join('\\.')}(?![\\w.])`) && has(`[.']${last}\\b`))
    })
    expect(unused).toEqual([])
  })
})
