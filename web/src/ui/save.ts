/** What became of a file: given to another app, handed to the browser's downloads, or neither. */
export type Saved = 'shared' | 'downloading' | 'closed'

/** Hands a file to the shopper: by the share sheet where phones have one for files, else as a download, of which no end is told. */
export async function saveFile(file: { name: string; blob: Blob }): Promise<Saved> {
  const shared = new File([file.blob], file.name, { type: file.blob.type })
  if (matchMedia('(pointer: coarse)').matches && navigator.canShare?.({ files: [shared] })) {
    try {
      await navigator.share({ files: [shared] })
      return 'shared'
    } catch (error) {
      // The shopper closed the sheet: he has no file.
      if (error instanceof Error && error.name === 'AbortError') return 'closed'
      // The sheet does not take this file: then it is a download.
      console.warn(error)
    }
  }
  const url = URL.createObjectURL(file.blob)
  const link = document.createElement('a')
  link.href = url
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  return 'downloading'
}
