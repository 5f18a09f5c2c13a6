// Small charts that stand in the rows of a table, as one picture: each row with its name, its bar or line, and its number.
import { colourOf } from './picture-file'
import { rangeOf, sparkPath } from './spark'

/** A row of the picture. */
export interface PictureRow {
  name: string
  /** What is written behind it. */
  text: string
  /** A bar: its share of the whole, none without a value, and the name of its colour. */
  bar?: { share: number | null; colour: string }
  /** A line of values in time; null is a gap. */
  line?: readonly (number | null)[]
}

const ROW = 28
const PAD = 16
const GAP = 12
const GRAPH = 220
const FONT = 13

/** About how wide a text is, px: letters of Chinese are square. */
const widthOf = (text: string): number => [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? FONT : FONT * 0.58), 0)

const NS = 'http://www.w3.org/2000/svg'
function made(name: string, attributes: Record<string, string | number>, text = ''): SVGElement {
  const node = document.createElementNS(NS, name)
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value))
  if (text) node.textContent = text
  return node
}

/** The picture of rows under a title. It stands in no page: its size is in its attributes, its colours are those of the present look. */
export function rowsPicture(title: string, rows: readonly PictureRow[], colour: (name: string) => string = colourOf): SVGSVGElement {
  const named = Math.max(0, ...rows.map((row) => widthOf(row.name)))
  const at = PAD + named + GAP
  const width = Math.ceil(Math.max(at + GRAPH + GAP + Math.max(0, ...rows.map((row) => widthOf(row.text))), PAD + widthOf(title)) + PAD)
  const height = PAD + ROW * (rows.length + 1) + PAD
  const svg = made('svg', { width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': 'system-ui, sans-serif', 'font-size': FONT }) as SVGSVGElement
  svg.append(made('text', { x: PAD, y: PAD + FONT, fill: colour('text'), 'font-weight': 600 }, title))
  for (const [place, row] of rows.entries()) {
    const top = PAD + ROW * (place + 1)
    const base = top + ROW / 2 + FONT / 3
    svg.append(made('text', { x: PAD, y: base, fill: colour('text') }, row.name))
    svg.append(...graph(row, at, top, colour))
    svg.append(made('text', { x: at + GRAPH + GAP, y: base, fill: colour('text') }, row.text))
  }
  return svg
}

function graph({ bar, line }: PictureRow, x: number, top: number, colour: (name: string) => string): SVGElement[] {
  if (bar) {
    const box = { x, y: top + ROW / 2 - 5, height: 10, rx: 2 }
    const ground = made('rect', { ...box, width: GRAPH, fill: colour('line') })
    return bar.share === null ? [ground] : [ground, made('rect', { ...box, width: Math.max(0, Math.min(1, bar.share)) * GRAPH, fill: colour(bar.colour) })]
  }
  const range = rangeOf(line ?? [])
  if (!line || !range) return []
  const tall = ROW - 8
  return [made('path', { d: sparkPath(line, GRAPH, tall, ...range), transform: `translate(${x} ${top + 4})`, fill: 'none', stroke: colour('accent'), 'stroke-width': 1.5, 'stroke-linejoin': 'round', 'stroke-linecap': 'round' })]
}
