// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import Report from '../../src/routes/seldom/Report.svelte'
import { navigate } from '../../src/routes/router.svelte'
import Shell from '../../src/ui/Shell.svelte'
import { assignmentOf, engineOf, named, settled, show, signedIn, speak, visitOf } from './stage'

const IMPOSSIBLE = '/today/a1/impossible'

describe('one phone, two persons', () => {
  beforeEach(() => speak('zh'))

  it('nothing that one wrote is on the screen of the other, also without a moment between them', async () => {
    const engine = engineOf({ position: () => Promise.resolve(null) })
    engine.today.set({ ...engine.today.get(), assignments: [assignmentOf()] })
    await navigate('/today/a1/decline')
    const target = show(Shell, { engine }, engine)
    await settled()
    const note = () => target.querySelector<HTMLTextAreaElement>('textarea')
    note()!.value = '我是甲'
    note()!.dispatchEvent(new Event('input', { bubbles: true }))
    await settled()
    engine.session.set(signedIn('anna'))
    await settled()
    expect(note()!.value).toBe('我是甲')
    engine.session.set(signedIn('ben'))
    await settled()
    expect(note()?.value ?? '').toBe('')
  })
})

describe('"impossible" during a visit that was begun', () => {
  beforeEach(() => speak('zh'))

  /** Reports a visit as impossible; gives what was done with the visit. */
  async function report(progress: 'open' | 'visiting') {
    const done: string[] = []
    const visit = visitOf({}, { discard: () => Promise.resolve(void done.push('discard')) }).visit
    const engine = engineOf({
      position: () => Promise.resolve(null),
      impossible: () => Promise.resolve(void done.push('impossible')),
      openVisit: () => Promise.resolve(visit),
    })
    engine.today.set({ ...engine.today.get(), assignments: [assignmentOf({ progress, audit_id: progress === 'visiting' ? 'v1' : null })] })
    await navigate(IMPOSSIBLE)
    const target = show(Report, {}, engine)
    target.querySelector<HTMLInputElement>('input[type=radio]')!.click()
    await settled()
    target.querySelector('form')!.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
    await settled()
    return { done, target }
  }

  it('asks at once whether to drop it, and drops it', async () => {
    const { done, target } = await report('visiting')
    expect(done).toEqual(['impossible'])
    expect(target.querySelector('dialog')?.textContent).toContain('要放弃它吗')
    named('删除', target).click()
    await settled()
    expect(done).toEqual(['impossible', 'discard'])
    expect(location.pathname).toBe('/today')
  })

  it('keeps it when the shopper wants so', async () => {
    const { done, target } = await report('visiting')
    named('保留访问', target).click()
    await settled()
    expect(done).toEqual(['impossible'])
    expect(target.querySelector('dialog')).toBeNull()
  })

  it('asks nothing without one', async () => {
    const { target } = await report('open')
    expect(target.querySelector('dialog')).toBeNull()
    expect(location.pathname).toBe('/today')
  })
})
