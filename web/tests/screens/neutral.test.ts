// @vitest-environment happy-dom
import { createRawSnippet } from 'svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import Sheet from '../../src/ui/Sheet.svelte'
import { stayAwake } from '../../src/ui/awake'
import Neutral from '../../src/ui/Neutral.svelte'
import Page from '../../src/ui/Page.svelte'
import { shield } from '../../src/ui/shield.svelte'
import TakePhoto from '../../src/ui/TakePhoto.svelte'
import { engineOf, named, settled, show, speak } from './stage'

describe('the neutral page', () => {
  beforeEach(() => speak('zh'))
  afterEach(() => shield.lower())

  it('is one tap away from every sheet, which stays as it was', () => {
    const closed = vi.fn()
    const target = show(Sheet, { title: 'sheet', onclose: closed, children: createRawSnippet(() => ({ render: () => '<p>text</p>' })) })
    named('遮住屏幕', target).click()
    expect(shield.on).toBe(true)
    expect(closed).not.toHaveBeenCalled()
  })

  it('is one tap away from the camera, which films no more', async () => {
    const stopped = vi.fn()
    const stream = new MediaStream()
    stream.getTracks = () => [{ stop: stopped } as unknown as MediaStreamTrack]
    Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: { getUserMedia: () => Promise.resolve(stream) } })
    const engine = engineOf()
    engine.environment.set({ ...engine.environment.get(), camera: true })
    const target = show(TakePhoto, { title: 't', label: 'take', store: () => Promise.reject(new Error('none')) }, engine)
    named('take', target).click()
    await settled()
    expect(target.querySelector('video')).not.toBeNull()
    expect(stopped).not.toHaveBeenCalled()
    named('遮住屏幕', target).click()
    await settled()
    expect(shield.on).toBe(true)
    expect(target.querySelector('video')).toBeNull()
    expect(stopped).toHaveBeenCalledOnce()
  })

  it('lies above other dialogs: it is a modal one that opens last', () => {
    const modal = vi.spyOn(HTMLDialogElement.prototype, 'showModal')
    const target = show(Neutral, {})
    expect(modal).toHaveBeenCalledOnce()
    expect(modal.mock.contexts[0]).toBe(target.querySelector('dialog'))
    shield.raise()
    named('返回', target).click()
    expect(shield.on).toBe(false)
  })
})

describe('two taps on the empty part of a page', () => {
  beforeEach(() => speak('zh'))
  afterEach(() => shield.lower())

  const tap = (on: Element, at: number) => {
    const event = new Event('pointerup', { bubbles: true })
    Object.defineProperty(event, 'timeStamp', { value: at })
    on.dispatchEvent(event)
  }

  it('put the neutral page up; on what lies there they do not', () => {
    const children = createRawSnippet(() => ({ render: () => '<p>text</p>' }))
    const target = show(Page, { title: 'page', children })
    const main = target.querySelector('main')!
    for (const at of [1000, 1100]) tap(main.querySelector('p')!, at)
    tap(main, 2000)
    tap(main, 3000)
    expect(shield.on).toBe(false)
    tap(main, 3100)
    expect(shield.on).toBe(true)
  })
})

describe('a screen that stays lit', () => {
  const released = vi.fn(() => Promise.resolve())
  const request = vi.fn(() => Promise.resolve({ release: released }))
  beforeEach(() => {
    vi.clearAllMocks()
    Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: { request } })
  })

  it('is asked for, again when the phone is taken out, and given up at the end', async () => {
    const end = stayAwake()
    await settled()
    expect(request).toHaveBeenCalledOnce()
    document.dispatchEvent(new Event('visibilitychange'))
    await settled()
    expect(request).toHaveBeenCalledTimes(2)
    end()
    expect(released).toHaveBeenCalledOnce()
    document.dispatchEvent(new Event('visibilitychange'))
    expect(request).toHaveBeenCalledTimes(2)
  })

  it('that comes only after the end is given back at once', async () => {
    const end = stayAwake()
    end()
    await settled()
    expect(released).toHaveBeenCalledOnce()
  })

  it('is not missed where browsers have none, or refuse it', async () => {
    request.mockRejectedValueOnce(new Error('low battery'))
    stayAwake()()
    Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: undefined })
    stayAwake()()
    await settled()
    expect(released).not.toHaveBeenCalled()
  })
})
