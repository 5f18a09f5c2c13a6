// One audit on the desk: what is selected, what is prepared, whose hands it is in. Its verbs stand in `verbs.ts`.
import { holds, me } from '../frame/session.svelte'
import { fill, say } from '../texts/index.svelte'
import { time } from '../ui/format'
import { now } from '../ui/clock.svelte'
import { emptyDraft, isAbout, isApproved, readDraft, releasable, valueOf, writeDraft, type Draft } from './logic/draft'
import { flagWords } from './logic/flags'
import { lineOf, proposal, question } from './logic/notes'
import { fresh } from './logic/boxes'
import type { BlackBox, Case, Checklist, Flag, Item, Line, Photo, Station, Value } from './logic/types'
import { needsEyes, ruleParts, valueWords } from './logic/values'
import { holdOf, missedItems, points, powersOf, unspoken, type Hold, type Point, type Powers } from './logic/verdict'
import { length, w, wordOf } from './texts'

/** Which items are listed. */
export type Show = 'eyes' | 'missed' | 'all'
/** What stands beside the items. */
export type Tab = 'photos' | 'where' | 'revisions' | 'history'
export const TABS: readonly Tab[] = ['photos', 'where', 'revisions', 'history']
const SHOWS: readonly Show[] = ['eyes', 'missed', 'all']

export class Bench {
  draft = $state.raw<Draft>() as Draft
  /** The item that the keyboard stands on. */
  item = $state.raw<string | null>(null)
  /** The photo that is looked at. */
  photo = $state.raw<string | null>(null)
  /** Whether it fills the pane; else all of them are shown. */
  large = $state.raw(false)
  drawing = $state.raw(false)
  show = $state.raw<Show>('eyes')
  tab = $state.raw<Tab>('photos')
  /** Which dialog is open. */
  dialog = $state.raw<'return' | 'correct' | null>(null)
  /** The item whose note or question is being written. */
  writing = $state.raw<{ item: string; what: 'note' | 'ask' | 'keep' } | null>(null)
  busy = $state.raw(false)
  /** It was mine when it was opened or since. */
  wasMine = $state.raw(false)

  readonly audit = $derived.by(() => this.read())
  /** The newest version that a verb of this desk has led to; what is shown may be older for a moment. */
  known = $state.raw(0)
  /** The case as it was shown last. What goes on after the page is left reads this: a derived value then stands still. */
  plain: Case
  /** Something was done with it or is being sent: whoever leaves it does not give it back by that. */
  touched = false
  /** The deed that is on its way; a key that comes meanwhile waits for it. */
  running: Promise<unknown> | null = null
  /** A claim under way or done; what comes after it waits for it. */
  taking: Promise<unknown> | null = null
  readonly items: Map<string, Item> = $derived.by(() => new Map(this.checklist().items.map((item) => [item.id, item])))
  readonly lines: Map<string, Line> = $derived.by(() => new Map(this.audit.explained.lines.map((line) => [line.item, line])))
  readonly photos: Map<string, Photo> = $derived.by(() => new Map(this.audit.photos.map((photo) => [photo.photo_id, photo])))
  readonly hold: Hold = $derived.by(() => holdOf(this.audit, me().id, now()))
  readonly powers: Powers = $derived.by(() => powersOf(this.audit, this.hold, holds('reviewer')))
  readonly missed: Set<string> = $derived.by(() => missedItems(this.audit))
  readonly points: Point[] = $derived.by(() => points(this.audit, this.checklist(), this.draft, me().id))
  readonly listed: Line[] = $derived.by(() => this.audit.explained.lines.filter((line) => this.isListed(line)))
  readonly scenes: Photo[] = $derived.by(() => this.audit.photos.filter(releasable))

  constructor(
    private readonly read: () => Case,
    readonly checklist: () => Checklist,
    readonly station: () => Station | undefined,
  ) {
    this.plain = read()
    this.draft = readDraft(localStorage, me().id, this.plain, Date.now())
    this.show = this.listed.length > 0 ? 'eyes' : 'all'
    this.item = this.listed[0]?.item ?? null
    this.photo = (this.item === null ? undefined : this.photosOf(this.item)[0]) ?? read().photos[0]?.photo_id ?? null
  }

  /** The version to act on. */
  newest(): number {
    return Math.max(this.plain.version, this.known)
  }

  /** Whose hands it is in, whether the page is still there or not. */
  inHands(): Hold {
    return holdOf(this.plain, me().id, Date.now())
  }

