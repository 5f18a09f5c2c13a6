//! Who may do what with an order in which state (decisions.md, "Orders"): one table, from which [`Order::apply`] decides
//! and `docs/ORDERS.md` is rendered.
//!
//! [`Order::apply`]: super::Order::apply

use crate::states::{Role, words};
use OrderState::{Acknowledged, Cancelled, Closed, Draft, Issued, Submitted, Verified};
use serde::{Deserialize, Serialize};

words! {
    /// Where an order stands; overdue, paused and an extension are facts beside.
    OrderState {
        /// Drawn up from a finding, not yet told to the station.
        Draft = "draft",
        /// The clock runs.
        Issued = "issued",
        /// The station has read it.
        Acknowledged = "acknowledged",
        /// The station says that it is fixed.
        Submitted = "submitted",
        /// The evidence is good; the check on site is still to come.
        Verified = "verified",
        /// Fixed.
        Closed = "closed",
        /// Out of every count.
        Cancelled = "cancelled",
    }
}

impl OrderState {
    /// Whether something is still to be done about it.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Cancelled)
    }

    /// Whether somebody has to judge what was submitted.
    pub const fn is_judged(self) -> bool {
        matches!(self, Self::Submitted | Self::Verified)
    }

    /// Whether the station has to act.
    pub const fn is_stations(self) -> bool {
        matches!(self, Self::Issued | Self::Acknowledged)
    }
}

words! {
    /// Everything that can happen to an order. The word is the last part of the path for what people do.
    OrderVerb {
        /// Tell the station; the clock starts.
        Issue = "issue",
        /// Say that it was read, or that the station said so by telephone.
        Acknowledge = "acknowledge",
        /// The danger is contained.
        Contain = "contain",
        /// How and when it will be fixed.
        Plan = "plan",
        /// It is fixed, with evidence.
        Submit = "submit",
        /// The evidence is good.
        Verify = "verify",
        /// The check on site is good.
        Close = "close",
        /// It is not fixed.
        Reject = "reject",
        /// Ask for more time.
        AskExtension = "extensions",
        /// Give more time.
        GrantExtension = "extensions/{extension}/grant",
        /// Give none.
        RefuseExtension = "extensions/{extension}/refuse",
        /// An appeal on its item was filed.
        Pause = "pause",
        /// The appeal was decided, or not taken further.
        Resume = "resume",
        /// It does not stand.
        Cancel = "cancel",
    }
}

words! {
    /// Why an order was cancelled (decision 25).
    CancelReason {
        /// The appeal was upheld.
        Appeal = "appeal",
        /// The red line is not proven.
        NotProven = "not_proven",
        /// The audit is void.
        AuditVoid = "audit_void",
        /// A mistake of the office.
        IssuedInError = "issued_in_error",
        /// The station no longer exists.
        StationClosed = "station_closed",
    }
}

impl CancelReason {
    /// Whether the reason follows from the audit and is given by the system, not by an office.
    pub const fn of_the_audit(self) -> bool {
        matches!(self, Self::Appeal | Self::NotProven | Self::AuditVoid)
    }
}

/// What a verb does in a state, and for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    pub verb: OrderVerb,
    pub from: OrderState,
    /// The states it may lead to, the usual one first.
    pub to: &'static [OrderState],
    /// The roles that may do it.
    pub roles: &'static [Role],
    /// Whether the system does it.
    pub system: bool,
}

const STATION: &[Role] = &[Role::Station, Role::Region];
const OFFICE: &[Role] = &[Role::Region, Role::Hq];

/// The station, or its office on its behalf.
const fn station(verb: OrderVerb, from: OrderState, to: &'static [OrderState]) -> Transition {
    Transition { verb, from, to, roles: STATION, system: false }
}

const fn office(verb: OrderVerb, from: OrderState, to: &'static [OrderState]) -> Transition {
    Transition { verb, from, to, roles: OFFICE, system: false }
}

