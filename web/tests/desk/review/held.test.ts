// @vitest-environment happy-dom
// A verdict that nobody can take back at the server is held for a moment.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { HELD_MS, hold, isHeld } from '../../../src/desk/review/held'
import { goesOn } from '../../../src/desk/review/logic/verdict'
import { audit } from './support'

let visible = true
let drop = (): void => {}
/** Holds a verdict; gives what came of it so far. */
function held(id: string): { sent: boolean | null } {
  const seen: { sent: boolean | null } = { sent: null }
  void hold(id, (takeBack) => (drop = takeBack)).then((sends) => (seen.sent = sends))
  return seen
}

beforeEach(() => {
  vi.useFakeTimers()
  visible = true
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => (visible ? 'visible' : 'hidden'))
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('a verdict that goes to a second review', () => {
  it('is sent when its moment is over', async () => {
    const verdict = held('x')
    await vi.advanceTimersByTimeAsync(HELD_MS - 1)
    expect([verdict.sent, isHeld('x')]).toEqual([null, true])
    await vi.advanceTimersByTimeAsync(1)
    expect([verdict.sent, isHeld('x')]).toEqual([true, false])
  })

  it('is not sent once it was taken back', async () => {
    const verdict = held('x')
    drop()
    await vi.advanceTimersByTimeAsync(2 * HELD_MS)
    expect([verdict.sent, isHeld('x')]).toEqual([false, false])
  })

  it('is sent at once from a tab that is left', async () => {
    const verdict = held('x')
    visible = false
    document.dispatchEvent(new Event('visibilitychange'))
    await vi.advanceTimersByTimeAsync(0)
    expect(verdict.sent).toBe(true)
    const another = held('y')
    await vi.advanceTimersByTimeAsync(0)
    expect(another.sent).toBe(true)
  })

  it('is one whose causes its reviewer may know; the second review itself can be taken back', () => {
    expect(goesOn(audit({ state: 'in_review', second_review: ['low_score'] }))).toBe(true)
    expect(goesOn(audit({ state: 'in_review', second_review: [] }))).toBe(false)
    expect(goesOn(audit({ state: 'second_review', second_review: ['low_score'] }))).toBe(false)
  })
})
