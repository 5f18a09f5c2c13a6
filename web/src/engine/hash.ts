// SHA-256 by the browser. It exists only in secure contexts, as all of the phone's work does.

/** 64 lower-case hexadecimal digits. */
export async function sha256Hex(bytes: BufferSource): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
