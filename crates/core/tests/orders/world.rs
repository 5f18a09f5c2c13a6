//! The calendar, the policy and the people of these tests.

use forecourt_core::calendar;
use forecourt_core::checklist::DeadlineClass;
use forecourt_core::order::{Act, Actor, Order, Policy, Refusal, Rules, builtin};
use forecourt_core::states::Role;
use time::OffsetDateTime;
use uuid::Uuid;

pub fn policy() -> &'static Policy {
    builtin(1).expect("the policy is built in")
}

/// Version 1 of the policy on the calendar of 2026.
pub fn rules() -> Rules<'static> {
    Rules { policy: policy(), calendar: calendar::builtin() }
}

pub fn ms(at: OffsetDateTime) -> i64 {
    i64::try_from(at.unix_timestamp_nanos() / 1_000_000).expect("in range")
}

pub fn manager() -> Actor {
    Actor::person(Uuid::from_u128(1), Role::Station)
}

pub fn office() -> Actor {
    Actor::person(Uuid::from_u128(2), Role::Region)
}

/// Who usually does it.
pub fn usual(act: Act) -> Actor {
    match act {
        Act::Issue { .. } | Act::Verify | Act::Close | Act::Reject { .. } => office(),
        Act::GrantExtension | Act::RefuseExtension => office(),
        Act::Pause | Act::Resume => Actor::System,
        Act::Cancel { reason } if reason.of_the_audit() => Actor::System,
        Act::Cancel { .. } => office(),
        _ => manager(),
    }
}

/// A history, each act by the one who usually does it.
pub struct Story {
    pub order: Order,
    pub rules: Rules<'static>,
}

impl Story {
    pub fn issued(class: DeadlineClass, at: OffsetDateTime) -> Self {
        Self { order: Order::draft(class, false), rules: rules() }.then(Act::Issue { due_ms: None }, at)
    }

    pub fn attempt(&self, act: Act, at: OffsetDateTime) -> Result<Order, Refusal> {
        self.order.apply(act, usual(act), ms(at), self.rules)
    }

    pub fn then(mut self, act: Act, at: OffsetDateTime) -> Self {
        self.order = self.attempt(act, at).unwrap_or_else(|refusal| panic!("{act:?} at {at}: {refusal:?}"));
        self
    }

    /// The due time as local text.
    pub fn due(&self) -> String {
        local(self.order.clock.expect("issued").due.at_ms().expect("not pending"))
    }

    /// The due time of the on-time rate as local text.
    pub fn rate_due(&self) -> String {
        local(self.order.clock.expect("issued").rate_due.at_ms().expect("not pending"))
    }
}

/// An instant as Asia/Shanghai, to the second, with ms if there are any.
pub fn local(at_ms: i64) -> String {
    let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(at_ms) * 1_000_000).expect("in range");
    let at = at.to_offset(time::macros::offset!(+8));
    let ms = if at.millisecond() == 0 { String::new() } else { format!(".{:03}", at.millisecond()) };
    format!("{} {:02}:{:02}:{:02}{ms}", at.date(), at.hour(), at.minute(), at.second())
}
