// From what a camera gives to what is kept: at most 1600 px and 350 kB of JPEG, without metadata.

/** Longest side, px. */
export const LONGEST_PX = 1600
/** Largest file, bytes. */
export const LARGEST_BYTES = 350_000

/** Tried in this order until the file is small enough: longest side and JPEG quality. */
export const LADDER: readonly { px: number; quality: number }[] = [
  { px: 1600, quality: 0.85 },
  { px: 1600, quality: 0.75 },
  { px: 1600, quality: 0.62 },
  { px: 1600, quality: 0.5 },
  { px: 1280, quality: 0.6 },
  { px: 1280, quality: 0.45 },
  { px: 1024, quality: 0.45 },
  { px: 800, quality: 0.4 },
]

/** A decoded picture. */
export interface Decoded {
  width: number
  height: number
  /** Draws it at this size and gives it as JPEG. */
  encode(width: number, height: number, quality: number): Promise<Blob>
  close(): void
}

/** How this place decodes pictures. Errors: it is none, or of a kind that the browser does not know. */
export type Decoder = (blob: Blob) => Promise<Decoded>

/** The size that fits: never larger than the picture itself, never thinner than a pixel. */
export function fit(width: number, height: number, longest: number): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** Shrinks a picture. Errors: `not_a_picture`, when it cannot be decoded or comes out as something else than JPEG. */
export async function shrink(blob: Blob, decode: Decoder): Promise<ArrayBuffer> {
  const decoded = await decode(blob).catch((error: unknown) => {
    throw new PictureError('not_a_picture', error)
  })
  try {
    let smallest: Blob | null = null
    for (const step of LADDER) {
      const size = fit(decoded.width, decoded.height, step.px)
      const jpeg = await decoded.encode(size.width, size.height, step.quality)
      if (!smallest || jpeg.size < smallest.size) smallest = jpeg
      if (jpeg.size <= LARGEST_BYTES) break
    }
    if (!smallest || smallest.size > LARGEST_BYTES) throw new PictureError('not_a_picture', 'It does not get small enough')
    const bytes = await smallest.arrayBuffer()
    if (!isJpeg(bytes)) throw new PictureError('not_a_picture', 'The browser gave no JPEG')
    return bytes
  } finally {
    decoded.close()
  }
}

function isJpeg(bytes: ArrayBuffer): boolean {
  const head = new Uint8Array(bytes, 0, Math.min(3, bytes.byteLength))
  return head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff
}

/** A document as it is, for example an electronic invoice. */
export async function asDocument(blob: Blob, largest: number): Promise<ArrayBuffer | null> {
  if (blob.type !== 'application/pdf' || blob.size > largest) return null
  const bytes = await blob.arrayBuffer()
  return new TextDecoder('latin1').decode(bytes.slice(0, 5)) === '%PDF-' ? bytes : null
}

/** A picture that cannot be used. */
export class PictureError extends Error {
  override readonly name = 'PictureError'

  constructor(readonly code: 'not_a_picture', cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause))
  }
}

/** Decodes with what workers have. */
export async function decodeOffscreen(blob: Blob): Promise<Decoded> {
  const bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image' })
  return {
    width: bitmap.width,
    height: bitmap.height,
    encode(width, height, quality) {
      const canvas = new OffscreenCanvas(width, height)
      const context = canvas.getContext('2d', { alpha: false })
      if (!context) throw new PictureError('not_a_picture', 'No canvas')
      context.imageSmoothingQuality = 'high'
      context.drawImage(bitmap, 0, 0, width, height)
      return canvas.convertToBlob({ type: 'image/jpeg', quality })
    },
    close: () => bitmap.close(),
  }
}
