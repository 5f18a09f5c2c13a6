import { describe, expect, it } from 'vitest'
import type { VisitView } from '../../src/engine'
import { neighbour, nextOpen } from '../../src/routes/visit/walk'

const view = (states: Record<string, string>): VisitView =>
  ({ groups: [{ items: Object.entries(states).map(([id, state]) => ({ item: { id }, state })) }] }) as unknown as VisitView

describe('the walk through the items', () => {
  it('goes to the next open one, then to those that were passed over', () => {
    const visit = view({ a: 'open', b: 'answered', c: 'na', d: 'open', e: 'implied' })
    expect(nextOpen(visit, null)).toBe('a')
    expect(nextOpen(visit, 'a')).toBe('d')
    expect(nextOpen(visit, 'd')).toBe('a')
  })

  it('ends when none is open but the present one', () => {
    expect(nextOpen(view({ a: 'answered', b: 'open' }), 'b')).toBeNull()
    expect(nextOpen(view({ a: 'answered', b: 'na' }), null)).toBeNull()
  })

  it('steps over what is folded away', () => {
    const visit = view({ a: 'answered', b: 'na', c: 'open' })
    expect(neighbour(visit, 'a', 1)).toBe('c')
    expect(neighbour(visit, 'c', -1)).toBe('a')
    expect(neighbour(visit, 'b', 1)).toBe('c')
    expect(neighbour(visit, 'a', -1)).toBeNull()
  })
})
