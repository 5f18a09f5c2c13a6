//! Whether something may be done with an order, and doing it.

use super::clock::{Deadline, Rules, after, after_or_weekdays, start_of};
use super::model::{Act, Actor, Decision, Event, Order};
use super::policy::Span;
use super::refusal::Refusal;
use super::table::{CancelReason, OrderState, OrderVerb, may, may_ever};
use crate::checklist::DeadlineClass;
use uuid::Uuid;

impl Order {
    /// Does something with the order: a new order with the event in its history.
    ///
    /// An instant before the last event is taken as that of the last event, so that a clock that jumps back blocks
    /// nothing. Errors: [`Refusal`]; first the role, then the state, then what the act itself asks for.
    pub fn apply(&self, act: Act, actor: Actor, at_ms: i64, rules: Rules) -> Result<Order, Refusal> {
        let verb = act.verb();
        if !may_ever(verb, actor.role()) {
            return Err(Refusal::Role { verb });
        }
        if !may(verb, self.state, actor.role()) {
            return Err(Refusal::State { verb, state: self.state });
        }
        let at_ms = self.history.last().map_or(at_ms, |last| last.at_ms.max(at_ms));
        let mut next = self.clone();
        next.settle(at_ms);
        next.check(act, actor, at_ms, rules)?;
        next.advance(Event { at_ms, actor, act }, rules);
        Ok(next)
    }

    fn check(&self, act: Act, actor: Actor, at_ms: i64, rules: Rules) -> Result<(), Refusal> {
        let (verb, state) = (act.verb(), self.state);
        let rule = rules.policy.class(self.class);
        let refuse = |wrong: bool, refusal: Refusal| if wrong { Err(refusal) } else { Ok(()) };
        match act {
            Act::Issue { due_ms } => self.check_deadline(due_ms, at_ms, rules),
            Act::Acknowledge | Act::Submit { .. } => Ok(()),
            Act::Contain => {
                refuse(rule.contain.is_none(), Refusal::NotOfClass { verb, state })?;
                refuse(self.contained_ms.is_some(), Refusal::Done { verb, state })
            }
            Act::Plan => {
                let plan = rules.policy.plan(self.class, self.plan_wanted);
                refuse(plan.is_none(), Refusal::NotOfClass { verb, state })
            }
            Act::Verify | Act::Close | Act::Reject { .. } => {
                judges(verb, actor, self.submission.and_then(|sent| sent.by))
            }
            Act::AskExtension { by } => self.check_request(by, at_ms, rules),
            Act::GrantExtension | Act::RefuseExtension => self.check_decision(verb, actor),
            Act::Pause => {
                refuse(!rule.pauses(), Refusal::NotOfClass { verb, state })?;
                refuse(self.paused.is_some(), Refusal::Paused { state })
            }
            Act::Resume => refuse(self.paused.is_none(), Refusal::NotPaused { state }),
            Act::Cancel { reason } => refuse(!self.stands_for(reason, actor), Refusal::Reason { state, reason }),
        }
    }

    /// Whether the caller gives this reason, and whether it ends an order as it stands.
    fn stands_for(&self, reason: CancelReason, actor: Actor) -> bool {
        if reason.of_the_audit() != (actor == Actor::System) {
            return false;
        }
        // A danger that was seen has to be removed, whatever becomes of the audit (decision 19).
        if self.class == DeadlineClass::T0 && reason == CancelReason::AuditVoid {
            return false;
        }
        self.state != OrderState::Closed || reason.of_the_audit()
    }

    /// The deadline that the policy gives to an issue at an instant, and the latest that the office may set instead: with the
    /// longest extension, by weekdays where the calendar has no data.
    pub fn if_issued(&self, at_ms: i64, rules: Rules) -> (Deadline, Deadline) {
        let rule = rules.policy.class(self.class);
        let longest = rule.extension.map_or(rule.due, |more| rule.due.plus(more));
        let start_ms = start_of(rules.policy, rule, at_ms);
        (after(rules.calendar, start_ms, rule.due), after_or_weekdays(rules.calendar, start_ms, longest))
    }

    /// A deadline of the office: after the issue, and no later than the policy's with the longest extension.
    fn check_deadline(&self, due_ms: Option<i64>, at_ms: i64, rules: Rules) -> Result<(), Refusal> {
        let Some(due_ms) = due_ms else { return Ok(()) };
        let latest_ms = self.if_issued(at_ms, rules).1.at_ms();
        let too_late = latest_ms.is_some_and(|latest| due_ms > latest);
        if due_ms <= at_ms || too_late {
            return Err(Refusal::DeadlineOutOfRange { state: self.state, latest_ms });
        }
        Ok(())
    }

    fn check_request(&self, by: Span, at_ms: i64, rules: Rules) -> Result<(), Refusal> {
        let state = self.state;
        let Some(max) = rules.policy.class(self.class).extension else { return Err(Refusal::NoExtension { state }) };
        if self.extension.is_some() {
            return Err(Refusal::ExtensionUsed { state });
        }
        if self.paused.is_some() {
            return Err(Refusal::Paused { state });
        }
        if !by.same_clock(max) || by.amount() <= 0 || by.amount() > max.amount() {
            return Err(Refusal::ExtensionSpan { state, max });
        }
        match self.clock.and_then(|clock| clock.due.at_ms()) {
            Some(due_ms) if at_ms >= due_ms => Err(Refusal::DueTimeCame { state, due_ms }),
            _ => Ok(()),
        }
    }

    fn check_decision(&self, verb: OrderVerb, actor: Actor) -> Result<(), Refusal> {
        let state = self.state;
        let Some(extension) = self.extension else { return Err(Refusal::NothingAsked { state }) };
        match extension.decision {
            None => {}
            Some(Decision::Lapsed { at_ms }) => {
                return Err(Refusal::DueTimeCame { state, due_ms: at_ms });
            }
            Some(_) => return Err(Refusal::NothingAsked { state }),
        }
        judges(verb, actor, extension.asked_by)?;
        if self.paused.is_some() { Err(Refusal::Paused { state }) } else { Ok(()) }
    }
}

/// Nobody judges what he or somebody above him handed in.
fn judges(verb: OrderVerb, actor: Actor, handed_in_by: Option<Uuid>) -> Result<(), Refusal> {
    match actor {
        Actor::System => Ok(()),
        Actor::Person { id, .. } if Some(id) == handed_in_by => Err(Refusal::SamePerson { verb }),
        Actor::Person { beneath: true, .. } => Err(Refusal::Beneath { verb }),
        Actor::Person { .. } => Ok(()),
    }
}
