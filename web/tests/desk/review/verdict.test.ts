import { describe, expect, test, vi } from 'vitest'
import { acceptance, dropDraft, emptyDraft, readDraft, remarksOf, sweep, writeDraft, type Draft } from '../../../src/desk/review/logic/draft'
import { holdOf, openRequests, points, powersOf, unspoken } from '../../../src/desk/review/logic/verdict'
import { answerChanges, differences } from '../../../src/desk/review/logic/revisions'
import { moments, offsetOf, reach, slotOf } from '../../../src/desk/review/logic/visit'
import { audit, checklist, FROM, line, ME, NOW, photo, TO } from './support'

const later = '2026-11-26T08:20:00Z'
const person = (id: string) => ({ id, name: id })
const draft = (more: Partial<Draft> = {}, of = audit()): Draft => ({ ...emptyDraft(of, NOW), ...more })
const missed = (item: string, more = {}) => audit({ explained: { ...audit().explained, lines: [line(item, { miss: 'full', earned: 0, value: false, rule: 'fail', ...more })] } })

const accepted = { verb: 'accept', at: '2026-11-26T07:00:00Z' }

describe('who holds it', () => {
  test('me, another, nobody, or one that I may not do', () => {
    expect(holdOf(audit({ claimed_by: person(ME), claimed_until: later }), ME, NOW)).toEqual({ who: 'me', until: Date.parse(later) })
    expect(holdOf(audit({ claimed_by: person('b'), claimed_until: later }), ME, NOW).who).toBe('other')
    expect(holdOf(audit({ claimed_by: person('b'), claimed_until: '2026-11-26T07:59:59Z' }), ME, NOW).who).toBe('nobody')
    expect(holdOf(audit({ state: 'second_review', reviewer: person(ME) }), ME, NOW).who).toBe('own_first')
  })
  test('another\u2019s claim leaves votes and doubts, nothing else', () => {
    const powers = powersOf(audit({ state: 'in_review' }), { who: 'other', name: '', until: 0 }, true)
    expect(powers).toMatchObject({ claim: false, accept: false, send_back: false, correct: null, vote: true, clear: true, make_void: 'at_once' })
  })
  test('what is published changes by proposal alone', () => {
    expect(powersOf(audit({ state: 'final' }), { who: 'nobody' }, true)).toMatchObject({ accept: false, correct: 'proposal', make_void: 'proposal', reopen: false })
    expect(powersOf(audit({ state: 'approved' }), { who: 'nobody' }, true)).toMatchObject({ correct: null, make_void: 'at_once', reopen: true })
    expect(powersOf(audit({ state: 'final' }), { who: 'nobody' }, false)).toMatchObject({ correct: null, make_void: null, clear: false })
  })
})

describe('what is in the way of a verdict', () => {
  test('nothing for a clean audit', () => expect(points(audit(), checklist, draft(), ME)).toEqual([])) 
  test('a red line until I have spoken, once only', () => {
    const red = { item: 'a.smoke', outcome: 'open', confirmed_by: [], refuted_by: [] }
    expect(unspoken(audit({ red_lines: [red] }), ME)).toHaveLength(1)
    expect(unspoken(audit({ red_lines: [{ ...red, confirmed_by: [person(ME)] }] }), ME)).toHaveLength(0)
    expect(unspoken(audit({ red_lines: [{ ...red, outcome: 'proven' }] }), ME)).toHaveLength(0)
    const kinds = points(audit({ red_lines: [{ ...red, confirmed_by: [person(ME)] }], state: 'second_review' }), checklist, draft(), ME).map((one) => one.kind)
    expect(kinds).toContain('other_vote')
  })
  test('missing evidence until a reason keeps the answer; a red line cannot be kept', () => {
    const lacking = audit({ explained: { ...audit().explained, lines: [line('a.sign', { evidence: 'missing' }), line('a.smoke', { evidence: 'missing' })] } })
    expect(points(lacking, checklist, draft(), ME)).toEqual([{ kind: 'evidence', items: ['a.sign'] }])
    expect(points(lacking, checklist, draft({ keep: { 'a.sign': 'seen on another photo' } }), ME)).toEqual([])
    expect(points(lacking, checklist, draft({ keep: { 'a.sign': '  ' } }), ME)).toHaveLength(1)
  })
  test('an N/A that is asked for until somebody has spoken about it', () => {
    const asked = audit({ submission: { ...audit().submission, answers: { 'a.badge': { value: null, na_request: { reason: 'dark' } } } } })
    expect(openRequests(asked)).toEqual(['a.badge'])
    expect(openRequests({ ...asked, judgements: [{ kind: 'na_request', target: 'a.badge' } as never] })).toEqual([])
  })
  test('missed items without a note, implied ones apart', () => {
    expect(points(missed('a.badge'), checklist, draft(), ME)).toEqual([{ kind: 'notes', items: ['a.badge'] }])
    expect(points(missed('a.badge', { rule: 'implied_by:a.sign' }), checklist, draft(), ME)).toEqual([])
    expect(points(missed('a.badge'), checklist, draft({ notes: { 'a.badge': { text: 'x', approved: true, value: false } } }), ME)).toEqual([])
  })
  test('a note that was approved for another answer, or nobody knows for which, is none', () => {
    const graded = missed('a.sign', { value: 0 })
    const noted = (value?: number) => draft({ notes: { 'a.sign': { text: 'worn', approved: true, ...(value === undefined ? {} : { value }) } } })
    expect(points(graded, checklist, noted(1), ME)).toEqual([{ kind: 'notes', items: ['a.sign'] }])
    expect(points(graded, checklist, noted(), ME)).toEqual([{ kind: 'notes', items: ['a.sign'] }])
    expect(points(graded, checklist, noted(0), ME)).toEqual([])
  })
})

