// The names of the engine. Shapes that the server speaks come from the generated schema; nothing is written twice.

import type { components } from '../api/schema'

type Schemas = components['schemas']

/** A text in both languages. */
export type Text = Schemas['Text']
/** A published checklist version, whole. */
export type Checklist = Schemas['ChecklistView']
/** One question of a checklist. */
export type Item = Schemas['ItemView']
/** A flag of the station (`st.…`) or of the visit (`v.…`). */
export type FlagDef = Schemas['FlagView']
/** The body of `PUT /v1/audits/{id}`. */
export type Submission = Schemas['Submission']
/** One answer as it is submitted. */
export type SubmittedAnswer = Schemas['SubmittedAnswer']
/** A position: 1e-7 degrees, accuracy in cm, epoch ms. */
export type Fix = Schemas['Fix']
/** A moment in the phone's own record, as a submission holds it. */
export type SubmittedStamp = Schemas['SubmittedStamp']
/** One tap of a stop-watch in an answer. */
export type TimerEvent = Schemas['TimerEvent']
/** A proof of purchase as the shopper read it off the paper. */
export type PurchaseReceipt = Schemas['PurchaseReceipt']
/** What a photo shows. */
export type PhotoKind = Schemas['PhotoKind']
/** Why a photo that the rules ask for could not be taken. */
export type PhotoReason = Schemas['PhotoReason']
/** One line of the photo manifest. */
export type ManifestPhoto = Schemas['ManifestPhoto']
/** What the server knows about a photo's bytes. */
export type PhotoState = Schemas['PhotoState']
/** The server's receipt for one revision. */
export type Receipt = Schemas['Receipt']
/** What came in the way of a visit. */
export type Obstacle = Schemas['Obstacle']
/** The server's receipt for the photos of a report. */
export type ReportReceipt = Schemas['ReportReceipt']
/** The limits that the server told. */
export type Limits = Schemas['Limits']
/** What sync says. */
export type SyncAnswer = Schemas['Sync']

/** A value of an answer: pass or fail, or a grade, whole seconds, a count. `null`: not observed. */
export type Value = boolean | number | null
/** A value of a flag. */
export type FlagValue = boolean | number
/** Values of flags by id. */
export type FlagValues = Record<string, FlagValue>

/** What to buy: money in fen, 0 for none. */
export interface Purchase {
  fuel_min_fen: number
  fuel_max_fen: number
  store_max_fen: number
  invoice: boolean
}

/** A station as the shopper needs it. */
export type Station = Omit<Schemas['StationForPhone'], 'flags'> & { flags: FlagValues }

/** A visit to make, as sync told it. */
export type Assignment = Omit<Schemas['AssignmentForPhone'], 'purchase'> & { purchase: Purchase }

/** A question of a reviewer who returned an audit; without `item` it is about the visit. */
export interface Remark {
  item?: string
  text: string
}

/** The taps of the stop-watch, in the order of a visit. */
export const STAMPS = [
  'joined_queue',
  'entered_lane',
  'guided',
  'stopped',
  'first_contact',
  'nozzle_back',
  'asked_to_pay',
  'paid',
  'asked_invoice',
  'got_invoice',
  'left',
] as const
/** One of them. */
export type StampName = (typeof STAMPS)[number]

/** The clocks at one moment: wall in epoch ms, monotonic in ms within one run, server minus wall as last seen. */
export interface Moment {
  wall_ms: number
  mono_ms: number
  run_id: string
  server_offset_ms: number | null
}

/** What the engine knows of one tap: when it was, or that it did not happen. */
export type StampState = { state: 'open' } | { state: 'made'; at: Moment } | { state: 'did_not_happen' }

/** A problem that the server told, in its own words. */
export interface Told {
  /** `/problems/…` */
  type: string
  status: number
  /** In the language of the request. */
  title: string
  detail?: string | undefined
  violations: { pointer: string; code: string; message: string }[]
  trace_id?: string | undefined
}
