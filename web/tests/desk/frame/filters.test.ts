// @vitest-environment happy-dom
// A filter that is typed is written a moment later: to the address of its own page, and not over what was cleared.
import { flushSync, mount, unmount, type Component } from 'svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { navigate, startRouter } from '../../../src/desk/frame/router.svelte'
import { loadTexts, textsOf } from '../../../src/desk/texts/index.svelte'
import type frame from '../../../src/desk/texts/zh/frame.json'
import Filters from '../../../src/desk/ui/Filters.svelte'
import { urlState } from '../../../src/desk/ui/urlState.svelte'

const w = textsOf<typeof frame>('frame')
let shown: Record<string, unknown> | undefined
let end = (): void => {}

beforeEach(async () => {
  await loadTexts('frame')
  vi.stubGlobal('scrollTo', () => {})
  history.replaceState(null, '', '/desk/none/list?state=open')
  end = startRouter()
  await navigate('/desk/none/list?state=open', { replace: true })
  const filters = [{ kind: 'text', name: 'q', label: 'Q' }, { kind: 'choice', name: 'state', label: 'S', options: [{ value: 'open', text: 'open' }] }]
  shown = mount(Filters as unknown as Component<Record<string, unknown>>, { target: document.body, props: { filters, state: urlState({ q: '', state: '' }) } })
  flushSync()
  vi.useFakeTimers()
})
afterEach(async () => {
  vi.useRealTimers()
  if (shown) await unmount(shown)
  shown = undefined
  end()
  vi.unstubAllGlobals()
})

const field = (): HTMLInputElement => document.querySelector('input[type=search]') as HTMLInputElement
function type(text: string): void {
  field().value = text
  field().dispatchEvent(new Event('input', { bubbles: true }))
}
async function later(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1000)
  flushSync()
}

describe('a filter that is typed', () => {
  it('stands in the address a moment later', async () => {
    type(' pump ')
    expect(location.search).toBe('?state=open')
    await later()
    expect(location.search).toBe('?state=open&q=pump')
  })

  it('is not written to the address of the page to which one goes at once', async () => {
    type('pump')
    const going = navigate('/desk/none/other')
    // Its address stands there while its code is still being loaded.
    expect(location.pathname).toBe('/desk/none/other')
    vi.advanceTimersByTime(1000)
    await going
    await later()
    expect(location.pathname + location.search).toBe('/desk/none/other')
  })

  it('is not written when its page has ended, nor to another address of the same page', async () => {
    type('pump')
    await navigate('/desk/none/list?state=open&more=1')
    await later()
    expect(location.search).toBe('?state=open&more=1')
    expect(field().value).toBe('')
    type('pump')
    if (shown) await unmount(shown)
    shown = undefined
    await later()
    expect(location.search).toBe('?state=open&more=1')
  })

  it('is cleared with the others', async () => {
    type('pump')
    ;[...document.querySelectorAll('button')].find((one) => one.textContent === w().filter.clear)?.click()
    await later()
    expect(location.search).toBe('')
    expect(field().value).toBe('')
  })
})