describe('what goes along with an accept', () => {
  const none = new Set<string>()
  test('nothing for a clean audit: the server releases every verified scene', () => expect(acceptance(draft(), audit(), none)).toEqual({}))
  test('a photo that is withheld, or has boxes, names all that are released', () => {
    const three = audit({ photos: [photo('p1'), photo('p2'), photo('r', { kind: 'receipt' }), photo('u', { state: 'unusable' })] })
    const box = { x: 1, y: 2, w: 300, h: 400 }
    expect(acceptance(draft({ withheld: ['p1'], boxes: { p2: [box] } }), three, none)).toEqual({ released_photos: [{ photo_id: 'p2', boxes: [box] }] })
    expect(acceptance(draft({ boxes: { p2: [] } }), three, none)).toEqual({})
  })
  test('only approved notes of missed items; an earlier one that is taken back goes as an empty one', () => {
    const notes = { 'a.badge': { text: ' wear them ', approved: true, value: true }, 'a.sign': { text: 'no', approved: false, value: true }, 'a.wait': { text: 'gone', approved: true, value: true } }
    expect(acceptance(draft({ notes }), audit(), new Set(['a.badge', 'a.sign']))).toEqual({ station_notes: [{ item: 'a.badge', note: 'wear them' }] })
    const known = audit({ station_notes: [{ item: 'a.badge', note: 'old' }], history: [accepted], photos: [photo('p1', { released: true })] })
    expect(acceptance(draft({}, known), known, new Set(['a.badge']))).toEqual({})
    expect(acceptance(draft({ notes: { 'a.badge': { text: 'old', approved: false } } }, known), known, new Set(['a.badge']))).toEqual({ station_notes: [{ item: 'a.badge', note: '' }] })
  })
  test('no words about an answer that was corrected after they were approved', () => {
    const worn = { 'a.sign': { text: 'worn', approved: true, value: 1 } }
    const bad = missed('a.sign', { value: 0 })
    const items = new Set(['a.sign'])
    expect(acceptance(draft({ notes: worn }), missed('a.sign', { value: 1, miss: 'partial' }), items)).toEqual({ station_notes: [{ item: 'a.sign', note: 'worn' }] })
    expect(acceptance(draft({ notes: worn }), bad, items)).toEqual({})
    // What stands at the server is taken back then, also by whoever opens the page after the correction.
    const corrected = (at: string, old: number, now: number) => ({ kind: 'answer', target: 'a.sign', old, new: now, at }) as never
    const stands = { ...bad, station_notes: [{ item: 'a.sign', note: 'worn' }], history: [accepted], photos: [photo('p1', { released: true })] }
    const before = { ...stands, judgements: [corrected('2026-11-26T06:30:00Z', 1, 0)] }
    const since = { ...stands, judgements: [corrected('2026-11-26T07:50:00Z', 2, 0), corrected('2026-11-26T07:30:00Z', 1, 2)] }
    expect(acceptance(draft({}, before), before, items)).toEqual({})
    expect(emptyDraft(since, NOW).notes['a.sign']).toEqual({ text: 'worn', approved: true, value: 1 })
    expect(acceptance(draft({}, since), since, items)).toEqual({ station_notes: [{ item: 'a.sign', note: '' }] })
    // Whatever a later submission answers: nobody has approved these words for it.
    const answered = { ...before, revisions: [...before.revisions, { ...before.revisions[0], revision: 2, received_at: '2026-11-26T07:40:00Z' } as never] }
    expect(acceptance(draft({}, answered), answered, items)).toEqual({ station_notes: [{ item: 'a.sign', note: '' }] })
  })
  test('what the first reviewer released stays, unless the second one changes it', () => {
    const second = audit({ state: 'second_review', photos: [photo('p1', { released: true }), photo('p2')] })
    expect(acceptance(draft({}, second), second, none)).toEqual({})
    expect(acceptance(draft({ withheld: [] }, second), second, none).released_photos).toHaveLength(2)
    expect(acceptance(draft({ visit_na_accepted: true }, second), second, none)).toEqual({ visit_na_accepted: true })
    expect(acceptance(draft({ visit_na_accepted: true }), audit(), none)).toEqual({})
  })
  test('a verdict that was taken back is given again as it was: boxes and what was kept back are said once more', () => {
    const box = { x: 1, y: 2, w: 300, h: 400 }
    const photos = [photo('p1', { released: true, boxes: [box] }), photo('p2'), photo('p3', { released: true }), photo('r', { kind: 'receipt' })]
    const back = audit({ state: 'in_review', photos, history: [accepted] })
    const mine = emptyDraft(back, NOW)
    expect([mine.withheld, mine.boxes]).toEqual([['p2'], { p1: [box] }])
    expect(acceptance(mine, back, none)).toEqual({ released_photos: [{ photo_id: 'p1', boxes: [box] }, { photo_id: 'p3', boxes: [] }] })
    // Boxes alone and what is kept back alone are said too.
    const boxed = { ...back, photos: [photos[0] as never, photos[2] as never] }
    expect(acceptance(emptyDraft(boxed, NOW), boxed, none).released_photos).toHaveLength(2)
    const kept = { ...back, photos: [photos[1] as never, photos[2] as never] }
    expect(acceptance(emptyDraft(kept, NOW), kept, none)).toEqual({ released_photos: [{ photo_id: 'p3', boxes: [] }] })
    // All of it shown and without a box: that is another wish than what stands.
    expect(acceptance({ ...mine, withheld: [], boxes: {} }, back, none).released_photos).toEqual(['p1', 'p2', 'p3'].map((photo_id) => ({ photo_id, boxes: [] })))
  })
  test('a verdict that showed nothing shows nothing when it is given again', () => {
    const back = audit({ state: 'in_review', photos: [photo('p1'), photo('p2')], history: [accepted] })
    expect(acceptance(emptyDraft(back, NOW), back, none)).toEqual({ released_photos: [] })
    const aside = { ...back, history: [{ ...accepted, verb: 'incomplete' }] }
    expect(acceptance(emptyDraft(aside, NOW), aside, none)).toEqual({ released_photos: [] })
  })
  test('what the shopper sent since the verdict is shown unless it is kept back', () => {
    const before = audit({ state: 'in_review', photos: [photo('p1', { released: true }), photo('p2'), photo('p3', { first_revision: 2 })], history: [accepted] })
    const answered = { ...before, revisions: [...before.revisions, { ...before.revisions[0], revision: 2, received_at: '2026-11-26T07:40:00Z' } as never] }
    expect(emptyDraft(answered, NOW).withheld).toEqual(['p2'])
    expect(acceptance(emptyDraft(answered, NOW), answered, none).released_photos?.map((one) => one.photo_id)).toEqual(['p1', 'p3'])
  })
  test('what was shown and stays so needs no word', () => {
    const back = audit({ state: 'in_review', photos: [photo('p1', { released: true })], history: [accepted] })
    expect(acceptance(emptyDraft(back, NOW), back, none)).toEqual({})
  })
  test('reasons that keep an answer, questions of a return', () => {
    expect(acceptance(draft({ keep: { 'a.sign': ' seen ', 'a.badge': ' ' } }), audit(), none)).toEqual({ keep: [{ item: 'a.sign', reason: 'seen' }] })
    expect(remarksOf(draft({ remarks: { '': 'why so short', 'a.sign': ' photo? ', 'a.badge': ' ' } }))).toEqual([{ item: 'a.sign', text: 'photo?' }, { text: 'why so short' }])
  })
})

