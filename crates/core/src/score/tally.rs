//! Summing the items up: base score, bonus, cap, grade, validity (§3.2 to §3.6).

use super::grade::{Conditions, grade};
use super::input::{ItemSet, ScoreInput, Standing};
use super::result::{Line, Reason, Rule, State, Summary, TouchpointScore};
use crate::checklist::{Checklist, Grade, Item, Severity};

/// 100 % in basis points.
const BP: u32 = 10_000;

/// `a / b`, a half rounded up; both not negative, `b` above 0 (§3.1).
pub(super) fn half_up(a: i128, b: i128) -> i128 {
    (2 * a + b) / (2 * b)
}

fn rate(part: u64, whole: u64) -> Option<u32> {
    (whole > 0).then(|| half_up(i128::from(BP) * i128::from(part), i128::from(whole)) as u32)
}

/// The sums over the items seen so far.
pub(super) struct Tally<'a> {
    checklist: &'a Checklist,
    input: &'a ScoreInput<'a>,
    touchpoints: Vec<TouchpointScore>,
    /// Items answered, or implied, with nothing earned.
    failed: ItemSet,
    unanswered_critical: ItemSet,
    bonus_bp: u32,
    red_lines: u32,
    visit_na_points: u32,
    major_at_zero: bool,
}

impl<'a> Tally<'a> {
    pub(super) fn new(checklist: &'a Checklist, input: &'a ScoreInput<'a>) -> Self {
        let weight_of = |index: usize, default: u32| match input.weights {
            Some(weights) => weights.get(index).copied().unwrap_or(0),
            None => default,
        };
        let empty = |(index, touchpoint): (usize, &crate::checklist::Touchpoint)| TouchpointScore {
            nominal: touchpoint.points,
            weight_bp: weight_of(index, touchpoint.weight_bp),
            applicable: 0,
            answered: 0,
            earned: 0,
            red_lines: 0,
            score_bp: None,
            grade: None,
        };
        Self {
            checklist,
            input,
            touchpoints: checklist.touchpoints.iter().enumerate().map(empty).collect(),
            failed: ItemSet::EMPTY,
            unanswered_critical: ItemSet::EMPTY,
            bonus_bp: 0,
            red_lines: 0,
            visit_na_points: 0,
            major_at_zero: false,
        }
    }

    pub(super) fn failed(&self) -> &ItemSet {
        &self.failed
    }

    pub(super) fn add(&mut self, item: &Item, line: &Line) {
        let touchpoint = &mut self.touchpoints[item.touchpoint];
        match line.state {
            State::Na => {
                if line.visit_caused {
                    self.visit_na_points += item.points;
                }
                return;
            }
            State::NotObserved => {
                touchpoint.applicable += item.points;
                if item.is_critical() {
                    self.unanswered_critical.insert(line.item);
                }
                return;
            }
            State::Answered => {}
        }
        if item.is_bonus() {
            if line.rule == Rule::BonusClaimed {
                self.bonus_bp = self.bonus_bp.saturating_add(item.bonus_bp);
            }
            return;
        }
        touchpoint.applicable += item.points;
        touchpoint.answered += item.points;
        touchpoint.earned += line.earned;
        if line.earned == 0 {
            self.failed.insert(line.item);
            self.major_at_zero |= item.severity == Severity::Major;
        }
        if line.rule == Rule::RedLine {
            touchpoint.red_lines += 1;
            self.red_lines += 1;
        }
    }

