// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import AssignmentCard from '../../src/routes/AssignmentCard.svelte'
import { isDone, standingOf, startable } from '../../src/routes/refused'
import Today from '../../src/routes/Today.svelte'
import { assignmentOf, engineOf, entryOf, settled, show, speak } from './stage'

const report = (report: 'decline' | 'impossible' | 'recognised', quarantined: boolean) => entryOf({ key: report, kind: 'report', report, revision: null, quarantined })
const audit = (quarantined: boolean, revision = 1) => entryOf({ audit_id: 'v1', revision, quarantined })
const with_ = (...entries: ReturnType<typeof entryOf>[]) => ({ entries, only_here: 0, sending: false })

describe('what the server refused', () => {
  beforeEach(() => speak('zh'))

  it('is not done, whatever became of the visit on this phone', () => {
    expect(standingOf(assignmentOf({ progress: 'declined' }), with_(report('decline', true)))).toBe('refused')
    expect(standingOf(assignmentOf({ progress: 'finished' }), with_(audit(true)))).toBe('refused')
    // An engine that passes over what is refused says "open".
    expect(standingOf(assignmentOf({ progress: 'open' }), with_(report('impossible', true)))).toBe('refused')
    expect(isDone('refused')).toBe(false)
  })

  it('does not hide what was done after it', () => {
    expect(standingOf(assignmentOf({ progress: 'declined' }), with_(report('decline', true), report('decline', false)))).toBe('declined')
    expect(standingOf(assignmentOf({ progress: 'visiting' }), with_(report('decline', true)))).toBe('visiting')
    expect(standingOf(assignmentOf({ progress: 'finished' }), with_(audit(false), audit(true, 2)))).toBe('finished')
    expect(standingOf(assignmentOf({ progress: 'declined' }), with_(report('decline', false), report('recognised', true)))).toBe('declined')
    expect(standingOf(assignmentOf(), with_())).toBe('open')
  })

  it('as a report leaves the visit to be made, as an audit it does not', () => {
    expect(startable(assignmentOf({ progress: 'declined' }), with_(report('decline', true)))).toBe(true)
    expect(startable(assignmentOf({ progress: 'declined' }), with_(report('decline', false)))).toBe(false)
    expect(startable(assignmentOf({ progress: 'finished' }), with_(audit(true)))).toBe(false)
    expect(startable(assignmentOf({ withdrawn: true }), with_())).toBe(false)
  })

  it('stands on the card in place of "declined"', () => {
    const engine = engineOf()
    engine.outbox.set(with_(report('decline', true)))
    const target = show(AssignmentCard, { view: assignmentOf({ progress: 'declined' }) }, engine)
    expect(target.textContent).toContain('服务器拒收')
    expect(target.textContent).not.toContain('已谢绝')
    expect(target.querySelector('button')?.textContent).toBe('开始访问')
  })
})

describe('a visit that the office took back', () => {
  beforeEach(() => speak('zh'))

  it('is shown as such and cannot begin', async () => {
    const engine = engineOf()
    engine.today.set({ ...engine.today.get(), assignments: [assignmentOf({ withdrawn: true })] })
    const target = show(Today, {}, engine)
    await settled()
    expect(target.querySelector('section')?.getAttribute('aria-label')).toBe('不再分配给你')
    expect(target.textContent).not.toContain('开始访问')
  })
})
