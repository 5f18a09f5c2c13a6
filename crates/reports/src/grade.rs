//! Grades and stars of a period score (§3.3, §3.5).

use serde::{Deserialize, Serialize};

/// The grade of a score, worst first, so that a cap is a minimum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    Fail,
    Pass,
    Good,
    Excellent,
    Exemplary,
}

/// Lower bounds of the grades in bp, inclusive; part of a checklist version (decision 16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeScale {
    /// From here five stars, when the other conditions hold.
    pub exemplary_bp: u16,
    /// From here four stars.
    pub excellent_bp: u16,
    /// From here three stars.
    pub good_bp: u16,
    /// From here two stars: the pass mark.
    pub pass_bp: u16,
    /// From here one star, still a fail.
    pub improvable_bp: u16,
}

impl Default for GradeScale {
    /// The bounds of `station-69` (§3.3).
    fn default() -> Self {
        Self { exemplary_bp: 9500, excellent_bp: 9000, good_bp: 8000, pass_bp: 7000, improvable_bp: 6000 }
    }
}

impl GradeScale {
    /// Grade and stars of a score; `five_stars` says whether the conditions beside the score hold.
    pub fn grade(&self, bp: u16, five_stars: bool) -> (Grade, u8) {
        match bp {
            bp if bp >= self.exemplary_bp && five_stars => (Grade::Exemplary, 5),
            bp if bp >= self.excellent_bp => (Grade::Excellent, 4),
            bp if bp >= self.good_bp => (Grade::Good, 3),
            bp if bp >= self.pass_bp => (Grade::Pass, 2),
            bp if bp >= self.improvable_bp => (Grade::Fail, 1),
            _ => (Grade::Fail, 0),
        }
    }

    /// The same under the cap of a red line: at most a pass with two stars (§3.5).
    pub fn capped(&self, bp: u16) -> (Grade, u8) {
        let (grade, stars) = self.grade(bp, false);
        (grade.min(Grade::Pass), stars.min(2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_inclusive_and_nothing_rounds_up() {
        let scale = GradeScale::default();
        let stars = |bp| scale.grade(bp, true).1;
        assert_eq!([10_000, 9500, 9499, 9000, 8999, 8000].map(stars), [5, 5, 4, 4, 3, 3]);
        assert_eq!([7999, 7000, 6999, 6000, 5999, 0].map(stars), [2, 2, 1, 1, 0, 0]);
        assert_eq!(scale.grade(8999, true).0, Grade::Good);
        assert_eq!(scale.grade(9800, false), (Grade::Excellent, 4));
    }

    #[test]
    fn the_cap_lowers_but_never_lifts() {
        let scale = GradeScale::default();
        assert_eq!(scale.capped(9900), (Grade::Pass, 2));
        assert_eq!(scale.capped(7000), (Grade::Pass, 2));
        assert_eq!(scale.capped(6500), (Grade::Fail, 1));
    }
}
