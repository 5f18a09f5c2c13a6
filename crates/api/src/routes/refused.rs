//! `/v1/refused`: submissions that were refused and kept (decision 12).

use axum::{Json, extract::State, response::Response};
use forecourt_core::{canonical, states::Role, submission::Submission, validate};
use forecourt_store::{
    audits::refused,
    entity,
    sync::{self, Change, Subject},
};
use serde::Serialize;
use serde_json::Value;
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
#[derive(Debug, Serialize, ToSchema)]
pub struct RefusedView {
    /// Id of the refusal.
    pub id: Uuid,
    /// Who sent it.
    pub person_id: Uuid,
    /// For which audit.
    pub audit_id: Uuid,
    /// Its revision, if it could be read.
    pub revision: Option<i32>,
    /// Why: pointer and code of each violation.
    #[schema(value_type = Vec<Object>)]
    pub violations: Value,
    /// `open`, or `accepted` once it was judged again with success.
    pub state: String,
    /// When it came.
    pub received_at: String,
    /// The submission as it came; only when one is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub submission: Option<Value>,
}

fn view(row: entity::refused::Model, submission: Option<Value>) -> RefusedView {
    RefusedView {
        id: row.id,
        person_id: row.person_id,
        audit_id: row.audit_id,
        revision: row.revision,
        violations: row.violations,
        state: row.state,
        received_at: rfc3339(row.received_at),
        submission,
    }
}

/// Refused submissions, newest first
#[utoipa::path(get, path = "/v1/refused", tag = "administration", params(Page),
    responses((status = 200, body = List<RefusedView>), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn list(State(app): State<App>, caller: Caller, Asked(page): Asked<Page>) -> Result<Json<List<RefusedView>>> {
    caller.require(&[Role::Admin])?;
    let limit = page.limit()?;
    let rows = app.store.refused_list(page.after(&app.sealer, PURPOSE)?, limit + 1).await?;
    Ok(Json(List::of(rows, limit, &app.sealer, PURPOSE, |row| (row.received_at, row.id), |row| view(row, None))?))
}

/// One refused submission with its content
#[utoipa::path(get, path = "/v1/refused/{id}", tag = "administration", params(("id" = Uuid, Path)),
    responses((status = 200, body = RefusedView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller, At(id): At<Uuid>) -> Result<Json<RefusedView>> {
    caller.require(&[Role::Admin])?;
    let (row, text) = app.store.refused_one(id).await?.ok_or_else(Problem::not_found)?;
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
/// which then stores it, if its revision is still free. Without success the new violations are answered.
#[utoipa::path(post, path = "/v1/refused/{id}/judge", tag = "administration", request_body = Judge, params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header)),
    responses((status = 200, body = RefusedView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn judge(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    key: Key,
    input: Input<Judge>,
) -> Result<Response> {
    caller.require(&[Role::Admin])?;
    let (row, text) = app.store.refused_one(id).await?.ok_or_else(Problem::not_found)?;
    check(&app, &row, &text).await?;
    let (now, person_id) = (app.clock.now_ms(), caller.person_id);
    once(&app, &caller, key, input.sha256, "judge_refused", move |tx| {
        Box::pin(async move {
            if !refused::judged(tx, id, "accepted", person_id, now).await? {
                return Err(Problem::wrong_state(&row.state));
            }
            sync::record(&**tx, &[Change::new(row.person_id, Subject::Resend, row.audit_id, now)]).await?;
            Reply::ok(view(entity::refused::Model { state: "accepted".into(), ..row }, None))
        })
    })
    .await
}

/// The checks that can have a new outcome: form, checklist, assignment, profile.
async fn check(app: &App, row: &entity::refused::Model, text: &[u8]) -> Result<Submission> {
    let document = canonical::read(text).map_err(Problem::invalid)?;
    crate::intake::checks::recheck(app, row.person_id, row.audit_id, &document.value, validate::header(&document.value))
        .await
}
