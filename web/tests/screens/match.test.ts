import { describe, expect, it } from 'vitest'
import { matches } from '../../src/routes/match'

describe('addresses', () => {
  it('are of a pattern part by part', () => {
    expect(matches('/today', '/today')).toEqual({})
    expect(matches('/today', '/today/')).toEqual({})
    expect(matches('/', '/')).toEqual({})
    expect(matches('/today', '/outbox')).toBeNull()
    expect(matches('/today/:id', '/today')).toBeNull()
    expect(matches('/today/:id', '/today/')).toBeNull()
    expect(matches('/today/:id', '/today/a/b')).toBeNull()
  })

  it('give their names, decoded', () => {
    expect(matches('/visit/:audit/item/:item', '/visit/7/item/store.clean%20up')).toEqual({ audit: '7', item: 'store.clean up' })
    expect(matches('/visit/:audit', '/visit/a%2Fb')).toEqual({ audit: 'a/b' })
  })

  it('with malformed percent signs are of none', () => {
    expect(matches('/visit/:audit', '/visit/%E0%A4%A')).toBeNull()
  })
})
