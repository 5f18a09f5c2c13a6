//! What each act does to an order; whether it may be done is decided in [`Order::apply`].

use super::clock::{Deadline, Rules, after, after_or_weekdays, after_rejection, carried_over, extended, start_of};
use super::model::{Act, Clock, Decision, Event, Extension, Order, Pause, Submission};
use super::policy::{ClassRule, Span};
use super::table::OrderState;

impl Order {
    /// Applies an event that was accepted; the same history gives the same order.
    pub(super) fn advance(&mut self, event: Event, rules: Rules) {
        let at_ms = event.at_ms;
        let rules = rules.at(at_ms);
        self.settle(at_ms);
        match event.act {
            Act::Issue { due_ms } => self.issue(at_ms, due_ms, rules),
            Act::Acknowledge => self.read(at_ms),
            Act::Contain => {
                self.read(at_ms);
                self.contained_ms = Some(at_ms);
            }
            Act::Plan => {
                self.read(at_ms);
                self.planned_ms = Some(at_ms);
            }
            Act::Submit { on_site } => self.submit(event, on_site, rules),
            Act::Verify => self.verify(at_ms, rules),
            Act::Close => self.close(at_ms),
            Act::Reject { false_evidence } => self.reject(at_ms, false_evidence, rules),
            Act::AskExtension { by } => {
                let asked_by = event.actor.id();
                self.extension = Some(Extension { asked_ms: at_ms, asked_by, by, decision: None });
            }
            Act::GrantExtension => self.grant(at_ms, rules),
            Act::RefuseExtension => self.decide(Decision::Refused { at_ms }),
            Act::Pause => self.pause(at_ms),
            Act::Resume => self.resume(at_ms, rules),
            Act::Cancel { reason } => {
                self.state = OrderState::Cancelled;
                self.cancelled = Some(reason);
                self.paused = None;
            }
        }
        self.history.push(event);
    }

    /// What time alone has done up to an instant: an order got overdue, an undecided extension lapsed.
    pub(super) fn settle(&mut self, at_ms: i64) {
        self.was_overdue |= self.is_overdue(at_ms);
        self.lapse(at_ms);
    }

    fn lapse(&mut self, at_ms: i64) {
        let lapsed = self.lapses_at().filter(|due| self.clock_ms(at_ms) >= *due);
        if let Some(at_ms) = lapsed {
            self.decide(Decision::Lapsed { at_ms });
        }
    }

    /// The order with what time alone has refused by an instant: the extension that nobody had decided.
    pub fn lapsed(&self, at_ms: i64) -> Self {
        let mut next = self.clone();
        next.lapse(at_ms);
        next
    }

    /// When the undecided extension lapses if nothing happens: at the due time (§5.4), not while the clock stands still.
    pub fn lapses_at(&self) -> Option<i64> {
        let undecided = self.extension.is_some_and(|extension| extension.decision.is_none());
        let runs = undecided && self.state.is_open() && self.paused.is_none();
        self.clock.filter(|_| runs).and_then(|clock| clock.due.at_ms())
    }

    fn decide(&mut self, decision: Decision) {
        if let Some(extension) = &mut self.extension {
            extension.decision = Some(decision);
        }
    }

    fn read(&mut self, at_ms: i64) {
        self.acknowledged_ms.get_or_insert(at_ms);
        self.state = OrderState::Acknowledged;
    }

    fn issue(&mut self, at_ms: i64, due_ms: Option<i64>, rules: Rules) {
        let rule = rules.policy.class(self.class);
        let start_ms = start_of(rules.policy, rule, at_ms);
        let from_start = |span: Span| after(rules.calendar, start_ms, span);
        let due = due_ms.map_or_else(|| from_start(rule.due), Deadline::at);
        self.clock = Some(Clock {
            issued_ms: at_ms,
            start_ms,
            acknowledge_by: rule.acknowledge.map(from_start),
            contain_by: rule.contain.map(from_start),
            plan_by: rules.policy.plan(self.class, self.plan_wanted).map(from_start),
            due,
            rate_due: due,
            moved: 0,
            verify_by: None,
            check_by: None,
            rejected_ms: None,
        });
        self.state = OrderState::Issued;
        // Issued during an appeal: nothing of its time is over yet.
        if let Some(pause) = &mut self.paused {
            pause.counted_ms = at_ms;
        }
    }

    fn submit(&mut self, event: Event, on_site: bool, rules: Rules) {
        let Some(mut clock) = self.clock else { return };
        let rule = rules.policy.class(self.class);
        self.read(event.at_ms);
        if rule.contain.is_some() {
            self.contained_ms.get_or_insert(event.at_ms);
        }
        clock.verify_by = Some(after_or_weekdays(rules.calendar, event.at_ms, rule.verify));
        clock.check_by = None;
        self.submission = Some(Submission {
            at_ms: event.at_ms,
            clock_ms: self.clock_ms(event.at_ms),
            by: event.actor.id(),
            on_site,
            due: clock.due,
            rate_due: clock.rate_due,
        });
        self.clock = Some(clock);
        self.state = OrderState::Submitted;
    }

