// A ZIP archive of a few texts, compressed where the browser can (DEFLATE), else stored.

/** A file to put in. */
export interface ZipEntry {
  name: string
  text: string
}

interface Packed {
  name: Uint8Array
  data: Uint8Array<ArrayBuffer>
  crc: number
  size: number
  method: number
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})

/** CRC-32 of bytes, as ZIP has it. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

/** The archive. */
export async function zip(entries: readonly ZipEntry[]): Promise<Blob> {
  const packed = await Promise.all(entries.map(pack))
  const parts: BlobPart[] = []
  const directory: Uint8Array<ArrayBuffer>[] = []
  let at = 0
  for (const entry of packed) {
    const head = local(entry)
    parts.push(head, entry.data)
    directory.push(central(entry, at))
    at += head.length + entry.data.length
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0)
  return new Blob([...parts, ...directory, end(packed.length, length, at)], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' })
}

async function pack({ name, text }: ZipEntry): Promise<Packed> {
  const bytes = new TextEncoder().encode(text)
  const short = await deflated(bytes)
  const data = short ?? bytes
  return { name: new TextEncoder().encode(name), data, crc: crc32(bytes), size: bytes.length, method: short ? 8 : 0 }
}

/** Null where the browser has no raw DEFLATE (Chrome before 103, Safari before 16.4). */
async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | null> {
  if (typeof CompressionStream === 'undefined') return null
  let stream: CompressionStream
  try {
    stream = new CompressionStream('deflate-raw')
  } catch (error) {
    console.info('Stored without compression', error)
    return null
  }
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer())
}

/** Bytes of a record: whole numbers of two or four bytes, little end first. */
function record(fields: readonly (readonly [2 | 4, number])[], tail: Uint8Array = new Uint8Array()): Uint8Array<ArrayBuffer> {
  const size = fields.reduce((sum, [bytes]) => sum + bytes, 0)
  const out = new Uint8Array(size + tail.length)
  const view = new DataView(out.buffer)
  let at = 0
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += bytes
  }
  out.set(tail, size)
  return out
}

/** Names are UTF-8 (bit 11); the date is 1980-01-01, so that equal tables give equal files. */
const COMMON = ({ method, crc, data, size, name }: Packed) =>
  [[2, 20], [2, 0x0800], [2, method], [2, 0], [2, 0x21], [4, crc], [4, data.length], [4, size], [2, name.length], [2, 0]] as const

const local = (entry: Packed) => record([[4, 0x04034b50], ...COMMON(entry)], entry.name)

const central = (entry: Packed, at: number) =>
  record([[4, 0x02014b50], [2, 20], ...COMMON(entry), [2, 0], [2, 0], [2, 0], [4, 0], [4, at]], entry.name)

const end = (count: number, length: number, at: number) =>
  record([[4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, length], [4, at], [2, 0]])
