// @vitest-environment happy-dom
import { createRawSnippet } from 'svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import Sheet from '../../src/ui/Sheet.svelte'
import Neutral from '../../src/ui/Neutral.svelte'
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
