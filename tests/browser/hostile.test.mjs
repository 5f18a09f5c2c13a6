// Files that want to be pages, uploaded as photos and opened in a real browser: no script of theirs ever runs
// (decision 37).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { signedIn, startChromium } from './lib/chromium.mjs'
import { RAN, hostileFiles } from './lib/hostile.mjs'
import { startListener } from './lib/listener.mjs'
import { call, publish, startNetwork, until } from './lib/network.mjs'

const IMAGES = ['image/jpeg', 'image/png', 'image/webp']
const TYPES = [...IMAGES, 'application/pdf', 'video/mp4', 'application/octet-stream']
const SIZES = ['thumb', 'view', 'original']

let browser, network, listener, files, audit

before(async () => {
  browser = await startChromium()
  listener = await startListener()
  network = await startNetwork()
  files = hostileFiles(listener.base, await drawJpeg())
  // What is no picture makes an audit that is never published: it goes to another station than the pictures do.
  audit = await deliver(0, files.filter(({ sound }) => sound))
  await deliver(1, files.filter(({ sound }) => !sound))
})

/** Delivers a visit of a station with these files and waits until the server has looked at all of them. */
async function deliver(station, photos) {
  const { audit_id, photo_ids } = await network.deliver(0, station, photos)
  photos.forEach((file, n) => Object.assign(file, { id: photo_ids[n] }))
  await until('every photo is settled', async () => {
    const seen = (await call(network, network.reviewers[0], 'GET', `/v1/audits/${audit_id}`)).photos
    const state = (file) => seen.find(({ photo_id }) => photo_id === file.id).state
    return photos.every((file) => state(file) === 'verified' || (!file.sound && state(file) === 'unusable'))
  })
  return audit_id
}

after(async () => {
  await browser?.close()
  await network?.stop()
  await listener?.close()
})

/** A JPEG out of the browser's own encoder. */
async function drawJpeg() {
  const page = await browser.newPage()
  const base64 = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(80, 60)
    const pen = canvas.getContext('2d')
    for (let n = 0; n < 48; n += 1) {
      pen.fillStyle = `hsl(${(n * 77) % 360} 80% ${20 + ((n * 31) % 60)}%)`
      pen.fillRect((n % 8) * 10, Math.floor(n / 8) * 10, 10, 10)
    }
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })
    return btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())))
  })
  await page.close()
  return Buffer.from(base64, 'base64')
}

/**
 * Opens an address as somebody who follows a link. Answers the last response, and whether a script ran in what was
 * shown. What is offered as a download shows nothing.
 */
async function open(window, address) {
  const page = await window.newPage()
  let last
  page.on('response', (response) => {
    if (response.request().isNavigationRequest() && response.status() !== 307) last = response
  })
  const download = page.waitForEvent('download', { timeout: 0 }).catch(() => null)
  try {
    await page.goto(address, { waitUntil: 'load' })
  } catch (error) {
    if (!/Download is starting|ERR_ABORTED/.test(error.message)) throw error
    assert.ok(await download, `${address} was neither shown nor saved`)
  }
  const ran = (await page.title()) === RAN
  await page.close()
  return { response: last, ran }
}

function assertHeaders(response, name) {
  const headers = response.headers()
  assert.equal(response.status(), 200, name)
  assert.ok(TYPES.includes(headers['content-type']), `${name}: ${headers['content-type']}`)
  assert.equal(headers['x-content-type-options'], 'nosniff', name)
  assert.equal(headers['content-security-policy'], "sandbox; default-src 'none'", name)
  if (!IMAGES.includes(headers['content-type'])) assert.match(headers['content-disposition'], /^attachment/, name)
  assert.equal(headers['set-cookie'], undefined, name)
}

/** The storage's own address of a photo, as the redirect names it. */
async function storageAddress(person, id, size) {
  const answer = await fetch(`${network.base}/v1/photos/${id}?size=${size}`, {
    headers: { authorization: `Bearer ${person.token}` },
    redirect: 'manual',
  })
  assert.equal(answer.status, 307)
  return answer.headers.get('location')
}

