//! Corrections that a reviewer asks for, checked against the case (decisions 6, 10 and 19).

use forecourt_core::{
    checklist::{Checklist, FlagScope},
    score::{Answer, Rule, State},
    validate,
    violation::{Code, Violation},
};
use forecourt_store::entity::audit_judgement;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    Case,
    decisions::{Decisions, flag_json, flag_value, from_json, kind, to_json},
};

/// One change: exactly one of `item`, `flag` and `na_request` names what is changed.
#[derive(Clone, Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// An item; `value` is its answer: true, false, a whole number, or null for not observed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// A visit flag; `value` is true, false or a whole number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flag: Option<String>,
    /// An item for which the shopper asked for N/A; `value` true grants it, false takes the grant back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub na_request: Option<String>,
    /// The new value.
    pub value: Value,
    /// Why.
    #[validate(length(min = 1, max = 4000), custom(function = crate::fields::said))]
    pub reason: String,
}

/// The judgements that these changes come to, in order.
///
/// `published`: two persons decide, so a failed red line may become a pass; in a review that is what
/// `/red-lines/{item}/refute` is for.
///
/// # Errors
/// Every fault with its pointer below `/changes`.
pub fn judgements(
    case: &Case,
    changes: &[Change],
    person_id: Uuid,
    at: i64,
    published: bool,
) -> Result<Vec<audit_judgement::Model>, Vec<Violation>> {
    let mut rows: Vec<audit_judgement::Model> = Vec::with_capacity(changes.len());
    let mut faults = Vec::new();
    for (index, change) in changes.iter().enumerate() {
        let decisions = case.decisions_with(&rows);
        match one(case, &decisions, change, published) {
            Ok((kind, target, old, new)) => rows.push(audit_judgement::Model {
                old_value: Some(old),
                new_value: Some(new),
                reason: change.reason.clone(),
                ..case.judgement(kind, target, person_id, at.saturating_add(i64::try_from(index).unwrap_or(0)))
            }),
            Err((field, code)) => faults.push(Violation::new(format!("/changes/{index}{field}"), code)),
        }
        if faults.is_empty()
            && let Some(code) = takes_red_line_out(case, &decisions, &rows)
        {
            faults.push(Violation::new(format!("/changes/{index}/value"), code));
        }
    }
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

type Parts<'a> = (&'static str, &'a str, Value, Value);

fn one<'a>(
    case: &Case,
    decisions: &Decisions,
    change: &'a Change,
    published: bool,
) -> Result<Parts<'a>, (&'static str, Code)> {
    let checklist = &case.published.checklist;
    match (&change.item, &change.flag, &change.na_request) {
        (Some(id), None, None) => {
            let item = checklist.item_index(id).ok_or(("/item", Code::UnknownItem))?;
            let answer = answer(checklist, item, &change.value)?;
            if checklist.items[item].is_critical() && !published {
                check_red_line(case, item, answer)?;
            }
            Ok((kind::ANSWER, id, to_json(decisions.answers[item]), to_json(answer)))
        }
        (None, Some(id), None) => {
            let index = checklist.flag_index(id).ok_or(("/flag", Code::UnknownFlag))?;
            let def = &checklist.flags[index];
            if def.scope != FlagScope::Visit {
                return Err(("/flag", Code::BadValue));
            }
            let is_bool = change.value.is_boolean();
            let value = flag_value(&change.value).ok_or(("/value", Code::WrongType))?;
            if is_bool != (def.kind == forecourt_core::checklist::FlagKind::Bool) {
                return Err(("/value", Code::WrongType));
            }
            if !def.allows(value) {
                return Err(("/value", Code::OutOfRange));
            }
            let old = flag_json(checklist, index, decisions.flags.get(index));
            Ok((kind::VISIT_FLAG, id, old, flag_json(checklist, index, value)))
        }
        (None, None, Some(id)) => {
            let item = checklist.item_index(id).ok_or(("/na_request", Code::UnknownItem))?;
            let asked = case.submission.answers.get(id).is_some_and(|answer| answer.na_request.is_some());
            if checklist.items[item].is_critical() || !asked {
                return Err(("/na_request", Code::BadValue));
            }
            let granted = change.value.as_bool().ok_or(("/value", Code::WrongType))?;
            Ok((kind::NA_REQUEST, id, json!(decisions.extra_na.contains(item)), json!(granted)))
        }
        (None, None, None) => Err(("", Code::Missing)),
        _ => Err(("", Code::Duplicate)),
    }
}

fn answer(checklist: &Checklist, item: usize, value: &Value) -> Result<Answer, (&'static str, Code)> {
    let answer = match value {
        Value::Null | Value::Bool(_) => from_json(value),
        Value::Number(number) if number.as_u64().is_some() => match from_json(value) {
            Answer::None => return Err(("/value", Code::OutOfRange)),
            answer => answer,
        },
        _ => return Err(("/value", Code::WrongType)),
    };
    answer.check(&checklist.items[item].answer).map_err(|code| ("/value", code))?;
    if answer == Answer::None && checklist.items[item].is_critical() {
        // A red line that nobody judged would make the audit incomplete (§2.5 no. 3).
        return Err(("/value", Code::BadValue));
    }
    Ok(answer)
}

/// A red line that the shopper saw crossed is refuted by votes, not corrected away.
fn check_red_line(case: &Case, item: usize, answer: Answer) -> Result<(), (&'static str, Code)> {
    let submitted = validate::answers(&case.submission, &case.published.checklist);
    let failed = |answers: &[Answer]| {
        let mut decisions = case.decisions();
        decisions.answers = answers.to_vec();
        case.judge_with(decisions).red_lines.iter().any(|line| line.item == item)
    };
    let mut corrected = submitted.clone();
    corrected[item] = answer;
    if failed(&submitted) && !failed(&corrected) { Err(("/value", Code::BadValue)) } else { Ok(()) }
}

/// `bad_value` when the newest change makes a red line N/A that was not before.
fn takes_red_line_out(case: &Case, before: &Decisions, rows: &[audit_judgement::Model]) -> Option<Code> {
    let checklist = &case.published.checklist;
    let na = |decisions: Decisions| -> Vec<usize> {
        let lines = case.judge_with(decisions).score.lines;
        let gone = |line: &forecourt_core::score::Line| line.state == State::Na && line.rule != Rule::NotObserved;
        lines
            .iter()
            .filter(|line| checklist.items[line.item].is_critical() && gone(line))
            .map(|line| line.item)
            .collect()
    };
    let earlier = na(before.clone());
    na(case.decisions_with(rows)).iter().any(|item| !earlier.contains(item)).then_some(Code::BadValue)
}
