// Boxes that are burned into the station's copy: whole ten thousandths of the picture, from its upper left corner.
import type { BlackBox } from './types'

export const WHOLE = 10_000
/** A smaller drag is a click, in ten thousandths. */
export const LEAST = 60
/** The server takes so many on a photo. */
export const MOST = 50

export interface Point {
  x: number
  y: number
}

const inside = (value: number): number => Math.min(WHOLE, Math.max(0, Math.round(value)))

/** The box between two points of a picture, in shares of its width and height; null when it is only a click. */
export function between(a: Point, b: Point): BlackBox | null {
  const [left, right] = [inside(Math.min(a.x, b.x) * WHOLE), inside(Math.max(a.x, b.x) * WHOLE)]
  const [top, bottom] = [inside(Math.min(a.y, b.y) * WHOLE), inside(Math.max(a.y, b.y) * WHOLE)]
  const box = { x: left, y: top, w: right - left, h: bottom - top }
  return box.w < LEAST || box.h < LEAST ? null : box
}

/** Moves a box, and keeps it inside. */
export function moved(box: BlackBox, dx: number, dy: number): BlackBox {
  return { ...box, x: Math.min(WHOLE - box.w, Math.max(0, box.x + Math.round(dx))), y: Math.min(WHOLE - box.h, Math.max(0, box.y + Math.round(dy))) }
}

/** Makes a box wider or higher at its lower right corner. */
export function resized(box: BlackBox, dw: number, dh: number): BlackBox {
  return { ...box, w: Math.min(WHOLE - box.x, Math.max(LEAST, box.w + Math.round(dw))), h: Math.min(WHOLE - box.y, Math.max(LEAST, box.h + Math.round(dh))) }
}

/** A box for the keyboard: a fifth of the picture in its middle, a little lower and further right for each that is there. */
export function fresh(count: number): BlackBox {
  const shift = (count % 6) * 400
  return moved({ x: 4000, y: 4000, w: 2000, h: 2000 }, shift, shift)
}

/** What the server keeps as boxes, if it is that. */
export function readBoxes(value: unknown): BlackBox[] {
  if (!Array.isArray(value)) return []
  const whole = (one: unknown): one is number => typeof one === 'number' && Number.isInteger(one) && one >= 0 && one <= WHOLE
  return value.filter((one): one is BlackBox => typeof one === 'object' && one !== null && whole(one.x) && whole(one.y) && whole(one.w) && whole(one.h))
}
