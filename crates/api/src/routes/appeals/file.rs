//! `PUT /v1/appeals/{appeal_id}`: once per item and window, repeated as often as it takes (§3.7).

use std::collections::HashSet;

use axum::{extract::State, http::StatusCode, response::Response};
use forecourt_core::{
    appeal::{self, AppealState, AppealStep, REJECTED_LIMIT},
    canonical,
    states::{AuditState, Role},
    violation::{Code, Violation},
};
use forecourt_reports::{Period, PeriodKind, day_of_ms};
use forecourt_store::{
    Tx,
    access::Scope,
    appeals::{self, Step},
    audits::{read, review},
    entity::{appeal as row, audit, audit_score},
    evidence::Subject,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    FILERS, MAX_EVIDENCE,
    orders::{self, Told},
    shown,
    view::AnyAppeal,
    window,
};
use crate::{
    auth::Caller,
    body::Input,
    case::state_of,
    extract::At,
    problem::{Kind, Problem, ProblemDocument, Result},
    repeat::respond,
    routes::evidence,
    state::App,
    times::rfc3339,
};

/// An appeal as it is filed.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileAppeal {
    /// The published audit.
    pub audit_id: Uuid,
    /// The item that lost points.
    pub item: String,
    /// Why the station does not agree.
    #[validate(length(min = 1, max = 4000), custom(function = crate::fields::said))]
    pub reason: String,
    /// Ids of evidence (decision 29).
    #[serde(default)]
    #[validate(length(max = 20))]
    pub evidence: Vec<Uuid>,
}

/// File an appeal
///
/// Under an id of the client's making; repeating it answers the same appeal. It is taken until 18:00 of the third working day
/// after publication, or after a correction that made the item worse.
#[utoipa::path(put, path = "/v1/appeals/{appeal_id}", tag = "appeals", request_body = FileAppeal, params(("appeal_id" = Uuid, Path)),
    responses((status = 200, body = AnyAppeal), (status = 201, body = AnyAppeal), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument),
        (status = 422, body = ProblemDocument)))]
pub async fn put(
    State(app): State<App>,
    caller: Caller,
    At(appeal_id): At<Uuid>,
    input: Input<FileAppeal>,
) -> Result<Response> {
    let scope = caller.scope(FILERS)?;
    let wish = input.value;
    let content = canonical::to_canonical(&json!(wish)).map_err(Problem::internal)?;
    let content: [u8; 32] = Sha256::digest(content).into();
    // At the door: who waits for others' writing is not late for it.
    let now = app.clock.now_ms();
    let tx = app.store.begin("file_appeal").await?;
    if let Some(known) = known(&tx, &scope, appeal_id, content).await? {
        return Ok(known);
    }
    if appeals::exists(&*tx, appeal_id).await? {
        // Of another place, or the same request, which has written it since.
        return known(&tx, &scope, appeal_id, content).await?.ok_or_else(Problem::not_found);
    }
    let audit = read::find(&*tx, &scope, wish.audit_id).await?.ok_or_else(Problem::not_found)?;
    // What is judged of it stays as it is read until the appeal stands.
    review::hold(&tx, audit.id, None).await?;
    // The same request may have been under way while this one waited.
    if let Some(known) = known(&tx, &scope, appeal_id, content).await? {
        return Ok(known);
    }
    let audit = read::find(&*tx, &scope, audit.id).await?.ok_or_else(Problem::not_found)?;
    let window_at = check(&tx, &audit, &wish, now).await?;
    refuse_without_region(&tx, &caller, &audit, now).await?;
    let since = now;
    let filed = row::Model {
        id: appeal_id,
        audit_id: audit.id,
        station_id: audit.station_id,
        item: wish.item,
        window_at,
        state: AppealState::Level1.as_str().into(),
        since,
        due_at: AppealState::Level1.due(tx.calendar(), since),
        version: 1,
        content_sha256: content.to_vec(),
        filed_by: caller.person_id,
        filed_at: now,
        outcome: None,
        value: None,
        score_before: audit.score_revision,
        bp_before: audit.final_bp,
        score_after: None,
        bp_after: None,
        ranked: true,
        rank_before: None,
        rank_after: None,
        put_off_until: None,
    };
    bind(&tx, caller.person_id, &filed, &wish.evidence, now).await?;
    let step = Step {
        kind: AppealStep::Filed,
        level: 1,
        person_id: Some(caller.person_id),
        at: now,
        reason: Some(wish.reason),
        evidence: wish.evidence,
        outcome: None,
        value: None,
    };
    if !appeals::file(&tx, filed.clone(), step, now).await? {
        return Err(Problem::wrong_state(AuditState::Final));
    }
    orders::tell(&tx, &filed, Told::Filed, now).await?;
    let view = shown(&tx, &filed, true).await?;
    tx.commit().await?;
    answer(StatusCode::CREATED, &view)
}

