// @vitest-environment happy-dom
// The settings of a person: only what can reach him is offered, and nothing is asked for that he may not read.
import { afterEach, expect, it } from 'vitest'
import { closeDesk, openDesk, until } from './desk'
import type { Role } from '../../../src/desk/types'

let asked: string[] = []

afterEach(closeDesk)

const kind = (name: string, reaches: boolean): object => ({ kind: name, name: `name of ${name}`, choice: 'on', receivers: true, reaches })

const open = (role: Role, kinds: object[]) => {
  asked = []
  return openDesk(role, '/desk/settings', (path) => {
    asked.push(path)
    return path === '/v1/me/notifications' ? { email: null, mail: 'no_address', stopped: null, kinds, quiet_from: '22:00', quiet_to: '07:00', daily_at: '08:00' } : { items: [], next_cursor: null }
  })
}
const offered = (): string[] => [...document.querySelectorAll('tbody th')].map((one) => one.textContent ?? '')
const button = (): HTMLButtonElement => document.querySelector('form button.primary') as HTMLButtonElement

it('offers what can reach the person, and keeps his choice of the rest', async () => {
  const sent = await open('station', [kind('order.issued', true), kind('review.overdue', false), kind('order.closed', true)])
  await until(() => expect(offered()).toEqual(['name of order.issued', 'name of order.closed']))
  document.querySelector<HTMLInputElement>('input[name="order.issued"]:not(:checked)')?.click()
  await until(() => expect(button().disabled).toBe(false))
  button().click()
  await until(() => expect(sent.map((one) => one.method)).toContain('PUT'))
  expect(sent.find((one) => one.method === 'PUT')?.body).toMatchObject({ choices: { 'order.issued': 'digest', 'review.overdue': 'on', 'order.closed': 'on' } })
})

it('says so where nothing can', async () => {
  await open('planner', [kind('order.issued', false)])
  await until(() => expect(button()).not.toBeNull())
  expect(document.querySelector('table')).toBeNull()
})

it('asks for no org tree where no role is of a unit: a station may not read it', async () => {
  await open('station', [kind('order.issued', true)])
  await until(() => expect(offered().length).toBe(1))
  expect(asked).toContain('/v1/me/notifications')
  expect(asked).not.toContain('/v1/org-units')
})
