//! The ladder of reminders and escalations (§5.3, decisions 26, 27 and 30): a pure function of an order's history.
//!
//! Each rung is due just after its instant, since at the instant itself the station is still in time. It does not matter
//! how often it is asked: what was due once stays in the list, under the same id.

use super::clock::{Deadline, REMINDER_HOUR, Rules, add_or_weekdays, back_or_weekdays, rung_carried_over, span_until};
use super::model::{Act, Clock, Decision, Order, Pause};
use super::policy::{LadderRule, Moment, Span};
use super::table::OrderState;
use crate::calendar::CLOSE_HOUR;
use crate::day;
use time::Duration;

/// A rung that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung<'a> {
    /// Stable and unique within an order: the rung's name and how often its clock was set anew.
    pub id: String,
    /// What it says, and whom it tells.
    pub rule: &'a LadderRule,
    /// The instant after which it is due, epoch ms.
    pub at_ms: i64,
    /// Recorded now it is late.
    pub late: bool,
    /// Monday to Friday stood in for a year without data.
    pub stand_in: bool,
}

/// A rung that would be due as an order stands.
struct Candidate<'a> {
    id: String,
    rule: &'a LadderRule,
    at_ms: i64,
    stand_in: bool,
}

/// The order at each step of its history, with the span of time for which it stands.
struct Steps<'a> {
    order: Order,
    /// Pauses of an order that was overdue before, since its deadline was last set.
    still: Vec<(i64, i64)>,
    /// It was told by when a plan is wanted; orders of before that were not told it.
    plan_told: bool,
    all: Rules<'a>,
    /// As they were known at the last step.
    rules: Rules<'a>,
}

impl<'a> Steps<'a> {
    fn new(order: &Order, rules: Rules<'a>) -> Self {
        let plan_told = order.clock.is_some_and(|clock| clock.plan_by.is_some());
        let draft = Order::draft(order.class, order.plan_wanted);
        Self { order: draft, still: Vec::new(), plan_told, all: rules, rules }
    }

    fn take(&mut self, event: super::model::Event) {
        let (before, moved) = (self.order.paused, self.order.clock.map(|clock| clock.moved));
        self.rules = self.all.at(event.at_ms);
        self.order.advance(event, self.all);
        if self.order.clock.map(|clock| clock.moved) != moved {
            self.still.clear();
        } else if let (Act::Resume, Some(Pause { counted_ms, .. })) = (event.act, before) {
            self.still.push((counted_ms, event.at_ms));
        }
    }

