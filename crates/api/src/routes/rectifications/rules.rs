//! What the policy gives an order, as its station is told it.

use forecourt_core::{
    day::HOUR_MS,
    order::{ClassRule, Span},
};
use serde::Serialize;
use utoipa::ToSchema;

/// What the policy gives the class of an order.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OrderRules {
    /// The longest extension; absent: there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longest_extension: Option<Length>,
    /// Which clocks run in working days: `acknowledge`, `contain`, `plan`, `fix`, `wait` for the verifier. The others run in
    /// hours or calendar days.
    pub in_working_days: Vec<String>,
}

/// A length of time by its clock.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Length {
    /// `hours` by the wall clock, `working_days` or `calendar_days`.
    pub unit: String,
    /// How many.
    pub amount: i64,
}

impl From<Span> for Length {
    fn from(span: Span) -> Self {
        let (unit, each) = match span {
            Span::Wall(_) => ("hours", HOUR_MS),
            Span::WorkingDays(_) => ("working_days", 1),
            Span::CalendarDays(_) => ("calendar_days", 1),
        };
        Self { unit: unit.to_owned(), amount: span.amount() / each }
    }
}

impl From<&ClassRule> for OrderRules {
    fn from(rule: &ClassRule) -> Self {
        let clocks = [
            ("acknowledge", rule.acknowledge),
            ("contain", rule.contain),
            ("plan", rule.plan),
            ("fix", Some(rule.due)),
            ("wait", Some(rule.verify)),
        ];
        let worked = clocks.into_iter().filter(|(_, span)| matches!(span, Some(Span::WorkingDays(_))));
        Self {
            longest_extension: rule.extension.map(Length::from),
            in_working_days: worked.map(|(name, _)| name.to_owned()).collect(),
        }
    }
}
