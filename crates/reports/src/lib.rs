//! The reports of Forecourt: rankings, weak items, touchpoints, coverage, trends, closing rates and the daily bulletin over
//! plain rows in memory.
//!
//! Pure functions: no clock, no I/O, no SQL, no floating point. The caller loads narrow rows ([`AuditFact`],
//! [`AssignmentFact`], packed [`Outcome`]s) of *published* audits, names stations by their place in a [`Network`], and
//! gets rows in a stable total order; filtering, paging and texts are the caller's. Section numbers are those of
//! `domain.md`, decision numbers those of `decisions.md`.
//!
//! Shares and scores are basis points (bp, 10000 = 100.00), rounded half up once, at the end.

pub mod bulletin;
mod certainty;
pub mod closing;
pub mod coverage;
mod error;
mod fact;
mod fact_bytes;
mod false_evidence;
mod grade;
pub mod indicator;
pub mod items;
pub mod lens;
mod network;
mod order_fact;
mod outcome;
mod period;
mod quantile;
pub mod ranking;
mod tally;
pub mod touchpoints;
pub mod trend;

pub use coverage::{AssignmentFact, Stage};
pub use error::ReportError;
pub use fact::{AuditFact, MAX_TOUCHPOINTS, NO_ROUND, Selection, TouchScores, Window, in_days};
pub use fact_bytes::FACT_BYTES;
pub use false_evidence::FalseEvidence;
pub use grade::pass_mark_bp;
pub use network::{CLASS_SMALL, CLASS_STANDARD, Network, Station, Unit, comparison_class};
pub use order_fact::{OrderFact, SeenAgain, VisitFact};
pub use outcome::{Outcome, pack, packed_len, unpack};
pub use period::{Period, PeriodKind, day_of_ms};
pub use quantile::FiveNumbers;
pub use ranking::{Level, PreviousRank, RankRow, Ranking, RankingInput, RankingRules};

/// The whole of a share: 100.00 %.
pub const FULL_BP: u16 = 10_000;

/// `half_up(a, b) = (2a + b) div (2b)` of §3.1, written so that it cannot overflow; `b` = 0 gives 0.
///
/// Adding `b / 2` (rounded down) before the division is the same: for odd `b` no whole `a` lies on the half.
pub(crate) const fn half_up(a: u64, b: u64) -> u64 {
    match (a + b / 2).checked_div(b) {
        Some(quotient) => quotient,
        None => 0,
    }
}

/// ⌈2⁴⁶ / n⌉ for small n: a multiplication instead of a division, which is what most of a ranking's time goes to.
const RECIPROCALS: [u64; 64] = {
    let mut table = [0; 64];
    let mut n = 1;
    while n < 64 {
        table[n] = (1_u64 << 46).div_ceil(n as u64);
        n += 1;
    }
    table
};

/// The mean of `n` scores, rounded half up; `n` = 0 gives 0. `sum` ≤ 10000 · `n`.
///
/// Exact: with m = ⌈2⁴⁶/n⌉ and a < 10001 · n, a·m / 2⁴⁶ exceeds a/n by less than a / 2⁴⁶ < 1/n for n < 64, so the whole
/// part is the same; a·m stays below 2⁶⁰.
#[inline]
pub(crate) fn mean_bp(sum: u32, n: u16) -> u16 {
    let rounded = u64::from(sum) + u64::from(n / 2);
    match RECIPROCALS.get(usize::from(n)) {
        Some(reciprocal) => ((rounded * reciprocal) >> 46) as u16,
        None => (rounded / u64::from(n)) as u16,
    }
}

/// A share in basis points, `None` when there is nothing to divide by.
pub(crate) fn share_bp(part: u64, whole: u64) -> Option<u16> {
    (whole > 0).then(|| half_up(10_000 * part, whole).min(u64::from(u16::MAX)) as u16)
}

#[cfg(test)]
mod tests {
    use super::{half_up, mean_bp};

    #[test]
    fn half_up_is_the_formula_of_the_document() {
        for a in 0..300_u64 {
            for b in 1..60_u64 {
                assert_eq!(half_up(a, b), (2 * a + b) / (2 * b), "half_up({a}, {b})");
            }
        }
        assert_eq!(half_up(15, 2), 8);
        assert_eq!(half_up(7, 0), 0);
    }

    #[test]
    fn the_fast_mean_is_the_mean() {
        for n in 1..70_u16 {
            let most = 10_000 * u32::from(n);
            // Every sum near a step of the result, and a sweep through the rest.
            let near = (0..=10_000_u32)
                .step_by(97)
                .flat_map(|bp| (0..4).map(move |i| bp * u32::from(n) + u32::from(n / 2) + i));
            for sum in near.chain((0..most).step_by(61)).map(|sum| sum.min(most)) {
                assert_eq!(u64::from(mean_bp(sum, n)), half_up(u64::from(sum), u64::from(n)), "{sum} / {n}");
            }
        }
        assert_eq!(mean_bp(0, 0), 0);
        assert_eq!(mean_bp(655_350_000, u16::MAX), 10_000);
    }
}
