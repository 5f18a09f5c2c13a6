//! The score of an audit and its explanation, exactly as `domain.md` §3, in integers.
//!
//! [`score`] gives a line per item, [`score_brief`] the same figures without them; both go through one evaluation.

mod grade;
mod input;
mod json;
mod judge;
mod result;
mod tally;

pub use grade::{Conditions, grade};
pub use input::{Answer, Evidence, ItemEvidence, ItemSet, ScoreInput, Standing};
pub use json::write_json;
pub use result::{EvidenceState, Line, Miss, Reason, Rule, Score, State, Summary, TouchpointScore};

use crate::checklist::{Checklist, Flags};
use judge::judge;
use tally::Tally;

/// Version of the algorithm in this module; a score belongs to it (decision 16).
pub const RULE_VERSION: u32 = 1;

/// Scores an audit and explains every item.
pub fn score(checklist: &Checklist, input: &ScoreInput) -> Score {
    let mut lines = Vec::with_capacity(checklist.items.len());
    let mut ignored = Vec::new();
    let summary = evaluate(checklist, input, |line| {
        if line.state == State::Na && input.answer(line.item) != Answer::None {
            ignored.push(line.item);
        }
        lines.push(line);
    });
    Score { summary, lines, ignored }
}

/// The figures of [`score`] without the lines, for re-scoring in bulk.
pub fn score_brief(checklist: &Checklist, input: &ScoreInput) -> Summary {
    evaluate(checklist, input, |_| ())
}

/// Nominal points that apply to a station by its profile, with visit flags at their reference or default (§3.5).
pub fn profile_points(checklist: &Checklist, station: &Flags) -> u32 {
    let by_profile = station.at_profile(checklist);
    let applies =
        |item: &&crate::checklist::Item| !item.na_when.as_ref().is_some_and(|p| p.holds(|i| by_profile.get(i)));
    checklist.items.iter().filter(applies).map(|item| item.points).sum()
}

fn evaluate(checklist: &Checklist, input: &ScoreInput, mut each: impl FnMut(Line)) -> Summary {
    let mut tally = Tally::new(checklist, input);
    for index in 0..checklist.items.len() {
        let line = judge(checklist, input, index, tally.failed());
        tally.add(&checklist.items[index], &line);
        each(line);
    }
    tally.finish()
}
