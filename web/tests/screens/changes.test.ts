// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import Assignment from '../../src/routes/Assignment.svelte'
import AssignmentCard from '../../src/routes/AssignmentCard.svelte'
import { navigate } from '../../src/routes/router.svelte'
import { assignmentOf, engineOf, settled, show, speak } from './stage'

describe('what changed', () => {
  beforeEach(() => speak('zh'))

  it('stands on the card in words', () => {
    expect(show(AssignmentCard, { view: assignmentOf({ mark: 'changed', changes: ['window', 'buy'] }) }).textContent).toContain('有变动：时间；购买要求')
    expect(show(AssignmentCard, { view: assignmentOf({ mark: 'changed' }) }).textContent).toContain('有变动')
    expect(show(AssignmentCard, { view: assignmentOf() }).textContent).not.toContain('有变动')
  })

  it('and what was taken away stay on the page of the visit when their marks go', async () => {
    await navigate('/today/a1')
    const engine = engineOf()
    engine.today.set({ ...engine.today.get(), assignments: [assignmentOf({ mark: 'changed', changes: ['question'], withdrawn: true })] })
    const target = show(Assignment, {}, engine)
    engine.today.set({ ...engine.today.get(), assignments: [] })
    await settled()
    expect(target.textContent).toContain('有变动：提问内容')
    expect(target.textContent).toContain('不再分配给你')
    expect(target.textContent).toContain('渝北站')
  })
})
