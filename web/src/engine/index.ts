// The engine: everything the phone does, without a user interface. Screens call `Engine` and `Visit` and show views.

import type {
  Fix, FlagValue, Obstacle, PhotoKind, PhotoReason, PurchaseReceipt, StampName, Value,
} from './model'
import type { ExportFile } from './export'
import type {
  AuthorityLetter, Contact, Continued, ElsewhereView, Environment, FinishResult, OutboxView, PhotoResult, Readable, Session, SignInResult,
  SignOutResult, TakenIn, Today, Unsent, Update, VisitView,
} from './views'

export * from './model'
export * from './views'
export type { ExportFile } from './export'
export { likelyKind } from './photo-kind'
export { EngineError, type EngineErrorCode } from './errors'

/** A photo as the camera or the file dialogue gave it. */
export interface PhotoInput {
  /** A `File` is a `Blob`. */
  blob: Blob
  kind: PhotoKind
  /** The items it shows; may be empty (receipts, overview) and changed later. */
  items?: string[]
}

/** What a report of a visit that could not be made says. */
export interface ImpossibleInput {
  reason: Obstacle
  note?: string
  /** Photos taken with `engine.takeReportPhoto`. */
  photos?: string[]
  fix?: Fix | null
}

/** When and how staff recognised the shopper. */
export interface RecognisedInput {
  /** The minute, epoch ms by the phone. */
  at_ms: number
  note?: string
  photos?: string[]
  fix?: Fix | null
}

/** Everything about one open visit. Every call resolves after the change is stored, and `view` has changed by then. */
export interface Visit {
  readonly audit_id: string
  readonly view: Readable<VisitView>
  /** Sets or (with `null`) clears the value of an item. Rejects a value that the checklist does not allow. */
  answer(item: string, value: Value): Promise<void>
  /** Gives a measured item back to the stamps. */
  useStamps(item: string): Promise<void>
  note(item: string, text: string): Promise<void>
  photoReason(item: string, reason: PhotoReason | null): Promise<void>
  /** Asks for an N/A that the flags do not give; an empty reason takes it back. */
  requestNa(item: string, reason: string): Promise<void>
  /** Sets a visit flag (`v.…`); items fold away or come back. */
  flag(id: string, value: FlagValue): Promise<void>
  /** Says that a station flag (`st.…`) is wrong on site. */
  dispute(stationFlag: string, wrong: boolean): Promise<void>
  /** One tap of the stop-watch, now. */
  stamp(name: StampName): Promise<void>
  didNotHappen(name: StampName): Promise<void>
  /** Takes back the last tap. */
  undo(): Promise<void>
  /** Takes back one tap. */
  clearStamp(name: StampName): Promise<void>
  /** Asks the phone for a position and records what it says; resolves with `null` when there is none. Never blocks. */
  checkIn(): Promise<Fix | null>
  checkOut(): Promise<Fix | null>
  takePhoto(input: PhotoInput): Promise<PhotoResult>
  /** Which items a photo shows. */
  photoItems(photo_id: string, items: string[]): Promise<void>
  photoKind(photo_id: string, kind: PhotoKind): Promise<void>
  /** Removes a photo that was never submitted. */
  removePhoto(photo_id: string): Promise<void>
  receipts(list: PurchaseReceipt[]): Promise<void>
  narrative(text: string): Promise<void>
  recognised(at_ms: number | null): Promise<void>
  /** Goes over to `view.next_version`: answers, taps and photos stay. Rejects when there is none. */
  nextVersion(): Promise<void>
  /** Freezes the submission and puts it into the outbox. From then on the visit cannot be changed. */
  finish(options?: { despite_missing?: boolean }): Promise<FinishResult>
  /** Throws the visit and its photos away. Only for drafts of revision 1; the shopper must have confirmed. */
  discard(): Promise<void>
  /** Ends the subscriptions. */
  close(): void
}

