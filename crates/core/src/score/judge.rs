//! What one item earns, and why (§2.1, §3.1, decisions 6 to 10).

use super::input::{Answer, Evidence, ItemEvidence, ItemSet, ScoreInput};
use super::result::{EvidenceState, Line, Miss, Rule, State};
use crate::checklist::{AnswerKind, Checklist, Item, PhotoRule, Scale};

/// Judges the item at `index`; `failed` holds the earlier items that were answered and earned nothing.
pub(super) fn judge(checklist: &Checklist, input: &ScoreInput, index: usize, failed: &ItemSet) -> Line {
    let item = &checklist.items[index];
    let answer = input.answer(index);
    let line = Line {
        item: index,
        state: State::NotObserved,
        answer,
        nominal: item.points,
        earned: 0,
        miss: Miss::None,
        rule: Rule::NotObserved,
        evidence: EvidenceState::NoneRequired,
        visit_caused: false,
    };
    if let Some((rule, visit_caused)) = not_applicable(checklist, input, index) {
        return Line { state: State::Na, answer: Answer::None, rule, visit_caused, ..line };
    }
    if answer == Answer::None || answer.check(&item.answer).is_err() {
        return match item.gated_by {
            Some(gate) if failed.contains(gate) => {
                Line { state: State::Answered, miss: Miss::Full, rule: Rule::ImpliedBy(gate), ..line }
            }
            _ => line,
        };
    }
    let line = Line { state: State::Answered, ..line };
    if item.is_bonus() {
        return judge_bonus(checklist, input, item, line);
    }
    let (earned, rule) = worth(item, answer);
    let miss = miss(item.points, earned, checklist.scoring.miss_below_pct);
    let line = Line { earned, rule, miss, evidence: evidence(checklist, input, item, index, miss), ..line };
    if item.is_critical() {
        return judge_critical(input, line);
    }
    if line.evidence == EvidenceState::Missing && !input.kept.contains(index) {
        return Line { state: State::NotObserved, earned: 0, miss: Miss::None, rule: Rule::NotObserved, ..line };
    }
    line
}

/// The rule that makes an item N/A, and whether only this visit is the cause (decision 7).
fn not_applicable(checklist: &Checklist, input: &ScoreInput, index: usize) -> Option<(Rule, bool)> {
    let item = &checklist.items[index];
    if let Some(predicate) = &item.na_when
        && predicate.holds(|flag| input.flags.get(flag))
    {
        let also_on_a_reference_visit = predicate.holds(|flag| input.flags.reference(checklist, flag));
        return Some((Rule::NaByFlags, !also_on_a_reference_visit));
    }
    (!item.is_critical() && input.extra_na.contains(index)).then_some((Rule::NaGranted, true))
}

/// A red line costs its points and more; without evidence it stands, unless it was judged not proven.
fn judge_critical(input: &ScoreInput, line: Line) -> Line {
    if line.miss == Miss::None {
        line
    } else if input.not_proven.contains(line.item) {
        Line { earned: line.nominal, miss: Miss::None, rule: Rule::NotProven, ..line }
    } else {
        Line { rule: Rule::RedLine, ..line }
    }
}

/// A bonus is claimed or not; a claim needs a photo only where the rule is `always`.
fn judge_bonus(checklist: &Checklist, input: &ScoreInput, item: &Item, line: Line) -> Line {
    if line.answer != Answer::Bool(true) {
        return Line { rule: Rule::BonusNotClaimed, ..line };
    }
    let evidence = match item.photo {
        PhotoRule::Always => evidence(checklist, input, item, line.item, Miss::None),
        _ => EvidenceState::NoneRequired,
    };
    let accepted = evidence != EvidenceState::Missing || input.kept.contains(line.item);
    Line { evidence, rule: if accepted { Rule::BonusClaimed } else { Rule::BonusNotAccepted }, ..line }
}

/// Points earned by an answer that suits the item, and the rule that says so.
fn worth(item: &Item, answer: Answer) -> (u32, Rule) {
    match (&item.answer, answer) {
        (AnswerKind::PassFail, Answer::Bool(true)) => (item.points, Rule::Pass),
        (AnswerKind::Graded(grades), Answer::Int(grade)) => {
            let earned = grades.points.get(grade as usize).copied().unwrap_or(0);
            (earned, Rule::Grade { grade, max: grades.max() })
        }
        (AnswerKind::Measured(scale) | AnswerKind::Count(scale), Answer::Int(value)) => {
            let (pct, rule) = band(scale, value);
            (share(item.points, pct), rule)
        }
        _ => (0, Rule::Fail),
    }
}

/// The band of a value (§3.4); an event that never happened earns nothing whatever the bands say.
fn band(scale: &Scale, value: u32) -> (u32, Rule) {
    if scale.never == Some(value) {
        return (0, Rule::NeverHappened);
    }
    match scale.bands.iter().find(|band| value <= band.le) {
        Some(band) => (band.pct, Rule::Band { le: band.le, pct: band.pct }),
        None => (scale.else_pct, Rule::OverBands),
    }
}

/// `pct` per cent of the points; whole, because the loader refuses anything else.
fn share(points: u32, pct: u32) -> u32 {
    (u64::from(points) * u64::from(pct) / 100) as u32
}

/// How far an item is missed (§2.1): below the limit is a miss, nothing at all a full one.
fn miss(points: u32, earned: u32, below_pct: u32) -> Miss {
    if u64::from(earned) * 100 >= u64::from(points) * u64::from(below_pct) {
        Miss::None
    } else if earned == 0 {
        Miss::Full
    } else {
        Miss::Partial
    }
}

/// The evidence of an answer to an item, as far as one is needed (decision 10).
fn evidence(checklist: &Checklist, input: &ScoreInput, item: &Item, index: usize, miss: Miss) -> EvidenceState {
    let missed = miss != Miss::None;
    if !missed && item.photo != PhotoRule::Always {
        return EvidenceState::NoneRequired;
    }
    let Evidence::Given(all) = input.evidence else { return EvidenceState::Assumed };
    let given = all.get(index).copied().unwrap_or_default();
    let remark = given.remark_chars >= checklist.scoring.remark_min_chars;
    if item.photo == PhotoRule::Never && !item.is_critical() {
        return if remark { EvidenceState::Remark } else { EvidenceState::Missing };
    }
    // A failed red line is too grave to rest on a reason alone: it needs a remark as well.
    let reason_counts = !(item.is_critical() && missed) || remark;
    match given {
        ItemEvidence { photo: true, .. } => EvidenceState::Met,
        ItemEvidence { photo_reason: true, .. } if reason_counts => EvidenceState::PhotoReason,
        _ => EvidenceState::Missing,
    }
}
