// Which kinds of messages somebody may choose of.
import { expect, it } from 'vitest'
import { reaching } from '../../../src/desk/frame/kinds'

it('offers nothing that the server does not say can reach the person', () => {
  // @ts-expect-error The server says it of every kind.
  expect(reaching([{ kind: 'order.issued' }, { kind: 'order.closed', reaches: true }]).map((one) => one.kind)).toEqual(['order.closed'])
})
