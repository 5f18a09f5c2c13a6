//! The narrow row that one published audit becomes, and which rows a report looks at.

use crate::{FULL_BP, Network, Period, ReportError, mean_bp};

/// How many touchpoints a row can hold.
pub const MAX_TOUCHPOINTS: usize = 16;

/// The round number of an audit that belongs to no round.
pub const NO_ROUND: u16 = u16::MAX;

/// Touchpoint scores in bp by touchpoint number; a touchpoint without answered points has none (§3.2).
///
/// 32 bytes: 0..=10000 is a score, the largest number stands for none and never leaves this type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TouchScores([u16; MAX_TOUCHPOINTS]);

const NONE: u16 = u16::MAX;

impl TouchScores {
    /// No touchpoint has a score.
    pub const EMPTY: Self = Self([NONE; MAX_TOUCHPOINTS]);

    /// Takes scores in touchpoint order.
    ///
    /// # Errors
    /// More than 16 touchpoints, or a score above 10000.
    pub fn new(scores: &[Option<u16>]) -> Result<Self, ReportError> {
        let mut all = Self::EMPTY;
        for (number, score) in scores.iter().enumerate() {
            all.set(number, *score)?;
        }
        Ok(all)
    }

    /// Sets or clears one score.
    ///
    /// # Errors
    /// Touchpoint number 16 or more, or a score above 10000.
    pub fn set(&mut self, touchpoint: usize, score: Option<u16>) -> Result<(), ReportError> {
        let place = self.0.get_mut(touchpoint).ok_or(ReportError::TooManyTouchpoints(touchpoint + 1))?;
        *place = match score {
            Some(bp) if bp > FULL_BP => return Err(ReportError::ScoreOutOfRange(bp)),
            Some(bp) => bp,
            None => NONE,
        };
        Ok(())
    }

    /// The score of a touchpoint, `None` when it has none.
    pub fn get(&self, touchpoint: usize) -> Option<u16> {
        self.0.get(touchpoint).copied().filter(|bp| *bp != NONE)
    }

    /// The first `count` scores, in order.
    pub fn iter(&self, count: usize) -> impl Iterator<Item = Option<u16>> + '_ {
        self.0.iter().take(count).map(|bp| (*bp != NONE).then_some(*bp))
    }

    /// Adds the scores that are there to sums, and one to their counts.
    #[inline]
    pub(crate) fn add_to(&self, sums: &mut [u32; MAX_TOUCHPOINTS], counts: &mut [u16; MAX_TOUCHPOINTS]) {
        // Without branches, so that it compiles to a dozen vector instructions.
        for number in 0..MAX_TOUCHPOINTS {
            let there = u16::from(self.0[number] != NONE);
            counts[number] += there;
            sums[number] += u32::from(self.0[number] & there.wrapping_neg());
        }
    }

    /// Means from sums and counts, rounded half up; where the count is 0 there is none.
    #[inline]
    pub(crate) fn means(sums: &[u32; MAX_TOUCHPOINTS], counts: &[u16; MAX_TOUCHPOINTS]) -> Self {
        let mut means = Self::EMPTY;
        for (mean, (sum, count)) in means.0.iter_mut().zip(sums.iter().zip(counts)) {
            if *count > 0 {
                *mean = mean_bp(*sum, *count);
            }
        }
        means
    }
}

impl Default for TouchScores {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl std::fmt::Debug for TouchScores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter(MAX_TOUCHPOINTS)).finish()
    }
}

/// One published, valid audit, in 52 bytes: one million of them take 50 MiB.
///
/// Returned, void, incomplete and unpublished audits are never given to a report (product.md, "The chain").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditFact {
    /// Place of the station in the [`Network`].
    pub station: u32,
    /// Civil day of the visit's start in Asia/Shanghai, days since 1970-01-01.
    pub visit_day: i32,
    /// Final score, 0..=10000.
    pub final_bp: u16,
    /// Number of the round in the caller's list, [`NO_ROUND`] when it has none.
    pub round: u16,
    /// Share of the nominal base points that were N/A in this visit, bp.
    pub na_bp: u16,
    /// Critical items failed after review (k of §3.3).
    pub red_lines: u8,
    /// Whether it is a remedial visit after a red line.
    pub remedial: bool,
    /// Whether it was a night visit.
    pub night: bool,
    /// Whether a major item earned nothing, which bars five stars (§3.3).
    pub major_zero: bool,
    /// Touchpoint scores.
    pub touchpoints: TouchScores,
}

impl Default for AuditFact {
    fn default() -> Self {
        Self {
            station: 0,
            visit_day: 0,
            final_bp: 0,
            round: NO_ROUND,
            na_bp: 0,
            red_lines: 0,
            remedial: false,
            night: false,
            major_zero: false,
            touchpoints: TouchScores::EMPTY,
        }
    }
}