/// The answer when the appeal is there already.
async fn known(tx: &Tx, scope: &Scope, id: Uuid, content: [u8; 32]) -> Result<Option<Response>> {
    let Some(known) = appeals::find(&**tx, scope, id).await? else { return Ok(None) };
    if known.content_sha256 != content {
        return Err(
            Problem::new(Kind::AlreadyExists).detail("该编号下已有另一份申诉", "There is another appeal under this id")
        );
    }
    answer(StatusCode::OK, &shown(tx, &known, true).await?).map(Some)
}

/// Binds evidence to an appeal.
pub async fn bind(tx: &Tx, person: Uuid, appeal: &row::Model, evidence: &[Uuid], now: i64) -> Result<()> {
    let subject = Subject { kind: "appeal", id: appeal.id, station_id: Some(appeal.station_id) };
    let files: Vec<(Uuid, String)> = evidence.iter().map(|id| (*id, "evidence".to_owned())).collect();
    evidence::bind(tx, person, &subject, &files, |index| format!("/evidence/{index}"), now).await
}

fn answer(status: StatusCode, view: &AnyAppeal) -> Result<Response> {
    Ok(respond(status, serde_json::to_value(view).map_err(Problem::internal)?))
}

/// When the window of the item began, epoch ms, when the audit, the item and the evidence can be appealed now.
async fn check(tx: &Tx, audit: &audit::Model, wish: &FileAppeal, now: i64) -> Result<i64> {
    let state = state_of(audit)?;
    if !state.is_public() {
        return Err(Problem::not_found());
    }
    let Some((published_ms, results)) = appeals::results(&**tx, audit).await? else {
        return Err(Problem::internal(format!("audit {} is published without history", audit.id)));
    };
    let mut faults = item_faults(results.last(), &wish.item);
    let mut seen = HashSet::new();
    let twice = wish.evidence.iter().enumerate().filter(|(_, id)| !seen.insert(**id));
    faults.extend(twice.map(|(n, _)| Violation::new(format!("/evidence/{n}"), Code::Duplicate)));
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let window_at = window::start(published_ms, &results, &wish.item);
    let calendar = tx.calendar();
    if state != AuditState::Published || appeal::is_over(calendar, window_at, now) {
        let over = Problem::wrong_state(state).detail("申诉期已过", "The time to appeal is over");
        let end = appeal::window_end(calendar, window_at).ok();
        return Err(over.with("window_ended_at", end.map(rfc3339)));
    }
    Ok(window_at)
}

/// Only what lost points can be appealed.
fn item_faults(newest: Option<&audit_score::Model>, item: &str) -> Vec<Violation> {
    let Some(newest) = newest else { return Vec::new() };
    if window::lost(newest).any(|lost| lost == item) {
        return Vec::new();
    }
    let lines = newest.score.get("lines").and_then(serde_json::Value::as_array);
    let known = lines.into_iter().flatten().any(|line| line["item"] == item);
    vec![Violation::new("/item", if known { Code::BadValue } else { Code::UnknownItem })]
}

/// A station with many rejected appeals in the quarter before needs its region's hand on every one (§3.7).
pub async fn refuse_without_region(tx: &Tx, caller: &Caller, audit: &audit::Model, now: i64) -> Result<()> {
    let before = Period::containing(day_of_ms(now), PeriodKind::Quarter).and_then(Period::previous);
    let Some(span) = before.map(Period::bounds_ms) else { return Ok(()) };
    if appeals::rejected(&**tx, audit.station_id, span).await? < REJECTED_LIMIT {
        return Ok(());
    }
    let region = Scope::of(caller.grants(), &[Role::Region]);
    if let Some(region) = region
        && read::find(&**tx, &region, audit.id).await?.is_some()
    {
        return Ok(());
    }
    Err(Problem::new(Kind::Forbidden).detail(
        "该站上季度有四次或以上申诉被驳回，本季度须由片区经理提交。",
        "Four or more appeals of the station were rejected last quarter: this quarter the manager of the region files.",
    ))
}

const _: () = assert!(MAX_EVIDENCE == 20, "the limit stands in `FileAppeal` too");
