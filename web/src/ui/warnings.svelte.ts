import type { Warning } from '../engine'
import { recall, remember } from './memory'

const KEY = 'forecourt.warnings'
let seen = $state.raw<ReadonlySet<string>>(new Set(stored()))

/** Warnings that stand in the way of the first visit: they come again at every start. */
const HARD: readonly Warning[] = ['insecure', 'no_storage', 'in_app']

/** Whether every warning was looked at; new ones are shown again. */
export const acknowledged = (warnings: readonly Warning[]): boolean => warnings.every((warning) => seen.has(warning))

/** The shopper has read them. */
export function acknowledge(warnings: readonly Warning[]): void {
  seen = new Set([...seen, ...warnings])
  remember(KEY, JSON.stringify([...seen].filter((warning) => !HARD.some((hard) => hard === warning))))
}

function stored(): string[] {
  const text = recall(KEY)
  if (text === null) return []
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) ? parsed.filter((entry) => typeof entry === 'string') : []
  } catch (error) {
    // What cannot be read was never looked at.
    console.warn(error)
    return []
  }
}
