//! Who may do what with an appeal in which state (§3.7, decision 32): one table, from which the handlers decide and the
//! documentation is rendered.

use super::{AppealState, Lapse};
use crate::states::{Role, words};
use AppealState::{Closed, Decided1, Level1, Level2};
use serde::{Deserialize, Serialize};

words! {
    /// Everything that can happen to an appeal. The word is the last part of the path for what people do.
    AppealVerb {
        /// The station, or the region for it, does not agree with an item.
        File = "file",
        /// The panel asks for footage of three hours.
        AskFootage = "ask-footage",
        /// The station hands it in.
        Footage = "footage",
        /// The panel of the level says what holds.
        Decide = "decide",
        /// The station does not agree with level 1 either.
        GoOn = "second-level",
        /// Level 1 was silent: it goes up.
        StepUp = "step-up",
        /// The station did not go on: the decision of level 1 stands.
        Stand = "stand",
        /// Level 2 was silent: it is decided for the station.
        Silence = "decide-by-silence",
        /// The audit counts no longer.
        Withdraw = "withdraw",
    }
}

/// Who files: the manager, or the region for him.
pub const FILERS: &[Role] = &[Role::Station, Role::Region];
/// Who decides, each at his level.
pub const PANELS: &[Role] = &[Role::AppealL1, Role::AppealL2];
const LEVEL_1: &[Role] = &[Role::AppealL1];
const LEVEL_2: &[Role] = &[Role::AppealL2];
/// Nobody: time, or what becomes of the audit.
const SYSTEM: &[Role] = &[];

/// What a verb does in a state, and for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// The verb.
    pub verb: AppealVerb,
    /// The state it starts from; `None` when there is no appeal yet.
    pub from: Option<AppealState>,
    /// The states it may lead to, the usual one first.
    pub to: &'static [AppealState],
    /// The roles that may do it; empty when the system does.
    pub roles: &'static [Role],
}

const fn row(verb: AppealVerb, from: AppealState, to: &'static [AppealState], roles: &'static [Role]) -> Transition {
    Transition { verb, from: Some(from), to, roles }
}

/// The whole table. What is not in it is refused with the state.
pub const TRANSITIONS: &[Transition] = &[
    Transition { verb: AppealVerb::File, from: None, to: &[Level1], roles: FILERS },
    row(AppealVerb::AskFootage, Level1, &[Level1], LEVEL_1),
    row(AppealVerb::AskFootage, Level2, &[Level2], LEVEL_2),
    row(AppealVerb::Footage, Level1, &[Level1], FILERS),
    row(AppealVerb::Footage, Level2, &[Level2], FILERS),
    // Level 1 is the last word only when nothing of the item is lost any more.
    row(AppealVerb::Decide, Level1, &[Decided1, Closed], LEVEL_1),
    row(AppealVerb::Decide, Level2, &[Closed], LEVEL_2),
    row(AppealVerb::GoOn, Decided1, &[Level2], FILERS),
    row(AppealVerb::StepUp, Level1, &[Level2], SYSTEM),
    row(AppealVerb::Stand, Decided1, &[Closed], SYSTEM),
    row(AppealVerb::Silence, Level2, &[Closed], SYSTEM),
    row(AppealVerb::Withdraw, Level1, &[Closed], SYSTEM),
    row(AppealVerb::Withdraw, Decided1, &[Closed], SYSTEM),
    row(AppealVerb::Withdraw, Level2, &[Closed], SYSTEM),
];

/// What a verb does in a state; `None` when the state does not allow it.
pub fn allowed(verb: AppealVerb, state: AppealState) -> Option<&'static Transition> {
    TRANSITIONS.iter().find(|row| row.verb == verb && row.from == Some(state))
}

/// Whether a role, or the system (`None`), may do it in any state; otherwise it is forbidden to it.
pub fn may_ever(verb: AppealVerb, role: Option<Role>) -> bool {
    TRANSITIONS.iter().any(|row| row.verb == verb && row.is_for(role))
}

impl Transition {
    /// Whether it is for a role, or for the system (`None`).
    pub fn is_for(&self, role: Option<Role>) -> bool {
        role.map_or(self.roles.is_empty(), |role| self.roles.contains(&role))
    }
}

