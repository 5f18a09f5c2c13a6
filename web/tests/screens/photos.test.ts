// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import type { PhotoView } from '../../src/engine'
import Photos from '../../src/routes/visit/Photos.svelte'
import PhotoSheet from '../../src/routes/visit/PhotoSheet.svelte'
import { placeOf } from '../../src/routes/visit/place'
import TakePhoto from '../../src/ui/TakePhoto.svelte'
import { notSafe } from '../../src/ui/unsafe'
import { engineOf, entryOf, named, settled, show, speak, visitOf } from './stage'

const photo = (more: Partial<PhotoView>): PhotoView => ({ photo_id: 'p1', kind: 'scene', taken_at: 0, bytes: 1, items: [], held: false, server: null, submitted: false, ...more })
const engine = () => engineOf({ photoUrl: () => Promise.resolve(null) })

describe('a photo', () => {
  beforeEach(() => speak('zh'))

  it('is on the server only when the server says so', () => {
    expect(placeOf({ held: true, server: null })).toBe('here')
    for (const server of ['stored', 'verified', 'unusable'] as const) expect(placeOf({ held: false, server })).toBe('on_server')
    for (const server of [null, 'missing', 'rejected'] as const) expect(placeOf({ held: false, server })).toBe('gone')
    expect(placeOf({ held: false, server: 'lost' })).toBe('lost')
  })

  it('that is nowhere is not shown as on the server', async () => {
    const target = show(Photos, {}, engine(), visitOf({ photos: [photo({}), photo({ photo_id: 'p2', server: 'verified' })] }))
    await settled()
    const lines = [...target.querySelectorAll('.grid li')].map((one) => one.textContent)
    expect(lines[0]).toContain('找不到了')
    expect(lines[0]).not.toContain('在服务器上')
    expect(lines[1]).toContain('在服务器上')
  })

  it('that is nowhere can be deleted before it was submitted, and reported lost afterwards', async () => {
    const fresh = show(PhotoSheet, { photo: 'p1', onclose: () => undefined }, engine(), visitOf({ photos: [photo({})] }))
    expect(named('删除', fresh)).toBeTruthy()
    const lost: string[] = []
    const telling = Object.assign(engine(), { declareLost: (audit: string, id: string) => Promise.resolve(void lost.push(`${audit} ${id}`)) })
    const sent = show(PhotoSheet, { photo: 'p1', onclose: () => undefined }, telling, visitOf({ photos: [photo({ submitted: true, server: 'missing' })] }))
    const why = sent.querySelector('input')!
    why.value = '手机坏了'
    why.dispatchEvent(new Event('input', { bubbles: true }))
    await settled()
    sent.querySelector('form')!.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
    await settled()
    expect(lost).toEqual(['v1 p1'])
  })

  it('that was submitted offers neither another kind nor deletion', () => {
    const target = show(PhotoSheet, { photo: 'p1', onclose: () => undefined }, engine(), visitOf({ photos: [photo({ held: true, submitted: true })] }))
    expect(target.querySelector('fieldset')).toBeNull()
    expect(target.textContent).not.toContain('删除')
    const own = show(PhotoSheet, { photo: 'p1', onclose: () => undefined }, engine(), visitOf({ photos: [photo({ held: true })] }))
    expect(own.querySelector('fieldset')).not.toBeNull()
  })

  it('of an invoice may be a document, another may not', () => {
    const props = { title: 't', label: 'l', store: () => Promise.reject(new Error('none')) }
    expect(show(TakePhoto, { ...props, documents: true }).querySelector('input')?.accept).toBe('image/*,application/pdf')
    expect(show(TakePhoto, props).querySelector('input')?.accept).toBe('image/*')
  })
})

describe('the number in the corner', () => {
  it('counts what waits with its photos, not only what was never sent', () => {
    const entries = [entryOf({ plain: 'on_phone' }), entryOf({ plain: 'photos_going' }), entryOf({ plain: 'complete' })]
    expect(notSafe({ entries })).toBe(2)
  })

  it('stands in the header while photos are still going', async () => {
    await speak('zh')
    const going = engine()
    going.outbox.set({ entries: [entryOf({ plain: 'photos_going' })], only_here: 0, sending: false })
    const target = show(Photos, {}, going, visitOf({}))
    expect(named('1 件还没有全部送达', target)).toBeTruthy()
  })
})
