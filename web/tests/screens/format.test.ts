// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import Outbox from '../../src/routes/Outbox.svelte'
import { day, sameDay, time, waited, when } from '../../src/i18n/format'
import { engineOf, entryOf, settled, show, speak } from './stage'

describe('moments', () => {
  beforeEach(() => speak('en'))

  it('that no calendar knows are a dash, and throw nothing', () => {
    for (const ms of [1e23, -1e23, Number.NaN, Infinity, 8.64e15 + 1]) {
      expect(when(ms, 0)).toContain('—')
      expect(time(ms)).toBe('—')
      expect(day(ms)).toBe('—')
      expect(sameDay(ms, 0)).toBe(false)
      expect(typeof waited(ms)).toBe('string')
    }
    expect(time(8.64e15)).toMatch(/^\d\d:\d\d$/)
  })

  it('in a zone that the phone does not know are told in the usual one', () => {
    expect(time(0, 'Asia/Nowhere')).toBe('08:00')
  })

  it('do not take the outbox with them', async () => {
    const engine = engineOf()
    const error = { at: 1e23, kind: 'server_busy' as const, told: null }
    engine.contact.set({ ...engine.contact.get(), last_error: error, next_try_at: 1e23 })
    engine.outbox.set({ entries: [entryOf({ audit_id: 'v1', last_error: error, next_try_at: 1e23, gone_photos: ['p'] })], only_here: 1, sending: false })
    const target = show(Outbox, {}, engine)
    await settled()
    expect(target.textContent).toContain('Next try: —')
  })
})
