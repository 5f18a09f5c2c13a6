//! Which reports are reviewed twice (§2.5 no. 3, decisions 10 and 19).

use forecourt_core::{
    checklist::{Checklist, ReviewRules},
    score::{EvidenceState, Rule, Score},
};

use super::{Case, Judged};

/// Why a second review is needed.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// A red line was failed by the answers, whatever came of it.
    RedLine,
    /// The final score is below the lower threshold.
    LowScore,
    /// The final score reaches the upper threshold.
    HighScore,
    /// A flag is in force.
    Flag,
    /// Drawn at submission.
    Sampled,
    /// More visit-caused N/A than allowed.
    VisitNa,
    /// A red line was passed without its photo.
    CriticalWithoutPhoto,
    /// The reviewer's corrections crossed a threshold.
    Crossed,
}

/// Every cause for a second review of a case as it stands; empty when there is none.
pub fn causes(case: &Case, judged: &Judged) -> Vec<Cause> {
    let checklist = &case.published.checklist;
    let untouched = case.judge_untouched();
    let mut causes = of_score(checklist, &judged.score, &untouched);
    if !judged.red_lines.is_empty() {
        causes.push(Cause::RedLine);
    }
    if case.flags_in_force().next().is_some() {
        causes.push(Cause::Flag);
    }
    if case.audit().sampled {
        causes.push(Cause::Sampled);
    }
    causes.sort();
    causes
}

/// The causes that a first reviewer may know before he has decided: not whether the audit was drawn.
pub fn open_causes(case: &Case, judged: &Judged) -> Vec<Cause> {
    causes(case, judged).into_iter().filter(|cause| *cause != Cause::Sampled).collect()
}

fn of_score(checklist: &Checklist, score: &Score, untouched: &Score) -> Vec<Cause> {
    let mut causes = Vec::new();
    let rules = &checklist.review;
    match side(rules, score) {
        Some(Side::Low) => causes.push(Cause::LowScore),
        Some(Side::High) => causes.push(Cause::HighScore),
        _ => {}
    }
    if let (Some(before), Some(after)) = (side(rules, untouched), side(rules, score))
        && before != after
    {
        causes.push(Cause::Crossed);
    }
    if score.summary.visit_na_points > checklist.scoring.visit_na_max_points {
        causes.push(Cause::VisitNa);
    }
    if critical_without_photo(checklist, score).next().is_some() {
        causes.push(Cause::CriticalWithoutPhoto);
    }
    causes
}

/// Items that are red lines, passed, and lack the photo that they ask for.
pub fn critical_without_photo<'a>(checklist: &'a Checklist, score: &'a Score) -> impl Iterator<Item = usize> + 'a {
    score
        .lines
        .iter()
        .filter(|line| checklist.items[line.item].is_critical())
        .filter(|line| line.evidence == EvidenceState::Missing)
        .filter(|line| !matches!(line.rule, Rule::RedLine | Rule::NotProven))
        .map(|line| line.item)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Low,
    Middle,
    High,
}

fn side(rules: &ReviewRules, score: &Score) -> Option<Side> {
    Some(match score.summary.final_bp? {
        bp if bp < rules.second_below_bp => Side::Low,
        bp if bp >= rules.second_from_bp => Side::High,
        _ => Side::Middle,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use forecourt_core::{
        checklist::Flags,
        score::{Answer, Evidence, ItemEvidence, ScoreInput, score},
    };

    fn best(checklist: &Checklist) -> Vec<Answer> {
        checklist
            .items
            .iter()
            .map(|item| match &item.answer {
                forecourt_core::checklist::AnswerKind::PassFail => Answer::Bool(!item.is_bonus()),
                forecourt_core::checklist::AnswerKind::Graded(grades) => Answer::Int(grades.max()),
                _ => Answer::Int(0),
            })
            .collect()
    }

    #[test]
    fn thresholds_choose_and_crossing_them_too() {
        let checklist = forecourt_core::registry::builtin().get("station-69", 1).unwrap();
        let mut flags = Flags::defaults(checklist);
        flags.set(checklist.flag_index("v.night").unwrap(), 1);
        let at = |answers: &[Answer]| score(checklist, &ScoreInput::new(answers, &flags));
        let all = at(&best(checklist));
        assert_eq!(all.summary.final_bp, Some(10_000));
        assert_eq!(of_score(checklist, &all, &all), [Cause::HighScore]);
        let mut answers = best(checklist);
        for item in checklist.items.iter().filter(|item| !item.is_critical() && !item.is_bonus()).take(12) {
            answers[item.n as usize - 1] = match &item.answer {
                forecourt_core::checklist::AnswerKind::PassFail => Answer::Bool(false),
                forecourt_core::checklist::AnswerKind::Graded(_) => Answer::Int(0),
                kind => Answer::Int(kind.max_value().unwrap_or(0)),
            };
        }
        let middle = at(&answers);
        let bp = middle.summary.final_bp.unwrap();
        assert!((7000..9800).contains(&bp), "{bp}");
        assert_eq!(of_score(checklist, &middle, &middle), []);
        assert_eq!(of_score(checklist, &middle, &all), [Cause::Crossed]);
    }

    #[test]
    fn a_passed_red_line_without_its_photo_chooses() {
        let checklist = forecourt_core::registry::builtin().get("station-69", 1).unwrap();
        let flags = Flags::defaults(checklist);
        let answers = best(checklist);
        let none = vec![ItemEvidence::default(); answers.len()];
        let input = ScoreInput { evidence: Evidence::Given(&none), ..ScoreInput::new(&answers, &flags) };
        let unseen = score(checklist, &input);
        assert!(critical_without_photo(checklist, &unseen).next().is_some());
        let assumed = score(checklist, &ScoreInput::new(&answers, &flags));
        assert!(critical_without_photo(checklist, &assumed).next().is_none());
    }
}
