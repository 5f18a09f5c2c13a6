// @vitest-environment happy-dom
// The clip of a drill: it belongs to the evidence of a fix, is kept in parts, and is saved under its own ending.
import { flushSync, mount, unmount, type Component } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { draftOf } from '../../../src/desk/station/draft.svelte'
import type { Deed } from '../../../src/desk/station/outbox/types'
import Handed from '../../../src/desk/station/parts/Handed.svelte'
import Submit from '../../../src/desk/station/parts/Submit.svelte'
import { loadTexts, textsOf } from '../../../src/desk/texts/index.svelte'
import type station from '../../../src/desk/texts/zh/station.json'
import { order } from './orders'

// Nothing is stored here.
vi.mock('../../../src/desk/station/device.svelte', () => ({ device: () => Promise.resolve(undefined), askToKeep: () => undefined }))

const w = textsOf<typeof station>('station')
let shown: Record<string, unknown> | undefined

beforeEach(() => loadTexts('frame', 'station'))
afterEach(async () => {
  if (shown) await unmount(shown)
  shown = undefined
})
function show<P extends Record<string, unknown>>(of: Component<P>, props: P): void {
  shown = mount(of, { target: document.body, props })
  flushSync()
}

it('a clip can be chosen for the evidence of a fix', () => {
  show(Submit, { order: order('o1') })
  const accepts = [...document.querySelectorAll<HTMLInputElement>('input[type=file][data-role=document]')].map((one) => one.accept)
  expect(accepts).toContain('video/mp4')
  expect(document.body.textContent).toContain(w().order.addClip)
})

it.each([
  ['repair', 'repair'], ['behaviour', 'behaviour'], ['price', 'price'],
  // Stored before orders told their kind, or of a kind that this app does not know.
  [undefined, 'other'], ['of a later version', 'other'],
] as const)('the form says what shows a fix of its kind: %s', (fix, words) => {
  const of = order('o1')
  show(Submit, { order: fix === undefined ? of : { ...of, item: { ...of.item, fix } } })
  const said = document.body.textContent ?? ''
  for (const [kind, text] of Object.entries(w().order.shows)) expect(said.includes(text), kind).toBe(kind === words)
})

it('what was handed in is saved as what it is', () => {
  const piece = { role: 'document', at: '2026-11-24T02:00:00Z', bytes: 9, by: null, name: null }
  show(Handed as never, { evidence: [{ ...piece, id: 'clip', content_type: 'video/mp4' }, { ...piece, id: 'paper', content_type: 'application/pdf' }] } as never)
  const links = [...document.querySelectorAll('a')]
  expect(links.map((one) => one.getAttribute('download'))).toEqual(['clip.mp4', 'paper.pdf'])
  expect(links[0]?.textContent).toContain(w().order.clip)
  expect(links[1]?.textContent).toContain(w().order.document)
})

it('a clip of a deed that was stopped keeps its parts when it is a draft again', () => {
  const parts = [{ sha256: 'a', bytes: 8 }, { sha256: 'b', bytes: 1 }]
  const deed = { verb: 'submit', subject_id: 'o1', body: '{}', made_at: 1, about: { zh: '', en: '' }, path: '', files: [{ id: 'f', role: 'document', sha256: 'c', bytes: 9, content_type: 'video/mp4', taken_at: 1, parts }] } as unknown as Deed
  expect(draftOf(deed).files[0]?.parts).toEqual(parts)
})