    pub(super) fn finish(mut self) -> Summary {
        let scoring = &self.checklist.scoring;
        for touchpoint in &mut self.touchpoints {
            touchpoint.score_bp = rate(touchpoint.earned.into(), touchpoint.answered.into());
            touchpoint.grade = touchpoint.score_bp.map(|bp| match touchpoint.red_lines {
                0 => grade(&scoring.grades, bp, Conditions::default()).map_or(Grade::Fail, |(grade, _)| grade),
                _ => Grade::Fail,
            });
        }
        let base_bp = self.base_bp();
        let coverage_bp = self.coverage_bp();
        let reasons = self.reasons(base_bp, coverage_bp);
        let bonus_bp = self.bonus_bp.min(scoring.bonus.max_bp);
        let bonus_counts =
            base_bp.is_some_and(|b| b >= scoring.bonus.min_base_bp) && self.red_lines <= scoring.bonus.max_red_lines;
        let bonus_applied_bp = if bonus_counts { bonus_bp } else { 0 };
        let final_bp =
            base_bp.filter(|_| reasons.is_empty()).map(|base| self.capped((base + bonus_applied_bp).min(BP)));
        let Standing { overdue_open, no_stars } = self.input.standing;
        let overdue = overdue_open > 0;
        let conditions = Conditions { best: None, major_zero: self.major_at_zero, overdue, no_stars };
        let given = final_bp.and_then(|bp| grade(&scoring.grades, bp, conditions));
        Summary {
            base_bp,
            bonus_bp,
            bonus_applied_bp,
            red_lines: self.red_lines,
            final_bp,
            grade: given.map(|(grade, _)| grade),
            stars: given.map(|(_, stars)| stars),
            coverage_bp,
            visit_na_points: self.visit_na_points,
            reasons,
            touchpoints: self.touchpoints,
        }
    }

    /// One division and one rounding over all touchpoints (§3.2); the loader has ruled out overflow.
    fn base_bp(&self) -> Option<u32> {
        let (mut earned, mut answered) = (0i128, 0i128);
        for (touchpoint, factor) in self.touchpoints.iter().zip(&self.checklist.point_factors) {
            let multiplier = i128::from(touchpoint.weight_bp) * factor;
            earned += multiplier * i128::from(touchpoint.earned);
            answered += multiplier * i128::from(touchpoint.answered);
        }
        (answered > 0).then(|| half_up(i128::from(BP) * earned, answered) as u32)
    }

    /// Unweighted share of answered points (§3.6).
    fn coverage_bp(&self) -> Option<u32> {
        let answered = self.touchpoints.iter().map(|t| u64::from(t.answered)).sum();
        rate(answered, self.touchpoints.iter().map(|t| u64::from(t.applicable)).sum())
    }

    fn reasons(&self, base_bp: Option<u32>, coverage_bp: Option<u32>) -> Vec<Reason> {
        let scoring = &self.checklist.scoring;
        let mut reasons = Vec::new();
        if coverage_bp.is_none_or(|bp| bp < scoring.coverage_min_bp) {
            reasons.push(Reason::Coverage);
        }
        let thin = |t: &TouchpointScore| {
            let (answered, applicable) = (u64::from(t.answered), u64::from(t.applicable));
            answered * u64::from(BP) < applicable * u64::from(scoring.touchpoint_coverage_min_bp)
        };
        let touchpoints = self.touchpoints.iter().enumerate();
        reasons.extend(touchpoints.filter(|(_, t)| thin(t)).map(|(index, _)| Reason::TouchpointCoverage(index)));
        if self.unanswered_critical != ItemSet::EMPTY {
            reasons.extend(self.unanswered_critical.iter().map(Reason::CriticalUnanswered));
        }
        if self.visit_na_points > scoring.visit_na_max_points && !self.input.visit_na_accepted {
            reasons.push(Reason::VisitNaOverLimit);
        }
        if base_bp.is_none() {
            reasons.push(Reason::NoWeightedPoints);
        }
        reasons
    }

    /// The red-line cap (§3.3).
    fn capped(&self, bp: u32) -> u32 {
        let caps = &self.checklist.scoring.red_line_caps_bp;
        match (self.red_lines as usize, caps.last()) {
            (0, _) | (_, None) => bp,
            (count, Some(last)) => bp.min(*caps.get(count - 1).unwrap_or(last)),
        }
    }
}
