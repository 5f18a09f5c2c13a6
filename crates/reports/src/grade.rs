//! The mark from which an audit passes (§3.3).

use forecourt_core::checklist::{Checklist, Grade};

use crate::FULL_BP;

/// The score from which an audit passes: the lowest bound of all grades better than a fail.
pub fn pass_mark_bp(checklist: &Checklist) -> u16 {
    let passing = checklist.scoring.grades.iter().filter(|row| row.grade != Grade::Fail);
    let least = passing.map(|row| row.min_bp).min().unwrap_or(u32::from(FULL_BP));
    least.min(u32::from(FULL_BP)) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use forecourt_core::registry::builtin;

    #[test]
    fn the_pass_mark_comes_from_the_checklist() {
        assert_eq!(pass_mark_bp(builtin().get("station-69", 1).unwrap()), 7000);
    }
}
