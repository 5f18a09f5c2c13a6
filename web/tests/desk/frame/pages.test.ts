// The table of pages and the texts of every desk.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { pages } from '../../../src/desk/pages'
import { DESK_ROLES } from '../../../src/desk/frame/session.svelte'
import { deskOf, homeOf, lettersOf, placesOf } from '../../../src/desk/frame/nav'
import { kindsFor } from '../../../src/desk/hq/logic/exports'
import nav from '../../../src/desk/texts/zh/nav.json'

type Node = string | { [key: string]: Node }
const folder = new URL('../../../src/desk/texts/', import.meta.url)
const read = (lang: string, file: string): Node => JSON.parse(readFileSync(new URL(`${lang}/${file}`, folder), 'utf8')) as Node
const leaves = (node: Node, path = ''): [string, string][] =>
  typeof node === 'string' ? [[path, node]] : Object.entries(node).flatMap(([key, value]) => leaves(value, path === '' ? key : `${path}.${key}`))
const names = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? ''))].sort()
const files = readdirSync(new URL('zh/', folder))

describe('pages', () => {
  it('have an address of their own and a place in the texts', () => {
    expect(new Set(pages.map((one) => one.path)).size).toBe(pages.length)
    for (const one of pages) {
      expect(one.path, one.path).toMatch(/^\/desk\/[\w:/-]+$/)
      if (one.nav) expect(Object.keys(nav), one.path).toContain(one.nav.label)
      for (const role of one.roles) expect([...DESK_ROLES], one.path).toContain(role)
      for (const text of one.texts ?? []) expect(files).toContain(`${text}.json`)
    }
  })

  it('a fixed part of an address comes before a name, or it would never be shown', () => {
    for (const [at, one] of pages.entries()) {
      const general = pages.slice(0, at).find((other) => {
        const parts = other.path.split('/')
        const own = one.path.split('/')
        return parts.length === own.length && parts.every((part, n) => part.startsWith(':') || part === own[n])
      })
      expect(general?.path, one.path).toBeUndefined()
    }
  })

  it('begin anew under another name, but for the review, which keeps each audit to its own bench', () => {
    expect(pages.filter((one) => one.stays).map((one) => one.path)).toEqual(['/desk/review/audits/:id'])
  })

  it('let whoever may order files do so on a desk of his own', () => {
    for (const role of DESK_ROLES) {
      const own = pages.filter((one) => one.path.endsWith('/exports') && one.roles.includes(role))
      expect(own.map((one) => deskOf(one.path)), role).toEqual(kindsFor(role).length > 0 ? [deskOf(homeOf(pages, role))] : [])
      expect(own.every((one) => one.nav && one.texts?.includes('hq')), role).toBe(true)
    }
  })

  it('of a role have letters of their own, and every role has a home', () => {
    for (const role of DESK_ROLES) {
      const home = homeOf(pages, role)
      const own = placesOf(pages, role).filter((one) => one.roles.length === 0 || deskOf(one.path) === deskOf(home))
      const letters = own.flatMap((one) => one.nav?.letter ?? [])
      expect(new Set(letters).size, `${role}: ${letters.join()}`).toBe(letters.length)
      expect(letters, role).not.toContain('h')
      // A letter that another desk has too leads to the role's own.
      for (const one of own) if (one.nav?.letter) expect(lettersOf(placesOf(pages, role)).get(one.nav.letter)).toBe(one)
      expect(homeOf(pages, role), role).not.toBe('/desk')
    }
  })
})

describe('texts', () => {
  for (const file of files) {
    it(`${file} exists in both languages with the same names for what varies`, () => {
      const zh = new Map(leaves(read('zh', file)))
      const en = new Map(leaves(read('en', file)))
      expect([...en.keys()].sort()).toEqual([...zh.keys()].sort())
      for (const [path, text] of zh) expect(names(en.get(path) ?? ''), path).toEqual(names(text))
      // What asks for nothing says nothing.
      for (const [path, text] of [...zh, ...en]) expect(text.trim() !== '' || path === 'orders.task.none', path).toBe(true)
      for (const [path, text] of en) expect(/[\u4e00-\u9fff]/.test(text), `${path}: ${text}`).toBe(false)
    })
  }
})

describe('Chinese texts', () => {
  const phone = JSON.parse(readFileSync(new URL('../../../src/i18n/zh.json', import.meta.url), 'utf8')) as Node
  const all = [...files.map((file) => [file, read('zh', file)] as const), ['the phone', phone] as const]
  /** A mark of another script beside a Chinese character or a Chinese mark, with a space between or without. */
  const HALF = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef] ?[,:;()?!]|[,:;()?!] ?[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u

  it.each(all)('have full-width marks: %s', (_, texts) => {
    for (const [path, text] of leaves(texts)) expect(HALF.test(text), `${path}: ${text}`).toBe(false)
  })

  it.each(all)('call what is late by one word, and nobody he or she: %s', (_, texts) => {
    for (const [path, text] of leaves(texts)) expect(/超期|(?<!其)他(?!人)|她/.test(text), `${path}: ${text}`).toBe(false)
  })
})
