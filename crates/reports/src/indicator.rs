//! The score of one indicator of the monthly index (§4.6).

use crate::FULL_BP;

/// An indicator: from which value on it earns something, and which earns all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Indicator {
    /// Its id in the table of §4.6.
    pub id: &'static str,
    /// The value that earns nothing.
    pub floor: i64,
    /// The value that earns all; below the floor when less is better.
    pub target: i64,
}

/// No. 8, 视频检查站均问题数: problems a round, hundredths; less is better.
pub const VIDEO_ISSUES: Indicator = Indicator { id: "video_issues", floor: 500, target: 50 };
/// No. 9, 整改按期闭环率: the closing rate of §4.8, bp.
pub const CLOSURE_ON_TIME: Indicator = Indicator { id: "closure_on_time", floor: 8000, target: 9800 };

impl Indicator {
    /// `clamp(half_up(10000·(x − floor), target − floor), 0, 10000)`, bp. Floor and target alike: all from there on.
    pub fn score_bp(&self, value: i64) -> u16 {
        let (value, floor, target) = (i128::from(value), i128::from(self.floor), i128::from(self.target));
        let (gained, whole) =
            if target < floor { (floor - value, floor - target) } else { (value - floor, target - floor) };
        if gained < 0 {
            return 0;
        }
        if gained >= whole {
            return FULL_BP;
        }
        // 0 ≤ gained < whole: at most 10000.
        ((2 * 10_000 * gained + whole) / (2 * whole)) as u16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floors_and_targets_of_the_table() {
        let closing: Vec<u16> = [0, 8000, 8001, 8900, 9799, 9800, 10_000].map(|bp| CLOSURE_ON_TIME.score_bp(bp)).into();
        assert_eq!(closing, [0, 0, 6, 5000, 9994, 10_000, 10_000]);
        let issues: Vec<u16> = [501, 500, 499, 275, 50, 0].map(|value| VIDEO_ISSUES.score_bp(value)).into();
        assert_eq!(issues, [0, 0, 22, 5000, 10_000, 10_000]);
        assert_eq!(Indicator { id: "x", floor: 5, target: 5 }.score_bp(5), 10_000);
        let wide = Indicator { id: "x", floor: i64::MIN, target: i64::MAX };
        assert_eq!((wide.score_bp(i64::MIN), wide.score_bp(0), wide.score_bp(i64::MAX)), (0, 5000, 10_000));
    }
}
