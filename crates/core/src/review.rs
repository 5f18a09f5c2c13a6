//! Who may do what with an audit in which state (decisions 5, 10, 19, 20 and 32): one table, from which the handlers
//! decide and the documentation is rendered.

use crate::states::{AuditState, Role, words};
use AuditState::{
    Approved, AwaitingPhotos, Final, InReview, Incomplete, Published, Returned, SecondReview, Submitted, Void,
};
use serde::{Deserialize, Serialize};

words! {
    /// Everything that can happen to an audit. The word is the last part of the path for what people do.
    Verb {
        /// A phone delivers a first revision.
        Submit = "submit",
        /// A phone answers a return, or sends again after a restore.
        Answer = "answer",
        /// Every photo is verified, unusable or lost.
        PhotosSettled = "photos-settled",
        /// The phone still has a photo that the office had given up.
        PhotoFound = "photo-found",
        /// A return ended unanswered.
        ReturnEnded = "return-ended",
        /// Publication, at its hour or at once.
        Publish = "publish",
        /// The appeal window is over.
        Finalise = "finalise",
        /// Take an audit to review it, or keep it for longer.
        Claim = "claim",
        /// Give a claimed audit back, so that another reviewer may take it at once.
        Release = "release",
        /// The review found it good.
        Accept = "accept",
        /// Ask the shopper.
        Return = "return",
        /// Change an answer, a visit flag, or grant an N/A.
        Correct = "correct",
        /// The visit does not count.
        MakeVoid = "void",
        /// No longer wait for photos.
        CloseUpload = "close-upload",
        /// The red line was crossed.
        ConfirmRedLine = "red-lines/{item}/confirm",
        /// The red line was not crossed, or it is not proven.
        RefuteRedLine = "red-lines/{item}/refute",
        /// A doubt is settled.
        ClearFlag = "flags/{flag}/clear",
        /// A change of a published audit is right.
        ConfirmProposal = "proposals/{proposal}/confirm",
        /// A change of a published audit is not made.
        DismissProposal = "proposals/{proposal}/dismiss",
        /// An appeal changes what is published; the panel decides, or the system for the station when it is silent.
        DecideAppeal = "appeals/{appeal}/decide",
        /// Review it once more before it is published.
        Reopen = "reopen",
    }
}

impl Verb {
    /// The roles that may do it; empty when no person does.
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Self::Submit | Self::Answer => &[Role::Shopper],
            Self::PhotosSettled | Self::PhotoFound | Self::ReturnEnded | Self::Finalise => &[],
            // At once; at its hour the system does it.
            Self::Publish => &[Role::Hq],
            Self::ConfirmProposal | Self::DismissProposal => &[Role::Reviewer, Role::Hq],
            Self::DecideAppeal => &[Role::AppealL1, Role::AppealL2],
            _ => &[Role::Reviewer],
        }
    }

    /// Whether the caller must hold the claim of the audit.
    pub const fn needs_claim(self) -> bool {
        matches!(self, Self::Release | Self::Accept | Self::Return | Self::Correct)
    }
}

/// How a verb changes things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// At once.
    Change,
    /// It is proposed; another reviewer or head office decides (decision 19).
    Proposal,
}

/// What a verb does in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// The verb.
    pub verb: Verb,
    /// The state it starts from; `None` when there is no audit yet.
    pub from: Option<AuditState>,
    /// The states it may lead to, the usual one first; what is decided there says which.
    pub to: &'static [AuditState],
    /// Whether it acts at once.
    pub effect: Effect,
}

const fn change(verb: Verb, from: AuditState, to: &'static [AuditState]) -> Transition {
    Transition { verb, from: Some(from), to, effect: Effect::Change }
}

const fn proposal(verb: Verb, from: AuditState, to: &'static [AuditState]) -> Transition {
    Transition { verb, from: Some(from), to, effect: Effect::Proposal }
}

