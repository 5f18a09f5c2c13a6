//! What an audit's row keeps of its score, so that lists and reports need no submission.

use forecourt_core::score::{Score, TouchpointScore};
use forecourt_reports::{Outcome, pack};
use forecourt_store::entity::audit;

/// Writes the score in brief into the row.
pub fn put(row: &mut audit::Model, score: &Score) {
    let summary = &score.summary;
    row.valid = summary.is_valid();
    row.base_bp = summary.base_bp.map(narrow);
    row.bonus_bp = narrow(summary.bonus_bp);
    row.final_bp = summary.final_bp.map(narrow);
    row.red_lines = narrow(summary.red_lines);
    row.stars = summary.stars.map(narrow);
    row.coverage_bp = summary.coverage_bp.map(narrow);
    row.touchpoints = Some(pack_touchpoints(&summary.touchpoints));
    let outcomes: Vec<Outcome> = score.lines.iter().map(Outcome::from).collect();
    row.outcomes = Some(pack(&outcomes));
}

fn narrow(value: u32) -> i16 {
    i16::try_from(value).unwrap_or(i16::MAX)
}

/// Earned and answered points of each touchpoint, two bytes each, low byte first, in checklist order.
pub fn pack_touchpoints(touchpoints: &[TouchpointScore]) -> Vec<u8> {
    let short = |points: u32| u16::try_from(points).unwrap_or(u16::MAX).to_le_bytes();
    touchpoints.iter().flat_map(|t| [short(t.earned), short(t.answered)]).flatten().collect()
}

/// (earned, answered) of each touchpoint out of its column.
pub fn unpack_touchpoints(packed: &[u8]) -> Vec<(u16, u16)> {
    packed
        .chunks_exact(4)
        .map(|four| (u16::from_le_bytes([four[0], four[1]]), u16::from_le_bytes([four[2], four[3]])))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use forecourt_core::{
        checklist::Flags,
        score::{Answer, ScoreInput, score},
    };

    #[test]
    fn touchpoints_and_outcomes_read_back() {
        let checklist = forecourt_core::registry::builtin().get("station-69", 1).unwrap();
        let answers = vec![Answer::None; checklist.items.len()];
        let flags = Flags::defaults(checklist);
        let mut score = score(checklist, &ScoreInput::new(&answers, &flags));
        score.summary.touchpoints[1].earned = 300;
        score.summary.touchpoints[1].answered = 65_000;
        let packed = pack_touchpoints(&score.summary.touchpoints);
        assert_eq!(packed.len(), 4 * checklist.touchpoints.len());
        assert_eq!(unpack_touchpoints(&packed)[..2], [(0, 0), (300, 65_000)]);
        let outcomes: Vec<_> = score.lines.iter().map(Outcome::from).collect();
        let back = forecourt_reports::unpack(&pack(&outcomes), checklist.items.len()).unwrap();
        assert_eq!(back, outcomes);
        assert!(outcomes.contains(&Outcome::NotObserved) && outcomes.contains(&Outcome::NotApplicable));
    }
}
