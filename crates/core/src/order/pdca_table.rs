//! Who may do what with a project, and when (§5.6): rendered from [`CyclePhase::allows`], from which the handlers decide.

use super::{ActOutcome, CyclePhase, ProjectState, ProjectVerb};
use crate::states::Role;

/// Who acts on a project: head office, and the region for what is its own.
pub const PROJECT_OFFICES: &[Role] = &[Role::Hq, Role::Region];

impl ProjectState {
    /// Whether anything may be done to it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open)
    }

    /// Where a project stands when what it rests on was counted anew: what was ended for good stays so.
    pub const fn counted(self, holds: bool) -> Self {
        match (self, holds) {
            (Self::Ended, _) => Self::Ended,
            (_, true) => Self::Open,
            (_, false) => Self::Withdrawn,
        }
    }

    /// Where it stands when a cycle ended.
    pub const fn after(outcome: ActOutcome) -> Self {
        if matches!(outcome, ActOutcome::Reopen) { Self::Open } else { Self::Ended }
    }
}

/// The table as it stands in `docs/TRANSITIONS.md`.
pub fn render_projects() -> String {
    let offices = PROJECT_OFFICES.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(", ");
    let mut out = format!(
        "# Who may do what with a project, and when\n\n\
         Rendered from `crates/core/src/order/pdca_table.rs`; a test compares the two. Every verb is for {offices}, and for no other\n\
         role; the watch list's projects of a station and those of a region alike. What is not open is refused with its state,\n\
         what is, with the phase of its cycle.\n\n\
         ## Every verb of a project in every state\n\n\
         The next state. `recount` is the system's: corrections, appeals and cancelled orders may take away what a project rests\n\
         on, or give it back (to a station on the watch list in a new project).\n\n| verb | outcome |"
    );
    for state in ProjectState::ALL {
        out.push_str(&format!(" {state} |"));
    }
    out.push_str(&format!("\n|---|---|{}\n", "---|".repeat(ProjectState::ALL.len())));
    for (verb, outcome) in deeds() {
        let next = |state: ProjectState| match outcome {
            _ if !state.is_open() => "-",
            Some(outcome) => ProjectState::after(outcome).as_str(),
            None => ProjectState::Open.as_str(),
        };
        out.push_str(&format!("| `{verb}` | {} |{}\n", word(outcome), cells(ProjectState::ALL, next)));
    }
    for (holds, word) in [(false, "no longer holds"), (true, "holds again")] {
        let next = |state: ProjectState| state.counted(holds).as_str();
        out.push_str(&format!("| `recount` | {word} |{}\n", cells(ProjectState::ALL, next)));
    }
    out.push_str("\n## Every verb of an open project in every phase\n\n`settled`: only once the check is over.\n\n| verb | outcome |");
    for phase in CyclePhase::ALL {
        out.push_str(&format!(" {phase} |"));
    }
    out.push_str(&format!("\n|---|---|{}\n", "---|".repeat(CyclePhase::ALL.len())));
    for (verb, outcome) in deeds() {
        let may = |phase: CyclePhase| match [false, true].map(|settled| phase.allows(verb, outcome, settled)) {
            [true, _] => "yes",
            [false, true] => "settled",
            [false, false] => "-",
        };
        out.push_str(&format!("| `{verb}` | {} |{}\n", word(outcome), cells(CyclePhase::ALL, may)));
    }
    out
}

/// Every verb with each outcome that it may have.
fn deeds() -> impl Iterator<Item = (ProjectVerb, Option<ActOutcome>)> {
    let plain = ProjectVerb::ALL.iter().filter(|verb| **verb != ProjectVerb::Act).map(|verb| (*verb, None));
    plain.chain(ActOutcome::ALL.iter().map(|outcome| (ProjectVerb::Act, Some(*outcome))))
}

fn word(outcome: Option<ActOutcome>) -> &'static str {
    outcome.map_or("", ActOutcome::as_str)
}

fn cells<T: Copy>(columns: &[T], cell: impl Fn(T) -> &'static str) -> String {
    columns.iter().map(|one| format!(" {} |", cell(*one))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_ended_for_good_stays_so() {
        for state in ProjectState::ALL {
            let ended = *state == ProjectState::Ended;
            for holds in [true, false] {
                let next = if holds { ProjectState::Open } else { ProjectState::Withdrawn };
                assert_eq!(state.counted(holds), if ended { ProjectState::Ended } else { next }, "{state}");
            }
        }
        assert!(ActOutcome::ALL.iter().all(|one| ProjectState::after(*one).is_open() == (*one == ActOutcome::Reopen)));
    }
}
