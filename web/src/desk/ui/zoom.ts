// Where a picture stands in its window: how much it is enlarged, and how far it is moved.

/** Scale of the picture's own pixels, and the place of its middle relative to the middle of the window, px. */
export interface View {
  scale: number
  x: number
  y: number
}

export interface Size {
  width: number
  height: number
}

/** Sizes, px; `turn` in quarters clockwise. With `grows` a picture that is smaller than its window fills it. */
export interface Sizes {
  box: Size
  picture: Size
  turn: number
  grows?: boolean
}

const MOST = 8

/** Width and height of the picture as it is turned. */
const turned = ({ picture, turn }: Sizes): Size =>
  turn % 2 === 0 ? picture : { width: picture.height, height: picture.width }

/** The scale at which all of the picture is seen; small pictures are not enlarged unless they grow. */
export function fitScale(sizes: Sizes): number {
  const { width, height } = turned(sizes)
  if (width === 0 || height === 0) return 1
  return Math.min(sizes.grows ? Infinity : 1, sizes.box.width / width, sizes.box.height / height)
}

/** All of the picture, in the middle. */
export const fit = (sizes: Sizes): View => ({ scale: fitScale(sizes), x: 0, y: 0 })

/** Keeps the picture in its window: it never leaves more ground than it must. */
export function held(view: View, sizes: Sizes): View {
  const scale = Math.min(MOST, Math.max(fitScale(sizes), view.scale))
  const { width, height } = turned(sizes)
  const roomX = Math.max(0, (width * scale - sizes.box.width) / 2)
  const roomY = Math.max(0, (height * scale - sizes.box.height) / 2)
  return { scale, x: Math.max(-roomX, Math.min(roomX, view.x)), y: Math.max(-roomY, Math.min(roomY, view.y)) }
}

/** Enlarges by a factor; the point of the window under `at` (from its middle) stays where it is. */
export function zoomed(view: View, factor: number, at: { x: number; y: number }, sizes: Sizes): View {
  const scale = Math.min(MOST, Math.max(fitScale(sizes), view.scale * factor))
  const by = scale / view.scale
  return held({ scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by }, sizes)
}

/** The same picture in other pixels, a sharper copy of it, stays where it is and as large as it is. */
export const inPixels = (view: View, before: Size, now: Size): View => ({ ...view, scale: (view.scale * before.width) / now.width })
