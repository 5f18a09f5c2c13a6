//! What became of one item in one audit, in half a byte.
//!
//! The store keeps one column per audit: two items to a byte, the first in the low half, in checklist order; 69 items
//! take 35 bytes, so a million audits 35 MB, against 69 rows each. Three bits would save 9 bytes and cost the whole
//! byte look-up that [`ItemTally`](crate::items::ItemTally) counts with. The codes are stored and never reused.

use forecourt_core::score::{Line, Miss, Rule, State};

use crate::ReportError;

/// The closed list of outcomes; the number is the stored code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Outcome {
    /// Not applicable by its predicate.
    NotApplicable = 0,
    /// Applicable, but without an answer that counts.
    NotObserved = 1,
    /// Earned all its points.
    Full = 2,
    /// Met the standard with less than all points: at least 80 % (§2.1).
    Met = 3,
    /// Partial miss: less than 80 % but at least half of the points.
    Partial = 4,
    /// Full miss: earned nothing.
    Missed = 5,
    /// Missed because its gate was missed; no miss of its own (decision 8).
    Implied = 6,
    /// A failed red line that was not proven: counts as met (decision 10).
    NotProven = 7,
    /// Not applicable by a reviewer's decision.
    NotApplicableGranted = 8,
    /// A bonus that was claimed and accepted.
    BonusClaimed = 9,
    /// A bonus that was not claimed.
    BonusNotClaimed = 10,
    /// A bonus that was claimed and not accepted.
    BonusNotAccepted = 11,
    /// Partial miss that earned less than half of the points; code 4 before it existed.
    PartialLow = 12,
    /// The item does not exist in this checklist version; also fills the last half byte.
    Absent = 15,
}

impl Outcome {
    /// Every outcome, in code order.
    pub const ALL: [Self; 14] = [
        Self::NotApplicable,
        Self::NotObserved,
        Self::Full,
        Self::Met,
        Self::Partial,
        Self::Missed,
        Self::Implied,
        Self::NotProven,
        Self::NotApplicableGranted,
        Self::BonusClaimed,
        Self::BonusNotClaimed,
        Self::BonusNotAccepted,
        Self::PartialLow,
        Self::Absent,
    ];

    /// Whether it is an answer that counts for the pass rate: met or missed, not only implied.
    pub const fn is_answered(self) -> bool {
        use Outcome::{Full, Met, Missed, NotProven, Partial, PartialLow};
        matches!(self, Full | Met | NotProven | Partial | PartialLow | Missed)
    }

    /// The outcome of a stored code.
    ///
    /// # Errors
    /// A code outside the list.
    pub fn from_code(code: u8) -> Result<Self, ReportError> {
        let known = Self::ALL.into_iter().find(|outcome| *outcome as u8 == code);
        known.ok_or(ReportError::UnknownOutcome(code))
    }
}

impl From<&Line> for Outcome {
    /// What the explained score says of an item.
    fn from(line: &Line) -> Self {
        match (line.rule, line.state, line.miss) {
            (Rule::NaGranted, ..) => Self::NotApplicableGranted,
            (_, State::Na, _) => Self::NotApplicable,
            (Rule::BonusClaimed, ..) => Self::BonusClaimed,
            (Rule::BonusNotClaimed, ..) => Self::BonusNotClaimed,
            (Rule::BonusNotAccepted, ..) => Self::BonusNotAccepted,
            (_, State::NotObserved, _) => Self::NotObserved,
            (Rule::ImpliedBy(_), ..) => Self::Implied,
            (Rule::NotProven, ..) => Self::NotProven,
            (.., Miss::Full) => Self::Missed,
            (.., Miss::Partial) if is_low(line.nominal, line.earned) => Self::PartialLow,
            (.., Miss::Partial) => Self::Partial,
            (.., Miss::None) if line.earned < line.nominal => Self::Met,
            (.., Miss::None) => Self::Full,
        }
    }
}

/// Less than half of the points.
pub(crate) fn is_low(points: u32, earned: u32) -> bool {
    u64::from(earned) * 2 < u64::from(points)
}

/// Bytes that `items` outcomes take.
pub fn packed_len(items: usize) -> usize {
    items.div_ceil(2)
}

