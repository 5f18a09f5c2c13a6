// @vitest-environment happy-dom
// What shows a fix of its kind, and which of it the station handed in.
import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { pairsOf, wantedOf, type Piece } from '../../../src/desk/region/evidence'
import Submissions from '../../../src/desk/region/order/Submissions.svelte'
import { loadTexts, textsOf } from '../../../src/desk/texts/index.svelte'
import type region from '../../../src/desk/texts/zh/region.json'
import { order } from './make'

const w = textsOf<typeof region>('region')
const piece = (id: string, role: string, content_type = 'image/jpeg'): Piece => ({ id, role, content_type, bytes: 1, at: '2026-11-25T00:00:00Z' })
const [before, after, paper, photo, clip] = [piece('b', 'before'), piece('a', 'after'), piece('p', 'document', 'application/pdf'), piece('d', 'document'), piece('c', 'document', 'video/mp4')]
const told = (fix: string | null | undefined, ...pieces: Piece[]) =>
  wantedOf(fix, { pairs: pairsOf(pieces), documents: pieces.filter((one) => one.role === 'document') }).map(({ what, there }) => [what, there])

describe('what shows a fix', () => {
  test('of a repair is a work order or an invoice, as a file or as a picture of it; a clip is none', () => {
    expect(told('repair', before, after, paper)).toEqual([['Before', true], ['After', true], ['Order', true]])
    expect(told('repair', after, photo)).toEqual([['Before', false], ['After', true], ['Order', true]])
    expect(told('repair', clip)).toEqual([['Before', false], ['After', false], ['Order', false]])
  })
  test('of behaviour are the training record and the clip, each by itself', () => {
    expect(told('behaviour', before, after, clip)).toEqual([['Before', true], ['After', true], ['Training', false], ['Clip', true]])
    expect(told('behaviour', paper)).toEqual([['Before', false], ['After', false], ['Training', true], ['Clip', false]])
  })
  test('of a price only whoever looks can tell whether both are in one picture', () => {
    expect(told('price', before, after)).toEqual([['Before', true], ['After', true], ['Prices', null]])
  })
  test('of a kind that is not told are the pictures, and a file that is no picture is none', () => {
    expect(told(undefined, before, piece('x', 'after', 'application/pdf'))).toEqual([['Before', true], ['After', false]])
  })
})

describe('beside the newest submission', () => {
  let shown: Record<string, unknown>
  beforeEach(() => loadTexts('frame', 'region'))
  afterEach(() => unmount(shown))

  it('stands what is wanted, with a tick or a dash', () => {
    const files = [before, after, paper]
    const submit = { kind: 'verb', what: 'submit', reason: 'done', day: '2026-11-25', late: false, marks: [], told: [], data: { evidence: files.map(({ id, role }) => ({ id, role })) } }
    const reject = { ...submit, what: 'reject', data: null }
    const line = { order: order({ state: 'submitted', item: { ...order().item, fix: 'behaviour' } }), entries: [submit, reject, submit], evidence: files, findings: [] }
    shown = mount(Submissions, { target: document.body, props: { line: line as never } })
    flushSync()
    const { wantedBefore, wantedAfter, wantedTraining, wantedClip, there, missing } = w().order.evidence
    const said = [...document.querySelectorAll('.wanted li')].map((one) => one.textContent?.replace(/\s+/g, ' ').trim())
    expect(said).toEqual([`✓ ${wantedBefore} (${there})`, `✓ ${wantedAfter} (${there})`, `✓ ${wantedTraining} (${there})`, `– ${wantedClip} (${missing})`])
  })
})
