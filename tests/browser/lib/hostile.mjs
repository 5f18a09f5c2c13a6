// Files that want to be pages. Each carries a script that changes the title and reports to the listener.
import { crc32, deflateSync } from 'node:zlib'

/** What a title says after a script ran. */
export const RAN = 'a script ran'

const script = (listener, name) => `document.title='${RAN}';new Image().src='${listener}/ran?what=${name}'`
const html = (listener, name) => `<html><body><script>${script(listener, name)}</script></body></html>`

/** A JPEG segment with a text in it. */
function comment(text) {
  const body = Buffer.from(text)
  const head = Buffer.from([0xff, 0xfe, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

function chunk(kind, body) {
  const named = Buffer.concat([Buffer.from(kind), body])
  const out = Buffer.alloc(body.length + 12)
  out.writeUInt32BE(body.length, 0)
  named.copy(out, 4)
  out.writeUInt32BE(crc(named), body.length + 8)
  return out
}

/** CRC-32 as PNG wants it. */
function crc(bytes) {
  if (crc32) return crc32(bytes)
  let sum = ~0
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  }
  return ~sum >>> 0
}

/** A sound PNG of 64 by 48 pixels with a text chunk, and something behind its end. */
function png(text, behind) {
  const [width, height] = [64, 48]
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const rows = Buffer.alloc(height * (1 + width * 3), 0)
  for (let at = 0; at < rows.length; at += 1) if (at % (1 + width * 3) !== 0) rows[at] = (at * 7919) >> 3
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('tEXt', Buffer.from(`Comment\0${text}`)),
    chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0)), Buffer.from(behind),
  ])
}

/**
 * Each file with the type under which its script would run. `sound` files are pictures that decode: reviewers can
 * release them to a station. `jpeg` is a sound JPEG.
 */
export function hostileFiles(listener, jpeg) {
  const page = (name) => html(listener, name)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>${script(listener, 'svg').replaceAll('&', '&amp;')}</script></svg>`
  const files = [
    ['html', Buffer.from(`<!doctype html>${page('html')}`), 'text/html'],
    ['svg', Buffer.from(`<?xml version="1.0"?>${svg}`), 'image/svg+xml'],
    ['broken-jpeg', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, 0x40]), Buffer.from(page('broken-jpeg'))]), 'text/html'],
    ['pdf', Buffer.from(`%PDF-1.7\n${page('pdf')}`), 'text/html'],
    ['jpeg', Buffer.concat([jpeg.subarray(0, 2), comment(page('jpeg')), jpeg.subarray(2), Buffer.from(page('jpeg'))]), 'text/html', true],
    ['png', png(page('png'), page('png')), 'text/html', true],
  ]
  return files.map(([name, bytes, type, sound = false]) => ({ name, bytes, type, sound, kind: 'scene' }))
}
