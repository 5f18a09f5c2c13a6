// What the server names by words of its own stands in both languages.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ruleChanges, ruleName, type Version } from '../../../src/desk/admin/compare'
import enAdmin from '../../../src/desk/texts/en/admin.json'
import enHq from '../../../src/desk/texts/en/hq.json'
import zhAdmin from '../../../src/desk/texts/zh/admin.json'
import zhHq from '../../../src/desk/texts/zh/hq.json'
import checklist from '../../data/station-69-v1.json'

const read = (path: string): string => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8')
const has = (table: object, word: string): boolean => typeof (table as Record<string, unknown>)[word] === 'string'

describe('the audit log', () => {
  const document = JSON.parse(read('docs/openapi.json')) as { paths: Record<string, Record<string, unknown>> }
  const [, phones = '', personal = ''] = /PHONES_DOOR: &\[&str\] = &\[(.*?)\];.*?PERSONAL: &\[&str\] = &\[(.*?)\];/s.exec(read('crates/api/src/logged.rs')) ?? []
  const unlogged = [...`${phones}${personal}`.matchAll(/"([A-Z]+ [^"]+)"/g)].map(([, operation]) => operation ?? '')
  const logged = Object.entries(document.paths)
    .flatMap(([path, verbs]) => Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${path}`))
    .filter((operation) => !operation.startsWith('GET ') && !unlogged.includes(operation))

  it.each([['zh', zhAdmin.log], ['en', enAdmin.log]])('has words for every write of a desk and what it writes to: %s', (_, log) => {
    expect(unlogged.length).toBeGreaterThan(5)
    expect(logged.length).toBeGreaterThan(60)
    expect(logged.filter((operation) => !has(log.operations, operation))).toEqual([])
    // The collection before the first placeholder, else the first part of the path.
    const kinds = logged.map((operation) => /\/([^/]+)\/\{/.exec(operation)?.[1] ?? operation.split('/')[2] ?? '')
    expect([...new Set(kinds)].filter((kind) => !has(log.kinds, kind))).toEqual([])
  })
})

describe('a checklist', () => {
  const version = checklist as unknown as Version
  const nothing = { ...version, totals: {}, scoring: {}, review: {}, period: {}, visit: {}, touchpoints: [], flags: [], items: [] } as unknown as Version
  const parts = ruleChanges(nothing, version).map((one) => one.part)

  it('names its rules by what they are, their place, and whose they are', () => {
    expect(ruleName('scoring.grades.0.text.zh')).toEqual({ key: 'scoring.grades.text.zh', n: 1, of: null })
    expect(ruleName('scoring.red_line_caps_bp.2')).toEqual({ key: 'scoring.red_line_caps_bp', n: 3, of: null })
    expect(ruleName('visit.purchase.fuel_min_ml')).toEqual({ key: 'purchase.fuel_min_ml', n: null, of: null })
    expect(ruleName('touchpoints.pay.weight_bp')).toEqual({ key: 'touchpoints.weight_bp', n: null, of: 'pay' })
    expect(ruleName('flags.st.has_store')).toEqual({ key: 'flags', n: null, of: 'st.has_store' })
  })

  it.each([['zh', zhAdmin, zhHq], ['en', enAdmin, enHq]])('has words for every rule and every tag: %s', (_, admin, hq) => {
    expect(parts.length).toBeGreaterThan(80)
    expect(parts.filter((part) => !has(admin.policy.rule, ruleName(part).key))).toEqual([])
    const tags = version.items.flatMap((item) => [item.servqual, item.characteristic, item.kano]).filter((tag) => tag != null)
    expect(tags.length).toBeGreaterThan(100)
    expect(tags.filter((tag) => !has(hq.tag, tag))).toEqual([])
  })
})