  private isListed(line: Line): boolean {
    if (this.show === 'all') return true
    if (this.show === 'missed') return line.miss !== 'none'
    return needsEyes(line) || this.isAsked(line.item) || this.flagsOf(line.item).length > 0
  }

  /** Whether something is asked or said about an item that a reviewer has to see. */
  isAsked(item: string): boolean {
    const answer = this.audit.submission.answers[item]
    return answer?.na_request != null || answer?.photo_reason != null || this.audit.red_lines.some((line) => line.item === item)
  }

  /** Flags in force that point to an item. */
  flagsOf(item: string): Flag[] {
    return this.audit.flags.filter((flag) => flag.in_force && flag.pointer?.split('/')[2] === item)
  }

  /** How many of them there are under a filter. */
  count(show: Show): number {
    const { lines } = this.audit.explained
    if (show === 'all') return lines.length
    if (show === 'missed') return this.missed.size
    return lines.filter((line) => needsEyes(line) || this.isAsked(line.item) || this.flagsOf(line.item).length > 0).length
  }

  nextShow(): void {
    this.show = SHOWS[(SHOWS.indexOf(this.show) + 1) % SHOWS.length] ?? 'eyes'
  }

  nextTab(): void {
    this.tab = TABS[(TABS.indexOf(this.tab) + 1) % TABS.length] ?? 'photos'
  }

  /** Selects an item; its first photo is looked at. */
  choose(item: string, { enlarge = false } = {}): void {
    this.item = item
    const line = this.lines.get(item)
    if (line && !this.isListed(line)) this.show = 'all'
    const [first] = this.photosOf(item)
    if (first !== undefined) this.look(first, enlarge || this.large)
  }

  /** Selects the item so many lines further. */
  step(by: number): void {
    const at = this.listed.findIndex((line) => line.item === this.item)
    const next = this.listed[Math.max(0, Math.min(this.listed.length - 1, at < 0 ? 0 : at + by))]
    if (next) this.choose(next.item)
  }

  /** Photos that an item refers to. */
  photosOf(item: string): string[] {
    return (this.audit.submission.answers[item]?.photos ?? []).filter((id) => this.photos.has(id))
  }

  /** Looks at a photo. */
  look(photo: string, large = true): void {
    if (photo !== this.photo) this.drawing = false
    this.photo = photo
    this.large = large
    if (this.tab !== 'photos') this.tab = 'photos'
    if (large) this.sawn([photo])
  }

  /** Looks at the photo so many further, round from the end. */
  stepPhoto(by: number): void {
    const all = this.audit.photos
    if (all.length === 0) return
    const at = all.findIndex((photo) => photo.photo_id === this.photo)
    const next = all[(at + by + all.length) % all.length]
    if (next) this.look(next.photo_id, this.large)
  }

  zoom(): void {
    if (this.photo === null) return
    if (this.large) {
      this.large = false
      this.drawing = false
    } else this.look(this.photo, true)
  }

  /** Photos were looked at. */
  sawn(ids: readonly string[]): void {
    const fresh = ids.filter((id) => !this.draft.seen.includes(id))
    if (fresh.length > 0) this.change((draft) => draft.seen.push(...fresh))
  }

  /** Scenes that nobody has looked at here. */
  get unseen(): number {
    return this.scenes.filter((photo) => !this.draft.seen.includes(photo.photo_id) && !this.draft.withheld.includes(photo.photo_id)).length
  }

  /** Changes what is prepared, and keeps it. */
  change(how: (draft: Draft) => unknown): void {
    const next = structuredClone(this.draft)
    how(next)
    next.at = Date.now()
    this.draft = next
    writeDraft(localStorage, me().id, this.audit, next)
  }

  isWithheld = (photo: string): boolean => this.draft.withheld.includes(photo)

  /** Shows a photo to the station, or keeps it from it. */
  toggleShown(photo: string | null = this.photo): void {
    const known = photo === null ? undefined : this.photos.get(photo)
    if (!known || !releasable(known) || !this.powers.accept) return
    this.change((draft) => {
      draft.withheld = draft.withheld.includes(known.photo_id) ? draft.withheld.filter((id) => id !== known.photo_id) : [...draft.withheld, known.photo_id]
    })
  }

  boxesOf = (photo: string): BlackBox[] => this.draft.boxes[photo] ?? []

  setBoxes(photo: string, boxes: BlackBox[]): void {
    this.change((draft) => (draft.boxes[photo] = boxes))
  }

