//! A second, naive reading of the rules of orders, over days in a list; it shares nothing with the crate but the question
//! whether a day is worked.

use crate::histories::{Shown, Try};
use forecourt_core::calendar;
use forecourt_core::checklist::DeadlineClass::{self, T0, T1, T3, T7, T30};
use forecourt_core::day::{DAY_MS, HOUR_MS};
use forecourt_core::order::{Act, Actor, CancelReason, Span};
use forecourt_core::states::Role;
use time::Date;
use uuid::Uuid;

const EPOCH: i32 = 2_440_588;
const SHIFT: i64 = 8 * HOUR_MS;

/// A day by its number; none when its year has no data.
fn worked(day: i64) -> Option<bool> {
    let date = Date::from_julian_day(i32::try_from(day).ok()? + EPOCH).ok()?;
    calendar::builtin().is_working_day(date).ok()
}

fn day(at: i64) -> i64 {
    (at + SHIFT).div_euclid(DAY_MS)
}

fn six(day: i64) -> i64 {
    day * DAY_MS + 18 * HOUR_MS - SHIFT
}

/// The n-th worked day of those from `first` on, the first being number 0.
fn nth(first: i64, n: i64) -> Option<i64> {
    let (mut day, mut seen) = (first, -1);
    loop {
        seen += i64::from(worked(day)?);
        if seen == n {
            return Some(day);
        }
        day += 1;
    }
}

fn zero(at: i64) -> Option<i64> {
    let today = day(at);
    if at > six(today) { if worked(today)? { nth(today + 1, 0) } else { nth(today, 0) } } else { nth(today, 0) }
}

/// (due, last counted day)
type Due = Option<(i64, i64)>;

fn length(class: DeadlineClass) -> i64 {
    match class {
        T0 | T1 => 24 * HOUR_MS,
        T3 => 3,
        T7 => 7,
        T30 => 30,
    }
}

fn half(class: DeadlineClass) -> i64 {
    match class {
        T0 | T1 => 12 * HOUR_MS,
        T3 => 2,
        T7 => 4,
        T30 => 15,
    }
}

fn from(class: DeadlineClass, at: i64, amount: i64) -> Due {
    match class {
        T0 | T1 => Some((at + amount, day(at + amount))),
        T3 | T7 => nth(zero(at)?, amount).map(|day| (six(day), day)),
        T30 => {
            let last = zero(at)? + amount;
            Some((six(nth(last, 0)?), last))
        }
    }
}

/// What is left at `since` of a due time, given again at `at`.
fn again(class: DeadlineClass, old: Due, since: i64, at: i64) -> Due {
    let (due, _) = old?;
    let left = match class {
        T0 | T1 => (due - since).max(0),
        T3 | T7 => {
            let mut left = 0;
            for day in day(since) + 1..=day(due) {
                left += i64::from(worked(day)?);
            }
            left.max(1)
        }
        T30 => (day(due) - day(since)).max(1),
    };
    from(class, at, left)
}

pub struct Model {
    class: DeadlineClass,
    plan: bool,
    state: &'static str,
    round: u32,
    due: Due,
    rate: Due,
    contained: bool,
    /// Since when, overdue then, over for the rate then.
    paused: Option<(i64, bool, bool)>,
    /// By whom, how much; `open` is 1 asked, 2 decided, 3 lapsed.
    asked: Option<(Option<Uuid>, i64, u8)>,
    /// By whom, where the clock stood, due and rate then, check drawn.
    sent: Option<(Option<Uuid>, i64, Due, Due, bool)>,
}

impl Model {
    pub fn new(class: DeadlineClass, plan: bool) -> Self {
        let none = (None, None, None, None);
        let (due, rate, paused, asked) = none;
        Self { class, plan, state: "draft", round: 0, due, rate, contained: false, paused, asked, sent: None }
    }

    fn over(due: Due, at: i64) -> bool {
        due.is_some_and(|(due, _)| at > due)
    }

    fn stands(&self, now: i64) -> i64 {
        self.paused.map_or(now, |(since, _, _)| since.min(now))
    }

    fn overdue(&self, now: i64) -> bool {
        match self.state {
            "issued" | "acknowledged" => Self::over(self.due, self.stands(now)),
            "submitted" | "verified" => self.sent.is_some_and(|(_, clock, due, _, _)| Self::over(due, clock)),
            _ => false,
        }
    }

    pub fn shown(&self, now: i64) -> Shown {
        let known = |due: Due| due.map(|(at, _)| at);
        let sent = self.sent.filter(|_| self.state != "cancelled");
        let on_time = sent.and_then(|(_, clock, _, rate, _)| Some(clock <= rate?.0));
        (self.state, self.round, known(self.due), known(self.rate), self.overdue(now), on_time)
    }

