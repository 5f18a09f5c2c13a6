// @vitest-environment happy-dom
// The scripted question: nothing stands for one that was not planned.
import { beforeEach, describe, expect, it } from 'vitest'
import Assignment from '../../src/routes/Assignment.svelte'
import { navigate } from '../../src/routes/router.svelte'
import Question from '../../src/routes/visit/Question.svelte'
import zh from '../../src/i18n/zh.json'
import { assignmentOf, engineOf, itemOf, show, speak, visitOf } from './stage'

const planned = (question: { zh: string; en: string }) => {
  const view = assignmentOf()
  return { ...view, assignment: { ...view.assignment, question } }
}
const NONE = { zh: '', en: '' }
const CAR_WASH = { zh: '能洗车吗？', en: 'Is there a car wash?' }

describe('the scripted question', () => {
  beforeEach(() => speak('zh'))

  it('stands on the page of the visit only when there is one', async () => {
    await navigate('/today/a1')
    const text = (question: typeof NONE) => {
      const engine = engineOf()
      engine.today.set({ ...engine.today.get(), assignments: [planned(question)] })
      return show(Assignment, {}, engine).textContent
    }
    expect(text(NONE)).not.toContain(zh.assignment.question)
    expect(text(CAR_WASH)).toContain(zh.assignment.question)
  })

  it('stands at item 68 only when there is one', () => {
    const at = (question: typeof NONE) => {
      const { visit, view } = visitOf({ assignment: planned(question).assignment })
      return show(Question, { one: itemOf('farewell.enquiry_handled'), visit: view }, engineOf(), { visit, view }).querySelector('.note')?.textContent
    }
    expect(at(NONE)).toBeUndefined()
    expect(at(CAR_WASH)).toContain(CAR_WASH.zh)
  })
})