const fn either(verb: OrderVerb, from: OrderState, to: &'static [OrderState]) -> Transition {
    Transition { verb, from, to, roles: OFFICE, system: true }
}

const fn system(verb: OrderVerb, from: OrderState, to: &'static [OrderState]) -> Transition {
    Transition { verb, from, to, roles: &[], system: true }
}

/// The whole table. What is not in it is refused with the state.
pub const TRANSITIONS: &[Transition] = &[
    either(OrderVerb::Issue, Draft, &[Issued]),
    station(OrderVerb::Acknowledge, Issued, &[Acknowledged]),
    // Whoever contains, plans or fixes it has read it.
    station(OrderVerb::Contain, Issued, &[Acknowledged]),
    station(OrderVerb::Contain, Acknowledged, &[Acknowledged]),
    station(OrderVerb::Plan, Issued, &[Acknowledged]),
    station(OrderVerb::Plan, Acknowledged, &[Acknowledged]),
    station(OrderVerb::Submit, Issued, &[Submitted]),
    station(OrderVerb::Submit, Acknowledged, &[Submitted]),
    office(OrderVerb::Verify, Submitted, &[Closed, Verified]),
    office(OrderVerb::Close, Verified, &[Closed]),
    office(OrderVerb::Reject, Submitted, &[Acknowledged]),
    office(OrderVerb::Reject, Verified, &[Acknowledged]),
    station(OrderVerb::AskExtension, Issued, &[Issued]),
    station(OrderVerb::AskExtension, Acknowledged, &[Acknowledged]),
    office(OrderVerb::GrantExtension, Issued, &[Issued]),
    office(OrderVerb::GrantExtension, Acknowledged, &[Acknowledged]),
    office(OrderVerb::GrantExtension, Submitted, &[Submitted]),
    office(OrderVerb::RefuseExtension, Issued, &[Issued]),
    office(OrderVerb::RefuseExtension, Acknowledged, &[Acknowledged]),
    office(OrderVerb::RefuseExtension, Submitted, &[Submitted]),
    system(OrderVerb::Pause, Draft, &[Draft]),
    system(OrderVerb::Pause, Issued, &[Issued]),
    system(OrderVerb::Pause, Acknowledged, &[Acknowledged]),
    system(OrderVerb::Pause, Submitted, &[Submitted]),
    system(OrderVerb::Pause, Verified, &[Verified]),
    system(OrderVerb::Resume, Draft, &[Draft]),
    system(OrderVerb::Resume, Issued, &[Issued]),
    system(OrderVerb::Resume, Acknowledged, &[Acknowledged]),
    system(OrderVerb::Resume, Submitted, &[Submitted]),
    system(OrderVerb::Resume, Verified, &[Verified]),
    either(OrderVerb::Cancel, Draft, &[Cancelled]),
    either(OrderVerb::Cancel, Issued, &[Cancelled]),
    either(OrderVerb::Cancel, Acknowledged, &[Cancelled]),
    either(OrderVerb::Cancel, Submitted, &[Cancelled]),
    either(OrderVerb::Cancel, Verified, &[Cancelled]),
    // An appeal that is upheld later takes it out of every count (decision 27).
    system(OrderVerb::Cancel, Closed, &[Cancelled]),
];

/// What a verb does in a state; `None` when the state does not allow it.
pub fn allowed(verb: OrderVerb, state: OrderState) -> Option<&'static Transition> {
    TRANSITIONS.iter().find(|row| row.verb == verb && row.from == state)
}

/// Whether a role, or the system (`None`), may do it in this state.
pub fn may(verb: OrderVerb, state: OrderState, role: Option<Role>) -> bool {
    allowed(verb, state).is_some_and(|row| row.is_for(role))
}

/// Whether a role, or the system (`None`), may do it in any state; otherwise it is forbidden to it.
pub fn may_ever(verb: OrderVerb, role: Option<Role>) -> bool {
    TRANSITIONS.iter().any(|row| row.verb == verb && row.is_for(role))
}

