// What follows from low scores, in the words of the region.
import type { components } from '../../api/schema'
import type { Problem } from '../net/problem'
import { w } from './words'

/** A station that needs help, or a meeting about it. */
export type FollowUp = components['schemas']['FollowUpView']

/** What is to be done, or was done. */
export const whatOf = (one: FollowUp): string => (one.what === 'help' ? w().morning.help : w().morning.meeting)

/** Fields of what is said to be done, as the server points at them. */
const FIELDS = ['/day', '/note'] as const
/** One of them. */
export type Field = (typeof FIELDS)[number]

/** What the server says about a field; empty where it says nothing. */
export const faultAt = (problem: Problem | null, field: Field): string => (problem?.violations ?? []).filter((one) => one.pointer === field).map((one) => one.message).join(' ')

/** Whether somebody else was faster: its version, or that it waits at all, is not what the list said. */
export const wasOvertaken = (problem: Problem): boolean => problem.status === 412 || problem.type.endsWith('/wrong-state')

/** Whether everything that is wrong stands at a field. */
export const isOfFields = (problem: Problem): boolean => problem.violations.length > 0 && problem.violations.every((one) => FIELDS.some((field) => field === one.pointer))
