//! Deadlines and how they move (§5.2, decisions 26 to 28).

use super::policy::{ClassRule, Policy, Span};
use crate::calendar::{CLOSE_HOUR, Calendar, NoCalendar, WorkingDay, after_night};
use crate::day;
use serde::{Deserialize, Serialize};
use time::{Date, Duration};

/// The hour at which reminders of classes in days are due.
pub const REMINDER_HOUR: i64 = 9;

/// What the clocks of orders are computed with.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// The version that the order was issued with.
    pub policy: &'a Policy,
    pub calendar: &'a Calendar,
}

impl Rules<'_> {
    /// The rules as they were known at an instant: a calendar that is replaced moves nothing that was told.
    pub(super) fn at(self, at_ms: i64) -> Self {
        Self { calendar: self.calendar.known_at(at_ms), ..self }
    }
}

/// An instant by which something has to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deadline {
    At {
        /// At the instant itself it is still in time, epoch ms.
        at_ms: i64,
        /// The day that was counted to, before it moved to a working day.
        day: Date,
        /// Monday to Friday stood in for a year without data.
        stand_in: bool,
    },
    /// `pending_calendar`: a year on the way has no data; computed when it is imported (decision 28).
    Pending { year: i32 },
}

impl Deadline {
    /// A deadline at an instant.
    pub fn at(at_ms: i64) -> Self {
        Self::At { at_ms, day: day::date_of(at_ms), stand_in: false }
    }

    fn on(counted: Date, moved: Date) -> Self {
        Self::At { at_ms: day::at_hour(moved, CLOSE_HOUR), day: counted, stand_in: false }
    }

    fn or_pending(found: Result<Self, NoCalendar>) -> Self {
        found.unwrap_or_else(|NoCalendar { year }| Self::Pending { year })
    }

    /// The instant, epoch ms; `None` while it is pending.
    pub fn at_ms(self) -> Option<i64> {
        match self {
            Self::At { at_ms, .. } => Some(at_ms),
            Self::Pending { .. } => None,
        }
    }

    /// The year whose data it waits for.
    pub fn pending_year(self) -> Option<i32> {
        match self {
            Self::At { .. } => None,
            Self::Pending { year } => Some(year),
        }
    }

    /// Whether it is over at an instant; a pending one is not.
    pub fn is_over(self, at_ms: i64) -> bool {
        self.at_ms().is_some_and(|due| at_ms > due)
    }

    /// The later of two; pending as soon as one of them is.
    fn later(self, other: Self) -> Self {
        match (self.at_ms(), other.at_ms()) {
            (None, _) => self,
            (_, None) => other,
            (Some(a), Some(b)) => {
                if a >= b {
                    self
                } else {
                    other
                }
            }
        }
    }
}

/// When the clock of an order issued at `issued_ms` starts: at once, or in the morning (class T1).
pub fn start_of(policy: &Policy, rule: &ClassRule, issued_ms: i64) -> i64 {
    let (from, to) = (i64::from(policy.night_from_hour), i64::from(policy.night_to_hour));
    if rule.night_start { after_night(issued_ms, from, to) } else { issued_ms }
}

/// The end of a span that starts at an instant: `start + span`, or day 0 + n at 18:00.
pub fn after(calendar: &Calendar, start_ms: i64, span: Span) -> Deadline {
    let days = |count: u32| Duration::days(i64::from(count));
    Deadline::or_pending(match span {
        Span::Wall(ms) => Ok(Deadline::at(start_ms.saturating_add(ms))),
        Span::WorkingDays(count) => {
            let day = calendar.day_zero(start_ms).and_then(|zero| calendar.add_working_days(zero, count));
            day.map(|day| Deadline::on(day, day))
        }
        Span::CalendarDays(count) => calendar.day_zero(start_ms).and_then(|zero| {
            let day = zero.saturating_add(days(count));
            Ok(Deadline::on(day, calendar.working_day_from(day)?))
        }),
    })
}

