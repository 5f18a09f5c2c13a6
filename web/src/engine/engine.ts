// The engine of one tab: puts the parts together and keeps the readables fresh.

import { Aside } from './aside'
import { Driver, LOCK, reportFailure, type Changed } from './driver'
import { PersonData } from './db/person'
import type { PhoneStore } from './db/phone'
import { notAllowed } from './errors'
import { Keeper } from './keeper'
import { Lists } from './lists'
import { openDraft, type OpenVisit, type VisitWorld } from './open-visit'
import { declineReport, impossibleReport, queueReport, recognisedReport, type Report } from './reports'
import { changePassword, finishSignOut, signIn, type Credentials } from './session'
import { newDraft } from './start'
import { writable } from './readable'
import { uuid } from './platform'
import type { Engine, ImpossibleInput, RecognisedInput, Visit } from './index'
import type { Fix } from './model'
import type { World } from './world'
import type { PhotoResult, Session, SignInResult, SignOutResult, Unsent } from './views'

/** The engine of one tab. */
export class TabEngine implements Engine {
  readonly session = writable<Session>({ state: 'none' })
  readonly lists: Lists
  readonly environment
  readonly update
  readonly language
  private data: PersonData | null = null
  private driver: Driver | null = null
  private closed = false
  /** Another tab told that it sends. */
  private sendingElsewhere = false
  private readonly minute: ReturnType<typeof setInterval>
  private readonly visits = new Map<string, Set<OpenVisit>>()
  private readonly keeper: Keeper
  private readonly aside: Aside

  /** What fails because this tab is closing is no failure. */
  private readonly failed = (error: unknown): void => {
    if (!this.closed) reportFailure(error)
  }

  constructor(private readonly world: World, private readonly phone: PhoneStore, private readonly device_id: string, language: 'zh' | 'en') {
    this.lists = new Lists(world.clock)
    this.keeper = new Keeper(world, () => this.person(), () => this.refresh('outbox'))
    this.aside = new Aside({
      world, phone, device_id, data: () => this.person(), offset_ms: () => this.lists.offset_ms, changed: (what) => this.changed(what),
      send: () => this.driver?.wake('tap') ?? Promise.resolve(), busy: () => this.closed || !this.data || this.driver?.sending === true,
    })
    this.environment = world.environment.facts
    this.update = world.environment.update
    this.language = writable<'zh' | 'en'>(language)
    world.hear((what, person_id, audit_id) => void this.heard(what, person_id, audit_id).catch(this.failed))
    world.onWake((reason) => {
      if (reason === 'visible') void this.refresh('outbox').catch(this.failed)
      if (this.driver) void this.driver.wake(reason).then(() => this.aside.backUp()).catch(this.failed)
      else void finishSignOut(this.sessionWorld()).catch(this.failed)
    })
    world.onHidden(() => void this.aside.backUp({ hidden: true }).catch(this.failed))
    // Windows open and close as time goes by; a dark screen shows none of them.
    this.minute = setInterval(() => {
      if (!world.hidden()) void this.refresh('outbox').then(() => this.aside.backUp()).catch(this.failed)
    }, 60_000)
  }

  get today() { return this.lists.today }
  get outbox() { return this.lists.outbox }
  get contact() { return this.lists.contact }
  get letter() { return this.lists.letter }

  /** Opens what belongs to the person who is signed in; nobody else's data is ever opened. */
  async start(): Promise<void> {
    const record = await this.phone.session()
    const person = record && !record.ended ? record.person : null
    if (this.data?.person_id !== person?.id) {
      this.visits.clear()
      await this.change(person?.id ?? null)
    }
    if (person) void this.world.environment.keepAsking().catch(this.failed)
    if (record?.ended) void finishSignOut(this.sessionWorld()).catch(this.failed)
    await this.showSession()
    if (await this.phone.backgroundUndone(this.world.clock.now(), this.lists.unfinished())) this.world.environment.undone()
    // The first screen comes first; what it shows does not wait for the network.
    const { driver, data } = this
    if (!driver || !data) return
    setTimeout(() => {
      // Somebody else may have signed in meanwhile.
      if (this.data === data) void Promise.all([driver.wake('start').then(() => this.aside.backUp({ look: true })), data.forgetStrays()]).catch(this.failed)
    }, this.world.quiet_ms)
  }