describe('what is prepared is kept', () => {
  const shelf = (): Storage => {
    const kept = new Map<string, string>()
    return { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => void kept.set(name, value), removeItem: (name: string) => void kept.delete(name), key: (at: number) => [...kept.keys()][at] ?? null, get length() { return kept.size }, clear: () => kept.clear() }
  }
  test('over a reload; for the next revision only the notes', () => {
    const place = shelf()
    writeDraft(place, 'me', audit(), draft({ notes: { 'a.badge': { text: 'x', approved: true } }, withheld: ['p1'], remarks: { '': 'q' } }))
    expect(readDraft(place, 'me', audit(), NOW).withheld).toEqual(['p1'])
    const next = readDraft(place, 'me', audit({ revision: 2 }), NOW)
    expect(next.notes['a.badge']?.text).toBe('x')
    expect([next.withheld, next.remarks]).toEqual([[], {}])
  })
  test('for its author alone: the second reviewer begins with nothing of it', () => {
    const place = shelf()
    writeDraft(place, 'me', audit(), draft({ notes: { 'a.badge': { text: 'x', approved: true } }, keep: { 'a.badge': 'seen' }, remarks: { '': 'q' } }))
    expect(readDraft(place, 'other', audit(), NOW)).toEqual(emptyDraft(audit(), NOW))
    dropDraft(place, 'other', audit().id)
    expect(readDraft(place, 'me', audit(), NOW).remarks).toEqual({ '': 'q' })
  })
  test('not over a verdict of another: what that one boxed and kept back stays, the rest is kept', () => {
    const [place, box] = [shelf(), { x: 1, y: 2, w: 300, h: 400 }]
    const photos = [photo('p1'), photo('p2')]
    const mine = { ...emptyDraft(audit({ photos }), NOW), withheld: ['p1'], remarks: { '': 'q' } }
    writeDraft(place, 'me', audit({ photos }), mine)
    const back = audit({ state: 'in_review', photos: [photo('p1', { released: true, boxes: [box] }), photo('p2')], history: [accepted] })
    const found = readDraft(place, 'me', back, NOW)
    expect([found.withheld, found.boxes, found.remarks]).toEqual([['p2'], { p1: [box] }, { '': 'q' }])
    // What is prepared with that verdict in view counts.
    writeDraft(place, 'me', back, { ...found, withheld: [] })
    expect(readDraft(place, 'me', back, NOW).withheld).toEqual([])
  })
  test('drafts of before they lay by person go to who opens the audit, but no first reviewer’s words to the second', () => {
    const [place, id] = [shelf(), audit().id]
    const old = JSON.stringify(draft({ remarks: { '': 'of before' } }))
    place.setItem(`forecourt.review.${id}`, old)
    place.setItem('forecourt.review.today', 'Thu-Nov-26-2026 3')
    place.setItem('forecourt.review.gone', JSON.stringify(draft({ at: NOW - 15 * 86_400_000 })))
    sweep(place, NOW)
    expect(Array.from({ length: place.length }, (_, at) => place.key(at))).toEqual([`forecourt.review.${id}`])
    expect(readDraft(place, 'me', audit(), NOW).remarks).toEqual({ '': 'of before' })
    expect(readDraft(place, 'me', audit(), NOW).remarks).toEqual({ '': 'of before' })
    expect(readDraft(place, 'other', audit(), NOW).remarks).toEqual({})
    expect(place.getItem(`forecourt.review.${id}`)).toBeNull()
    place.setItem(`forecourt.review.${id}`, old)
    expect(readDraft(place, 'second', audit({ state: 'second_review' }), NOW).remarks).toEqual({})
    expect(place.length).toBe(1)
  })
  test('nothing is kept of nothing; old ones are swept away; broken ones are begun anew', () => {
    const place = shelf()
    writeDraft(place, 'me', audit(), draft())
    expect(place.length).toBe(0)
    place.setItem('forecourt.reviewed', 'today 3')
    writeDraft(place, 'me', audit(), draft({ remarks: { '': 'q' } }))
    sweep(place, NOW + 13 * 86_400_000)
    expect(place.length).toBe(2)
    sweep(place, NOW + 15 * 86_400_000)
    expect(place.getItem('forecourt.reviewed')).toBe('today 3')
    expect(place.length).toBe(1)
    place.setItem(`forecourt.review.draft.me.${audit().id}`, '{')
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    expect(readDraft(place, 'me', audit(), NOW).remarks).toEqual({})
    expect(warn).toHaveBeenCalledOnce()
    warn.mockRestore()
    dropDraft(place, 'me', audit().id)
    expect(place.length).toBe(1)
  })
})

