//! `/v1/refused`: submissions that were refused and kept (decision 12).

use axum::{Json, extract::State, response::Response};
use forecourt_core::{
    canonical,
    states::Role,
    submission::Submission,
    text::{Lang, Text},
    validate,
    violation::{Code, Violation},
};
use forecourt_store::{
    audits::refused,
    entity,
    sync::{self, Change, Subject},
};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    auth::{Caller, caller::Key},
    body::Input,
    extract::{Asked, At},
    paging::{List, Page},
    problem::{Problem, ProblemDocument, Result},
    repeat::{Reply, once},
    state::App,
    times::rfc3339,
};

const PURPOSE: &str = "refused";

/// A refused submission.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RefusedView {
    /// Id of the refusal.
    pub id: Uuid,
    /// Who sent it.
    pub person_id: Uuid,
    /// For which audit.
    pub audit_id: Uuid,
    /// Its revision, if it could be read.
    pub revision: Option<i32>,
    /// Why: pointer and code of each violation, and what the code says, in both languages; for a content that collides with
    /// a stored revision the type of the problem (`revision-conflict`, `not-returned`).
    #[schema(value_type = Vec<RefusedFault>)]
    pub violations: Value,
    /// `open`; `accepted` once it was judged again with success; `beside` when its revision was taken by then, so that it
    /// lies beside the audit for the reviewer.
    pub state: String,
    /// When it came.
    pub received_at: String,
    /// The submission as it came; only when one is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub submission: Option<Value>,
}

/// Why a submission was refused.
#[derive(Debug, Serialize, ToSchema)]
pub struct RefusedFault {
    /// Where; absent when it collides with a stored revision.
    pub pointer: Option<String>,
    /// The code of a violation.
    pub code: Option<String>,
    /// What the code says.
    pub text: Option<Text>,
    /// The type of the problem, when it collides with a stored revision.
    #[serde(rename = "type")]
    pub kind: Option<String>,
}

/// A row as it is shown.
pub fn view(row: entity::refused::Model, submission: Option<Value>) -> RefusedView {
    RefusedView {
        id: row.id,
        person_id: row.person_id,
        audit_id: row.audit_id,
        revision: row.revision,
        violations: told(row.violations),
        state: row.state,
        received_at: rfc3339(row.received_at),
        submission,
    }
}

/// Violations with what their codes say: whoever helps a shopper reads words.
fn told(mut violations: Value) -> Value {
    for one in violations.as_array_mut().into_iter().flatten() {
        let code = one.get("code").and_then(Value::as_str).and_then(Code::parse);
        if let (Some(code), Some(members)) = (code, one.as_object_mut()) {
            let text = Text::new(code.message(Lang::Zh), code.message(Lang::En));
            members.insert("text".to_owned(), json!(text));
        }
    }
    violations
}

/// Refused submissions, newest first
///
/// Those of the stations in your scope; one that names no assignment of its sender is for administrators of everything.
#[utoipa::path(get, path = "/v1/refused", tag = "administration", params(Page),
    responses((status = 200, body = List<RefusedView>), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn list(State(app): State<App>, caller: Caller, Asked(page): Asked<Page>) -> Result<Json<List<RefusedView>>> {
    let scope = caller.scope(&[Role::Admin])?;
    let limit = page.limit()?;
    let rows = app.store.refused_list(&scope, page.after(&app.sealer, PURPOSE)?, limit + 1).await?;
    Ok(Json(List::of(rows, limit, &app.sealer, PURPOSE, |row| (row.received_at, row.id), |row| view(row, None))?))
}

/// One refused submission with its content
#[utoipa::path(get, path = "/v1/refused/{id}", tag = "administration", params(("id" = Uuid, Path)),
    responses((status = 200, body = RefusedView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller, At(id): At<Uuid>) -> Result<Json<RefusedView>> {
    let scope = caller.scope(&[Role::Admin])?;
    let (row, text) = app.store.refused_one(&scope, id).await?.ok_or_else(Problem::not_found)?;
    let submission = serde_json::from_slice(&text).map_err(Problem::internal)?;
    Ok(Json(view(row, Some(submission))))
}

/// Nothing needs to be said.
#[derive(Debug, serde::Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Judge {}

/// Judge a refused submission again
///
/// With success it is told to the phone in `resend`: the phone lifts the quarantine and repeats its PUT unchanged,
/// which then stores it. If its revision is taken, or nobody asked for it, it stays beside its audit, where reviewers
/// read it. Without success the new violations are answered.
#[utoipa::path(post, path = "/v1/refused/{id}/judge", tag = "administration", request_body = Judge, params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header)),
    responses((status = 200, body = RefusedView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn judge(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    key: Key,
    input: Input<Judge>,
) -> Result<Response> {
    let scope = caller.scope(&[Role::Admin])?;
    let (row, text) = app.store.refused_one(&scope, id).await?.ok_or_else(Problem::not_found)?;
    let (now, person_id) = (app.clock.now_ms(), caller.person_id);
    // Judged before the transaction, which must not wait for a second connection; a repeat gets its first answer.
    let outcome = if row.state == "open" { Some(outcome(&app, &row, &text).await) } else { None };
    once(&app, &caller, key, input.sha256, "judge_refused", move |tx| {
        Box::pin(async move {
            let state = outcome.ok_or_else(|| Problem::wrong_state(&row.state))??;
            if !refused::judged(tx, id, state, person_id, now).await? {
                return Err(Problem::wrong_state(&row.state));
            }
            if state == "accepted" {
                sync::record(&**tx, &[Change::new(row.person_id, Subject::Resend, row.audit_id, now)]).await?;
            }
            Reply::ok(view(entity::refused::Model { state: state.into(), ..row }, None))
        })
    })
    .await
}

/// The state that judging it now leads to.
async fn outcome(app: &App, row: &entity::refused::Model, text: &[u8]) -> Result<&'static str> {
    let submission = check(app, row, text).await?;
    Ok(if is_wanted(app, row, &submission).await? { "accepted" } else { "beside" })
}

/// The checks that can have a new outcome: form, checklist, assignment, profile.
async fn check(app: &App, row: &entity::refused::Model, text: &[u8]) -> Result<Submission> {
    let document = canonical::read(text).map_err(Problem::invalid)?;
    crate::intake::checks::recheck(app, row.person_id, row.audit_id, &document.value, validate::header(&document.value))
        .await
}

/// Whether the phone's PUT would be taken now: its revision is free, and the first one or the answer to a return.
async fn is_wanted(app: &App, row: &entity::refused::Model, submission: &Submission) -> Result<bool> {
    let revision = i32::try_from(submission.revision).unwrap_or(i32::MAX);
    let known = app.store.known_audit(row.audit_id, revision).await?;
    if let Some(stored) = &known.revision {
        return Ok(stored.content_sha256 == row.content_sha256);
    }
    let newest = known.audit.as_ref().map_or(0, |audit| audit.revision);
    if revision > newest.saturating_add(1) {
        return Err(Problem::invalid(vec![Violation::new("/revision", Code::RevisionGap)]));
    }
    Ok(known.audit.is_none() || known.returned.is_some_and(|returned| returned.answered_at.is_none()))
}
