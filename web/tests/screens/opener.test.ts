// @vitest-environment happy-dom
import { createRawSnippet } from 'svelte'
import { beforeEach, describe, expect, it } from 'vitest'
import { EngineError, type Visit } from '../../src/engine'
import ReturnedRemarks from '../../src/routes/ReturnedRemarks.svelte'
import { whyNone } from '../../src/routes/visit/none'
import VisitOpener from '../../src/routes/visit/VisitOpener.svelte'
import { engineOf, entryOf, named, settled, show, speak, visitOf } from './stage'

const children = createRawSnippet(() => ({ render: () => '<p>the visit</p>' }))

/** An engine whose visits open with these, one after the other. */
function opening(...results: (() => Promise<Visit | null>)[]) {
  let at = 0
  return engineOf({ openVisit: () => results[Math.min(at++, results.length - 1)]!() })
}

const fails = (error: Error) => () => Promise.reject(error)
const opens = () => Promise.resolve(visitOf({}).visit)

describe('a visit that does not open', () => {
  beforeEach(() => speak('zh'))

  it('says that the phone is full, offers the way out, and opens at the second try', async () => {
    const engine = opening(fails(new EngineError('no_space', 'QuotaExceededError')), opens)
    const target = show(VisitOpener, { audit: 'v1', children }, engine)
    await settled()
    expect(target.textContent).toContain('手机空间不足')
    expect(named('全部导出为文件', target)).toBeTruthy()
    named('再试一次', target).click()
    await settled()
    expect(target.textContent).toBe('the visit')
  })

  it('does not take a failure as the database threw it for one to be tapped away', async () => {
    const target = show(VisitOpener, { audit: 'v1', children }, opening(fails(new DOMException('full', 'QuotaExceededError'))))
    await settled()
    expect(target.textContent).toContain('手机空间不足')
    expect(target.textContent).not.toContain('请再点一次')
  })

  it('still shows what the reviewer asks', async () => {
    const target = show(ReturnedRemarks, { audit: 'v1', remarks: [{ text: '小票呢' }] }, opening(fails(new Error('gone'))))
    await settled()
    expect(target.textContent).toContain('小票呢')
    expect(named('再试一次', target)).toBeTruthy()
    expect(named('全部导出为文件', target)).toBeTruthy()
  })

  it('without its checklist asks for the network, and opens when it came', async () => {
    const engine = opening(() => Promise.resolve(null), opens)
    engine.outbox.set({ entries: [entryOf({ kind: 'draft', audit_id: 'v1', revision: 2 })], only_here: 1, sending: false })
    let asked = 0
    engine.sendNow = () => Promise.resolve(void (asked += 1))
    const target = show(VisitOpener, { audit: 'v1', children }, engine)
    await settled()
    expect(target.textContent).toContain('检查表还没有下载')
    expect(target.textContent).not.toContain('发件箱里')
    named('再试一次', target).click()
    await settled()
    expect(asked).toBe(1)
    expect(target.textContent).toBe('the visit')
  })

  it('is told apart: without checklist, finished, or no longer here', () => {
    const none = { returned: [] }
    expect(whyNone('v1', none, { entries: [] })).toBe('not_here')
    expect(whyNone('v1', none, { entries: [entryOf({ audit_id: 'v2' })] })).toBe('not_here')
    expect(whyNone('v1', none, { entries: [entryOf({ audit_id: 'v1' })] })).toBe('finished')
    expect(whyNone('v1', none, { entries: [entryOf({ audit_id: 'v1' }), entryOf({ audit_id: 'v1', kind: 'draft' })] })).toBe('no_checklist')
    // An answer that was not begun stands only on Today.
    expect(whyNone('v1', { returned: [{ audit_id: 'v1' } as never] }, { entries: [entryOf({ audit_id: 'v1' })] })).toBe('no_checklist')
  })
})
