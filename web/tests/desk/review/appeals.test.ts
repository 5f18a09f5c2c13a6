import { describe, expect, test } from 'vitest'
import { better, isOver, listed, mayAsk, nextWaiting, spoke, verdicts, waitsFor, type Appeal } from '../../../src/desk/review/appeals/logic'
import { items, NOW } from './support'

const appeal = (id: string, more: Partial<Appeal> = {}): Appeal =>
  ({ id, state: 'level_1', filed_at: '2026-11-25T08:00:00Z', due_at: '2026-11-30T10:00:00Z', steps: [{ kind: 'filed', level: 1, by: 'station', evidence: [] }], ...more }) as unknown as Appeal
const step = (kind: string, level: number, person: string) => ({ kind, level, by: 'panel', evidence: [], person: { id: person, name: '' } })

const soon = appeal('soon', { due_at: '2026-11-27T10:00:00Z' })
const late = appeal('late', { due_at: '2026-11-26T07:00:00Z' })
const second = appeal('second', { state: 'level_2' })
const decided = appeal('decided', { state: 'level_1_decided' })
const closed = appeal('closed', { state: 'closed', due_at: null, filed_at: '2026-11-20T08:00:00Z' })
const older = appeal('older', { state: 'closed', due_at: null, filed_at: '2026-11-10T08:00:00Z' })
const pending = appeal('pending', { due_at: null })
const all = [older, pending, closed, decided, second, appeal('first'), soon, late]
const ids = (some: Appeal[]): string[] => some.map((one) => one.id)

describe('the list', () => {
  test('what waits for a level, by its deadline; what is over is the server\u2019s', () => {
    expect(ids(listed(all, 'wait', [1], NOW))).toEqual(['soon', 'first', 'pending'])
    expect(ids(listed(all, 'wait', [2], NOW))).toEqual(['second'])
    expect(listed(all, 'wait', [], NOW)).toEqual([])
    expect(isOver(late, NOW)).toBe(true)
    expect(waitsFor(decided, [1, 2], NOW)).toBe(false)
  })
  test('open ones, closed ones with the newest first, all with the open ones first', () => {
    expect(ids(listed(all, 'closed', [], NOW))).toEqual(['closed', 'older'])
    expect(listed(all, 'open', [], NOW)).toHaveLength(6)
    expect(ids(listed(all, 'all', [], NOW)).slice(-2)).toEqual(['closed', 'older'])
  })
  test('the next that waits', () => {
    expect(nextWaiting(all, 'soon', [1], NOW)?.id).toBe('first')
    expect(nextWaiting(all, 'second', [2], NOW)).toBeNull()
  })
})

describe('what a panel may do', () => {
  test('a red line is upheld or rejected', () => {
    expect(verdicts(items[3])).toEqual(['upheld', 'rejected'])
    expect(verdicts(items[0])).toHaveLength(4)
  })
  test('footage is asked for once, and by whoever decides now', () => {
    expect(mayAsk(soon)).toBe(true)
    expect(mayAsk(appeal('x', { steps: [step('footage_asked', 1, 'p')] as never }))).toBe(false)
    expect(mayAsk(decided)).toBe(false)
  })
  test('who decided level 1 does not decide level 2; who asked for footage at this level goes on', () => {
    expect(spoke(appeal('x', { state: 'level_2', steps: [step('decided', 1, 'me')] as never }), 'me')).toBe(true)
    expect(spoke(appeal('x', { steps: [step('footage_asked', 1, 'me')] as never }), 'me')).toBe(false)
    expect(spoke(appeal('x', { state: 'level_2', steps: [step('footage_asked', 1, 'me')] as never }), 'me')).toBe(true)
  })
  test('only answers that earn more may be stated', () => {
    expect(better(items[0]!, 6)).toEqual([{ value: 2, points: 12 }])
    expect(better(items[0]!, 0)?.map((one) => one.value)).toEqual([2, 1])
    expect(better(items[1]!, 0)).toEqual([{ value: true, points: 10 }])
    expect(better(items[2]!, 0)).toBeNull()
  })
})
