// Decoding without a worker.

import { decodeOffscreen, PictureError, type Decoded } from './picture'

/** Decodes with what pages have. Errors: it is no picture. */
export async function decodeHere(blob: Blob): Promise<Decoded> {
  if (typeof OffscreenCanvas !== 'undefined') return decodeOffscreen(blob)
  const url = URL.createObjectURL(blob)
  const image = new Image()
  image.src = url
  await image.decode()
  return {
    width: image.naturalWidth,
    height: image.naturalHeight,
    encode: (width, height, quality) => new Promise((done, fail) => {
      const canvas = document.createElement('canvas')
      canvas.width = width
      canvas.height = height
      canvas.getContext('2d', { alpha: false })?.drawImage(image, 0, 0, width, height)
      canvas.toBlob((jpeg) => (jpeg ? done(jpeg) : fail(new PictureError('not_a_picture', 'No JPEG'))), 'image/jpeg', quality)
    }),
    close: () => URL.revokeObjectURL(url),
  }
}