describe('the line of time', () => {
  test('in order, with what lies outside of the visit', () => {
    const base = audit()
    const at = audit({
      photos: [photo('p1', { exif_at: '2026-11-26T01:00:00Z' }), photo('p2', { exif_at: '2026-11-26T04:10:20Z' })],
      submission: { ...base.submission, receipts: [{ kind: 'fuel', at_ms: FROM - 90_000, photo_id: 'p2' }, { kind: 'invoice', at_ms: TO + 9e6 }, { kind: 'store', at_ms: FROM + 10 }] },
    })
    const all = moments(at, 300_000)
    expect(all.map((one) => one.kind)).toEqual(['receipt', 'started', 'receipt', 'photo', 'photo', 'finished', 'received', 'receipt'])
    expect(all.map((one) => one.outside)).toEqual([true, false, false, true, false, false, false, false])
    expect(all.find((one) => one.photo === 'p1')?.exif).toBe(Date.parse('2026-11-26T01:00:00Z'))
    expect(all.filter((one) => one.photo === 'p2').every((one) => one.exif === null)).toBe(true)
  })
  test('the slot of the checklist in the station\u2019s own time, or the one of the assignment', () => {
    expect([0, 29_999, 30_001, 59_999].map((ms) => offsetOf(FROM + ms, 'Asia/Shanghai'))).toEqual([480, 480, 480, 480])
    expect(slotOf(audit(), checklist, 'Asia/Shanghai')).toEqual({ id: 'day', from: Date.parse('2026-11-26T01:30:00Z'), to: Date.parse('2026-11-26T08:30:00Z'), assigned: false })
    expect(slotOf(audit(), checklist, 'Europe/London')).toBeNull()
    const assigned = { ...audit(), assigned: { slot: 'night', window_start: '2026-11-26T12:00:00Z', window_end: '2026-11-26T14:00:00Z', night: true, self_service: false } }
    expect(slotOf(assigned, checklist, 'Asia/Shanghai')).toMatchObject({ id: 'night', assigned: true })
  })
  test('the picture holds the whole visit, and not the whole of a long slot', () => {
    const all = moments(audit(), 300_000)
    const { from, to } = reach(all, slotOf(audit(), checklist, 'Asia/Shanghai'))
    expect(from).toBeLessThan(FROM)
    expect(to).toBeGreaterThan(TO)
    expect(to - from).toBeLessThan((TO - FROM) * 2)
  })
})

describe('side by side', () => {
  test('only lines that differ, with the points', () => {
    const before = [line('a.sign'), line('a.badge')]
    const after = [line('a.sign'), line('a.badge', { value: false, earned: 0, rule: 'fail' }), line('a.wait')]
    expect(differences(before, after).map((one) => [one.item, one.points])).toEqual([['a.badge', -10], ['a.wait', 20]])
  })
  test('what an answer to a return changed', () => {
    const before = { a: { value: true, photos: ['1'] }, b: { value: 1, note: 'x' }, c: { value: 2 } }
    const after = { a: { value: true, photos: ['1', '2'] }, b: { value: 1, note: 'y' }, c: { value: 2 }, d: { value: false } }
    expect(answerChanges(before, after)).toEqual([
      { item: 'a', value: null, note: null, photos: { added: ['2'], removed: [] } },
      { item: 'b', value: null, note: { before: 'x', after: 'y' }, photos: null },
      { item: 'd', value: { before: null, after: false }, note: null, photos: null },
    ])
  })
})
