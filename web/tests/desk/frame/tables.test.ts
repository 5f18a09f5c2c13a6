// @vitest-environment happy-dom
// The keyboard in a page with two tables, and a table of which there is more.
import { flushSync, mount, unmount, type Component } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startKeys } from '../../../src/desk/frame/keys.svelte'
import { fill, loadTexts, textsOf } from '../../../src/desk/texts/index.svelte'
import type frame from '../../../src/desk/texts/zh/frame.json'
import Table from '../../../src/desk/ui/Table.svelte'

interface Row {
  id: string
  n: number
}
const w = textsOf<typeof frame>('frame')
const columns = [{ id: 'n', head: 'N', text: (row: Row) => `${row.id}${row.n}`, sort: (row: Row) => row.n }]
const rowsOf = (id: string, ...numbers: number[]): Row[] => numbers.map((n) => ({ id, n }))
let shown: Record<string, unknown>[] = []
let end = (): void => {}

beforeEach(async () => {
  await loadTexts('frame')
  end = startKeys(() => {})
})
afterEach(async () => {
  end()
  for (const one of shown.splice(0)) await unmount(one)
})

function table(label: string, rows: Row[], more: Record<string, unknown> = {}): void {
  // Without the plugin of Svelte a component has no type parameters.
  shown.push(mount(Table as unknown as Component<Record<string, unknown>>, { target: document.body, props: { rows, columns, key: (row: Row) => `${row.id}${row.n}`, label, sortParam: null, ...more } }))
  flushSync()
}
function press(...keys: string[]): void {
  for (const key of keys) {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    flushSync()
  }
}
const active = (): string[] => [...document.querySelectorAll('.line.active')].map((line) => line.textContent?.trim() ?? '')

it('moves through the tables of a page in their order, and opens the row on which it stands', () => {
  const opened: string[] = []
  const onopen = (row: Row): number => opened.push(`${row.id}${row.n}`)
  table('first', rowsOf('a', 1, 2), { onopen })
  table('empty', [], { onopen })
  table('second', rowsOf('b', 1, 2), { onopen })
  press('j')
  expect(active()).toEqual(['a1'])
  press('j', 'j')
  expect(active()).toEqual(['b1'])
  press('Enter', 'j', 'j', 'j')
  expect(active()).toEqual(['b2'])
  press('k', 'k')
  expect(active()).toEqual(['a2'])
  press('Enter', 'k', 'k', 'k')
  expect(active()).toEqual(['a1'])
  expect(opened).toEqual(['b1', 'a2'])
})

it('goes on from the table that was used last', () => {
  table('first', rowsOf('a', 1, 2))
  table('second', rowsOf('b', 1, 2))
  document.querySelector('[aria-label=second]')?.dispatchEvent(new FocusEvent('focusin', { bubbles: true }))
  press('j')
  expect(active()).toEqual(['b1'])
})

it('does not sort what is not all here, and has more at a press', async () => {
  const onmore = vi.fn()
  table('part', rowsOf('a', 2, 1), { sort: 'n', more: true, onmore })
  const lines = (): string[] => [...document.querySelectorAll('.line')].map((line) => line.textContent?.trim() ?? '')
  expect(lines()).toEqual(['a2', 'a1'])
  expect(document.querySelectorAll('[role=columnheader] button').length).toBe(0)
  expect(document.body.textContent).toContain(w().table.moreSort)
  ;[...document.querySelectorAll('button')].find((one) => one.textContent === w().table.more)?.click()
  expect(onmore).toHaveBeenCalledOnce()
  await unmount(shown.pop() as Record<string, unknown>)
  table('whole', rowsOf('a', 2, 1), { sort: 'n' })
  expect(lines()).toEqual(['a1', 'a2'])
  expect(document.querySelectorAll('[role=columnheader] button').length).toBe(1)
})

it('tells a head that is cut whole, with what it means and what a press does', () => {
  const named = [
    { id: 'n', head: 'Long name', hint: 'What it means', text: (row: Row) => row.id, sort: (row: Row) => row.n },
    { id: 'm', head: 'Other name', text: (row: Row) => row.id },
  ]
  table('heads', rowsOf('a', 1), { columns: named })
  const heads = [...document.querySelectorAll<HTMLElement>('[role=columnheader]')]
  expect(heads.map((one) => one.title)).toEqual([`${fill(w().table.sortBy, { name: 'Long name' })}\nWhat it means`, 'Other name'])
  expect(heads.map((one) => one.querySelector('.name')?.textContent)).toEqual(['Long name', 'Other name'])
})

it('marks a row by what its page says of it, without a choice of rows', () => {
  table('marked', rowsOf('a', 1, 2), { rowClass: (row: Row) => (row.n === 2 ? 'selected' : '') })
  expect([...document.querySelectorAll('.line.selected')].map((line) => line.textContent?.trim())).toEqual(['a2'])
})
