import { describe, expect, test, vi } from 'vitest'
import type { Checklist, Item, Visit } from '../../src/engine/index'
import { versionChange } from '../../src/engine/versions'
import { checklist } from '../support'
import { assignment } from './server'
import { picture, signedIn } from './world'

const A = '26b9634e-9d49-43be-b3af-a8f015d5d436'
const B = '36b9634e-9d49-43be-b3af-a8f015d5d437'
const SIGN = 'approach.brand_sign_visible_intact'
const BADGE = 'greeting.badge_worn'
const SMILE = 'greeting.smile_eye_contact'
const ADDED = 'greeting.name_given'

/** Version 2: the graded smile is a yes or no now, the badge is not asked any more, one item is new, one has other words. */
const second: Checklist = {
  ...checklist, version: 2, sha256: '2'.repeat(64),
  items: [
    ...checklist.items.filter((item) => item.id !== BADGE).map((item): Item => {
      const badge = checklist.items.find((one) => one.id === BADGE)!
      if (item.id === SMILE) return { ...item, answer: badge.answer }
      if (item.id === SIGN) return { ...item, n: item.n + 1, text: { zh: '新问法', en: 'Asked in other words' } }
      return { ...item, n: item.n + 1 }
    }),
    { ...checklist.items.find((one) => one.id === BADGE)!, id: ADDED, text: { zh: '报姓名', en: 'Gave a name' } },
  ],
}

const item = (visit: Visit, id: string) => visit.view.get().groups.flatMap((group) => group.items).find((one) => one.item.id === id)

/** A visit under way on version 1, which the office then withdraws in favour of version 2. */
async function withdrawn() {
  const all = await signedIn([assignment(A)])
  const { engine, server, phone } = all
  const audit_id = await engine.startVisit(A)
  const visit = (await engine.openVisit(audit_id))!
  await visit.takePhoto({ blob: picture('sign'), kind: 'scene', items: [SIGN] })
  await visit.answer(SIGN, 2)
  await visit.answer(SMILE, 1)
  await visit.note(SMILE, '只是点头')
  await visit.answer(BADGE, false)
  await visit.stamp('asked_to_pay')
  phone.pass(31_500)
  await visit.stamp('paid')
  await visit.dispute('st.has_store', true)
  server.versions.set(2, second)
  server.news.set('anna', {
    checklists: [
      { id: 'station-69', version: 1, sha256: checklist.sha256, withdrawn: true },
      { id: 'station-69', version: 2, sha256: second.sha256, withdrawn: false },
    ],
  })
  await engine.sendNow()
  return { ...all, audit_id, visit }
}

