// A clip in parts: each is announced with its own SHA-256 and sent by itself (decision 29).
import { sha256Hex } from '../../engine/hash'

/** What a clip is called. */
export const CLIP = 'video/mp4'
/** Longest clip, and its longest part, bytes: what the server takes. */
export const CLIP_BYTES = 200 << 20
export const PART_BYTES = 8 << 20

/** A part as it is announced. */
export interface PartWish {
  sha256: string
  bytes: number
}

/** Whether it begins as an MP4 does, which says what it is from the fifth byte on. */
export const isClip = async (blob: Blob): Promise<boolean> => (await blob.slice(4, 8).text()) === 'ftyp'

/** The bytes of a part, counted from 0. */
export const partOf = (blob: Blob, at: number): Blob => blob.slice(at * PART_BYTES, (at + 1) * PART_BYTES)

/** Hashes of the whole and of its parts; `each` is given every part on the way. */
export async function inParts(blob: Blob, each: (bytes: ArrayBuffer) => void = () => {}): Promise<{ sha256: string; parts: PartWish[] }> {
  // The whole is let go before its parts are read: a phone has no room for both.
  const sha256 = await sha256Hex(await blob.arrayBuffer())
  const parts: PartWish[] = []
  for (let at = 0; at * PART_BYTES < blob.size; at += 1) {
    const bytes = await partOf(blob, at).arrayBuffer()
    each(bytes)
    parts.push({ sha256: await sha256Hex(bytes), bytes: bytes.byteLength })
  }
  return { sha256, parts }
}
