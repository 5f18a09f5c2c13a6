// Hands in a file of evidence from a desk: announced, sent, and asked for until the server has proven it.
import type { components } from '../../api/schema'
import { sha256Hex } from '../../engine/hash'
import { uuid } from '../../engine/platform'
import { CLIP, inParts, partOf } from './clip'
import { noAnswer } from './problem'
import { send, type Reply } from './send'

type Receipt = components['schemas']['EvidenceReceipt']

/** Waits between two questions, ms; their number is how often it is asked after the last byte was sent. */
const WAITS = [200, 400, 800, 1600, 3000, 3000, 3000, 3000, 3000, 3000]
/** Rounds in which something was still to be sent: an upload that fails is seen by the next answer, which gives an address again. */
const TRIES = 5
/** The code of a problem with the file itself: nothing was wrong with the server. */
export const UNREADABLE = 'unreadable'
/** One file, one id: another try goes on where the first one stopped. */
const ids = new WeakMap<Blob, string>()

/** Hands in a picture, a paper or a clip; gives the id under which it is referred to. Nothing throws. */
export async function handIn(file: Blob): Promise<Reply<string>> {
  const id = ids.get(file) ?? uuid()
  ids.set(file, id)
  try {
    return await deliver(file, id)
  } catch {
    // A file that was moved or changed since it was chosen cannot be read.
    return { ok: false, problem: { ...noAnswer(), code: UNREADABLE } }
  }
}

async function deliver(file: Blob, id: string): Promise<Reply<string>> {
  const hashes = file.type === CLIP ? await inParts(file) : { sha256: await sha256Hex(await file.arrayBuffer()) }
  const body = { ...hashes, bytes: file.size, content_type: file.type }
  let tries = 0
  let waits = 0
  while (tries <= TRIES && waits < WAITS.length) {
    const reply = await send('put', '/v1/evidence/{id}', { path: { id } }, { body })
    if (!reply.ok) return reply
    if (reply.data.state === 'verified') return { ok: true, status: reply.status, data: id, version: null }
    const sent = await upload(reply.data, file)
    await new Promise((done) => setTimeout(done, WAITS[waits]))
    tries += sent ? 1 : 0
    waits = sent ? 0 : waits + 1
  }
  return { ok: false, problem: noAnswer() }
}

/** Sends what a receipt asks for; whether that was anything. */
async function upload(receipt: Receipt, file: Blob): Promise<boolean> {
  const wanted = receipt.parts
    ? receipt.parts.map(({ upload: to }, at) => ({ to, bytes: partOf(file, at) }))
    : [{ to: receipt.upload, bytes: file }]
  let sent = false
  for (const { to, bytes } of wanted) {
    if (!to) continue
    sent = true
    await fetch(to.url, { method: to.method, headers: to.headers, body: await bytes.arrayBuffer(), credentials: 'omit' }).catch(() => null)
  }
  return sent
}
