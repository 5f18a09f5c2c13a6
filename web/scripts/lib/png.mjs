// Makes screenshots small: a PNG of at most 256 colours instead of millions. Only for the PNGs that Chromium writes
// (8 bits a channel, RGB or RGBA, not interlaced).
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** The same picture with at most 256 colours: those that are used most, the others by the nearest of them. */
export function quantised(png) {
  const { width, height, pixels } = decoded(png)
  const counts = new Map()
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  const palette = chosen(counts)
  const index = new Map()
  const nearest = (colour) => {
    if (!index.has(colour)) index.set(colour, palette.reduce((best, one, at) => (far(one, colour) < far(palette[best], colour) ? at : best), 0))
    return index.get(colour)
  }
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = nearest(pixels[y * width + x])
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('PLTE', colours), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}

/** The most used colours; of colours that are almost the same only one, so that rare ones find a place. */
function chosen(counts) {
  const taken = new Map()
  for (const [colour, count] of [...counts].sort((a, b) => b[1] - a[1])) {
    const cell = ((colour >> 19) << 10) | (((colour >> 11) & 31) << 5) | ((colour >> 3) & 31)
    if (!taken.has(cell)) taken.set(cell, { colour, count: 0 })
    taken.get(cell).count += count
  }
  return [...taken.values()].sort((a, b) => b.count - a.count).slice(0, 256).map((one) => one.colour)
}

function far(a, b) {
  const r = (a >> 16) - (b >> 16)
  const g = ((a >> 8) & 255) - ((b >> 8) & 255)
  const s = (a & 255) - (b & 255)
  return r * r + g * g + s * s
}

/** Width, height and every pixel as 0xRRGGBB. */
function decoded(png) {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const step = { 2: 3, 6: 4 }[png[25]]
  if (png[24] !== 8 || step === undefined || png[28] !== 0) throw new Error('not a PNG as Chromium writes them')
  const parts = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  const bytes = unfiltered(inflateSync(Buffer.concat(parts)), width * step, height, step)
  const pixels = new Uint32Array(width * height)
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = (bytes[at * step] << 16) | (bytes[at * step + 1] << 8) | bytes[at * step + 2]
  return { width, height, pixels }
}

function unfiltered(raw, line, height, step) {
  const out = Buffer.alloc(line * height)
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (line + 1)]
    for (let x = 0; x < line; x += 1) {
      const left = x >= step ? out[y * line + x - step] : 0
      const up = y > 0 ? out[(y - 1) * line + x] : 0
      const corner = y > 0 && x >= step ? out[(y - 1) * line + x - step] : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]
      out[y * line + x] = raw[y * (line + 1) + 1 + x] + guess
    }
  }
  return out
}

function paeth(left, up, corner) {
  const byLeft = Math.abs(up - corner)
  const byUp = Math.abs(left - corner)
  const byCorner = Math.abs(left + up - 2 * corner)
  if (byLeft <= byUp && byLeft <= byCorner) return left
  return byUp <= byCorner ? up : corner
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}
