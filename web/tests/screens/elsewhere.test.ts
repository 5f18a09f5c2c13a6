// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ElsewhereView, TakenIn } from '../../src/engine'
import Elsewhere from '../../src/routes/seldom/Elsewhere.svelte'
import TakeIn from '../../src/routes/seldom/TakeIn.svelte'
import Today from '../../src/routes/Today.svelte'
import Hub from '../../src/routes/visit/Hub.svelte'
import { engineOf, named, settled, show, speak, visitOf } from './stage'

const one = (more: Partial<ElsewhereView> = {}): ElsewhereView =>
  ({ audit_id: 'v1', station_name: { zh: '渝北站', en: 'Yubei' }, saved_at: Date.parse('2026-11-26T02:00:00Z'), open_here: false, ...more })

function engineWith(list: ElsewhereView[], verbs = {}) {
  const engine = engineOf(verbs)
  engine.today.set({ ...engine.today.get(), elsewhere: list })
  return engine
}

describe('a visit on another phone', () => {
  beforeEach(() => speak('zh'))

  it('is offered on the front page, unless it is open here', () => {
    const offered = (list: ElsewhereView[]) => show(Today, {}, engineWith(list)).querySelector('a[href="/elsewhere"]')
    expect(offered([one()])?.textContent).toContain('1 次未完成')
    expect(offered([one({ open_here: true })])).toBeNull()
    expect(offered([])).toBeNull()
  })

  it('is taken up by a tap, with the word that photos do not come along', async () => {
    const taken: string[] = []
    const engine = engineWith([one()], { continueVisit: (id: string) => Promise.resolve((taken.push(id), 'gone')) })
    const target = show(Elsewhere, {}, engine)
    expect(target.textContent).toContain('渝北站')
    expect(target.textContent).toContain('照片不会')
    expect(target.textContent).toContain('保存')
    named('在这里继续', target).click()
    await settled()
    expect(taken).toEqual(['v1'])
    const { toast } = await import('../../src/ui/toast.svelte')
    expect(toast.text).toContain('已经没有了')
  })

  it('is told in the visit that is open on both, and goes on here when the shopper says so', async () => {
    const leave = vi.fn(() => Promise.resolve())
    const engine = engineWith([one({ open_here: true }), one({ audit_id: 'v2' })], { leaveElsewhere: leave })
    const hub = show(Hub, {}, engine, visitOf({}))
    expect(hub.querySelector('a[href="/elsewhere"]')?.textContent).toContain('另一部手机')
    expect(show(Hub, {}, engine, visitOf({ audit_id: 'v2' })).querySelector('a[href="/elsewhere"]')).toBeNull()
    const target = show(Elsewhere, {}, engine)
    expect(target.textContent).toContain('先到的')
    named('就在这里继续', target).click()
    await settled()
    expect(leave).toHaveBeenCalledWith(expect.objectContaining({ audit_id: 'v1', saved_at: one().saved_at }))
  })
})

describe('taking in a file', () => {
  beforeEach(() => speak('zh'))

  const after = async (result: TakenIn) => {
    const target = show(TakeIn, {}, engineOf({ takeIn: () => Promise.resolve(result) }))
    const input = target.querySelector<HTMLInputElement>('input[type=file]')!
    Object.defineProperty(input, 'files', { value: [new File(['{}'], 'forecourt.json')] })
    input.dispatchEvent(new Event('change', { bubbles: true }))
    await settled()
    return target.querySelector('[role=status]')!.textContent
  }

  it('says what was taken, what was here and what is damaged', async () => {
    const text = await after({ ok: true, taken: 2, known: 1, damaged: 3 })
    for (const part of ['已导入 2 项', '1 项这里已有', '3 项已损坏']) expect(text).toContain(part)
    expect(await after({ ok: true, taken: 0, known: 0, damaged: 0 })).toContain('没有内容')
  })

  it('says why it was refused, and whose it is', async () => {
    expect(await after({ ok: false, why: 'other_person', name: '李四' })).toContain('属于 李四')
    expect(await after({ ok: false, why: 'no_export' })).toContain('不是从这里导出')
    const full = await after({ ok: false, why: 'no_space', taken: 1, known: 0, damaged: 0 })
    expect(full).toContain('已满')
    expect(full).toContain('已导入 1 项')
  })
})