/// The same for the office's own clocks, which no missing year holds up: Monday to Friday stands in, marked so.
pub fn after_or_weekdays(calendar: &Calendar, start_ms: i64, span: Span) -> Deadline {
    let found = after(calendar, start_ms, span);
    if found.at_ms().is_some() {
        return found;
    }
    let zero = zero_or_weekdays(calendar, start_ms);
    let day = match span {
        Span::WorkingDays(count) => add_or_weekdays(calendar, zero, count).0,
        Span::CalendarDays(count) => zero.saturating_add(Duration::days(i64::from(count))),
        Span::Wall(_) => return found,
    };
    Deadline::At { at_ms: day::at_hour(day, CLOSE_HOUR), day, stand_in: true }
}

/// Day 0 of an instant, by weekdays where the calendar has no data.
fn zero_or_weekdays(calendar: &Calendar, at_ms: i64) -> Date {
    let late = day::time_of(at_ms) > CLOSE_HOUR * day::HOUR_MS;
    let day = day::date_of(at_ms);
    let zero = calendar.working_day_after(day::start_of(day) - 1).day;
    if late && zero == day { calendar.working_day_after(at_ms).day } else { zero }
}

/// `count` working days after a day, by weekdays where the calendar has no data; whether they stood in.
pub fn add_or_weekdays(calendar: &Calendar, day: Date, count: u32) -> (Date, bool) {
    (0..count).fold((day, false), |(day, stood_in), _| {
        let WorkingDay { day, stand_in } = calendar.working_day_after(day::start_of(day));
        (day, stood_in || stand_in)
    })
}

/// `count` working days before a day, by weekdays where the calendar has no data; whether they stood in.
pub fn back_or_weekdays(calendar: &Calendar, day: Date, count: u32) -> (Date, bool) {
    (0..count).fold((day, false), |(day, stood_in), _| {
        let WorkingDay { day, stand_in } = calendar.working_day_before(day);
        (day, stood_in || stand_in)
    })
}

/// The days left after the day of `from_ms` up to the day of a deadline, at least 1, counted as the class counts (r of
/// decision 27); nothing for the wall clock.
fn days_left(calendar: &Calendar, from_ms: i64, due_ms: i64, clock: Span) -> Result<u32, NoCalendar> {
    let (mut day, last) = (day::date_of(from_ms), day::date_of(due_ms));
    if let Span::CalendarDays(_) = clock {
        return Ok(u32::try_from((last - day).whole_days()).unwrap_or(0).max(1));
    }
    let mut left = 0;
    while day < last {
        day = calendar.next_working_day(day)?;
        left += u32::from(day <= last);
    }
    Ok(left.max(1))
}

fn of_clock(clock: Span, days: u32) -> Span {
    match clock {
        Span::CalendarDays(_) => Span::CalendarDays(days),
        _ => Span::WorkingDays(days),
    }
}

/// The deadline after the clock stood still from `from_ms` to `to_ms`: r days after day 0 of `to_ms`, or what was left by
/// the wall clock (decision 27). Never earlier than before, as it could be with a deadline that an office set by hand.
pub fn carried_over(calendar: &Calendar, old: Deadline, from_ms: i64, to_ms: i64, clock: Span) -> Deadline {
    let Deadline::At { at_ms, .. } = old else { return old };
    if let Span::Wall(_) = clock {
        let left = at_ms.saturating_sub(from_ms).max(0);
        return Deadline::at(to_ms.saturating_add(left));
    }
    let moved = days_left(calendar, from_ms, at_ms, clock).map(|left| after(calendar, to_ms, of_clock(clock, left)));
    Deadline::or_pending(moved).later(old)
}

