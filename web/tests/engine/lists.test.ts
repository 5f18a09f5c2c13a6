import { get } from 'svelte/store'
import { expect, test } from 'vitest'
import type { PersonData } from '../../src/engine/db/person'
import { Lists } from '../../src/engine/lists'
import { emptyOutbox } from '../../src/engine/outbox/types'

/** The data of a person whose outbox is read as `outbox` answers. */
function dataOf(outbox: () => Promise<unknown>, sync: () => { cursor: string | null }): PersonData {
  return {
    readOutbox: outbox,
    drafts: async () => [],
    letter: async () => null,
    checklists: async () => [],
    syncMeta: async () => sync(),
    meta: async () => null,
    db: { getAll: async () => [] },
  } as unknown as PersonData
}

test('a reading that fails is told to who asked for it, and keeps no later one from being shown', async () => {
  let begun = () => undefined as void
  let fail: ((error: Error) => void) | null = null
  let outbox = async (): Promise<unknown> => emptyOutbox()
  let cursor: string | null = null
  const lists = new Lists({ now: () => 0 })
  await lists.show(dataOf(() => outbox(), () => ({ cursor })))
  expect(get(lists.today).never_synced).toBe(true)

  const reading = new Promise<void>((done) => (begun = done))
  outbox = () => new Promise((_, no) => {
    fail = no
    begun()
  })
  const first = lists.refresh('lists')
  await reading
  // Somebody waits for the next reading while this one goes on.
  outbox = async () => emptyOutbox()
  cursor = 'later'
  const second = lists.refresh('lists')
  fail!(new Error('the storage is broken'))
  await expect(first).rejects.toThrow('the storage is broken')
  await second
  expect(get(lists.today).never_synced).toBe(false)

  cursor = null
  await lists.refresh('lists')
  expect(get(lists.today).never_synced).toBe(true)
})
