//! Rectification orders 整改单 as reports need them: one narrow row each, as it stood at an instant.

use forecourt_core::checklist::DeadlineClass;
use forecourt_core::order::{Act, Actor, Order, OrderState, Rules};

/// One order that was issued and does not stand cancelled, at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderFact {
    /// Place of the station in the network.
    pub station: u32,
    /// Its class.
    pub class: DeadlineClass,
    /// When it was issued, epoch ms.
    pub issued_ms: i64,
    /// The system issued it because nobody did in time (decision 25); a T0, which it always issues, does not count.
    pub by_system: bool,
    /// The due time that *on time* looks at, without the grace of a rejection (decision 26), epoch ms; `None` while it
    /// waits for a calendar.
    pub due_ms: Option<i64>,
    /// It was submitted after that, or is still with the station after it. The clock of an appeal stands still.
    pub late: bool,
    /// When it was verified and closed, epoch ms.
    pub closed_ms: Option<i64>,
    /// It was closed on time only thanks to an extension (§4.8).
    pub thanks_to_extension: bool,
    /// Overdue as the ladder sees it, and since when, epoch ms.
    pub overdue_since_ms: Option<i64>,
    /// Submitted, or verified and to be checked on site.
    pub with_verifier: bool,
    /// The verifier's own time is over; the station is not late by that (§5.4).
    pub verifier_late: bool,
    /// An appeal is open (decision 27).
    pub paused: bool,
}

impl OrderFact {
    /// The row of an order at an instant; `None` for drafts, which nobody was told, and for cancelled ones, which are in no
    /// count (decision 25).
    ///
    /// The order is given as it stood then: for a past instant by [`Order::as_of`].
    pub fn of(station: u32, order: &Order, as_of_ms: i64, rules: Rules) -> Option<Self> {
        if matches!(order.state, OrderState::Draft | OrderState::Cancelled) {
            return None;
        }
        let clock = order.clock?;
        let (due, rate_due, at_ms) = match order.submission {
            Some(sent) => (sent.due, sent.rate_due, sent.clock_ms),
            None => (clock.due, clock.rate_due, order.clock_ms(as_of_ms)),
        };
        let issue = order.history.iter().find(|event| matches!(event.act, Act::Issue { .. }));
        let by_system = issue.is_some_and(|event| event.actor == Actor::System);
        Some(Self {
            station,
            class: order.class,
            issued_ms: clock.issued_ms,
            by_system: by_system && order.class != DeadlineClass::T0,
            due_ms: rate_due.at_ms(),
            late: rate_due.is_over(at_ms),
            closed_ms: order.closed_ms,
            thanks_to_extension: order.state == OrderState::Closed && order.thanks_to_extension(rules),
            overdue_since_ms: due.at_ms().filter(|_| order.is_overdue(as_of_ms)),
            with_verifier: matches!(order.state, OrderState::Submitted | OrderState::Verified),
            verifier_late: order.verifier_is_late(as_of_ms),
            paused: order.paused.is_some(),
        })
    }
}

/// A closed order whose item was looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenAgain {
    /// Place of the station in the network.
    pub station: u32,
    /// The day of the visit that decides, in days since 1970-01-01.
    pub day: i32,
    /// The item was missed again: a repeat.
    pub missed: bool,
}

impl SeenAgain {
    /// What valid audits within so many days of the closure say about it (§5.5: 90): the first miss, or else the first
    /// look. `looks` are the visits at which the item was answered, epoch ms, and whether it was missed.
    pub fn of(station: u32, closed_ms: i64, looks: &[(i64, bool)], within_days: u32) -> Option<Self> {
        let closed = crate::day_of_ms(closed_ms);
        let within = |at_ms: i64| {
            let passed = i64::from(crate::day_of_ms(at_ms)) - i64::from(closed);
            at_ms > closed_ms && passed <= i64::from(within_days)
        };
        let first = |wanted: bool| {
            let found = looks.iter().filter(|(at_ms, missed)| within(*at_ms) && *missed == wanted);
            found.map(|(at_ms, _)| *at_ms).min()
        };
        let (at_ms, missed) = first(true).map(|at| (at, true)).or_else(|| first(false).map(|at| (at, false)))?;
        Some(Self { station, day: crate::day_of_ms(at_ms), missed })
    }
}

/// A published audit, or a round by video, with the problems that it found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VisitFact {
    /// Place of the station in the network.
    pub station: u32,
    /// The day it counts on, in days since 1970-01-01: of publication in a bulletin, of the visit in a report.
    pub day: i32,
    /// Findings 问题.
    pub problems: u16,
}
