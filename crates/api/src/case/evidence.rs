//! What is judged when the last photo is settled: the evidence, and the flags that only then can be raised
//! (decisions 3 and 10).

use forecourt_core::{
    flags::{FlagCode, FlagSeverity},
    states::{AuditState, PhotoState},
};
use forecourt_store::{
    access::Scope,
    audits::{read, review},
    entity::audit_flag,
};
use serde_json::Value;
use uuid::Uuid;

use super::{Case, Judged, brief, second};
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
    let checklist = &case.published.checklist;
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
    for item in second::critical_without_photo(checklist, &judged.score) {
        let id = &checklist.items[item].id;
        wanted.push((FlagCode::CriticalWithoutPhoto, Some(format!("/answers/{id}")), Value::Null));
    }
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