impl Transition {
    fn is_for(&self, role: Option<Role>) -> bool {
        role.map_or(self.system, |role| self.roles.contains(&role))
    }
}

/// The table as it stands in `docs/ORDERS.md`.
pub fn render_table() -> String {
    let mut out = String::from(
        "# Who may do what with an order, and in which state\n\n\
         Rendered from `crates/core/src/order/table.rs`; a test compares the two. A verb that is not listed for a state\n\
         answers 409 with the state; a role that is never listed for a verb answers 403, an order out of scope 404.\n\n\
         ## Verbs\n\n\
         Whoever verifies, closes or rejects is not the submitter and does not stand under him in the tree; an\n\
         extension is decided above whoever asked for it. The region acts for its stations, by telephone or on site.\n\n\
         | verb | from | to | who |\n|---|---|---|---|\n",
    );
    for row in TRANSITIONS {
        out.push_str(&format!("| `{}` | {} | {} | {} |\n", row.verb, row.from, join(row.to), who(row)));
    }
    out.push_str("\n## Every verb in every state\n\nThe next state, or `-` where it is refused.\n\n| verb | role |");
    for state in OrderState::ALL {
        out.push_str(&format!(" {state} |"));
    }
    out.push_str(&format!("\n|---|---|{}\n", "---|".repeat(OrderState::ALL.len())));
    let roles = [Some(Role::Station), Some(Role::Region), Some(Role::Hq), None];
    for verb in OrderVerb::ALL {
        for role in roles {
            out.push_str(&format!("| `{verb}` | {} |", role.map_or("system", Role::as_str)));
            for state in OrderState::ALL {
                let to = allowed(*verb, *state).filter(|row| row.is_for(role));
                out.push_str(&format!(" {} |", to.map_or_else(|| "-".to_owned(), |row| join(row.to))));
            }
            out.push('\n');
        }
    }
    out.push_str("\nNo other role changes an order.\n");
    out
}

fn who(row: &Transition) -> String {
    match (row.roles.is_empty(), row.system) {
        (true, _) => "system".to_owned(),
        (false, true) => format!("{}, system", join(row.roles)),
        (false, false) => join(row.roles),
    }
}

fn join<T: std::fmt::Display>(list: &[T]) -> String {
    list.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_verb_is_decided_twice_in_a_state() {
        for (index, row) in TRANSITIONS.iter().enumerate() {
            let again = TRANSITIONS[index + 1..].iter().any(|other| (other.verb, other.from) == (row.verb, row.from));
            assert!(!again, "{} from {}", row.verb, row.from);
            assert!(row.system || !row.roles.is_empty(), "{} from {} is for nobody", row.verb, row.from);
        }
        for verb in OrderVerb::ALL {
            assert!(TRANSITIONS.iter().any(|row| row.verb == *verb), "{verb} stands nowhere");
        }
    }

    #[test]
    fn every_state_of_an_order_can_be_reached() {
        for state in OrderState::ALL.iter().filter(|state| **state != Draft) {
            assert!(TRANSITIONS.iter().any(|row| row.from != *state && row.to.contains(state)), "{state}");
        }
    }

    #[test]
    fn nobody_judges_and_fixes() {
        assert!(!may_ever(OrderVerb::Verify, Some(Role::Station)) && !may_ever(OrderVerb::Submit, Some(Role::Hq)));
        for role in Role::ALL.iter().filter(|role| !matches!(role, Role::Station | Role::Region | Role::Hq)) {
            assert!(OrderVerb::ALL.iter().all(|verb| !may_ever(*verb, Some(*role))), "{role}");
        }
        assert!(may(OrderVerb::Cancel, Closed, None) && !may(OrderVerb::Cancel, Closed, Some(Role::Hq)));
    }

    #[test]
    fn the_orders_document_is_the_table() {
        let written = include_str!("../../../../docs/ORDERS.md");
        assert!(written == render_table(), "docs/ORDERS.md is not what the code renders; write:\n{}", render_table());
    }
}
