//! What false evidence costs a station (§5.4): each submission that is rejected for it is a critical finding of its month,
//! and for some days the station has no stars.

use crate::closing::Days;

/// What false evidence costs a station in a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FalseEvidence {
    /// Place of the station in the network.
    pub station: u32,
    /// Submissions of the period that were rejected for it; each counts as a critical finding (§3.5).
    pub findings: u32,
    /// The last day without stars, days since 1970-01-01; `None` when the days were over.
    pub no_stars_until: Option<i32>,
}

impl FalseEvidence {
    /// What rejections for false evidence, each a station and a day, cost in a period as of a day, by station. The day of
    /// the rejection and `star_days` after it are without stars.
    ///
    /// A rejection is of a month and of no round: without a period only the stars go.
    pub fn of(rejections: &[(u32, i32)], period: Option<Days>, as_of: i32, star_days: u32) -> Vec<Self> {
        let mut known: Vec<(u32, i32)> = rejections.iter().filter(|(_, day)| *day <= as_of).copied().collect();
        known.sort_unstable();
        let station = |of_one: &[(u32, i32)]| {
            let &(station, newest) = of_one.last()?;
            let until = newest.saturating_add(i32::try_from(star_days).unwrap_or(i32::MAX));
            let findings = of_one.iter().filter(|(_, day)| period.is_some_and(|days| days.hold(*day)));
            let found = Self {
                station,
                findings: u32::try_from(findings.count()).unwrap_or(u32::MAX),
                no_stars_until: (as_of <= until).then_some(until),
            };
            (found.findings > 0 || found.no_stars_until.is_some()).then_some(found)
        };
        known.chunk_by(|a, b| a.0 == b.0).filter_map(station).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONTH: Option<Days> = Some(Days { first: 100, last: 130 });

    fn of(rejections: &[(u32, i32)], as_of: i32) -> Vec<(u32, u32, Option<i32>)> {
        let found = FalseEvidence::of(rejections, MONTH, as_of, 90);
        found.iter().map(|one| (one.station, one.findings, one.no_stars_until)).collect()
    }

    #[test]
    fn the_ninetieth_day_is_without_stars_and_the_next_is_not() {
        assert_eq!(of(&[(7, 40)], 130), [(7, 0, Some(130))], "of an earlier month: only the stars");
        assert_eq!(of(&[(7, 39)], 130), []);
        assert_eq!(of(&[(7, 130)], 130), [(7, 1, Some(220))]);
        assert_eq!(of(&[(7, 131)], 130), [], "what comes later is not of then");
    }

    #[test]
    fn it_is_a_finding_of_its_month_also_when_the_stars_are_back() {
        let year = Days { first: 0, last: 364 };
        let found = FalseEvidence::of(&[(3, 10)], Some(year), 364, 90);
        assert_eq!(found, [FalseEvidence { station: 3, findings: 1, no_stars_until: None }]);
    }

    #[test]
    fn each_counts_and_the_newest_decides_about_the_stars() {
        assert_eq!(of(&[(2, 120), (1, 99), (2, 101), (2, 101)], 125), [(1, 0, Some(189)), (2, 3, Some(210))]);
        let round = FalseEvidence::of(&[(2, 120)], None, 125, 90);
        assert_eq!(round, [FalseEvidence { station: 2, findings: 0, no_stars_until: Some(210) }]);
    }
}
