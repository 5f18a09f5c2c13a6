//! The stored form of a row: an edition keeps its inputs, so that it can be ranked again years later (decision 18).

use crate::{AuditFact, FULL_BP, MAX_TOUCHPOINTS, ReportError, TouchScores};

/// Bytes of a stored row.
pub const FACT_BYTES: usize = 52;

const NONE: u16 = u16::MAX;
const REMEDIAL: u8 = 1;
const NIGHT: u8 = 2;
const MAJOR_ZERO: u8 = 4;

impl AuditFact {
    /// The stored form, little-endian, the same for ever: station 0..4, visit day 4..8, final score 8..10, round 10..12,
    /// N/A share 12..14, red lines 14, marks 15 (1 remedial, 2 night, 4 major item at nothing), padding 16..20, then 16
    /// touchpoint scores of two bytes (65535 = none).
    pub fn to_bytes(&self) -> [u8; FACT_BYTES] {
        let mut bytes = [0; FACT_BYTES];
        bytes[0..4].copy_from_slice(&self.station.to_le_bytes());
        bytes[4..8].copy_from_slice(&self.visit_day.to_le_bytes());
        bytes[8..10].copy_from_slice(&self.final_bp.to_le_bytes());
        bytes[10..12].copy_from_slice(&self.round.to_le_bytes());
        bytes[12..14].copy_from_slice(&self.na_bp.to_le_bytes());
        bytes[14] = self.red_lines;
        let mark = |yes: bool, bit: u8| if yes { bit } else { 0 };
        bytes[15] = mark(self.remedial, REMEDIAL) | mark(self.night, NIGHT) | mark(self.major_zero, MAJOR_ZERO);
        for (place, score) in bytes[20..].chunks_exact_mut(2).zip(self.touchpoints.iter(MAX_TOUCHPOINTS)) {
            place.copy_from_slice(&score.unwrap_or(NONE).to_le_bytes());
        }
        bytes
    }

    /// Reads the stored form.
    ///
    /// # Errors
    /// A score above 10000.
    pub fn from_bytes(bytes: &[u8; FACT_BYTES]) -> Result<Self, ReportError> {
        let [s0, s1, s2, s3, d0, d1, d2, d3, f0, f1, r0, r1, n0, n1, red_lines, marks, _, _, _, _, scores @ ..] =
            *bytes;
        let mut touchpoints = TouchScores::EMPTY;
        for (number, score) in scores.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).enumerate() {
            touchpoints.set(number, (score != NONE).then_some(score))?;
        }
        let final_bp = u16::from_le_bytes([f0, f1]);
        if final_bp > FULL_BP {
            return Err(ReportError::ScoreOutOfRange(final_bp));
        }
        Ok(Self {
            station: u32::from_le_bytes([s0, s1, s2, s3]),
            visit_day: i32::from_le_bytes([d0, d1, d2, d3]),
            final_bp,
            round: u16::from_le_bytes([r0, r1]),
            na_bp: u16::from_le_bytes([n0, n1]),
            red_lines,
            remedial: marks & REMEDIAL != 0,
            night: marks & NIGHT != 0,
            major_zero: marks & MAJOR_ZERO != 0,
            touchpoints,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rows_come_back(
            numbers in (any::<u32>(), any::<i32>(), 0..=10_000_u16, any::<u16>(), any::<u16>(), any::<u8>()),
            marks in (any::<bool>(), any::<bool>(), any::<bool>()),
            scores in prop::collection::vec(prop::option::of(0..=10_000_u16), 0..=16),
        ) {
            let (station, visit_day, final_bp, round, na_bp, red_lines) = numbers;
            let (remedial, night, major_zero) = marks;
            let touchpoints = TouchScores::new(&scores).unwrap();
            let fact = AuditFact {
                station, visit_day, final_bp, round, na_bp, red_lines, remedial, night, major_zero, touchpoints,
            };
            prop_assert_eq!(AuditFact::from_bytes(&fact.to_bytes()), Ok(fact));
        }
    }

    #[test]
    fn the_layout_never_changes() {
        let touchpoints = TouchScores::new(&[Some(1), None, Some(0x0203)]).unwrap();
        let fact = AuditFact {
            station: 0x0102_0304,
            visit_day: -2,
            final_bp: 8684,
            round: 5,
            na_bp: 6,
            red_lines: 7,
            remedial: true,
            night: false,
            major_zero: true,
            touchpoints,
        };
        let bytes = fact.to_bytes();
        assert_eq!(bytes[..8], [4, 3, 2, 1, 0xfe, 0xff, 0xff, 0xff]);
        assert_eq!(bytes[8..20], [0xec, 0x21, 5, 0, 6, 0, 7, 5, 0, 0, 0, 0]);
        assert_eq!(bytes[20..28], [1, 0, 0xff, 0xff, 3, 2, 0xff, 0xff]);
        assert_eq!(bytes[50..], [0xff, 0xff]);
    }

    #[test]
    fn what_is_no_score_is_refused() {
        let mut bytes = AuditFact::default().to_bytes();
        bytes[9] = 0xff;
        assert!(AuditFact::from_bytes(&bytes).is_err());
        let mut bytes = AuditFact::default().to_bytes();
        bytes[20..22].copy_from_slice(&10_001_u16.to_le_bytes());
        assert_eq!(AuditFact::from_bytes(&bytes), Err(ReportError::ScoreOutOfRange(10_001)));
    }
}
