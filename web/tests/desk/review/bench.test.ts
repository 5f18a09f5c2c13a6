// @vitest-environment happy-dom
// What stands on the workbench about a missed item when its answer is corrected after its note was approved.
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openSession } from '../../../src/desk/frame/session.svelte'
import { Bench } from '../../../src/desk/review/bench.svelte'
import { acceptance } from '../../../src/desk/review/logic/draft'
import type { Case } from '../../../src/desk/review/logic/types'
import { loadTexts, useLanguage } from '../../../src/desk/texts/index.svelte'
import { PhoneStore } from '../../../src/engine/db/phone'
import { audit, checklist, line, ME } from './support'

const SIGN = 'a.sign'

beforeEach(async () => {
  localStorage.clear()
  await loadTexts('frame', 'review')
  await useLanguage('en')
  vi.stubGlobal('fetch', () => Promise.resolve({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve({ id: ME, display_name: 'Me', roles: [{ role: 'reviewer' }] }) }))
  await (await PhoneStore.open()).setSession({ person: { id: ME, username: 'me', display_name: 'Me', roles: ['reviewer'] }, csrf_token: 'c', ended: false })
  expect(await openSession()).toBe('ready')
})
afterEach(async () => {
  await useLanguage('zh')
  vi.unstubAllGlobals()
})

/** The audit with a grade of its sign. */
const graded = (value: number): Case => audit({ state: 'in_review', explained: { ...audit().explained, lines: [line(SIGN, { value, miss: value === 1 ? 'partial' : 'full', rule: `grade:${value}/2` })] } })
const benchOf = (of: Case): Bench => new Bench(() => of, () => checklist, () => undefined)
const sends = (bench: Bench) => acceptance(bench.draft, bench.audit, bench.missed).station_notes

describe('a note whose answer was corrected', () => {
  test('that was proposed gives way to the proposal for the answer as it is now, and waits to be approved', () => {
    const before = benchOf(graded(1))
    before.toggleNote(SIGN)
    expect(sends(before)).toEqual([{ item: SIGN, note: 'The sign is whole: seen “worn”; should be “no defect”.' }])
    const after = benchOf(graded(0))
    expect(after.noteOf(SIGN)).toEqual({ text: 'The sign is whole: seen “bad”; should be “no defect”.', approved: false, outdated: false })
    expect([after.hasNote(SIGN), after.silent, sends(after)]).toEqual([false, [SIGN], undefined])
    after.approveAll()
    expect(sends(after)).toEqual([{ item: SIGN, note: 'The sign is whole: seen “bad”; should be “no defect”.' }])
  })

  test('that was written by hand stays in view, is not approved with the others, and goes out when it is approved again', () => {
    const before = benchOf(graded(1))
    before.setNote(SIGN, 'A little worn on the left.', true)
    const after = benchOf(graded(0))
    expect(after.noteOf(SIGN)).toEqual({ text: 'A little worn on the left.', approved: false, outdated: true })
    expect(after.points).toEqual([{ kind: 'notes', items: [SIGN] }])
    after.approveAll()
    expect([after.silent, sends(after)]).toEqual([[], undefined])
    after.toggleNote(SIGN)
    expect(sends(after)).toEqual([{ item: SIGN, note: 'A little worn on the left.' }])
    expect(after.points).toEqual([])
  })
})
