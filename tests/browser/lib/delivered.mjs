// What the server has of visits, as a reviewer sees it.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { call, until } from './network.mjs'

/** Ids of the audits that the server has of an assignment. */
export async function auditsOf(network, assignment) {
  const { items, next_cursor } = await call(network, network.reviewers[0], 'GET', '/v1/audits?limit=500')
  assert.equal(next_cursor, undefined)
  return items.filter((one) => one.assignment_id === assignment).map(({ id }) => id)
}

/**
 * Exactly one audit of this visit is on the server, whole: the bytes of every photo are those that the phone kept.
 * `kept` is what lay on the phone when the visit was finished.
 */
export async function assertDelivered(network, audit, kept) {
  const item = kept.outbox.find((one) => one.kind === 'audit' && one.audit_id === audit)
  assert.ok(item, 'the visit was in the outbox')
  assert.deepEqual(await auditsOf(network, item.assignment_id), [audit])
  const seen = await call(network, network.reviewers[0], 'GET', `/v1/audits/${audit}`)
  assert.notEqual(seen.state, 'awaiting_photos')
  const ids = item.photos.map(({ photo_id }) => photo_id).sort()
  assert.deepEqual(seen.photos.map(({ photo_id }) => photo_id).sort(), ids)
  for (const photo of seen.photos) {
    assert.equal(photo.state, 'verified', photo.photo_id)
    assert.equal(await shown(network, photo.photo_id), kept.bytes[photo.photo_id], `the bytes of ${photo.photo_id}`)
  }
}

/** SHA-256 of the original of a photo as a reviewer gets it. */
async function shown(network, photo) {
  const headers = { authorization: `Bearer ${network.reviewers[0].token}` }
  const answer = await fetch(`${network.base}/v1/photos/${photo}?size=original`, { headers })
  assert.equal(answer.status, 200)
  return createHash('sha256').update(Buffer.from(await answer.arrayBuffer())).digest('hex')
}

/** Waits until the server has looked at every photo of an audit. */
export function untilLookedAt(network, audit) {
  return until('the server has every photo', async () => {
    const { state } = await call(network, network.reviewers[0], 'GET', `/v1/audits/${audit}`)
    return state !== 'awaiting_photos'
  })
}
