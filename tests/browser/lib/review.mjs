// Visits for reviewers: submitted as a phone does, out of a flawless one that is changed a little.
import { createHash, randomUUID } from 'node:crypto'
import { act, call, until } from './network.mjs'

/** JPEGs that do not look alike, out of the browser's own encoder. */
export async function drawPhotos(browser, count) {
  const page = await browser.newPage()
  const all = await page.evaluate(async (count) => {
    const files = []
    for (let n = 0; n < count; n += 1) {
      const canvas = new OffscreenCanvas(640, 480)
      const pen = canvas.getContext('2d')
      // Blocks of chance: pictures of one formula look alike to a perceptual hash.
      for (let at = 0; at < 192; at += 1) {
        const [a, b, c] = crypto.getRandomValues(new Uint8Array(3))
        pen.fillStyle = `rgb(${a} ${b} ${c})`
        pen.fillRect((at % 16) * 40, Math.floor(at / 16) * 40, 40, 40)
      }
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })
      files.push(btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer()))))
    }
    return files
  }, count)
  await page.close()
  return all.map((base64) => Buffer.from(base64, 'base64'))
}

/** A flawless submission, as a phone sends it: that of a visit which is not kept. */
export async function flawless(network, browser) {
  const [receipt, ...scenes] = await drawPhotos(browser, 4)
  const photos = [{ kind: 'receipt', bytes: receipt }, ...scenes.map((bytes) => ({ kind: 'scene', bytes }))]
  const { audit_id } = await network.deliver(0, 0, photos)
  await settled(network, audit_id)
  const { submission, version } = await look(network, audit_id)
  await call(network, network.reviewers[0], 'POST', `/v1/audits/${audit_id}/void`, { reason: 'only its form is of use' }, version)
  return submission
}

/** Plans a visit of a shopper to a station, in whose slot the last hours lie. */
async function plan(network, shopper, station) {
  const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  const hours = (n) => new Date(Date.now() + n * 3_600_000).toISOString()
  const round = await call(network, network.planner, 'POST', '/v1/rounds', {
    code: `R-${randomUUID().slice(0, 8)}`, name_zh: '复查轮', name_en: 'A round for reviewers', org_unit_id: network.units[0],
    checklist: { id: 'station-69', version: 1 }, first_day: day(-1), last_day: day(3),
  })
  await call(network, network.planner, 'POST', `/v1/rounds/${round.id}/open`, {}, round.version)
  const id = randomUUID()
  const item = { id, round_id: round.id, station_id: station.id, shopper_id: shopper.id, slot: 'day', window_start: hours(-6), window_end: hours(5) }
  const { results } = await call(network, network.planner, 'POST', '/v1/assignments/bulk', { items: [item], override_reason: 'a test' })
  if (results[0].status === 'refused') throw new Error(JSON.stringify(results))
  return id
}

/** Waits until the server has looked at every photo of an audit, and made its small copies. */
export async function settled(network, audit) {
  await until('every photo is settled', async () => {
    const { state, photos } = await look(network, audit)
    return state !== 'awaiting_photos' && photos.every((photo) => photo.derived)
  })
  return audit
}

/** An audit as a reviewer sees it. */
export const look = (network, audit) => call(network, network.reviewers[0], 'GET', `/v1/audits/${audit}`)

/**
 * Submits a visit like `submission` at a station, with new photos; `change(submission, scenes)` may change it before, `scenes` are
 * the ids of photos in its manifest. Gives the audit once its photos are settled.
 */
export async function visited(network, browser, { submission, shopper, station, change = () => {} }) {
  const at = network.stations[station]
  const assignment_id = await plan(network, network.shoppers[shopper], at)
  const files = await drawPhotos(browser, 4)
  const photos = files.map((bytes, n) => ({
    photo_id: randomUUID(), kind: n === 0 ? 'receipt' : 'scene', sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length,
    content_type: 'image/jpeg', taken_at: submission.started.wall_ms + 120_000 + n * 60_000, fix: null,
  }))
  const place = (fix) => fix && { ...fix, lat_e7: at.lat_e7, lon_e7: at.lon_e7 }
  const scenes = photos.slice(1).map(({ photo_id }) => photo_id)
  const answers = Object.fromEntries(Object.entries(submission.answers).map(([item, answer]) => [item, answer.photos?.length ? { ...answer, photos: [scenes[0]] } : answer]))
  const next = {
    ...submission, assignment_id, answers, photos, revision: 1, check_in: place(submission.check_in), check_out: place(submission.check_out),
    receipts: submission.receipts.map((receipt) => ({ ...receipt, station_code: at.code, photo_id: photos[0].photo_id })),
  }
  delete next.device_id
  delete next.narrative
  change(next, scenes)
  const audit = randomUUID()
  const phone = network.shoppers[shopper]
  const receipt = await call(network, phone, 'PUT', `/v1/audits/${audit}`, next)
  for (const line of receipt.photos) {
    if (!line.upload) continue
    const bytes = files[photos.findIndex((photo) => photo.photo_id === line.photo_id)]
    const answer = await fetch(line.upload.url, { method: 'PUT', headers: line.upload.headers, body: bytes })
    if (!answer.ok) throw new Error(`upload: ${answer.status}`)
  }
  await call(network, phone, 'PUT', `/v1/audits/${audit}`, next)
  await settled(network, audit)
  // The visit was made just now, whatever hour that is: out of its slot it would have a doubt that these tests are not about.
  for (const flag of (await look(network, audit)).flags.filter(({ code, in_force }) => code === 'slot' && in_force)) {
    await act(network, network.reviewers[2], audit, `flags/${flag.id}/clear`, { reason: 'the hour of a test' })
  }
  return audit
}