    /// The rungs of this step whatever the time is.
    fn candidates(&self) -> Vec<Candidate<'a>> {
        let (Some(clock), None) = (self.order.clock, self.order.paused) else { return Vec::new() };
        let class = self.order.class;
        // Who wants a plan of another class is told as that class is.
        let plan = |rule: &LadderRule| rule.moment == Moment::PlanBy && self.order.plan_wanted && self.plan_told;
        let rules = self.rules.policy.ladder.iter().filter(|rule| rule.classes.contains(&class) || plan(rule));
        rules.filter_map(|rule| self.candidate(rule, &clock)).collect()
    }

    fn candidate(&self, rule: &'a LadderRule, clock: &Clock) -> Option<Candidate<'a>> {
        let order = &self.order;
        let with_station = order.state.is_stations();
        let open = |wanted: bool, deadline: Option<Deadline>| match deadline? {
            Deadline::At { at_ms, stand_in, .. } if wanted => Some((at_ms, stand_in)),
            _ => None,
        };
        let sent = order.round;
        let (number, found) = match rule.moment {
            Moment::AcknowledgeBy => (0, open(with_station && order.acknowledged_ms.is_none(), clock.acknowledge_by)),
            Moment::ContainBy => (0, open(with_station && order.contained_ms.is_none(), clock.contain_by)),
            Moment::PlanBy => (0, open(with_station && order.planned_ms.is_none(), clock.plan_by)),
            Moment::Share(pct) => (clock.moved, self.share(clock, pct).filter(|_| with_station)),
            Moment::Due(plus) => (clock.moved, self.after_due(clock, plus).filter(|_| with_station)),
            Moment::VerifyBy => (sent, open(order.state == OrderState::Submitted, clock.verify_by)),
            Moment::CheckBy => (sent, open(order.state == OrderState::Verified, clock.check_by)),
            Moment::Rejection => {
                let again = with_station && order.round >= self.rules.policy.rejections_up;
                (sent, clock.rejected_ms.filter(|_| again).map(|at_ms| (at_ms, false)))
            }
        };
        let (at_ms, stand_in) = found?;
        Some(Candidate { id: format!("{}.{number}", rule.id), rule, at_ms, stand_in })
    }

    /// When so many per cent of the time are over: counted back from the deadline, so that it stays true when that moves.
    /// Classes in days are reminded in the morning of the day within which the share ends.
    fn share(&self, clock: &Clock, pct: u32) -> Option<(i64, bool)> {
        let due_ms = clock.due.at_ms()?;
        let granted = self.order.extension.filter(|asked| matches!(asked.decision, Some(Decision::Granted { .. })));
        let whole = self.given(clock);
        let amount = whole.amount() + granted.map_or(0, |extension| extension.by.amount());
        let left = u32::try_from(amount * i64::from(100 - pct) / 100);
        let day = day::date_of(due_ms);
        let (at_ms, stand_in) = match whole {
            Span::Wall(_) => (due_ms.saturating_sub(amount * i64::from(100 - pct) / 100), false),
            Span::WorkingDays(_) => {
                let (day, stand_in) = back_or_weekdays(self.rules.calendar, day, left.ok()?);
                (day::at_hour(day, REMINDER_HOUR), stand_in)
            }
            Span::CalendarDays(_) => {
                (day::at_hour(day.saturating_sub(Duration::days(i64::from(left.ok()?))), REMINDER_HOUR), false)
            }
        };
        (at_ms < due_ms).then_some((at_ms, stand_in))
    }

    /// The time that the order was issued with: the class's, or up to the deadline that the office set (decision 25).
    fn given(&self, clock: &Clock) -> Span {
        let class = self.rules.policy.class(self.order.class).due;
        let own = self.order.history.iter().find_map(|event| match event.act {
            Act::Issue { due_ms } => due_ms,
            _ => None,
        });
        own.map_or(class, |due_ms| span_until(self.rules.calendar, clock.start_ms, due_ms, class))
    }

    /// The due time and what comes so long after it; pauses of an order that was overdue before move it on.
    fn after_due(&self, clock: &Clock, plus: Option<Span>) -> Option<(i64, bool)> {
        let due_ms = clock.due.at_ms()?;
        let day = day::date_of(due_ms);
        let first = match plus {
            None => (due_ms, false),
            Some(Span::Wall(ms)) => (due_ms.saturating_add(ms), false),
            Some(Span::CalendarDays(days)) => {
                (day::at_hour(day.saturating_add(Duration::days(i64::from(days))), CLOSE_HOUR), false)
            }
            Some(Span::WorkingDays(days)) => {
                let (day, stand_in) = add_or_weekdays(self.rules.calendar, day, days);
                (day::at_hour(day, CLOSE_HOUR), stand_in)
            }
        };
        let unit = plus.unwrap_or(Span::WorkingDays(1));
        Some(self.still.iter().fold(first, |(at_ms, stand_in), (from, to)| {
            if at_ms <= *from {
                return (at_ms, stand_in);
            }
            let (moved, again) = rung_carried_over(self.rules.calendar, at_ms, *from, *to, unit);
            (moved, stand_in || again)
        }))
    }
}

/// All rungs that were due by `now_ms`, in order of their instants, those of one instant by their ids. The caller leaves out those it has recorded.
pub fn rungs<'a>(order: &Order, now_ms: i64, rules: Rules<'a>) -> Vec<Rung<'a>> {
    let mut steps = Steps::new(order, rules);
    let mut found: Vec<Rung<'a>> = Vec::new();
    for (index, event) in order.history.iter().enumerate() {
        steps.take(*event);
        let end = order.history.get(index + 1).map_or(i64::MAX, |next| next.at_ms).min(now_ms);
        for one in steps.candidates() {
            let due = (event.at_ms..end).contains(&one.at_ms);
            if due && !found.iter().any(|rung| rung.id == one.id) {
                let late = now_ms.saturating_sub(one.at_ms) > rules.policy.late_after_ms;
                let Candidate { id, rule, at_ms, stand_in } = one;
                found.push(Rung { id, rule, at_ms, late, stand_in });
            }
        }
    }
    found.sort_by(|a, b| (a.at_ms, &a.id).cmp(&(b.at_ms, &b.id)));
    found
}

/// The next instant, not before `now_ms`, at which another rung becomes due if nothing happens; `None` if none does.
/// A scheduler keeps it beside the order, and looks again after every event and when a year of the calendar is imported.
pub fn next_rung_at(order: &Order, now_ms: i64, rules: Rules) -> Option<i64> {
    let mut steps = Steps::new(order, rules);
    order.history.iter().for_each(|event| steps.take(*event));
    let since = order.history.last()?.at_ms;
    let told = rungs(order, now_ms, rules);
    let waiting = steps.candidates().into_iter().filter(|one| one.at_ms >= since);
    let new = waiting.filter(|one| !told.iter().any(|rung| rung.id == one.id));
    new.map(|one| one.at_ms.saturating_add(1)).min()
}
