// @vitest-environment happy-dom
// The keys of the viewer, which stands in a dialog: they are its own as long as that dialog has the keyboard.
import { flushSync, mount, unmount, type Component } from 'svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startKeys } from '../../../src/desk/frame/keys.svelte'
import Photos from '../../../src/desk/station/parts/Photos.svelte'
import { fill, loadTexts, textsOf } from '../../../src/desk/texts/index.svelte'
import type frame from '../../../src/desk/texts/zh/frame.json'

const w = textsOf<typeof frame>('frame')
const go = vi.fn()
let shown: Record<string, unknown>
let end = (): void => {}

beforeEach(async () => {
  await loadTexts('frame', 'station')
  go.mockReset()
  end = startKeys(go)
  const photos = ['a', 'b', 'c'].map((id) => ({ id, src: `/${id}`, alt: id }))
  shown = mount(Photos as unknown as Component<Record<string, unknown>>, { target: document.body, props: { photos, title: 'Photos' } })
  flushSync()
  document.querySelector<HTMLElement>('.photos button')?.click()
  flushSync()
})
afterEach(async () => {
  end()
  await unmount(shown)
  document.body.replaceChildren()
})

const viewer = (): HTMLElement => document.querySelector('.viewer') as HTMLElement
const status = (): string => viewer().querySelector('[role=status]')?.textContent ?? ''
const percent = (): string => viewer().querySelector('.percent')?.textContent ?? ''
function press(key: string, target: Element = document.body): void {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  flushSync()
}
const at = (n: number): string => fill(w().viewer.of, { n, all: 3 })

describe('the keys of the viewer in its dialog', () => {
  it('go to the next photo and back, zoom, fit and show its own size', () => {
    expect(document.querySelector('dialog[open]')?.contains(viewer())).toBe(true)
    press('ArrowRight')
    press('ArrowRight', viewer().querySelector('button') ?? undefined)
    expect(status()).toBe(at(3))
    press('ArrowRight')
    press('ArrowLeft')
    expect(status()).toBe(at(2))
    press('+')
    press('=')
    expect(percent()).toBe('196%')
    press('-')
    expect(percent()).toBe('140%')
    press('1')
    expect(percent()).toBe('100%')
    press('+')
    press('0')
    expect(percent()).toBe('100%')
  })

  it('are nobody else’s: not while something is typed, nor under another dialog; places stay shut', () => {
    const field = document.createElement('input')
    document.querySelector('dialog .body')?.append(field)
    press('ArrowRight', field)
    expect(status()).toBe(at(1))
    press('g')
    press('i')
    expect(go).not.toHaveBeenCalled()
    const upper = document.createElement('dialog')
    upper.innerHTML = '<button>x</button>'
    document.body.append(upper)
    upper.showModal()
    press('ArrowRight')
    press('ArrowRight', upper.querySelector('button') ?? undefined)
    expect(status()).toBe(at(1))
    upper.close()
    press('ArrowRight')
    expect(status()).toBe(at(2))
  })
})