describe('a checklist version that is withdrawn under an open visit', () => {
  test('offers the next one with what it changes, and forces nothing', async () => {
    const { engine, server, audit_id, visit } = await withdrawn()
    expect(visit.view.get().next_version).toEqual({
      from: 1, to: 2,
      items: [
        { id: SIGN, n: expect.any(Number) as number, text: { zh: '新问法', en: 'Asked in other words' }, kind: 'changed', cleared: false },
        { id: SMILE, n: expect.any(Number) as number, text: expect.anything() as object, kind: 'changed', cleared: true },
        { id: ADDED, n: expect.any(Number) as number, text: { zh: '报姓名', en: 'Gave a name' }, kind: 'added', cleared: false },
        { id: BADGE, n: expect.any(Number) as number, text: expect.anything() as object, kind: 'gone', cleared: false },
      ],
    })
    await visit.stamp('left')
    expect(await visit.finish({ despite_missing: true })).toEqual({ ok: true })
    await engine.sendNow()
    const { submission } = server.audits.get(`${audit_id}/1`)!
    expect(submission.checklist.version).toBe(1)
    expect(submission.answers[BADGE]).toEqual({ value: false })
  })

  test('is gone over to with answers, taps, remarks and photos kept, and the audit goes out under the next one', async () => {
    const { server, phone, audit_id, visit } = await withdrawn()
    const change = visit.view.get().next_version
    await visit.nextVersion()
    expect(visit.view.get()).toMatchObject({ next_version: null, moved: change, checklist: { version: 2 } })
    expect(item(visit, SIGN)).toMatchObject({ value: 2, photos: [expect.any(String)], item: { text: { zh: '新问法' } } })
    expect(item(visit, SMILE)).toMatchObject({ state: 'open', value: null, note: '只是点头' })
    expect(item(visit, ADDED)).toMatchObject({ state: 'open' })
    expect(item(visit, BADGE)).toBeUndefined()
    expect(item(visit, 'payment.checkout_wait')).toMatchObject({ value: 31, from_stamps: true })
    await visit.answer(SMILE, true)
    phone.kill()
    const again = (await (await phone.open()).openVisit(audit_id))!
    expect(again.view.get()).toMatchObject({ moved: change, checklist: { version: 2 } })
    await again.answer(ADDED, true)
    await again.stamp('left')
    expect(await again.finish({ despite_missing: true })).toEqual({ ok: true })
    await phone.tabs[0]!.engine.sendNow()
    const { submission } = server.audits.get(`${audit_id}/1`)!
    expect(submission.checklist).toEqual({ id: 'station-69', version: 2 })
    expect(submission.answers).toMatchObject({ [SIGN]: { value: 2 }, [SMILE]: { value: true, note: '只是点头' }, [ADDED]: { value: true } })
    expect(submission.answers[BADGE]).toBeUndefined()
    expect(submission.profile_dispute).toEqual(['st.has_store'])
  })

  test('is fetched for a visit without any assignment on it, and works offline from then on', async () => {
    const { engine, server, visit } = await withdrawn()
    expect(server.log.filter((line) => line.includes('/versions/2'))).toHaveLength(1)
    server.online = false
    await visit.nextVersion()
    expect(visit.view.get().checklist.version).toBe(2)
    await engine.sendNow()
    expect(visit.view.get().moved).not.toBeNull()
  })

  test('gone over to in one tab is not gone over to in another, which follows', async () => {
    const { phone, audit_id, visit } = await withdrawn()
    const other = await phone.open()
    const twin = (await other.openVisit(audit_id))!
    const [one, two] = await Promise.allSettled([visit.nextVersion(), twin.nextVersion()])
    expect([one.status, two.status].toSorted()).toEqual(['fulfilled', 'rejected'])
    await vi.waitFor(() => expect([visit, twin].map((each) => each.view.get().checklist.version)).toEqual([2, 2]))
  })

  test('that is not withdrawn offers none, nor does one without a successor', async () => {
    const { engine, server } = await signedIn([assignment(A), assignment(B)])
    const visit = (await engine.openVisit(await engine.startVisit(A)))!
    server.versions.set(2, second)
    const told = (version: number, sha256: string, gone: boolean) => ({ id: 'station-69', version, sha256, withdrawn: gone })
    server.news.set('anna', { checklists: [told(2, second.sha256, false)] })
    await engine.sendNow()
    expect(visit.view.get().next_version).toBeNull()
    server.news.set('anna', { checklists: [told(1, checklist.sha256, true), told(2, second.sha256, true)] })
    await engine.sendNow()
    expect(visit.view.get().next_version).toBeNull()
    await expect(visit.nextVersion()).rejects.toMatchObject({ code: 'not_allowed' })
  })

  test('stays for the answer to a return, which is judged by the version it was begun on', async () => {
    const { engine, server, phone, audit_id, visit } = await withdrawn()
    await visit.stamp('left')
    await visit.finish({ despite_missing: true })
    await engine.sendNow()
    server.news.set('anna', {
      returned: [{
        audit_id, revision: 1, next_revision: 2, remarks: [], due_at: new Date(phone.now + 86_400_000).toISOString(),
        submission: JSON.parse(server.audits.get(`${audit_id}/1`)!.text) as never, photos: [],
      }] as never,
    })
    await engine.sendNow()
    const answer = (await engine.openVisit(audit_id))!
    expect(answer.view.get()).toMatchObject({ revision: 2, next_version: null, checklist: { version: 1 } })
  })
})

test('versions with the same questions under other numbers differ in nothing', () => {
  const renumbered = { ...checklist, version: 2, items: checklist.items.map((one) => ({ ...one, n: one.n + 1 })) }
  expect(versionChange(checklist, renumbered, new Map()).items).toEqual([])
})
