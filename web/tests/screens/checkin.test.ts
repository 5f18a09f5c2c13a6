// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { StampView } from '../../src/engine'
import { isCheckedIn } from '../../src/routes/visit/checkin'
import Hub from '../../src/routes/visit/Hub.svelte'
import { Rest, REST_MS } from '../../src/routes/visit/rest.svelte'
import Stamps from '../../src/routes/visit/Stamps.svelte'
import { Once } from '../../src/ui/once'
import { engineOf, named, settled, show, speak, visitOf } from './stage'

const open = (name: StampView['name']): StampView => ({ name, stamp: { state: 'open' }, since_start_s: null, measures: [] })
const stamps = { stamps: [open('joined_queue'), open('entered_lane')], next_stamp: 'joined_queue' as const }
const missing = [{ what: 'check_in' as const, blocking: false }]
const fix = { lat_e7: 0, lon_e7: 0, accuracy_cm: 1, mocked: false, at_ms: 0 }

describe('check-in', () => {
  beforeEach(() => speak('zh'))

  it('without a position counts, when the engine misses none', () => {
    expect(isCheckedIn({ check_in: null, missing, returned: null })).toBe(false)
    expect(isCheckedIn({ check_in: null, missing: [], returned: null })).toBe(true)
    expect(isCheckedIn({ check_in: fix, missing, returned: null })).toBe(true)
    const target = show(Hub, {}, engineOf(), visitOf({ check_in: null, missing: [] }))
    expect(target.textContent).toContain('已签到，没有定位')
    expect(named('再定位一次', target)).toBeTruthy()
    expect(() => named('到站签到', target)).toThrow()
  })

  it('by hand and by the stop-watch asks for one position at a time', async () => {
    let asked = 0
    const verbs = { stamp: () => Promise.resolve(), checkIn: () => new Promise<null>(() => void (asked += 1)) }
    const visit = visitOf({ ...stamps, missing }, verbs)
    const watch = show(Stamps, {}, engineOf(), visit)
    vi.useFakeTimers()
    try {
      for (let taps = 0; taps < 5; taps += 1) {
        watch.querySelector<HTMLElement>('.press')!.click()
        await vi.advanceTimersByTimeAsync(REST_MS + 1)
      }
      expect(asked).toBe(1)
      named('到站签到', show(Hub, {}, engineOf(), visit)).click()
      await vi.advanceTimersByTimeAsync(1)
      expect(asked).toBe(1)
    } finally {
      vi.useRealTimers()
    }
  })

  it('asks again after a while only', async () => {
    let now = 0
    const once = new Once<number>(() => now)
    const of = {}
    await once.ask(of, () => Promise.resolve(1), 1000)
    expect(once.ask(of, () => Promise.resolve(2), 1000)).toBeUndefined()
    expect(await once.ask({}, () => Promise.resolve(3), 1000)).toBe(3)
    now = 1000
    expect(await once.ask(of, () => Promise.resolve(4), 1000)).toBe(4)
    await expect(once.ask(of, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await once.ask(of, () => Promise.resolve(5))).toBe(5)
  })
})

describe('the stop-watch', () => {
  beforeEach(() => speak('zh'))

  it('takes a double tap for one', async () => {
    vi.useFakeTimers()
    try {
      const taps: string[] = []
      const view = { ...stamps, check_in: fix }
      const target = show(Stamps, {}, engineOf(), visitOf(view, { stamp: (name) => Promise.resolve(void taps.push(name)) }))
      const press = target.querySelector<HTMLElement>('.press')!
      press.click()
      await vi.advanceTimersByTimeAsync(250)
      press.click()
      named('没有排队', target).click()
      await vi.advanceTimersByTimeAsync(REST_MS - 251)
      press.click()
      expect(taps).toEqual(['joined_queue'])
      await vi.advanceTimersByTimeAsync(2)
      press.click()
      await vi.advanceTimersByTimeAsync(1)
      expect(taps).toEqual(['joined_queue', 'joined_queue'])
    } finally {
      vi.useRealTimers()
    }
  })

  it('works again after a tap that failed', async () => {
    const keys = new Rest(1)
    await expect(keys.tap(() => Promise.reject(new Error('full')))).rejects.toThrow('full')
    await new Promise((done) => setTimeout(done, 5))
    expect(await keys.tap(() => settled())).toBe(true)
  })
})