/** The engine of one tab. */
export interface Engine {
  readonly environment: Readable<Environment>
  readonly session: Readable<Session>
  readonly today: Readable<Today>
  readonly outbox: Readable<OutboxView>
  readonly contact: Readable<Contact>
  readonly letter: Readable<AuthorityLetter | null>
  readonly update: Readable<Update>
  /** Chosen language; stored for the person's phone and sent as `Accept-Language`. */
  readonly language: Readable<'zh' | 'en'>
  setLanguage(language: 'zh' | 'en'): Promise<void>

  signIn(by: { username: string; password: string } | { username: string; code: string; new_password: string }): Promise<SignInResult>
  /** Repeating it after a lost answer is safe. */
  changePassword(old_password: string, new_password: string): Promise<SignInResult>
  /** Refused while something is unsent and not exported, unless everything was exported since. */
  signOut(): Promise<SignOutResult>
  unsent(): Promise<Unsent>
  /** How many entries other persons still have on this phone; without names, for the sign-in page. */
  unsentOfOthers(): Promise<number>

  /** The shopper tapped "send now". Resolves when the round is over. */
  sendNow(): Promise<void>
  /** The shopper has looked at Today: marks go. */
  seen(): Promise<void>

  decline(assignment_id: string, reason: string): Promise<void>
  impossible(assignment_id: string, input: ImpossibleInput): Promise<void>
  recognised(assignment_id: string, input: RecognisedInput): Promise<void>
  takeReportPhoto(assignment_id: string, blob: Blob): Promise<PhotoResult>
  /** One position with its accuracy, or `null`. */
  position(): Promise<Fix | null>

  /** Starts a visit, or opens the one that is under way; gives its audit id. */
  startVisit(assignment_id: string): Promise<string>
  /** `null`: there is no such draft. */
  openVisit(audit_id: string): Promise<Visit | null>
  /** The visit that was open last, to go on with after a restart. */
  lastVisit(): Promise<string | null>

  /** An object URL of a photo that this phone holds, or `null`. Revoke it after use. */
  photoUrl(photo_id: string): Promise<string | null>

  /** Everything of one entry, photos included, as one file to save (JSON with base64). It counts once `confirmExported` was called. */
  exportEntry(key: string): Promise<ExportFile>
  /** The same for everything that is unsent. */
  exportAll(): Promise<ExportFile>
  /** The shopper has the file: call it with the file's `keys` after the share sheet resolved, or when he says that it is there. */
  confirmExported(keys: string[]): Promise<void>
  /** Takes in a file that this person exported on another phone: what is not here yet goes out as if it had been made here. */
  takeIn(file: Blob): Promise<TakenIn>
  /** Takes up a visit that another phone saved on the server; its photos are not included. */
  continueVisit(audit_id: string): Promise<Continued>
  /** Of a visit on another phone: not here, or here all the same. It is told again when that phone saves it once more. */
  leaveElsewhere(told: Pick<ElsewhereView, 'audit_id' | 'saved_at'>): Promise<void>
  /** Removes an entry that was refused and is in a file (`removable`); any other stays. `true`: it is gone. */
  removeRefused(key: string): Promise<boolean>
  /** Lifts a quarantine and tries once more. */
  tryAgain(key: string): Promise<void>
  /** Tells the server that a photo is gone, with the shopper's reason. */
  declareLost(audit_id: string, photo_id: string, reason: string): Promise<void>

  /** Starts the waiting version of the app; the page loads again. Refused while a visit is open. */
  applyUpdate(): Promise<boolean>
  /** Asks to install where the browser can be asked. */
  install(): Promise<boolean>
  /** Asks the browser to keep the storage. */
  askPersistent(): Promise<boolean>
  close(): void
}

/** Opens the engine of this tab: database, session, outbox driver. Errors: `no_storage` when IndexedDB cannot be opened. */
export { openEngine } from './open'