/// The same for a rung of the ladder, which no missing year holds up; whether Monday to Friday stood in.
pub fn rung_carried_over(calendar: &Calendar, at_ms: i64, from_ms: i64, to_ms: i64, clock: Span) -> (i64, bool) {
    let left = days_until(calendar, day::date_of(from_ms), day::date_of(at_ms), clock).max(1);
    if let Span::CalendarDays(_) = clock {
        let day = zero_or_weekdays(calendar, to_ms).saturating_add(Duration::days(i64::from(left)));
        return (day::at_hour(day, CLOSE_HOUR), false);
    }
    match after_or_weekdays(calendar, to_ms, Span::WorkingDays(left)) {
        Deadline::At { at_ms, stand_in, .. } => (at_ms, stand_in),
        Deadline::Pending { .. } => (at_ms, true),
    }
}

/// How long it is from an instant to a deadline that an office set, as the class counts: from day 0 on, Monday to Friday
/// where the calendar has no data.
pub fn span_until(calendar: &Calendar, start_ms: i64, due_ms: i64, clock: Span) -> Span {
    if let Span::Wall(_) = clock {
        return Span::Wall(due_ms.saturating_sub(start_ms).max(0));
    }
    of_clock(clock, days_until(calendar, zero_or_weekdays(calendar, start_ms), day::date_of(due_ms), clock))
}

/// The days after one up to another, as the class counts, Monday to Friday where the calendar has no data.
fn days_until(calendar: &Calendar, first: Date, last: Date, clock: Span) -> u32 {
    if let Span::CalendarDays(_) = clock {
        return u32::try_from((last - first).whole_days()).unwrap_or(0);
    }
    let (mut day, mut days) = (first, 0);
    while day < last {
        day = add_or_weekdays(calendar, day, 1).0;
        days += u32::from(day <= last);
    }
    days
}

/// The deadline after a rejection: what was left at the submission, but at least `least` of the class (decision 26).
pub fn after_rejection(
    calendar: &Calendar,
    old: Deadline,
    submitted_ms: i64,
    at_ms: i64,
    rule: &ClassRule,
) -> Deadline {
    let left = carried_over(calendar, old, submitted_ms, at_ms, rule.due);
    left.later(after(calendar, at_ms, rule.at_least_after_rejection))
}

/// A deadline moved by a granted extension (§5.4).
pub fn extended(calendar: &Calendar, old: Deadline, by: Span) -> Deadline {
    let Deadline::At { at_ms, day: counted, .. } = old else { return old };
    Deadline::or_pending(match by {
        Span::Wall(ms) => Ok(Deadline::at(at_ms.saturating_add(ms))),
        Span::WorkingDays(count) => {
            calendar.add_working_days(day::date_of(at_ms), count).map(|day| Deadline::on(day, day))
        }
        Span::CalendarDays(count) => {
            let day = counted.saturating_add(Duration::days(i64::from(count)));
            calendar.working_day_from(day).map(|moved| Deadline::on(day, moved))
        }
    })
}

/// The extension that leads from a deadline to the asked date, as the class counts it; `None` when the date is no later
/// (§5.4, "new date"). Of a class in days the day of `to_ms` counts; Monday to Friday stands in for a year without data,
/// which stops nobody from asking (decision 28).
pub fn extension_to(calendar: &Calendar, due: Deadline, to_ms: i64, clock: Span) -> Option<Span> {
    let Deadline::At { at_ms, day: counted, .. } = due else { return None };
    let (day, last) = (day::date_of(at_ms), day::date_of(to_ms));
    let first = match clock {
        Span::Wall(_) => return (to_ms > at_ms).then(|| Span::Wall(to_ms.saturating_sub(at_ms))),
        Span::CalendarDays(_) => counted,
        Span::WorkingDays(_) => day,
    };
    let days = days_until(calendar, first, last, clock);
    (days > 0 && last > day).then(|| of_clock(clock, days))
}

/// Until when an office may issue a draft itself: 18:00 of the first working day after publication; then the system
/// does. Whether Monday to Friday stood in for a year without data (decisions 20 and 25).
pub fn issue_by(calendar: &Calendar, published_ms: i64) -> (i64, bool) {
    let WorkingDay { day, stand_in } = calendar.known_at(published_ms).working_day_after(published_ms);
    (day::at_hour(day, CLOSE_HOUR), stand_in)
}
