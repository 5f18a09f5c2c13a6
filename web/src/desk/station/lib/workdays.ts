// How many working days are left until a deadline, from the calendar that the server tells. The deadline itself is the server's.

import type { components } from '../../../api/schema'
import type { Order, Task } from './urgency'

/** Working days of the years that are known. */
export type Calendar = components['schemas']['CalendarView']

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const SHANGHAI_MS = 8 * HOUR_MS

/** The number of a day in Shanghai, and its name `YYYY-MM-DD`. */
const dayOf = (at: number): number => Math.floor((at + SHANGHAI_MS) / DAY_MS)
const nameOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** Whether a day is worked; `null`: its year is not known. */
function works({ years }: Calendar, day: number): boolean | null {
  const name = nameOf(day)
  const year = years.find((one) => one.year === Number(name.slice(0, 4)))
  if (!year) return null
  // 1 January 1970 was a Thursday.
  const isWeekend = [0, 6].includes((day + 4) % 7)
  return isWeekend ? year.working_weekends.includes(name) : !year.off_days.includes(name)
}

/** The day from which working days count: that of the instant; the next working day when it is off or its close is over. `null`: not known. */
function dayZero(calendar: Calendar, at: number): number | null {
  const today = dayOf(at)
  const isOver = at > today * DAY_MS - SHANGHAI_MS + calendar.close_hour * HOUR_MS
  for (let day = isOver ? today + 1 : today; ; day += 1) {
    const is = works(calendar, day)
    if (is !== false) return is === null ? null : day
  }
}

/** What is left: whole working days; `today`: it ends on this day; `next`: it ends on the next working day. */
export type Left = { days: number } | 'today' | 'next'

/**
 * What is left until `at`, both epoch ms. A fresh order of three working days has 3 left until its day 0 is over. `null` when it is over, or
 * when a day between is of a year that is not known.
 */
export function leftUntil(calendar: Calendar | undefined, now: number, at: number): Left | null {
  if (!calendar || at < now) return null
  const zero = dayZero(calendar, now)
  if (zero === null) return null
  let days = 0
  for (let day = zero + 1; day <= dayOf(at); day += 1) {
    const is = works(calendar, day)
    if (is === null) return null
    if (is) days += 1
  }
  if (days > 0) return { days }
  return dayOf(at) === dayOf(now) ? 'today' : 'next'
}

/** Whether a clock of an order is told in working days, as the server says; the others are of hours or of days of the calendar. */
export const inWorkingDays = (order: Order, task: Task): boolean => order.rules?.in_working_days.includes(task) ?? false