  private async change(person_id: string | null): Promise<void> {
    this.driver?.close()
    this.data?.close()
    this.driver = null
    this.data = person_id ? await PersonData.open(person_id, this.world.clock, () => this.reopen(person_id)) : null
    await this.lists.show(this.data)
    if (!this.data) return
    const { net, clock, locks } = this.world
    this.driver = new Driver({
      data: this.data, phone: this.phone, net, clock, locks, device_id: this.device_id,
      persistent: () => this.world.environment.persistent(),
      changed: (what) => void this.changed(what).catch(this.failed),
    })
  }

  /** The browser ended the connection to the database: everything that was stored is there, a new one goes on. */
  private reopen(person_id: string): void {
    if (this.closed || this.data?.person_id !== person_id) return
    void this.change(person_id).then(() => this.start()).catch(this.failed)
  }

  private async showSession(): Promise<void> {
    const record = await this.phone.session()
    if (!record || record.ended || !this.data) return this.session.set({ state: 'none' })
    const { needs_sign_in } = await this.data.readOutbox()
    this.session.set({ state: 'signed_in', person: record.person, needs_sign_in })
  }

  // ── News ───────────────────────────────────────────────────────────────────

  /** Something changed here: the readables follow, and other tabs hear of it. */
  private async changed(what: Changed, audit_id?: string): Promise<void> {
    if (!this.data) return
    this.world.tell(what, this.data.person_id, audit_id)
    await this.refresh(what)
  }

  private async refresh(what: Changed): Promise<void> {
    // A tap changes nothing on the lists.
    if (what === 'visit') return
    // Another tab or the service worker may be sending; one that died in the middle has let its lock go.
    this.lists.sending = (this.driver?.sending ?? false) || (this.sendingElsewhere && (await this.world.locks.held(LOCK)))
    this.sendingElsewhere = this.sendingElsewhere && this.lists.sending
    await this.lists.refresh(what)
    if (what !== 'sending' && this.data) await this.phone.setUnsent(this.data.person_id, this.lists.unfinished())
    if (what === 'outbox' || what === 'session') await this.showSession()
    if (what === 'lists') for (const visit of this.openVisits()) await visit.reload()
    await this.world.environment.visitOpen(this.isVisiting())
  }

  private async heard(what: Changed, person_id: string, audit_id: string | undefined): Promise<void> {
    if (what === 'session') return this.start()
    if (person_id !== this.data?.person_id) return
    if (what === 'sending') this.sendingElsewhere = true
    await this.refresh(what)
    for (const visit of audit_id ? (this.visits.get(audit_id) ?? []) : []) await visit.reload()
  }

  private openVisits(): OpenVisit[] {
    return [...this.visits.values()].flatMap((set) => [...set])
  }

  /** A visit is under way: open on a screen, or something was written and is neither finished nor thrown away, in any tab. */
  private isVisiting(): boolean {
    return this.lists.drafts.some((draft) => draft.touched) || this.openVisits().length > 0
  }

  // ── Sessions ───────────────────────────────────────────────────────────────

  private sessionWorld() {
    const { net, locks } = this.world
    return { phone: this.phone, net, locks, device_id: this.device_id, device_name: this.world.deviceName }
  }

  async signIn(by: Credentials): Promise<SignInResult> {
    const result = await signIn(this.sessionWorld(), by)
    if (!result.ok) return result
    await this.start()
    await this.entered()
    return result
  }

  async changePassword(old_password: string, new_password: string): Promise<SignInResult> {
    const result = await changePassword(this.sessionWorld(), old_password, new_password)
    // It may have taken a sign-in, which is a new session.
    if (result.ok) await this.entered()
    return result
  }

