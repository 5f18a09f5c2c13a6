// A chart as a file.

/** Hands a file to the browser to save. */
export function saveFile(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** A colour of the present look by its name. */
export const colourOf = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()

/** How large a picture is: as it stands in the page, or as it says. */
function sizeOf(svg: SVGSVGElement): { width: number; height: number } {
  const { width, height } = svg.getBoundingClientRect()
  return width > 0 ? { width, height } : { width: Number(svg.getAttribute('width')), height: Number(svg.getAttribute('height')) }
}

/** The text of an SVG with a ground and letters of its own, so that it looks the same outside of the page. */
export function svgText(svg: SVGSVGElement, ground: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const { width, height } = sizeOf(svg)
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(Math.round(width)))
  copy.setAttribute('height', String(Math.round(height)))
  const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  rect.setAttribute('width', '100%')
  rect.setAttribute('height', '100%')
  rect.setAttribute('fill', ground)
  copy.insertBefore(rect, copy.firstChild)
  return new XMLSerializer().serializeToString(copy)
}

/** Saves an SVG as it is. */
export const saveSvg = (name: string, svg: SVGSVGElement, ground: string): void =>
  saveFile(`${name}.svg`, new Blob([svgText(svg, ground)], { type: 'image/svg+xml' }))

/** Saves an SVG as a PNG of twice its size. Errors: the browser cannot draw it. */
export async function savePng(name: string, svg: SVGSVGElement, ground: string): Promise<void> {
  const { width, height } = sizeOf(svg)
  const image = new Image()
  // The policy allows pictures of the page's own making as blobs, not as data.
  const url = URL.createObjectURL(new Blob([svgText(svg, ground)], { type: 'image/svg+xml' }))
  image.src = url
  await image.decode().finally(() => URL.revokeObjectURL(url))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * 2)
  canvas.height = Math.round(height * 2)
  const paper = canvas.getContext('2d')
  if (!paper) throw new Error('There is no canvas')
  paper.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
  if (!blob) throw new Error('The picture could not be made')
  saveFile(`${name}.png`, blob)
}
