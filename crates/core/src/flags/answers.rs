//! Do the answers look observed?

use super::judge::VisitTimes;
use super::{Flag, FlagCode, FlagInput, narrative_hash};
use crate::checklist::{AnswerKind, Checklist, Item};
use crate::submission::AnswerValue;
use serde_json::{Value, json};

/// Fewer judged answers of a kind than this say nothing about straight-lining.
pub const SAME_ANSWERS_MIN: usize = 8;

pub(super) fn judge(checklist: &Checklist, input: &FlagInput, times: &VisitTimes, flags: &mut Vec<Flag>) {
    let answered: Vec<(&Item, AnswerValue)> = checklist
        .items
        .iter()
        .filter_map(|item| Some((item, input.answers.get(&item.id)?.value?)))
        .filter(|(item, value)| !item.is_bonus() && !never_happened(item, *value))
        .collect();
    judge_timings(&answered, times, flags);
    for kind in ["pass_fail", "graded", "measured", "count"] {
        judge_sameness(kind, answered.iter().filter(|(item, _)| item.answer.as_str() == kind), flags);
    }
    let hash = input.narrative.as_deref().and_then(narrative_hash);
    if let (Some(_), Some(audit)) = (hash, input.narrative_same_in) {
        flags.push(Flag::new(FlagCode::NarrativeCopied, Some("/narrative".to_owned()), json!({ "audit_id": audit })));
    }
}

fn never_happened(item: &Item, value: AnswerValue) -> bool {
    let never = match &item.answer {
        AnswerKind::Measured(scale) | AnswerKind::Count(scale) => scale.never,
        AnswerKind::PassFail | AnswerKind::Graded(_) => None,
    };
    matches!((never, value), (Some(never), AnswerValue::Number(number)) if number == i64::from(never))
}

fn judge_timings(answered: &[(&Item, AnswerValue)], times: &VisitTimes, flags: &mut Vec<Flag>) {
    let seconds = answered.iter().filter_map(|(item, value)| match (&item.answer, value) {
        (AnswerKind::Measured(_), AnswerValue::Number(seconds)) => Some(*seconds),
        _ => None,
    });
    // Without a timing nothing can exceed the visit, even one whose clock ran backwards.
    let Some(timed) = seconds.reduce(i64::saturating_add) else { return };
    if timed.saturating_mul(1000) > times.length_ms {
        let data = json!({ "timed_s": timed, "length_s": times.length_s() });
        flags.push(Flag::new(FlagCode::TimingsExceedVisit, None, data));
    }
}

fn judge_sameness<'a>(
    kind: &'static str,
    mut answers: impl Iterator<Item = &'a (&'a Item, AnswerValue)>,
    flags: &mut Vec<Flag>,
) {
    let Some((first, value)) = answers.next() else { return };
    let (mut count, mut best) = (1, is_best(first, *value));
    for (item, other) in answers {
        if other != value {
            return;
        }
        count += 1;
        best &= is_best(item, *other);
    }
    if count >= SAME_ANSWERS_MIN && !best {
        let value = match value {
            AnswerValue::Bool(value) => Value::Bool(*value),
            AnswerValue::Number(value) => Value::from(*value),
        };
        let data = json!({ "kind": kind, "value": value, "answers": count });
        flags.push(Flag::new(FlagCode::StraightLining, Some("/answers".to_owned()), data));
    }
}

/// The answer a good station gets: pass, the highest grade, 0.
fn is_best(item: &Item, value: AnswerValue) -> bool {
    match (&item.answer, value) {
        (AnswerKind::PassFail, AnswerValue::Bool(pass)) => pass,
        (AnswerKind::Graded(grades), AnswerValue::Number(grade)) => grade == i64::from(grades.max()),
        (_, AnswerValue::Number(number)) => number == 0,
        (_, AnswerValue::Bool(_)) => false,
    }
}