  private async entered(): Promise<void> {
    await this.person().note({ type: 'signed_in' })
    this.world.tell('session', this.person().person_id)
    await this.refresh('session')
    this.aside.again()
    void this.driver?.wake('tap').then(() => this.aside.backUp({ look: true })).catch(this.failed)
  }

  async signOut(): Promise<SignOutResult> {
    const { unsent, unexported } = await this.lists.unsent()
    if (unexported > 0) return { ok: false, why: 'unsent', unsent }
    const person_id = this.person().person_id
    await this.phone.endSession(person_id)
    await finishSignOut(this.sessionWorld())
    await this.start()
    this.world.tell('session', person_id)
    return { ok: true }
  }

  async unsent(): Promise<Unsent> {
    return (await this.lists.unsent()).unsent
  }

  async unsentOfOthers(): Promise<number> {
    const persons = await this.phone.persons()
    return persons.filter((one) => one.id !== this.data?.person_id).reduce((sum, one) => sum + one.unsent, 0)
  }

  async setLanguage(language: 'zh' | 'en'): Promise<void> {
    await this.phone.setLanguage(language)
    this.world.language.current = language
    this.language.set(language)
  }

  // ── Today ──────────────────────────────────────────────────────────────────

  async sendNow(): Promise<void> {
    await this.driver?.wake('tap')
    await this.refresh('session')
  }

  async seen(): Promise<void> {
    await this.person().seen()
    await this.changed('lists')
  }

  decline(assignment_id: string, reason: string): Promise<void> {
    return this.report(assignment_id, 'decline', () => Promise.resolve(declineReport(assignment_id, reason)))
  }

  impossible(assignment_id: string, input: ImpossibleInput): Promise<void> {
    return this.report(assignment_id, 'impossible', () => impossibleReport(this.person(), assignment_id, input, this.world.clock.now()))
  }

  async recognised(assignment_id: string, input: RecognisedInput): Promise<void> {
    await this.report(assignment_id, 'recognised', () => recognisedReport(this.person(), assignment_id, input))
    const draft = this.lists.drafts.find((one) => one.assignment_id === assignment_id)
    if (!draft) return
    await this.person().changeDraft(draft.audit_id, (one) => ({ ...one, touched: true, exported_at: null, recognised: { at_ms: Math.round(input.at_ms) } }))
    for (const visit of this.visits.get(draft.audit_id) ?? []) await visit.reload()
    await this.changed('visit', draft.audit_id)
  }

  /** One report of a kind for a visit: a second tap is the same intention. */
  private async report(assignment_id: string, verb: Report['verb'], make: () => Promise<Report>): Promise<void> {
    const data = this.person()
    const { items } = await data.readOutbox()
    if (items.some((item) => item.kind === 'report' && item.verb === verb && item.assignment_id === assignment_id && !item.quarantine)) return
    const about = await data.aboutAssignment(assignment_id)
    await queueReport(data, await make(), about, this.world.clock.now())
    await this.changed('outbox')
    await this.changed('lists')
    this.send()
  }

  private send(): void {
    void this.world.environment.askSync()
    void this.phone.askBackground(this.world.clock.now()).catch(this.failed)
    void this.driver?.wake('added').catch(this.failed)
  }

  position(): Promise<Fix | null> {
    return this.keeper.locate()
  }

  async takeReportPhoto(assignment_id: string, blob: Blob): Promise<PhotoResult> {
    const taken_at = this.world.clock.now()
    const record = { photo_id: uuid(), audit_id: assignment_id, of: 'report' as const, kind: 'scene' as const, taken_at, fix: this.keeper.recent() }
    const kept = await this.keeper.keep({ blob, record })
    return kept.ok ? { ok: true, photo_id: kept.record.photo_id } : kept
  }

  // ── Visits ─────────────────────────────────────────────────────────────────