  /** Begins or ends drawing on the photo that is looked at. */
  toggleDrawing(): void {
    const known = this.photo === null ? undefined : this.photos.get(this.photo)
    if (!known || !releasable(known) || !this.powers.accept) return
    if (!this.large) this.look(known.photo_id, true)
    this.drawing = !this.drawing
  }

  addBox(): void {
    if (this.photo !== null) this.setBoxes(this.photo, [...this.boxesOf(this.photo), fresh(this.boxesOf(this.photo).length)])
  }

  /** The note of a missed item: what is written, else what is proposed. `outdated`: written by hand about another answer. */
  noteOf(item: string): { text: string; approved: boolean; outdated: boolean } {
    const known = this.draft.notes[item]
    const line = this.lines.get(item)
    const proposed = this.proposed(item, valueOf(line))
    if (known && isAbout(known, line)) return { text: known.text, approved: known.approved, outdated: false }
    // What was proposed for another answer gives way to what is proposed for this one.
    const isOwn = known !== undefined && known.text !== proposed && (known.value === undefined || known.text !== this.proposed(item, known.value))
    return { text: isOwn ? known.text : proposed, approved: false, outdated: isOwn }
  }

  /** What is proposed for an answer. */
  private proposed(id: string, value: Value): string {
    const item = this.items.get(id)
    const line = this.lines.get(id)
    return item && line ? proposal(item, lineOf(item, line, value), { texts: w().note_proposal, values: w().value, say, fill }) : ''
  }

  /** Whether the station gets a note on an item. */
  hasNote = (item: string): boolean => isApproved(this.draft.notes[item], this.lines.get(item))

  setNote(item: string, text: string, approved: boolean): void {
    this.change((draft) => (draft.notes[item] = { text, approved: approved && text.trim() !== '', value: valueOf(this.lines.get(item)) }))
  }

  /** Approves the note of an item, or takes that back. */
  toggleNote(item: string | null = this.item): void {
    if (item === null || !this.missed.has(item) || !this.powers.accept) return
    const note = this.noteOf(item)
    this.setNote(item, note.text, !note.approved)
  }

  /** Missed items whose note can be approved unread: nobody wrote it about another answer. */
  get silent(): string[] {
    const point = this.points.find((one) => one.kind === 'notes')
    return point?.kind === 'notes' ? point.items.filter((item) => !this.noteOf(item).outdated) : []
  }

  approveAll(): void {
    if (!this.powers.accept) return
    const items = this.silent
    this.change((draft) => {
      for (const item of items) draft.notes[item] = { text: this.noteOf(item).text, approved: true, value: valueOf(this.lines.get(item)) }
    })
  }

  ask(item: string, text: string): void {
    this.change((draft) => (draft.remarks[item] = text))
  }

  keep(item: string, reason: string): void {
    this.change((draft) => (draft.keep[item] = reason))
  }

  /** Red lines on which I have to speak; the selected one first. */
  get votes(): string[] {
    const open = unspoken(this.audit, me().id).map((line) => line.item)
    return this.item !== null && open.includes(this.item) ? [this.item, ...open.filter((item) => item !== this.item)] : open
  }

  /** Begins what is prepared anew: what the server has now is where it begins. */
  forget(): void {
    this.draft = emptyDraft(this.audit, Date.now())
  }

  /** The sentence of a flag. */
  flagWords(flag: Flag): string {
    return flagWords(flag, w().flag, {
      fill, length, time: (ms) => time(ms),
      flagName: (id) => {
        const known = this.checklist().flags.find((one) => one.id === id)
        return known ? say(known.text) : id
      },
    })
  }

  /** What was answered, in words. */
  value(item: string, value: unknown): string {
    const known = this.items.get(item)
    return known ? valueWords(known, value, w().value, say) : String(value)
  }

  /** Why a line earned what it earned, in words. */
  rule(line: Line): string {
    const { word, about, numbers } = ruleParts(line.rule)
    const texts = w().rule as Record<string, string>
    if (line.rule === 'na:requested') return texts.na_requested ?? ''
    const named = word === 'implied_by' ? question(say(this.items.get(about)?.text ?? { zh: about, en: about })) : word === 'na' ? this.because(about) : about
    return fill(wordOf(texts, word), { a: numbers[0] ?? '', b: numbers[1] ?? '', about: named })
  }

  /** A condition over flags in the words of the checklist: its flags by name. */
  private because(condition: string): string {
    return condition.replace(/\b(st|v)\.[a-z0-9_]+/g, (id) => {
      const known = this.checklist().flags.find((one) => one.id === id)
      return known ? say(known.text) : id
    })
  }
}
