//! The time limits of the review (§2.5 no. 2).

use crate::{
    day::DAY_MS,
    states::AuditState::{self, InReview, Submitted},
};

/// Every report has its first review within this time, ms (§2.5 no. 2: "within 24 h"). For the second review the
/// documents give no limit, so that there is none to be late for.
pub const FIRST_REVIEW_MS: i64 = DAY_MS;

/// Until when an audit in state `to` is to have its first review, epoch ms: counted from when it could first be
/// reviewed. None before that, and once it has had it. `known`: what it was in the state before.
pub fn review_by(from: Option<AuditState>, to: AuditState, known: Option<i64>, now_ms: i64) -> Option<i64> {
    let waits = |state| matches!(state, Submitted | InReview);
    let fresh = || now_ms.saturating_add(FIRST_REVIEW_MS);
    waits(to).then(|| known.filter(|_| from.is_some_and(waits)).unwrap_or_else(fresh))
}

#[cfg(test)]
mod tests {
    use super::*;
    use AuditState::{Approved, AwaitingPhotos, Returned, SecondReview};

    #[test]
    fn a_day_runs_from_when_it_could_be_reviewed_until_the_first_review_has_ended() {
        let late = 7 + FIRST_REVIEW_MS;
        assert_eq!(review_by(None, AwaitingPhotos, None, 7), None, "nobody could review it");
        for before in [None, Some(AwaitingPhotos), Some(Returned)] {
            assert_eq!(review_by(before, Submitted, Some(3), 7), Some(late), "{before:?}");
        }
        assert_eq!(review_by(Some(Submitted), InReview, Some(3), 7), Some(3), "a claim gives no new time");
        assert_eq!(review_by(Some(InReview), Submitted, Some(3), 7), Some(3));
        assert_eq!(review_by(Some(Approved), InReview, None, 7), Some(late), "it was reopened");
        for after in [SecondReview, Approved, Returned, AwaitingPhotos] {
            assert_eq!(review_by(Some(InReview), after, Some(3), 7), None, "{after}");
        }
    }
}
