//! The record of a project (§5.6): cycles of plan, do, check and act. The check is computed from audits, never typed; the
//! satisfaction beside it is typed, since no audit tells it.

use crate::{day::DAY_MS, states::words};
use serde::{Deserialize, Serialize};

/// Rounds after the project's own that its check looks at.
pub const CHECK_ROUNDS: usize = 2;
/// Days after which an open cycle without check data is flagged.
pub const FLAG_DAYS: i64 = 60;

words! {
    /// What a project is about.
    ProjectKind {
        /// An item that many stations of a region missed in one round.
        Region = "region",
        /// An item that one station missed again and again: it is on the watch list.
        Station = "station",
    }
}

words! {
    /// Where a project stands.
    ProjectState {
        Open = "open",
        /// Corrections or appeals took away what it rested on.
        Withdrawn = "withdrawn",
        /// Its last cycle ended with something that was changed for good.
        Ended = "ended",
    }
}

words! {
    /// How a cause was found.
    CauseKind {
        FiveWhy = "five_why",
        Fishbone = "fishbone",
        Brainstorm = "brainstorm",
    }
}

words! {
    /// Where a cycle stands.
    CyclePhase {
        /// It has no plan yet.
        Plan = "plan",
        /// It has a plan, and no later round has answered the item there.
        Do = "do",
        /// Its check has data.
        Check = "check",
        /// It is over.
        Ended = "ended",
    }
}

words! {
    /// What a cycle ends with.
    ActOutcome {
        /// The standard is changed.
        Standard = "standard",
        /// The script is changed.
        Script = "script",
        /// The drill is changed.
        Drill = "drill",
        /// It goes on in a new cycle.
        Reopen = "reopen",
    }
}

words! {
    /// What is done to a project.
    ProjectVerb {
        Plan = "plan",
        /// An action is added.
        Action = "action",
        Act = "act",
    }
}

impl CyclePhase {
    /// Where a cycle stands by what is known of it.
    pub const fn of(planned: bool, checked: bool, ended: bool) -> Self {
        match (ended, planned, checked) {
            (true, ..) => Self::Ended,
            (_, false, _) => Self::Plan,
            (_, _, true) => Self::Check,
            (_, _, false) => Self::Do,
        }
    }

    /// Whether a verb is allowed. A plan may be corrected until the check has data; results that are [`settled`] prove a
    /// measure before it becomes a standard, while a new cycle may be begun without them.
    pub const fn allows(self, verb: ProjectVerb, outcome: Option<ActOutcome>, settled: bool) -> bool {
        match verb {
            ProjectVerb::Plan => matches!(self, Self::Plan | Self::Do),
            ProjectVerb::Action => matches!(self, Self::Do | Self::Check),
            ProjectVerb::Act => match outcome {
                Some(ActOutcome::Reopen) => matches!(self, Self::Do | Self::Check),
                _ => settled && matches!(self, Self::Check),
            },
        }
    }
}

/// Whether the check of a cycle is over, by how many of its rounds are closed: both, or at least one once the days of
/// [`FLAG_DAYS`] have passed since it was opened.
pub const fn settled(closed: usize, opened_ms: i64, now_ms: i64) -> bool {
    closed >= CHECK_ROUNDS || (closed > 0 && now_ms.saturating_sub(opened_ms) >= FLAG_DAYS * DAY_MS)
}

/// The satisfaction that a plan aims at beside the pass rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Satisfaction {
    pub target_bp: u16,
    /// What the office found; `None` until it has looked.
    pub figure_bp: Option<u16>,
}

impl Satisfaction {
    /// Whether the target is met.
    pub fn is_met(self) -> Option<bool> {
        self.figure_bp.map(|figure| figure >= self.target_bp)
    }
}

/// Whether the target was met in every round of the check, and that of satisfaction where one was set; `None` while that is
/// open. Of a round that still runs there is no rate yet: what is provisional decides nothing. One closed round below it is
/// enough for no.
pub fn succeeded(target_bp: u16, rates: &[Option<u16>], satisfaction: Option<Satisfaction>) -> Option<bool> {
    let satisfied = satisfaction.map_or(Some(true), Satisfaction::is_met);
    if rates.iter().flatten().any(|rate| *rate < target_bp) || satisfied == Some(false) {
        return Some(false);
    }
    satisfied.filter(|_| rates.iter().flatten().count() >= CHECK_ROUNDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cycle_allows_what_its_phase_does() {
        use ActOutcome::{Drill, Reopen};
        use CyclePhase::{Check, Do, Ended, Plan};
        let table =
            [(Plan, [true, false, false, false]), (Do, [true, true, false, true]), (Check, [false, true, true, true])];
        for (phase, [plan, action, drill, reopen]) in table {
            assert_eq!(phase.allows(ProjectVerb::Plan, None, true), plan, "{phase}");
            assert_eq!(phase.allows(ProjectVerb::Action, None, true), action, "{phase}");
            assert_eq!(phase.allows(ProjectVerb::Act, Some(Drill), true), drill, "{phase}");
            assert!(!phase.allows(ProjectVerb::Act, Some(Drill), false), "a round still runs");
            assert_eq!(phase.allows(ProjectVerb::Act, Some(Reopen), false), reopen, "{phase}");
        }
        let ended = ProjectVerb::ALL.iter().any(|verb| Ended.allows(*verb, Some(Reopen), true));
        assert!(!ended, "what is over stays as it is");
        assert_eq!(CyclePhase::of(false, true, false), Plan, "data without a plan proves nothing");
    }

    #[test]
    fn a_check_is_over_with_both_rounds_or_with_one_after_its_days() {
        let days = FLAG_DAYS * DAY_MS;
        assert!(settled(2, 0, 1));
        assert!(!settled(1, 0, days - 1));
        assert!(settled(1, 0, days));
        assert!(!settled(0, 0, days), "nothing proves it");
    }

    #[test]
    fn success_is_the_target_met_in_both_rounds() {
        let of = |rates: &[Option<u16>]| succeeded(9000, rates, None);
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[Some(9000)]), None, "one round is not enough");
        assert_eq!(of(&[Some(9000), None]), None, "nobody looked");
        assert_eq!(of(&[Some(9000), Some(10_000)]), Some(true));
        assert_eq!(of(&[Some(8999)]), Some(false));
        assert_eq!(of(&[Some(9500), Some(8999)]), Some(false));
    }

    #[test]
    fn success_is_both_targets_met_where_satisfaction_has_one() {
        let of = |rates: &[Option<u16>], figure_bp| {
            succeeded(9000, rates, Some(Satisfaction { target_bp: 8500, figure_bp }))
        };
        let met = [Some(9000), Some(9000)];
        assert_eq!(of(&met, None), None, "nobody has looked at satisfaction");
        assert_eq!((of(&met, Some(8500)), of(&met, Some(8499))), (Some(true), Some(false)));
        assert_eq!(of(&[Some(9000)], Some(10_000)), None, "it makes up for no round");
        assert_eq!(of(&[Some(8999), Some(9000)], Some(10_000)), Some(false), "nor for a missed pass rate");
        assert_eq!(of(&[], Some(8499)), Some(false));
    }
}