    fn verify(&mut self, at_ms: i64, rules: Rules) {
        self.verified_ms = Some(at_ms);
        let Some(sent) = self.submission.filter(|sent| sent.on_site) else { return self.close(at_ms) };
        self.state = OrderState::Verified;
        let check_by = match rules.policy.class(self.class).verify {
            // Somebody was there within so many hours of the submission (§5.4), however long its papers took.
            Span::Wall(ms) => Deadline::at(sent.at_ms.saturating_add(ms).max(at_ms)),
            days => after_or_weekdays(rules.calendar, at_ms, days),
        };
        if let Some(clock) = &mut self.clock {
            clock.check_by = Some(check_by);
        }
    }

    fn close(&mut self, at_ms: i64) {
        self.state = OrderState::Closed;
        self.closed_ms = Some(at_ms);
        self.paused = None;
    }

    fn reject(&mut self, at_ms: i64, false_evidence: bool, rules: Rules) {
        let (Some(mut clock), Some(sent)) = (self.clock, self.submission.take()) else { return };
        let rule = rules.policy.class(self.class);
        clock.due = after_rejection(rules.calendar, sent.due, sent.clock_ms, at_ms, rule);
        let rate_over = sent.rate_due.is_over(sent.clock_ms);
        clock.rate_due = if rate_over {
            sent.rate_due
        } else {
            carried_over(rules.calendar, sent.rate_due, sent.clock_ms, at_ms, rule.due)
        };
        clock.moved += 1;
        (clock.verify_by, clock.check_by, clock.rejected_ms) = (None, None, Some(at_ms));
        self.clock = Some(clock);
        self.verified_ms = None;
        self.round += 1;
        self.false_evidence |= false_evidence;
        self.state = OrderState::Acknowledged;
        // Rejected during an appeal: the new time is whole when the clock goes on.
        if let Some(pause) = &mut self.paused {
            (pause.counted_ms, pause.overdue, pause.rate_over) = (at_ms, false, rate_over);
        }
    }

    fn grant(&mut self, at_ms: i64, rules: Rules) {
        let (Some(mut clock), Some(extension)) = (self.clock, self.extension) else { return };
        let longer = |old: Deadline| extended(rules.calendar, old, extension.by);
        (clock.due, clock.rate_due) = (longer(clock.due), longer(clock.rate_due));
        clock.moved += 1;
        self.clock = Some(clock);
        if let Some(sent) = &mut self.submission {
            (sent.due, sent.rate_due) = (longer(sent.due), longer(sent.rate_due));
        }
        self.decide(Decision::Granted { at_ms });
    }

    fn pause(&mut self, at_ms: i64) {
        let rate_over = match (self.submission, self.clock) {
            (Some(sent), _) => sent.rate_due.is_over(sent.clock_ms),
            (None, Some(clock)) => clock.rate_due.is_over(at_ms),
            (None, None) => false,
        };
        let overdue = self.is_overdue(at_ms);
        self.paused = Some(Pause { since_ms: at_ms, counted_ms: at_ms, overdue, rate_over });
    }

    fn resume(&mut self, at_ms: i64, rules: Rules) {
        let (Some(pause), clock) = (self.paused.take(), self.clock) else { return };
        let Some(mut clock) = clock else { return };
        let rule = rules.policy.class(self.class);
        let moved = |old: Deadline| carried_over(rules.calendar, old, pause.counted_ms, at_ms, rule.due);
        if !pause.overdue {
            clock.due = moved(clock.due);
            clock.moved += 1;
        }
        if !pause.rate_over {
            clock.rate_due = moved(clock.rate_due);
        }
        self.carry_other_clocks(&mut clock, pause, at_ms, rule, rules);
        clock.rejected_ms = clock.rejected_ms.map(|ms| if ms >= pause.since_ms { at_ms } else { ms });
        self.clock = Some(clock);
    }

    /// Acknowledgement, plan, verification and check stand still like the deadline.
    fn carry_other_clocks(&self, clock: &mut Clock, pause: Pause, at_ms: i64, rule: &ClassRule, rules: Rules) {
        let carry = |old: Option<Deadline>, since: i64, span: Option<Span>| {
            let (old, span) = (old?, span?);
            let counted = pause.counted_ms.max(since);
            Some(if old.is_over(counted) { old } else { carried_over(rules.calendar, old, counted, at_ms, span) })
        };
        clock.acknowledge_by = carry(clock.acknowledge_by, clock.issued_ms, rule.acknowledge);
        clock.plan_by = carry(clock.plan_by, clock.issued_ms, rules.policy.plan(self.class, self.plan_wanted));
        let sent = self.submission.map_or(at_ms, |sent| sent.at_ms);
        clock.verify_by = carry(clock.verify_by, sent, Some(rule.verify));
        clock.check_by = carry(clock.check_by, self.verified_ms.unwrap_or(sent), Some(rule.verify));
    }
}
