//! Grades and stars of a score, of one audit or of a period (§3.3, §3.5).

use crate::checklist::{Grade, GradeRow};

/// What decides about a grade beside the score.
#[derive(Debug, Clone, Copy, Default)]
pub struct Conditions {
    /// A red line holds the grade down to this one.
    pub best: Option<Grade>,
    /// Some major item earned nothing.
    pub major_zero: bool,
    /// The station has overdue orders.
    pub overdue: bool,
    /// False evidence takes all stars, whatever the grade (§5.4).
    pub no_stars: bool,
}

/// The first grade from the best down that the score reaches and whose conditions hold, with its stars.
pub fn grade(rows: &[GradeRow], bp: u32, conditions: Conditions) -> Option<(Grade, u32)> {
    let reached = rows.iter().filter(|row| bp >= row.min_bp);
    let allowed = |row: &&GradeRow| {
        // Grades are ordered best first: a cap keeps those that come later.
        conditions.best.is_none_or(|best| row.grade >= best)
            && !(row.no_major_at_zero && conditions.major_zero)
            && !(row.no_overdue && conditions.overdue)
    };
    let row = reached.into_iter().find(allowed)?;
    Some((row.grade, if conditions.no_stars { 0 } else { row.stars }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::builtin;

    fn stars(bp: u32, conditions: Conditions) -> (Grade, u32) {
        let checklist = builtin().get("station-69", 1).unwrap();
        grade(&checklist.scoring.grades, bp, conditions).unwrap()
    }

    const FREE: Conditions = Conditions { best: None, major_zero: false, overdue: false, no_stars: false };

    #[test]
    fn bounds_are_inclusive_and_nothing_rounds_up() {
        let of = |bp| stars(bp, FREE).1;
        assert_eq!([10_000, 9500, 9499, 9000, 8999, 8000].map(of), [5, 5, 4, 4, 3, 3]);
        assert_eq!([7999, 7000, 6999, 6000, 5999, 0].map(of), [2, 2, 1, 1, 0, 0]);
        assert_eq!(stars(9800, Conditions { overdue: true, ..FREE }), (Grade::Excellent, 4));
        assert_eq!(stars(9800, Conditions { major_zero: true, ..FREE }), (Grade::Excellent, 4));
    }

    #[test]
    fn the_cap_lowers_but_never_lifts() {
        let capped = Conditions { best: Some(Grade::Pass), ..FREE };
        assert_eq!(stars(9900, capped), (Grade::Pass, 2));
        assert_eq!(stars(7000, capped), (Grade::Pass, 2));
        assert_eq!(stars(6500, capped), (Grade::Fail, 1));
    }

    #[test]
    fn without_stars_the_grade_stays() {
        let barred = Conditions { no_stars: true, ..FREE };
        assert_eq!(stars(9900, barred), (Grade::Exemplary, 0));
        assert_eq!(stars(9900, Conditions { best: Some(Grade::Pass), ..barred }), (Grade::Pass, 0));
    }
}
