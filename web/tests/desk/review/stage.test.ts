// @vitest-environment happy-dom
// A photo that is enlarged past its own pixels: the original comes behind it, and nothing jumps.
import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Bench } from '../../../src/desk/review/bench.svelte'
import Stage from '../../../src/desk/review/parts/Stage.svelte'
import { loadTexts, textsOf } from '../../../src/desk/texts/index.svelte'
import type texts from '../../../src/desk/texts/zh/review.json'
import { audit } from './support'

const w = textsOf<typeof texts>('review')
const SIZES = { thumb: [320, 240], view: [1280, 960], original: [4000, 3000] } as const
type Size = keyof typeof SIZES
const [WIDE, HIGH] = [800, 600]
/** What the server is asked for and answers when it is told to. */
let asked = new Map<string, () => void>()
let photo = ''
let count = 0
let shown: Record<string, unknown>

beforeEach(async () => {
  await loadTexts('frame', 'review')
  asked = new Map()
  // Another one each time: pictures are kept from test to test.
  photo = `photo-${(count += 1)}`
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(WIDE)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(HIGH)
  vi.stubGlobal('fetch', (url: string) => new Promise((done) => {
    const size = new URL(url, 'http://desk').searchParams.get('size') ?? ''
    asked.set(size, () => done({ ok: true, blob: () => Promise.resolve(size) }))
  }))
  vi.spyOn(URL, 'createObjectURL').mockImplementation((size) => `blob:${String(size)}`)
  const one = { ...audit().photos[0], photo_id: photo }
  const bench = { photo, photos: new Map([[photo, one]]), audit: { photos: [one] }, powers: {}, drawing: false, boxesOf: () => [], isWithheld: () => false } as unknown as Bench
  shown = mount(Stage, { target: document.body, props: { bench } })
  flushSync()
})
afterEach(async () => {
  await unmount(shown)
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const image = (): HTMLImageElement | null => document.querySelector('.surface img')
/** A size of the photo arrives, and the browser shows it. */
async function comes(size: Size): Promise<void> {
  await vi.waitFor(() => expect(asked.has(size)).toBe(true))
  asked.get(size)?.()
  await vi.waitFor(() => (flushSync(), expect(image()?.getAttribute('src')).toBe(`blob:${size}`)))
  const [naturalWidth, naturalHeight] = SIZES[size]
  Object.defineProperties(image(), { naturalWidth: { value: naturalWidth, configurable: true }, naturalHeight: { value: naturalHeight, configurable: true } })
  image()?.dispatchEvent(new Event('load'))
  flushSync()
}
const place = (): number[] => {
  const { left, top, width, height } = (document.querySelector('.surface') as HTMLElement).style
  return [left, top, width, height].map((one) => Math.round(Number.parseFloat(one)))
}
/** Turns the wheel over a point of the window. */
function wheel(deltaY: number, clientX: number, clientY: number): void {
  document.querySelector('.frame')?.dispatchEvent(Object.assign(new Event('wheel', { cancelable: true }), { deltaY, clientX, clientY }))
  flushSync()
}
const button = (name: string): HTMLElement => document.querySelector(`button[aria-label="${name}"]`) as HTMLElement

describe('a photo that is enlarged', () => {
  test('fills the window, and goes back to that', async () => {
    await comes('view')
    expect(place()).toEqual([0, 0, WIDE, HIGH])
    button(w().photo.in).click()
    flushSync()
    expect(place()).toEqual([-160, -120, 1120, 840])
    button(w().photo.out).click()
    flushSync()
    expect(place()).toEqual([0, 0, WIDE, HIGH])
  })

  test('stays as it is while the original is on its way, and when it has come', async () => {
    await comes('view')
    // Twice as large as the window, around a point left of its middle.
    wheel(-400 * Math.LN2, 200, 300)
    const before = place()
    expect(before).toEqual([-200, -300, 1600, 1200])
    await vi.waitFor(() => expect(asked.has('original')).toBe(true))
    flushSync()
    expect([image()?.getAttribute('src'), place()]).toEqual(['blob:view', before])
    await comes('original')
    expect(place()).toEqual(before)
    // It goes on from there.
    wheel(400 * Math.LN2, 200, 300)
    expect(place()).toEqual([0, 0, WIDE, HIGH])
  })
})
