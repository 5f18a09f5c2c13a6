// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import { EngineError, type Contact, type ErrorKind } from '../../src/engine'
import Today from '../../src/routes/Today.svelte'
import { clockWords, contactWords } from '../../src/ui/contact'
import { attempt, faultWords, toast } from '../../src/ui/toast.svelte'
import { engineOf, settled, show, speak } from './stage'

const contact = (more: Partial<Contact>): Contact => ({ last_at: 0, offset_ms: 0, last_error: null, next_try_at: null, online_hint: true, running: false, ...more })
const failed = (kind: ErrorKind, more: Partial<Contact> = {}) => contact({ last_error: { at: 0, kind, told: null }, ...more })

describe('the last contact', () => {
  beforeEach(() => speak('zh'))

  it('that nobody answered speaks of the portal and the clock, unless there is no network', () => {
    expect(contactWords(failed('no_answer'), 0)).toContain('无线网络')
    expect(contactWords(failed('no_answer'), 0)).toContain('手机时间')
    expect(contactWords(failed('no_answer', { online_hint: false }), 0)).toMatch(/^没有网络/)
    expect(contactWords(failed('not_ours', { online_hint: false }), 0)).toContain('登录无线网络')
    expect(contactWords(failed('storage_refused'), 0)).toContain('照片存储暂时不接收')
    expect(contactWords(contact({}), 0)).toContain('08:00')
    expect(contactWords(contact({ last_at: null }), 0)).toContain('还没有联系过')
  })

  it('tells a wrong clock from five minutes on', () => {
    expect(clockWords({ offset_ms: null })).toBeNull()
    expect(clockWords({ offset_ms: 299_999 })).toBeNull()
    expect(clockWords({ offset_ms: 300_000 })).toContain('慢了 5 分钟')
    expect(clockWords({ offset_ms: -3 * 3_600_000 })).toContain('快了 3 小时')
    expect(clockWords({ offset_ms: Number.NaN })).toBeNull()
  })

  it('shows the wrong clock on the first screen', async () => {
    const engine = engineOf()
    engine.contact.set(contact({ offset_ms: 86_400_000 }))
    const target = show(Today, {}, engine)
    await settled()
    expect(target.textContent).toContain('手机时间慢了 24 小时')
  })
})

describe('a verb that rejects', () => {
  beforeEach(() => speak('zh'))

  it('is told as what it is', async () => {
    expect(faultWords(new EngineError('no_space', ''))).toContain('手机空间不足')
    expect(faultWords(new DOMException('', 'QuotaExceededError'))).toContain('手机空间不足')
    expect(faultWords(new EngineError('not_allowed', ''))).toContain('这里已不能改')
    expect(faultWords(Object.assign(new Error(), { code: 'finished' }))).toContain('这里已不能改')
    expect(faultWords(new EngineError('storage', ''))).toContain('请再点一次')
    await attempt(() => Promise.reject(new EngineError('not_allowed', 'finished elsewhere')))
    expect(toast.text).not.toContain('请再点一次')
  })
})
