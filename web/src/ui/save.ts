/** Hands a file to the shopper: by the share sheet where phones have one for files, else as a download. */
export async function saveFile(file: { name: string; blob: Blob }): Promise<void> {
  const shared = new File([file.blob], file.name, { type: file.blob.type })
  if (matchMedia('(pointer: coarse)').matches && navigator.canShare?.({ files: [shared] })) {
    try {
      await navigator.share({ files: [shared] })
      return
    } catch (error) {
      // The shopper closed the share sheet, or it does not take this file: then it is a download.
      if (error instanceof Error && error.name === 'AbortError') throw error
      console.warn(error)
    }
  }
  const url = URL.createObjectURL(file.blob)
  const link = document.createElement('a')
  link.href = url
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