/// Which audits belong to one edition, or to one point of a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// Visits that began on these civil days, both ends included.
    Days {
        /// First day, days since 1970-01-01.
        first: i32,
        /// Last day, included.
        last: i32,
    },
    /// Visits of one round, by its number in the caller's list.
    Round(u16),
}

impl Window {
    /// Whether an audit belongs to it.
    #[inline]
    pub fn holds(&self, fact: &AuditFact) -> bool {
        match *self {
            Self::Days { first, last } => first <= fact.visit_day && fact.visit_day <= last,
            Self::Round(round) => fact.round == round,
        }
    }
}

impl From<Period> for Window {
    fn from(period: Period) -> Self {
        Self::Days { first: period.first_day(), last: period.last_day() }
    }
}

/// What a report looks at: rows, the stations they speak of, a window, and which stations take part.
#[derive(Debug, Clone, Copy)]
pub struct Selection<'a> {
    /// Audits in any order and in any number of pieces, such as one a month; those outside the window are passed over.
    pub facts: &'a [&'a [AuditFact]],
    /// Stations, classes and org units.
    pub network: &'a Network,
    /// Which of the audits count.
    pub window: Window,
    /// Which stations take part, by place in the network; `None` = all. A station beyond its end does not.
    pub among: Option<&'a [bool]>,
}

impl Selection<'_> {
    /// The audits of the window, piece by piece.
    pub(crate) fn inside(&self) -> impl Iterator<Item = &AuditFact> + '_ {
        self.facts.iter().flat_map(|piece| piece.iter()).filter(|fact| self.window.holds(fact))
    }

    /// Whether a station takes part.
    #[inline]
    pub(crate) fn takes(&self, station: usize) -> bool {
        self.among.is_none_or(|among| among.get(station).copied().unwrap_or(false))
    }

    /// The stations that take part, by place.
    pub(crate) fn stations(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.network.stations().len()).filter(|station| self.takes(*station))
    }
}

/// The part of `facts` whose visit day lies between two days, both included, found by binary search.
///
/// `facts` must be ordered by visit day: so rows that stay in memory serve a month without being read whole.
pub fn in_days(facts: &[AuditFact], first: i32, last: i32) -> &[AuditFact] {
    let from = facts.partition_point(|fact| fact.visit_day < first);
    let until = facts.partition_point(|fact| fact.visit_day <= last);
    facts.get(from..until).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_stays_narrow() {
        assert_eq!(size_of::<AuditFact>(), 52);
    }

    #[test]
    fn touchpoints_refuse_what_is_no_score() {
        let scores = TouchScores::new(&[Some(0), None, Some(10_000)]).unwrap();
        assert_eq!(scores.iter(4).collect::<Vec<_>>(), [Some(0), None, Some(10_000), None]);
        assert_eq!(scores.get(16), None);
        assert_eq!(TouchScores::new(&[Some(10_001)]), Err(ReportError::ScoreOutOfRange(10_001)));
        assert_eq!(TouchScores::new(&[None; 17]), Err(ReportError::TooManyTouchpoints(17)));
    }

    #[test]
    fn sums_and_means_leave_out_what_is_not_there() {
        let (mut sums, mut counts) = ([0; MAX_TOUCHPOINTS], [0; MAX_TOUCHPOINTS]);
        for scores in [[Some(0), None, Some(10_000), None], [Some(1), None, Some(9999), Some(7)]] {
            TouchScores::new(&scores).unwrap().add_to(&mut sums, &mut counts);
        }
        assert_eq!((&sums[..4], &counts[..4]), ([1, 0, 19_999, 7].as_slice(), [2, 0, 2, 1].as_slice()));
        let means = TouchScores::means(&sums, &counts);
        assert_eq!(means.iter(5).collect::<Vec<_>>(), [Some(1), None, Some(10_000), Some(7), None]);
    }

    #[test]
    fn days_are_cut_out_of_ordered_rows() {
        let facts: Vec<_> = [1, 2, 2, 5, 9].map(|day| AuditFact { visit_day: day, ..AuditFact::default() }).into();
        assert_eq!(in_days(&facts, 2, 5).len(), 3);
        assert_eq!(in_days(&facts, 6, 8).len(), 0);
        assert_eq!(in_days(&facts, 9, 1).len(), 0);
        assert_eq!(in_days(&[], 1, 2).len(), 0);
    }

    #[test]
    fn a_window_holds_days_or_a_round() {
        let fact = AuditFact { visit_day: 7, round: 3, ..AuditFact::default() };
        assert!(Window::Days { first: 7, last: 7 }.holds(&fact));
        assert!(!Window::Days { first: 8, last: 9 }.holds(&fact));
        assert!(Window::Round(3).holds(&fact));
        assert!(!Window::Round(2).holds(&fact));
    }
}