/// The whole table. What is not in it is refused with the state.
pub const TRANSITIONS: &[Transition] = &[
    Transition { verb: Verb::Submit, from: None, to: &[AwaitingPhotos, Submitted], effect: Effect::Change },
    change(Verb::Answer, Returned, &[AwaitingPhotos, Submitted]),
    // After the end of the return, or from a phone that sends again after a restore.
    change(Verb::Answer, AwaitingPhotos, &[AwaitingPhotos, Submitted]),
    change(Verb::Answer, Submitted, &[AwaitingPhotos, Submitted]),
    change(Verb::Answer, InReview, &[AwaitingPhotos, Submitted]),
    change(Verb::Answer, SecondReview, &[AwaitingPhotos, Submitted]),
    // Too late to be scored: kept beside the audit.
    change(Verb::Answer, Approved, &[Approved]),
    change(Verb::Answer, Published, &[Published]),
    change(Verb::Answer, Final, &[Final]),
    change(Verb::Answer, Incomplete, &[Incomplete]),
    change(Verb::Answer, Void, &[Void]),
    change(Verb::PhotosSettled, AwaitingPhotos, &[Submitted]),
    change(Verb::PhotoFound, Submitted, &[AwaitingPhotos]),
    change(Verb::ReturnEnded, Returned, &[Submitted]),
    change(Verb::Publish, Approved, &[Published]),
    change(Verb::Finalise, Published, &[Final]),
    change(Verb::Claim, Submitted, &[InReview]),
    change(Verb::Claim, InReview, &[InReview]),
    change(Verb::Claim, SecondReview, &[SecondReview]),
    change(Verb::Release, InReview, &[InReview]),
    change(Verb::Release, SecondReview, &[SecondReview]),
    change(Verb::Accept, InReview, &[Approved, SecondReview, Incomplete]),
    change(Verb::Accept, SecondReview, &[Approved, Incomplete]),
    change(Verb::Return, InReview, &[Returned]),
    change(Verb::Return, SecondReview, &[Returned]),
    change(Verb::Correct, InReview, &[InReview]),
    change(Verb::Correct, SecondReview, &[SecondReview]),
    proposal(Verb::Correct, Published, &[Published]),
    proposal(Verb::Correct, Final, &[Final]),
    change(Verb::MakeVoid, AwaitingPhotos, &[Void]),
    change(Verb::MakeVoid, Submitted, &[Void]),
    change(Verb::MakeVoid, InReview, &[Void]),
    change(Verb::MakeVoid, SecondReview, &[Void]),
    change(Verb::MakeVoid, Returned, &[Void]),
    change(Verb::MakeVoid, Approved, &[Void]),
    change(Verb::MakeVoid, Incomplete, &[Void]),
    proposal(Verb::MakeVoid, Published, &[Published]),
    proposal(Verb::MakeVoid, Final, &[Final]),
    change(Verb::CloseUpload, AwaitingPhotos, &[Submitted]),
    change(Verb::ConfirmRedLine, AwaitingPhotos, &[AwaitingPhotos]),
    change(Verb::ConfirmRedLine, Submitted, &[Submitted]),
    change(Verb::ConfirmRedLine, InReview, &[InReview]),
    change(Verb::ConfirmRedLine, SecondReview, &[SecondReview]),
    change(Verb::RefuteRedLine, AwaitingPhotos, &[AwaitingPhotos]),
    change(Verb::RefuteRedLine, Submitted, &[Submitted]),
    change(Verb::RefuteRedLine, InReview, &[InReview]),
    change(Verb::RefuteRedLine, SecondReview, &[SecondReview]),
    change(Verb::ClearFlag, AwaitingPhotos, &[AwaitingPhotos]),
    change(Verb::ClearFlag, Submitted, &[Submitted]),
    change(Verb::ClearFlag, InReview, &[InReview]),
    change(Verb::ClearFlag, SecondReview, &[SecondReview]),
    change(Verb::ClearFlag, Returned, &[Returned]),
    change(Verb::ClearFlag, Approved, &[Approved]),
    change(Verb::ClearFlag, Published, &[Published]),
    change(Verb::ClearFlag, Final, &[Final]),
    change(Verb::ClearFlag, Incomplete, &[Incomplete]),
    change(Verb::ConfirmProposal, Published, &[Published, Incomplete, Void]),
    change(Verb::ConfirmProposal, Final, &[Final, Published, Incomplete, Void]),
    change(Verb::DismissProposal, Published, &[Published]),
    change(Verb::DismissProposal, Final, &[Final]),
    change(Verb::DecideAppeal, Published, &[Published, Incomplete]),
    change(Verb::Reopen, Incomplete, &[InReview]),
    change(Verb::Reopen, Approved, &[InReview]),
];

/// What a verb does in a state; `None` when the state does not allow it.
pub fn allowed(verb: Verb, state: AuditState) -> Option<&'static Transition> {
    TRANSITIONS.iter().find(|transition| transition.verb == verb && transition.from == Some(state))
}

