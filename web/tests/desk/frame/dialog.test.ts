// @vitest-environment happy-dom
// A press beside a dialog closes it, but not over what was typed.
import { createRawSnippet, flushSync, mount, unmount } from 'svelte'
import { afterEach, expect, it, vi } from 'vitest'
import { loadTexts } from '../../../src/desk/texts/index.svelte'
import Dialog from '../../../src/desk/ui/Dialog.svelte'

let shown: Record<string, unknown> | undefined
afterEach(async () => {
  if (shown) await unmount(shown)
})

/** Opens one, types into it or not, and presses beside it; gives whether it was closed. */
async function pressed({ typed = false, ...props }: { typed?: boolean; light?: boolean; alert?: boolean }): Promise<boolean> {
  await loadTexts('frame')
  const onclose = vi.fn()
  shown = mount(Dialog, { target: document.body, props: { title: 'x', onclose, children: createRawSnippet(() => ({ render: () => '<textarea></textarea>' })), ...props } })
  flushSync()
  const dialog = document.querySelector('dialog') as HTMLDialogElement
  dialog.querySelector('.body')?.dispatchEvent(new Event('pointerdown', { bubbles: true }))
  expect(onclose).not.toHaveBeenCalled()
  if (typed) dialog.querySelector('textarea')?.dispatchEvent(new Event('input', { bubbles: true }))
  dialog.dispatchEvent(new Event('pointerdown', { bubbles: true }))
  await unmount(shown)
  shown = undefined
  return onclose.mock.calls.length > 0
}

it('closes at a press beside it, but not over what was typed', async () => {
  expect(await pressed({})).toBe(true)
  expect(await pressed({ typed: true })).toBe(false)
  expect(await pressed({ typed: true, light: true })).toBe(true)
  expect(await pressed({ alert: true })).toBe(false)
})

it('that nothing else may close is closed neither by a press beside it nor by Escape', async () => {
  await loadTexts('frame')
  shown = mount(Dialog, { target: document.body, props: { title: 'x', children: createRawSnippet(() => ({ render: () => '<p></p>' })) } })
  flushSync()
  const dialog = document.querySelector('dialog') as HTMLDialogElement
  dialog.dispatchEvent(new Event('pointerdown', { bubbles: true }))
  expect(dialog.dispatchEvent(new Event('cancel', { cancelable: true }))).toBe(false)
  // A second Escape is not asked about by every browser.
  expect([dialog.open, dialog.getAttribute('closedby'), dialog.querySelector('.icon-btn')]).toEqual([true, 'none', null])
})
