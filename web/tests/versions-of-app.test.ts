// Which version of the app the service worker serves: always the one that the shopper agreed to.

import { beforeEach, describe, expect, test, vi } from 'vitest'
import { agreed, isUndecided } from '../src/engine/agreed'
import { Caches } from './caches'
import { activate, answerFromCache, consent, install } from '../src/sw/cache'

let disk: Caches
let online = ''
beforeEach(() => {
  disk = new Caches()
  vi.stubGlobal('caches', disk)
  vi.stubGlobal('fetch', (url: string | Request) => Promise.resolve(new Response(`${online} ${typeof url === 'string' ? url : new URL(url.url).pathname}`)))
})

const release = (version: string) => {
  online = version
  return install(`forecourt-${version}`, [{ url: '/index.html', revision: version }, { url: `/assets/${version}.js`, revision: null }])
}
const page = async (worker: string) => {
  const request = { mode: 'navigate', url: 'https://a.example/today' } as Request
  return (await answerFromCache(`forecourt-${worker}`, request)).text()
}
const file = async (worker: string, path: string) =>
  (await answerFromCache(`forecourt-${worker}`, { mode: 'cors', url: `https://a.example${path}` } as Request)).text()

describe('the version that is served', () => {
  test('is the first one from its installation on', async () => {
    await release('one')
    await activate('forecourt-one')
    expect(await page('one')).toBe('one /index.html')
    expect([await agreed(), await isUndecided()]).toEqual(['forecourt-one', false])
  })

  test('stays when the browser starts a newer worker by itself, and changes when the shopper agrees', async () => {
    await release('one')
    await activate('forecourt-one')
    await release('two')
    // The app was swiped away: its last window is closed, the waiting worker starts.
    await activate('forecourt-two')
    expect(await page('two')).toBe('one /index.html')
    expect(await file('two', '/assets/one.js')).toBe('one /assets/one.js')
    expect([await agreed(), await isUndecided()]).toEqual(['forecourt-one', true])
    await consent('forecourt-two')
    expect(await page('two')).toBe('two /index.html')
    expect(await isUndecided()).toBe(false)
  })

  test('stays through several releases that nobody agreed to; those in between go', async () => {
    await release('one')
    await activate('forecourt-one')
    for (const version of ['two', 'three', 'four']) {
      await release(version)
      await activate(`forecourt-${version}`)
      expect(await page(version)).toBe('one /index.html')
    }
    expect([...disk.all.keys()].sort()).toEqual(['forecourt-four', 'forecourt-one', 'forecourt-versions'])
  })

  test('after an agreement leaves the version before for tabs that still show it', async () => {
    await release('one')
    await activate('forecourt-one')
    await release('two')
    await consent('forecourt-two')
    await activate('forecourt-two')
    expect(await page('two')).toBe('two /index.html')
    expect(await file('two', '/assets/one.js')).toBe('one /assets/one.js')
  })

  test('is the worker’s own when the agreed one was taken away by the browser', async () => {
    await release('one')
    await activate('forecourt-one')
    await release('two')
    disk.all.delete('forecourt-one')
    await activate('forecourt-two')
    expect(await page('two')).toBe('two /index.html')
    expect(await agreed()).toBe('forecourt-two')
  })

  test('of phones that were installed before agreements were noted is the one they had', async () => {
    await disk.open('forecourt-old').then((cache) => cache.put('/index.html', new Response('old /index.html')))
    await release('two')
    await activate('forecourt-two')
    expect(await page('two')).toBe('two /index.html')
    expect(disk.all.has('forecourt-old')).toBe(true)
  })
})