/// Packs outcomes in checklist order, two to a byte.
pub fn pack(outcomes: &[Outcome]) -> Vec<u8> {
    let pair = |pair: &[Outcome]| {
        let high = pair.get(1).copied().unwrap_or(Outcome::Absent);
        pair[0] as u8 | (high as u8) << 4
    };
    outcomes.chunks(2).map(pair).collect()
}

/// Reads `items` outcomes back.
///
/// # Errors
/// A wrong length or an unknown code.
pub fn unpack(packed: &[u8], items: usize) -> Result<Vec<Outcome>, ReportError> {
    check_len(packed, items)?;
    let halves = packed.iter().flat_map(|byte| [byte & 15, byte >> 4]);
    halves.take(items).map(Outcome::from_code).collect()
}

pub(crate) fn check_len(packed: &[u8], items: usize) -> Result<(), ReportError> {
    let expected = packed_len(items);
    if packed.len() == expected { Ok(()) } else { Err(ReportError::OutcomeLength { expected, found: packed.len() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packing_goes_both_ways() {
        let all = Outcome::ALL.to_vec();
        let packed = pack(&all);
        assert_eq!(packed.len(), packed_len(all.len()));
        assert_eq!(unpack(&packed, all.len()), Ok(all));
        assert_eq!(packed_len(69), 35);
        assert_eq!(pack(&[]), Vec::<u8>::new());
        assert_eq!(pack(&[Outcome::Full]), [0xf2]);
    }

    #[test]
    fn broken_columns_are_refused() {
        assert_eq!(unpack(&[0], 3), Err(ReportError::OutcomeLength { expected: 2, found: 1 }));
        assert_eq!(unpack(&[0xd0], 2), Err(ReportError::UnknownOutcome(13)));
    }

    #[test]
    fn the_explained_score_becomes_outcomes() {
        use forecourt_core::checklist::Flags;
        use forecourt_core::registry::builtin;
        use forecourt_core::score::{Answer, ScoreInput, score};

        let checklist = builtin().get("station-69", 1).unwrap();
        let mut flags = Flags::defaults(checklist);
        flags.set(checklist.flag_index("v.night").unwrap(), 0);
        let mut answers = vec![Answer::None; checklist.items.len()];
        let place = |id: &str| checklist.item_index(id).unwrap();
        answers[place("entry.guidance_within_10s")] = Answer::Int(10); // the 80 % band meets the standard
        answers[place("entry.queue_wait_to_pump")] = Answer::Int(200);
        answers[place("greeting.verbal_greeting")] = Answer::Bool(false);
        answers[place("greeting.smile_eye_contact")] = Answer::Int(2);
        answers[place("restroom.open_to_customers")] = Answer::Bool(false);
        answers[place("farewell.feedback_invited")] = Answer::Bool(true);
        answers[place("amenities.driver_care")] = Answer::Bool(false);
        let lines = score(checklist, &ScoreInput::new(&answers, &flags)).lines;
        let of = |id: &str| Outcome::from(&lines[place(id)]);
        assert_eq!(of("entry.guidance_within_10s"), Outcome::Met);
        assert_eq!(of("entry.queue_wait_to_pump"), Outcome::Partial);
        assert_eq!(of("greeting.verbal_greeting"), Outcome::Missed);
        assert_eq!(of("greeting.smile_eye_contact"), Outcome::Full);
        assert_eq!(of("restroom.clean_surfaces"), Outcome::Implied);
        assert_eq!(of("approach.night_sign_lit"), Outcome::NotApplicable);
        assert_eq!(of("payment.receipt_complete"), Outcome::NotObserved);
        assert_eq!(of("farewell.feedback_invited"), Outcome::BonusClaimed);
        assert_eq!(of("amenities.driver_care"), Outcome::BonusNotClaimed);
        let rate = lines.iter().filter(|line| line.counts_in_pass_rate()).count();
        let met = |outcome| matches!(outcome, Outcome::Full | Outcome::Met | Outcome::NotProven);
        let counted = lines.iter().map(Outcome::from);
        let counted = counted
            .filter(|o| met(*o) || matches!(o, Outcome::Partial | Outcome::PartialLow | Outcome::Missed))
            .count();
        assert_eq!(counted, rate, "both tell the same items for the pass rate");
    }
}
