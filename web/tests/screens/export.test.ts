// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import OutboxRow from '../../src/routes/OutboxRow.svelte'
import ExportButton from '../../src/ui/ExportButton.svelte'
import { toast } from '../../src/ui/toast.svelte'
import { engineOf, entryOf, named, settled, show, speak } from './stage'

/** A phone (with a share sheet that ends so) or a desk, and what was told as saved. */
function stage(share: (() => Promise<void>) | null) {
  vi.stubGlobal('matchMedia', () => ({ matches: share !== null }))
  Object.assign(navigator, { canShare: () => true, share: share ?? (() => Promise.reject(new Error('none'))) })
  URL.createObjectURL = () => 'blob:x'
  const saved: string[][] = []
  const engine = Object.assign(engineOf(), { confirmExported: (keys: string[]) => Promise.resolve(void saved.push(keys)) })
  const make = () => Promise.resolve({ name: 'forecourt.json', blob: new Blob(['{}']), keys: ['draft/v1'] })
  show(ExportButton, { label: 'Export', make }, engine)
  return saved
}

describe('an export', () => {
  beforeEach(() => speak('en'))

  it('counts when the share sheet took the file', async () => {
    const saved = stage(() => Promise.resolve())
    named('Export').click()
    await settled()
    expect(saved).toEqual([['draft/v1']])
    expect(toast.text).toBe('Exported')
  })

  it('does not count when the share sheet is closed', async () => {
    const saved = stage(() => Promise.reject(new DOMException('closed', 'AbortError')))
    named('Export').click()
    await settled()
    expect(saved).toEqual([])
    expect(toast.text).toContain('Not exported')
    expect(document.querySelector('dialog')).toBeNull()
  })

  it('as a download counts when the shopper has seen the file', async () => {
    const saved = stage(null)
    named('Export').click()
    await settled()
    expect(saved).toEqual([])
    expect(document.querySelector('dialog')?.textContent).toContain('forecourt.json')
    named('The file is there').click()
    await settled()
    expect(saved).toEqual([['draft/v1']])
  })

  it('as a download without a file does not count', async () => {
    const saved = stage(null)
    named('Export').click()
    await settled()
    named('No file').click()
    await settled()
    expect(saved).toEqual([])
    expect(toast.text).toContain('Not exported')
  })
})

describe('what was refused', () => {
  beforeEach(() => speak('en'))

  it('can be removed once a file holds it, and not before', async () => {
    const removed: string[] = []
    const engine = engineOf({ removeRefused: (key) => Promise.resolve(removed.push(key) > 0) })
    const row = (removable: boolean) => show(OutboxRow, { entry: entryOf({ audit_id: 'v1', quarantined: true, removable }) }, engine)
    const name = 'Remove from this phone (it is in a file)'
    expect(() => named(name, row(false))).toThrow()
    named(name, row(true)).click()
    await settled()
    expect(removed).toEqual(['audit/v1/1'])
  })
})