    /// Whether it is accepted; then it has happened.
    pub fn step(&mut self, one: &Try, now: i64) -> bool {
        let lapse = self.due.is_some_and(|(due, _)| self.stands(now) >= due);
        if lapse && !matches!(self.state, "closed" | "cancelled") {
            self.asked = self.asked.map(|(by, n, open)| (by, n, if open == 1 { 3 } else { open }));
        }
        let role = match one.actor {
            Actor::System => "system",
            Actor::Person { role: Role::Station, .. } => "station",
            Actor::Person { role: Role::Region, .. } => "region",
            Actor::Person { role: Role::Hq, .. } => "hq",
            Actor::Person { .. } => return false,
        };
        let (office, side) = (matches!(role, "region" | "hq"), matches!(role, "station" | "region"));
        let with_station = matches!(self.state, "issued" | "acknowledged");
        let open = !matches!(self.state, "closed" | "cancelled");
        let judged = |by: Option<Uuid>| match one.actor {
            Actor::System => true,
            Actor::Person { id, beneath, .. } => Some(id) != by && !beneath,
        };
        let may = match one.act {
            Act::Issue { .. } => self.state == "draft" && (office || role == "system"),
            Act::Acknowledge => self.state == "issued" && side,
            Act::Contain => with_station && side && self.class == T0 && !self.contained,
            Act::Plan => with_station && side && (self.class == T30 || self.plan),
            Act::Submit { .. } => with_station && side,
            Act::Verify => self.state == "submitted" && office && self.sent.is_some_and(|sent| judged(sent.0)),
            Act::Close => self.state == "verified" && office && self.sent.is_some_and(|sent| judged(sent.0)),
            Act::Reject { .. } => {
                matches!(self.state, "submitted" | "verified") && office && self.sent.is_some_and(|sent| judged(sent.0))
            }
            Act::AskExtension { by } => {
                let before = self.due.is_none_or(|(due, _)| now < due);
                with_station && side && self.asked.is_none() && self.paused.is_none() && self.fits(by) && before
            }
            Act::GrantExtension | Act::RefuseExtension => {
                let asked = self.asked.is_some_and(|(by, _, open)| open == 1 && judged(by));
                (with_station || self.state == "submitted") && office && asked && self.paused.is_none()
            }
            Act::Pause => open && role == "system" && !matches!(self.class, T0 | T1) && self.paused.is_none(),
            Act::Resume => open && role == "system" && self.paused.is_some(),
            Act::Cancel { reason } => match reason {
                CancelReason::IssuedInError | CancelReason::StationClosed => open && office,
                CancelReason::AuditVoid => self.state != "cancelled" && role == "system" && self.class != T0,
                _ => self.state != "cancelled" && role == "system",
            },
        };
        if may {
            self.happen(one, now);
        }
        may
    }

    fn fits(&self, by: Span) -> bool {
        match (self.class, by) {
            (T1, Span::Wall(ms)) => ms > 0 && ms <= 24 * HOUR_MS,
            (T3, Span::WorkingDays(days)) => days == 1,
            (T7, Span::WorkingDays(days)) => (1..=3).contains(&days),
            (T30, Span::CalendarDays(days)) => (1..=15).contains(&days),
            _ => false,
        }
    }

    fn happen(&mut self, one: &Try, now: i64) {
        match one.act {
            Act::Issue { .. } => {
                let hour = (now + SHIFT).rem_euclid(DAY_MS);
                let start = match self.class {
                    T1 if hour >= 22 * HOUR_MS => now - hour + DAY_MS + 7 * HOUR_MS,
                    T1 if hour < 7 * HOUR_MS => now - hour + 7 * HOUR_MS,
                    _ => now,
                };
                self.due = from(self.class, start, length(self.class));
                self.rate = self.due;
                self.state = "issued";
                self.paused = self.paused.map(|_| (now, false, false));
            }
            Act::Acknowledge | Act::Plan => self.state = "acknowledged",
            Act::Contain => (self.state, self.contained) = ("acknowledged", true),
            Act::Submit { on_site } => {
                self.sent = Some((one.actor.id(), self.stands(now), self.due, self.rate, on_site));
                (self.state, self.contained) = ("submitted", true);
            }
            Act::Verify => self.state = if self.sent.is_some_and(|sent| sent.4) { "verified" } else { "closed" },
            Act::Close => self.state = "closed",
            Act::Reject { .. } => self.reject(now),
            Act::AskExtension { by } => self.asked = Some((one.actor.id(), by.amount(), 1)),
            Act::RefuseExtension => self.asked = self.asked.map(|(by, n, _)| (by, n, 2)),
            Act::GrantExtension => {
                let amount = self.asked.map_or(0, |(_, n, _)| n);
                self.asked = self.asked.map(|(by, n, _)| (by, n, 2));
                self.due = self.longer(self.due, amount);
                self.rate = self.longer(self.rate, amount);
                self.sent = self.sent.map(|(by, clock, due, rate, on_site)| {
                    (by, clock, self.longer(due, amount), self.longer(rate, amount), on_site)
                });
            }
            Act::Pause => {
                let rate = match self.sent {
                    Some((_, clock, _, rate, _)) => Self::over(rate, clock),
                    None => Self::over(self.rate, now),
                };
                self.paused = Some((now, self.overdue(now), rate));
            }
            Act::Resume => {
                let Some((since, overdue, over)) = self.paused.take() else { return };
                if self.state != "draft" {
                    self.due = if overdue { self.due } else { again(self.class, self.due, since, now) };
                    self.rate = if over { self.rate } else { again(self.class, self.rate, since, now) };
                }
            }
            Act::Cancel { .. } => self.state = "cancelled",
        }
        if matches!(self.state, "closed" | "cancelled") {
            self.paused = None;
        }
    }

    fn reject(&mut self, now: i64) {
        let Some((_, clock, due, rate, _)) = self.sent.take() else { return };
        let (left, least) = (again(self.class, due, clock, now), from(self.class, now, half(self.class)));
        self.due = left.zip(least).map(|(a, b)| if a.0 >= b.0 { a } else { b });
        let over = Self::over(rate, clock);
        self.rate = if over { rate } else { again(self.class, rate, clock, now) };
        self.paused = self.paused.map(|_| (now, false, over));
        (self.state, self.round) = ("acknowledged", self.round + 1);
    }

    fn longer(&self, old: Due, amount: i64) -> Due {
        let (due, last) = old?;
        match self.class {
            T0 | T1 => Some((due + amount, last)),
            T3 | T7 => nth(day(due) + 1, amount - 1).map(|day| (six(day), day)),
            T30 => Some((six(nth(last + amount, 0)?), last + amount)),
        }
    }
}
