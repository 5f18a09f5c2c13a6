import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fit, fitScale, held, inPixels, zoomed, type Sizes } from '../../../src/desk/ui/zoom'

const sizes: Sizes = { box: { width: 800, height: 600 }, picture: { width: 4000, height: 2000 }, turn: 0 }

describe('looking closely', () => {
  it('shows all of a picture, turned or not, and does not enlarge a small one', () => {
    expect(fit(sizes)).toEqual({ scale: 0.2, x: 0, y: 0 })
    expect(fitScale({ ...sizes, turn: 1 })).toBeCloseTo(0.15)
    expect(fitScale({ ...sizes, picture: { width: 100, height: 50 } })).toBe(1)
    expect(fitScale({ ...sizes, picture: { width: 100, height: 50 }, grows: true })).toBe(8)
  })

  it('leaves what is looked at where it is when a sharper copy of the picture comes', () => {
    const small = { ...sizes, picture: { width: 1000, height: 500 } }
    const view = held({ scale: 2, x: 100, y: -50 }, small)
    const sharp = held(inPixels(view, small.picture, sizes.picture), sizes)
    expect(sharp).toEqual({ scale: 0.5, x: view.x, y: view.y })
  })

  it('keeps the point under the pointer where it is', () => {
    const view = { scale: 1, x: 100, y: -50 }
    const at = { x: 30, y: 20 }
    const next = zoomed(view, 2, at, sizes)
    // The picture's own point under the pointer before and after.
    expect((at.x - next.x) / next.scale).toBeCloseTo((at.x - view.x) / view.scale)
    expect((at.y - next.y) / next.scale).toBeCloseTo((at.y - view.y) / view.scale)
  })

  it('never shows more ground than it must', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 20, noNaN: true }), fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: 0, max: 3 }), (scale, x, y, turn) => {
        const all = { ...sizes, turn }
        const view = held({ scale, x, y }, all)
        const width = (turn % 2 ? 2000 : 4000) * view.scale
        const height = (turn % 2 ? 4000 : 2000) * view.scale
        expect(Math.abs(view.x)).toBeLessThanOrEqual(Math.max(0, (width - 800) / 2) + 1e-6)
        expect(Math.abs(view.y)).toBeLessThanOrEqual(Math.max(0, (height - 600) / 2) + 1e-6)
        expect(view.scale).toBeGreaterThanOrEqual(fitScale(all))
      }),
    )
  })
})
