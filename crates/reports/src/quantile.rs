//! Quartiles in whole basis points.

use crate::half_up;

/// Least, lower quartile, median, upper quartile and greatest of a set of scores, bp.
///
/// Quartiles are interpolated linearly between order statistics (Hyndman and Fan 1996, type 7) and rounded half up, so
/// the median of two scores is their mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FiveNumbers {
    pub least: u16,
    pub lower: u16,
    pub median: u16,
    pub upper: u16,
    pub greatest: u16,
}

impl FiveNumbers {
    /// The five numbers of scores in ascending order; `None` when there are none.
    pub(crate) fn of_sorted(scores: &[u16]) -> Option<Self> {
        let last = scores.len().checked_sub(1)?;
        let at = |quarter: usize| {
            let (place, rest) = (last * quarter / 4, last * quarter % 4);
            let low = u64::from(scores[place]);
            let high = u64::from(scores[(place + 1).min(last)]);
            half_up((4 - rest as u64) * low + rest as u64 * high, 4) as u16
        };
        Some(Self { least: at(0), lower: at(1), median: at(2), upper: at(3), greatest: at(4) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(scores: &[u16]) -> [u16; 5] {
        let five = FiveNumbers::of_sorted(scores).unwrap();
        [five.least, five.lower, five.median, five.upper, five.greatest]
    }

    #[test]
    fn quartiles_lie_between_their_neighbours() {
        assert_eq!(FiveNumbers::of_sorted(&[]), None);
        assert_eq!(numbers(&[7]), [7; 5]);
        assert_eq!(numbers(&[10, 20]), [10, 13, 15, 18, 20]); // 12.5 and 17.5 round up
        assert_eq!(numbers(&[1, 2, 3, 4, 5]), [1, 2, 3, 4, 5]);
        assert_eq!(numbers(&[0, 0, 0, 10_000]), [0, 0, 0, 2500, 10_000]);
    }
}