impl AppealState {
    /// The role that decides in this state; none when nobody does.
    pub fn decider(self) -> Option<Role> {
        allowed(AppealVerb::Decide, self).and_then(|row| row.roles.first().copied())
    }

    /// What happens when its deadline is over.
    pub fn lapse(self) -> Option<Lapse> {
        let by_time = [
            (AppealVerb::StepUp, Lapse::StepUp),
            (AppealVerb::Stand, Lapse::Close),
            (AppealVerb::Silence, Lapse::ForStation),
        ];
        by_time.into_iter().find(|(verb, _)| allowed(*verb, self).is_some()).map(|(_, lapse)| lapse)
    }
}

/// The table as it stands in `docs/TRANSITIONS.md`.
pub fn render_table() -> String {
    let mut out = String::from(
        "# Who may do what with an appeal, and in which state\n\n\
         Rendered from `crates/core/src/appeal/table.rs`; a test compares the two. Who decides had no hand in the audit, did not\n\
         decide the appeal before, and does not answer for the station. Every state ends by itself: `step-up`, `stand` and\n\
         `decide-by-silence` are what time does; `withdraw` follows when the audit counts no longer.\n\n\
         | verb | from | to | who |\n|---|---|---|---|\n",
    );
    for row in TRANSITIONS {
        let from = row.from.map_or("-", AppealState::as_str);
        let who = if row.roles.is_empty() { "system".to_owned() } else { join(row.roles) };
        out.push_str(&format!("| `{}` | {from} | {} | {who} |\n", row.verb, join(row.to)));
    }
    out.push_str("\n## Every verb of an appeal in every state\n\nThe next state, or `-` where it is refused.\n\n| verb | role | none |");
    for state in AppealState::ALL {
        out.push_str(&format!(" {state} |"));
    }
    out.push_str(&format!("\n|---|---|---|{}\n", "---|".repeat(AppealState::ALL.len())));
    let roles = [Some(Role::Station), Some(Role::Region), Some(Role::AppealL1), Some(Role::AppealL2), None];
    for verb in AppealVerb::ALL {
        for role in roles {
            out.push_str(&format!("| `{verb}` | {} |", role.map_or("system", Role::as_str)));
            let states = std::iter::once(None).chain(AppealState::ALL.iter().copied().map(Some));
            for from in states {
                let found = TRANSITIONS.iter().find(|row| row.verb == *verb && row.from == from && row.is_for(role));
                out.push_str(&format!(" {} |", found.map_or_else(|| "-".to_owned(), |row| join(row.to))));
            }
            out.push('\n');
        }
    }
    out.push_str("\nNo other role changes an appeal.\n");
    out
}

fn join<T: std::fmt::Display>(list: &[T]) -> String {
    list.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_verb_of_an_appeal_is_decided_twice_in_a_state() {
        for (index, row) in TRANSITIONS.iter().enumerate() {
            let again = TRANSITIONS[index + 1..].iter().any(|other| (other.verb, other.from) == (row.verb, row.from));
            assert!(!again, "{} from {:?}", row.verb, row.from);
        }
        for verb in AppealVerb::ALL {
            assert!(TRANSITIONS.iter().any(|row| row.verb == *verb), "{verb} stands nowhere");
        }
    }

    #[test]
    fn every_state_of_an_appeal_is_reached_and_ends_by_itself() {
        for state in AppealState::ALL {
            assert!(TRANSITIONS.iter().any(|row| row.from != Some(*state) && row.to.contains(state)), "{state}");
            assert_eq!(state.lapse().is_some(), state.is_open(), "{state}");
            assert_eq!(state.decider().is_some(), matches!(state, Level1 | Level2), "{state}");
        }
        assert!(TRANSITIONS.iter().all(|row| row.from != Some(Closed)), "what is over stays as it is");
        assert_eq!((Level1.decider(), Level2.decider()), (Some(Role::AppealL1), Some(Role::AppealL2)));
        assert!(may_ever(AppealVerb::Decide, Some(Role::AppealL1)) && !may_ever(AppealVerb::Decide, Some(Role::Hq)));
    }
}
