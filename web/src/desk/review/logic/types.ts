// What the reviewer's desk reads of the server, by its names there.
import type { components } from '../../../api/schema'

type S = components['schemas']

export type Row = S['DeskRow']
export type Case = S['DeskCase']
export type Checklist = S['ChecklistView']
export type Item = S['ItemView']
export type Line = S['ScoreLine']
export type Flag = S['AuditFlagView']
export type Photo = S['AuditPhotoView']
export type Submission = S['Submission']
export type Answer = S['SubmittedAnswer']
export type Fix = S['Fix']
export type RedLine = S['RedLineView']
export type Judgement = S['JudgementView']
export type Cause = S['Cause']
export type State = S['AuditState']
export type Accept = S['Accept']
export type BlackBox = S['BlackBox']
export type Station = S['StationView']
export type Proposal = S['ProposalView']
export type Both = S['Text']
export type Person = S['PersonRef']

/** A value of an answer as the server writes it: null is not observed. */
export type Value = boolean | number | null
