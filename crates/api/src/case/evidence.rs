//! What is judged when the last photo is settled: the evidence, and the flags that only then can be raised
//! (decisions 3 and 10).

use std::collections::HashMap;

use forecourt_core::{
    checklist::{Checklist, Flags},
    flags::{FlagCode, FlagSeverity},
    score::Standing,
    states::{AuditState, PhotoState},
    submission::Submission,
    validate,
};
use forecourt_store::{
    access::Scope,
    audits::{read, review},
    entity::{audit, audit_flag},
};
use serde_json::Value;
use uuid::Uuid;

use super::{Case, Judged, brief, decisions::Decisions, second};
use crate::{problem::Result, state::App};

/// Judges the evidence of an audit whose photos are settled, raises what is missing, brings the row up to date.
///
/// Safe to repeat and safe on several instances; does nothing in a state in which the score no longer is provisional.
/// Called by whoever settles a photo; reviewing claims call it again, so that a lost call does no harm.
pub async fn judge_settled(app: &App, audit_id: Uuid) -> Result<()> {
    let tx = app.store.begin("evidence").await?;
    let Some(audit) = read::find(&*tx, &Scope::everything(), audit_id).await? else { return Ok(()) };
    let mut case = Case::load(app, &tx, audit).await?;
    if !matches!(case.state, AuditState::Submitted | AuditState::InReview | AuditState::SecondReview) {
        return Ok(());
    }
    let now = app.clock.now_ms();
    let judged = case.judge();
    let mut row = case.audit().clone();
    let raised = fresh_flags(&case, &judged, now);
    review::raise(&tx, raised.clone()).await?;
    case.rows.flags.extend(raised);
    (row.hard_flags, row.soft_flags) = case.count_flags();
    brief::put(&mut row, &judged.score);
    if row == *case.audit() {
        return Ok(());
    }
    if review::change(&tx, case.audit(), row, now).await? {
        tx.commit().await?;
    }
    Ok(())
}

/// Flags that the settled photos and the judged evidence call for and that were not raised yet.
pub fn fresh_flags(case: &Case, judged: &Judged, now_ms: i64) -> Vec<audit_flag::Model> {
    if case.state == AuditState::AwaitingPhotos {
        return Vec::new();
    }
    let mut wanted: Vec<(FlagCode, Option<String>, Value)> = Vec::new();
    for photo in &case.rows.photos {
        let code = match PhotoState::parse(&photo.state) {
            Some(PhotoState::Lost) => FlagCode::PhotoLost,
            Some(PhotoState::Unusable) => FlagCode::PhotoUnusable,
            _ => continue,
        };
        if wanted.iter().all(|(known, ..)| *known != code) {
            wanted.push((code, None, Value::Null));
        }
    }
    wanted.extend(without_photo(&case.published.checklist, judged));
    let revision = case.rows.revision.revision;
    let known = |code: FlagCode, pointer: &Option<String>| {
        case.rows
            .flags
            .iter()
            .any(|flag| flag.revision == revision && flag.code == code.as_str() && flag.pointer == *pointer)
    };
    wanted
        .into_iter()
        .filter(|(code, pointer, _)| !known(*code, pointer))
        .map(|(code, pointer, data)| flag(case.audit().id, revision, code, pointer, data, now_ms))
        .collect()
}

/// Red lines that passed without the photo that they ask for: code, pointer, data.
fn without_photo<'a>(
    checklist: &'a Checklist,
    judged: &'a Judged,
) -> impl Iterator<Item = (FlagCode, Option<String>, Value)> + 'a {
    second::critical_without_photo(checklist, &judged.score).map(|item| {
        let pointer = format!("/answers/{}", checklist.items[item].id);
        (FlagCode::CriticalWithoutPhoto, Some(pointer), Value::Null)
    })
}

/// Judges a submission that has no photos as it arrives: nothing is waited for. Answers the flags that its evidence
/// calls for.
pub fn judge_at_once(
    row: &mut audit::Model,
    checklist: &Checklist,
    submission: &Submission,
    values: Flags,
    now_ms: i64,
) -> Vec<audit_flag::Model> {
    let answers = validate::answers(submission, checklist);
    let decisions = Decisions::apply(checklist, submission, answers, values, row.revision, std::iter::empty());
    let judged = Judged::of(checklist, submission, &HashMap::new(), false, Standing::default(), decisions);
    brief::put(row, &judged.score);
    without_photo(checklist, &judged)
        .map(|(code, pointer, data)| flag(row.id, row.revision, code, pointer, data, now_ms))
        .collect()
}

/// A flag as a row.
pub fn flag(
    audit_id: Uuid,
    revision: i32,
    code: FlagCode,
    pointer: Option<String>,
    data: Value,
    now_ms: i64,
) -> audit_flag::Model {
    audit_flag::Model {
        id: Uuid::new_v4(),
        audit_id,
        revision,
        code: code.as_str().to_owned(),
        hard: code.severity() == FlagSeverity::Hard,
        pointer,
        data: (!data.is_null()).then_some(data),
        raised_at: now_ms,
        cleared_by: None,
        cleared_at: None,
        clear_reason: None,
    }
}