words! {
    /// How an audit is shown.
    View {
        /// Everything.
        Desk = "desk",
        /// No shopper, no originals, no minutes, no words of a shopper.
        Auditor = "auditor",
        /// Behind the identity wall: what is published, by days.
        Station = "station",
    }
}

impl View {
    /// The roles it is for.
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Self::Desk => &[Role::Reviewer, Role::AppealL1, Role::AppealL2, Role::Hq, Role::Admin],
            Self::Auditor => &[Role::Auditor],
            Self::Station => &[Role::Station, Role::Region],
        }
    }

    /// Whether an audit in this state can be seen at all.
    pub const fn shows(self, state: AuditState) -> bool {
        match self {
            Self::Desk | Self::Auditor => true,
            Self::Station => state.is_public(),
        }
    }

    /// The fullest view that one of these roles has.
    pub fn best(has: impl Fn(Role) -> bool) -> Option<Self> {
        Self::ALL.iter().copied().find(|view| view.roles().iter().any(|role| has(*role)))
    }
}

/// The table as it stands in `docs/TRANSITIONS.md`.
pub fn render_table() -> String {
    let mut out = String::from(
        "# Who may do what with an audit, and in which state\n\n\
         Rendered from `crates/core/src/review.rs`; a test compares the two. A verb that is not listed for a state\n\
         answers 409 with the state; a role that is not listed answers 403, an audit out of scope 404.\n\n\
         ## Reading\n\n| view | roles | states |\n|---|---|---|\n",
    );
    for view in View::ALL {
        let states = AuditState::ALL.iter().copied().filter(|state| view.shows(*state));
        out.push_str(&format!("| {view} | {} | {} |\n", join(view.roles()), join(&states.collect::<Vec<_>>())));
    }
    out.push_str(
        "\n## Verbs\n\nWhere two persons are needed they must differ, and neither may be the shopper of the audit.\n\n\
         | verb | roles | claim needed | from | to | at once |\n|---|---|---|---|---|---|\n",
    );
    for row in TRANSITIONS {
        let from = row.from.map_or("-", AuditState::as_str);
        let roles = match row.verb {
            Verb::Publish => "system, hq (at once)".to_owned(),
            Verb::DecideAppeal => format!("{}, system (when level 2 is silent)", join(row.verb.roles())),
            verb if verb.roles().is_empty() => "system".to_owned(),
            verb => join(verb.roles()),
        };
        let claim = if row.verb.needs_claim() && row.effect == Effect::Change { "yes" } else { "no" };
        let effect = match row.effect {
            Effect::Change => "yes",
            Effect::Proposal => "no: proposal",
        };
        out.push_str(&format!("| `{}` | {roles} | {claim} | {from} | {} | {effect} |\n", row.verb, join(row.to)));
    }
    out
}

fn join<T: std::fmt::Display>(list: &[T]) -> String {
    list.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_stands_once_for_a_state() {
        for (index, row) in TRANSITIONS.iter().enumerate() {
            assert!(!row.to.is_empty());
            let again = TRANSITIONS[index + 1..].iter().any(|other| (other.verb, other.from) == (row.verb, row.from));
            assert!(!again, "{} from {:?} stands twice", row.verb, row.from);
        }
        for verb in Verb::ALL {
            assert!(TRANSITIONS.iter().any(|row| row.verb == *verb), "{verb} stands nowhere");
        }
    }

    #[test]
    fn what_is_published_changes_only_by_proposal() {
        for verb in [Verb::Correct, Verb::MakeVoid] {
            for state in [Published, Final] {
                assert_eq!(allowed(verb, state).map(|row| row.effect), Some(Effect::Proposal));
            }
        }
        assert_eq!(allowed(Verb::Accept, Submitted), None, "it must be claimed first");
        assert_eq!(allowed(Verb::Claim, Void), None);
    }

    #[test]
    fn every_state_can_be_reached() {
        for state in AuditState::ALL {
            assert!(TRANSITIONS.iter().any(|row| row.from != Some(*state) && row.to.contains(state)), "{state}");
        }
    }

    #[test]
    fn the_fullest_view_wins() {
        assert_eq!(View::best(|role| role == Role::Region), Some(View::Station));
        assert_eq!(View::best(|role| matches!(role, Role::Hq | Role::Region)), Some(View::Desk));
        assert_eq!(View::best(|role| role == Role::Planner), None);
        assert!(!View::Station.shows(Approved) && View::Station.shows(Final));
    }
}