test('each script runs where its file is served as a page: these tests can fail', async () => {
  const window = await browser.newContext()
  for (const file of files) {
    const { ran } = await open(window, listener.page(file.bytes, file.type))
    assert.ok(ran, `${file.name} carries no live script`)
    await until(`${file.name} reports`, () => listener.heard.includes(file.name))
  }
  listener.heard.length = 0
  await window.close()
})

test('a reviewer opens every photo in every size and no script runs', async () => {
  const window = await signedIn(browser, network, network.reviewers[0])
  for (const file of files) {
    for (const size of SIZES) {
      const { response, ran } = await open(window, `${network.base}/v1/photos/${file.id}?size=${size}`)
      assertHeaders(response, `${file.name} ${size}`)
      assert.equal(ran, false, `${file.name} ${size}`)
    }
  }
  await assertSilence(window)
})

test('addresses of the storage run no script, for themselves or in a page of somebody else', async () => {
  // No cookie and no session: the address alone opens it.
  const window = await browser.newContext()
  for (const file of files) {
    const address = await storageAddress(network.reviewers[0], file.id, 'original')
    const { response, ran } = await open(window, address)
    assertHeaders(response, file.name)
    assert.equal(ran, false, file.name)
    // Overrides that a stranger adds to the address break its signature.
    const tampered = await fetch(`${address}&response-content-type=text%2Fhtml`)
    assert.equal(tampered.status, 403, file.name)
    const quoted = address.replaceAll('&', '&amp;')
    for (const embedding of ['iframe src', 'object data', 'embed src', 'script src']) {
      const [tag] = embedding.split(' ')
      const body = `<!doctype html><title>outside</title><${embedding}="${quoted}"></${tag}>`
      const outside = await open(window, listener.page(body, 'text/html'))
      assert.equal(outside.ran, false, `${file.name} in ${tag}`)
    }
  }
  await assertSilence(window)
})

test('the station opens its copies and no script is left in them', async () => {
  const sound = files.filter((file) => file.sound)
  await publish(network, audit, { released_photos: sound.map(({ id }) => ({ photo_id: id })) })
  const copies = await until('the station sees its copies', async () => {
    const published = await call(network, network.manager, 'GET', '/v1/audits')
    if (!published.items.some(({ id }) => id === audit)) return false
    const { photos } = await call(network, network.manager, 'GET', `/v1/audits/${audit}`)
    const tried = await Promise.all(photos.map(async (photo) => {
      const headers = { authorization: `Bearer ${network.manager.token}` }
      return (await fetch(`${network.base}/v1/photos/${photo.id}`, { headers })).ok
    }))
    return photos.length === sound.length && tried.every(Boolean) && photos
  })
  const window = await signedIn(browser, network, network.manager)
  for (const { id } of copies) {
    for (const size of ['thumb', 'view']) {
      const { response, ran } = await open(window, `${network.base}/v1/photos/${id}?size=${size}`)
      assertHeaders(response, size)
      assert.equal(response.headers()['content-type'], 'image/jpeg')
      assert.equal(ran, false, size)
      const bytes = await (await window.request.get(`${network.base}/v1/photos/${id}?size=${size}`)).body()
      assert.ok(bytes.length > 100 && !bytes.includes('<script'), `${size} still holds the script`)
    }
  }
  await assertSilence(window)
})

/** Nobody has reported. A script that runs now is heard after everything that ran before it. */
async function assertSilence(window) {
  const page = listener.page(`<script>new Image().src='${listener.base}/ran?what=last'</script>`, 'text/html')
  const last = await window.newPage()
  await last.goto(page)
  await until('the last word', () => listener.heard.includes('last'))
  assert.deepEqual(listener.heard, ['last'])
  listener.heard.length = 0
  await window.close()
}
