// @vitest-environment happy-dom
// A page that holds work which would be lost is asked before another one takes its place.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { beforeGoing, navigate, shown, startRouter } from '../../../src/desk/frame/router.svelte'

let end = (): void => {}
const ask = vi.fn<() => Promise<boolean>>()
let stop = (): void => {}
/** Where the person is, by the address and by what is shown. */
const at = (): (string | undefined)[] => [location.pathname, shown()?.path]
/** The browser goes back to an address: it has changed before anybody is told. */
async function back(to: string, depth: number): Promise<void> {
  history.replaceState({ depth }, '', to)
  dispatchEvent(new PopStateEvent('popstate', { state: { depth } }))
  await vi.waitFor(() => expect(ask).toHaveBeenCalled())
}

beforeEach(async () => {
  vi.stubGlobal('scrollTo', () => {})
  history.replaceState(null, '', '/desk/none/first')
  end = startRouter()
  await navigate('/desk/none/plan')
  ask.mockReset().mockResolvedValue(false)
  stop = beforeGoing(ask)
})
afterEach(() => {
  stop()
  end()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

it('a page that holds something stays, until it is let go', async () => {
  expect(await navigate('/desk/none/other')).toBe(false)
  expect(at()).toEqual(['/desk/none/plan', '/desk/none/plan'])
  ask.mockResolvedValue(true)
  expect(await navigate('/desk/none/other')).toBe(true)
  expect(at()).toEqual(['/desk/none/other', '/desk/none/other'])
})

it('a link is held like everything else', async () => {
  const link = document.createElement('a')
  link.href = '/desk/none/other'
  document.body.append(link)
  link.click()
  await vi.waitFor(() => expect(ask).toHaveBeenCalledOnce())
  expect(at()).toEqual(['/desk/none/plan', '/desk/none/plan'])
})

it('other parameters of the same page are asked about by nobody, nor is anything after the page has ended', async () => {
  await navigate('/desk/none/plan?how=paste')
  expect(location.search).toBe('?how=paste')
  stop()
  await navigate('/desk/none/other')
  expect(ask).not.toHaveBeenCalled()
})

it('back is held too: the browser is sent forward again', async () => {
  const go = vi.spyOn(history, 'go').mockImplementation(() => {})
  const depth = (history.state as { depth: number }).depth
  await back('/desk/none/first', depth - 1)
  await vi.waitFor(() => expect(go).toHaveBeenCalledWith(1))
  expect(shown()?.path).toBe('/desk/none/plan')
  ask.mockReset().mockResolvedValue(true)
  await back('/desk/none/first', depth - 1)
  await vi.waitFor(() => expect(shown()?.path).toBe('/desk/none/first'))
})

describe('a link to a part of another page', () => {
  const scrolled = vi.fn()
  /** A heading that comes into the page. */
  function comes(id: string): HTMLElement {
    const part = document.createElement('h2')
    part.id = id
    part.tabIndex = -1
    document.body.append(part)
    return part
  }
  const follow = async (href: string): Promise<void> => {
    const link = document.createElement('a')
    link.href = href
    document.body.append(link)
    link.click()
    await vi.waitFor(() => expect(shown()?.path).toBe('/desk/none/orders'))
    await new Promise((done) => setTimeout(done))
  }

  beforeEach(() => {
    ask.mockResolvedValue(true)
    document.body.replaceChildren()
    scrolled.mockReset()
    Element.prototype.scrollIntoView = function (this: Element) {
      scrolled(this.id)
    }
  })

  it('keeps the part in the address, and leads there', async () => {
    const part = comes('overdue')
    await follow('/desk/none/orders?station=s#overdue')
    expect(location.href).toMatch(/\/desk\/none\/orders\?station=s#overdue$/)
    expect(document.activeElement).toBe(part)
    expect(scrolled.mock.calls).toEqual([['overdue']])
  })

  it('leads there when the list comes later', async () => {
    await follow('/desk/none/orders#overdue')
    expect(scrolled).not.toHaveBeenCalled()
    comes('danger')
    const part = comes('overdue')
    await vi.waitFor(() => expect(document.activeElement).toBe(part))
    expect(scrolled.mock.calls).toEqual([['overdue']])
    comes('overdue')
    await new Promise((done) => setTimeout(done))
    expect(scrolled).toHaveBeenCalledOnce()
  })

  it('leads nobody away who has begun something else, or has gone on', async () => {
    await follow('/desk/none/orders#overdue')
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))
    comes('overdue')
    await new Promise((done) => setTimeout(done))
    document.body.replaceChildren()
    await follow('/desk/none/orders#today')
    await navigate('/desk/none/other')
    comes('today')
    await new Promise((done) => setTimeout(done))
    expect(scrolled).not.toHaveBeenCalled()
  })

  it('is an address that can be opened: the first page leads there too', async () => {
    end()
    history.replaceState(null, '', '/desk/none/orders#overdue')
    end = startRouter()
    await vi.waitFor(() => expect(shown()?.path).toBe('/desk/none/orders'))
    const part = comes('overdue')
    await vi.waitFor(() => expect(document.activeElement).toBe(part))
  })
})