  async startVisit(assignment_id: string): Promise<string> {
    const data = this.person()
    const { offset_ms } = await data.readOutbox()
    const audit_id = await newDraft(data, assignment_id, this.world.clock.moment(offset_ms))
    await this.changed('lists')
    return audit_id
  }

  async openVisit(audit_id: string): Promise<Visit | null> {
    const data = this.person()
    const set = this.visits.get(audit_id) ?? new Set<OpenVisit>()
    const visit: OpenVisit | null = await openDraft(this.visitWorld(data), audit_id, () => {
      if (visit) set.delete(visit)
      void this.world.environment.visitOpen(this.isVisiting())
    })
    if (!visit) return null
    this.visits.set(audit_id, set.add(visit))
    // Only a convenience: a full disk does not keep the visit shut.
    await data.setMeta('last_visit', audit_id).catch(this.failed)
    await this.world.environment.visitOpen(true)
    return visit
  }

  private visitWorld(data: PersonData): VisitWorld {
    const { person_id } = data
    const current = () => {
      if (this.data?.person_id !== person_id) throw notAllowed()
      return this.data
    }
    return {
      get data() {
        return current()
      },
      device_id: this.device_id,
      moment: () => this.world.clock.moment(this.lists.offset_ms),
      keeper: this.keeper,
      changed: (audit_id) => this.changed('visit', audit_id),
      finished: async () => {
        await this.changed('lists')
        this.send()
      },
      listed: () => this.changed('lists'),
    }
  }

  async lastVisit(): Promise<string | null> {
    const data = this.person()
    const last = await data.meta<string>('last_visit')
    return last && this.lists.drafts.some((draft) => draft.audit_id === last) ? last : null
  }

  async photoUrl(photo_id: string): Promise<string | null> {
    const [record, bytes] = await Promise.all([this.person().photo(photo_id), this.person().photoBytes(photo_id)])
    return record && bytes ? URL.createObjectURL(new Blob([bytes], { type: record.content_type })) : null
  }

  // ── Outbox ─────────────────────────────────────────────────────────────────

  exportEntry: Engine['exportEntry'] = (key) => this.aside.export([key])
  exportAll: Engine['exportAll'] = () => this.aside.export()
  confirmExported: Engine['confirmExported'] = (keys) => this.aside.confirmExported(keys)
  takeIn: Engine['takeIn'] = (file) => this.aside.takeIn(file)
  continueVisit: Engine['continueVisit'] = (audit_id) => this.aside.continueVisit(audit_id)
  leaveElsewhere: Engine['leaveElsewhere'] = (told) => this.aside.leaveElsewhere(told)

  async removeRefused(key: string): Promise<boolean> {
    const { items } = await this.person().outbox({ type: 'removed', key })
    await this.changed('outbox')
    await this.changed('lists')
    return !items.some((item) => item.key === key)
  }

  async tryAgain(key: string): Promise<void> {
    await this.person().note({ type: 'lifted', key })
    await this.changed('outbox')
    this.send()
  }

  async declareLost(audit_id: string, photo_id: string, reason: string): Promise<void> {
    await this.person().outbox({ type: 'declared_lost', audit_id, photo_id, reason: [...reason.trim()].slice(0, 1000).join('') || '—' })
    await this.changed('outbox')
    this.send()
  }

  // ── The app itself ─────────────────────────────────────────────────────────

  async applyUpdate(): Promise<boolean> {
    // Another tab may have begun one that this one has not heard of.
    await this.lists.refresh('outbox')
    if (this.isVisiting()) return false
    return this.world.environment.applyUpdate()
  }

  install(): Promise<boolean> {
    return this.world.environment.install()
  }

  askPersistent(): Promise<boolean> {
    return this.world.environment.askPersistent()
  }

  close(): void {
    this.closed = true
    clearInterval(this.minute)
    this.driver?.close()
    this.data?.close()
    this.phone.close()
    this.world.close()
  }

  private person(): PersonData {
    if (!this.data) throw notAllowed()
    return this.data
  }
}
