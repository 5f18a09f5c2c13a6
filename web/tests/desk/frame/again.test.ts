// @vitest-environment happy-dom
// What no event tells of is read again by itself, and only while somebody looks.
import { flushSync } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AGAIN_MS, readAgain, readSeldom, SELDOM_MS } from '../../../src/desk/net/again.svelte'
import { effectRoot } from './root.svelte'

let visible = true
let busy = false
let read = 0
let stop = (): void => {}

function look(now: boolean): void {
  visible = now
  document.dispatchEvent(new Event('visibilitychange'))
}

beforeEach(() => {
  vi.useFakeTimers()
  visible = true
  busy = false
  read = 0
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => (visible ? 'visible' : 'hidden'))
  stop = effectRoot(() => {
    readAgain({ get busy() { return busy }, reload: () => Promise.resolve(void (read += 1)) })
    return () => {}
  })
  flushSync()
})
afterEach(() => {
  stop()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

it('every half minute, and no more once the page is left', () => {
  expect(read).toBe(0)
  vi.advanceTimersByTime(AGAIN_MS)
  expect(read).toBe(1)
  vi.advanceTimersByTime(2 * AGAIN_MS)
  expect(read).toBe(3)
  stop()
  vi.advanceTimersByTime(2 * AGAIN_MS)
  look(true)
  expect(read).toBe(3)
})

it('not while the page is hidden, and at once when it is seen', () => {
  look(false)
  vi.advanceTimersByTime(10 * AGAIN_MS)
  expect(read).toBe(0)
  look(true)
  expect(read).toBe(1)
  vi.advanceTimersByTime(AGAIN_MS - 1)
  expect(read).toBe(1)
  vi.advanceTimersByTime(1)
  expect(read).toBe(2)
})

it('seldom what costs a trial, however often the page is looked at again', () => {
  stop()
  stop = effectRoot(() => {
    readSeldom({ get busy() { return busy }, reload: () => Promise.resolve(void (read += 1)) })
    return () => {}
  })
  flushSync()
  vi.advanceTimersByTime(SELDOM_MS - 1)
  look(false)
  look(true)
  expect(read).toBe(0)
  vi.advanceTimersByTime(1)
  look(false)
  look(true)
  look(false)
  look(true)
  expect(read).toBe(1)
  vi.advanceTimersByTime(SELDOM_MS)
  expect(read).toBe(2)
})

it('a list as long as one page of it is loaded; of more pages seldom', () => {
  stop()
  let pages = 1
  stop = effectRoot(() => {
    readAgain({ get busy() { return busy }, get pages() { return pages }, reload: () => Promise.resolve(void (read += 1)) })
    return () => {}
  })
  flushSync()
  vi.advanceTimersByTime(2 * AGAIN_MS)
  expect(read).toBe(2)
  pages = 2
  vi.advanceTimersByTime(SELDOM_MS - 2 * AGAIN_MS - 1)
  look(false)
  look(true)
  expect(read).toBe(2)
  vi.advanceTimersByTime(1)
  look(false)
  look(true)
  expect(read).toBe(3)
  vi.advanceTimersByTime(SELDOM_MS)
  expect(read).toBe(4)
  pages = 1
  vi.advanceTimersByTime(AGAIN_MS)
  expect(read).toBe(5)
})

it('not what is being read', () => {
  busy = true
  vi.advanceTimersByTime(AGAIN_MS)
  look(true)
  expect(read).toBe(0)
})
