//! Published checklists: `/v1/checklists`. Every role reads them; a version never changes.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use forecourt_core::{states::Role, text::Text};
use forecourt_store::plan::rounds;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    auth::{Caller, caller::Key},
    body::Input,
    extract::At,
    problem::{Problem, ProblemDocument, Result},
    repeat::{self, Reply},
    routes::{Nothing, checklist_view::ChecklistView},
    state::App,
    times::rfc3339,
};

/// Who withdraws a version.
const WITHDRAW: &[Role] = &[Role::Hq, Role::Admin];

/// All published versions.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChecklistList {
    /// By id, then version.
    pub items: Vec<ChecklistBrief>,
}

/// A published version in brief.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChecklistBrief {
    /// For example `station-69`.
    pub id: String,
    /// 1, 2, …
    pub version: u32,
    /// Name of the checklist.
    pub title: Text,
    /// SHA-256 of the published file.
    pub sha256: String,
    /// Number of items.
    pub items: u32,
    /// When it was published.
    pub published_at: String,
    /// Since when no new audits start on it.
    pub withdrawn_at: Option<String>,
}

/// List checklists
#[utoipa::path(get, path = "/v1/checklists", tag = "checklists",
    responses((status = 200, body = ChecklistList), (status = 401, body = ProblemDocument)))]
pub async fn list(State(app): State<App>, _caller: Caller) -> Result<Json<ChecklistList>> {
    let withdrawn: Vec<_> = app.store.checklist_versions().await?;
    let since = |id: &str, version: u32| {
        let row = withdrawn.iter().find(|row| row.checklist_id == id && i64::from(row.version) == i64::from(version));
        row.and_then(|row| row.withdrawn_at)
    };
    let brief = |published: &std::sync::Arc<crate::checklists::Published>| {
        let list = &published.checklist;
        ChecklistBrief {
            id: list.id.clone(),
            version: list.version,
            title: list.title.clone(),
            sha256: list.sha256.clone(),
            items: list.totals.items,
            published_at: rfc3339(published.published_at),
            withdrawn_at: since(&list.id, list.version).map(rfc3339),
        }
    };
    Ok(Json(ChecklistList { items: app.checklists.all().iter().map(brief).collect() }))
}

/// Show a checklist version
///
/// The whole of it. It never changes: the ETag is the hash of its content, and it may be kept for ever.
#[utoipa::path(get, path = "/v1/checklists/{id}/versions/{version}", tag = "checklists",
    params(("id" = String, Path), ("version" = u32, Path), ("If-None-Match" = Option<String>, Header)),
    responses((status = 200, body = ChecklistView), (status = 304, description = "You have it"),
        (status = 401, body = ProblemDocument), (status = 404, body = ProblemDocument)))]
pub async fn show(
    State(app): State<App>,
    _caller: Caller,
    At((id, version)): At<(String, u32)>,
    headers: HeaderMap,
) -> Result<Response> {
    let published = app.checklists.get(&id, version).ok_or_else(Problem::not_found)?;
    let tag = format!("\"{}\"", published.checklist.sha256);
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let has = known.is_some_and(|text| {
        text.split(',').map(|one| one.trim().trim_start_matches("W/")).any(|one| one == tag || one == "*")
    });
    let mut response = if has {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Json(ChecklistView::of(&published.checklist)).into_response()
    };
    let kept = HeaderValue::from_static("private, max-age=31536000, immutable");
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    response.headers_mut().insert(header::ETAG, HeaderValue::from_str(&tag).map_err(Problem::internal)?);
    Ok(response)
}

/// A version that was withdrawn.
#[derive(Debug, Serialize, ToSchema)]
pub struct Withdrawn {
    /// For example `station-69`.
    pub id: String,
    /// Its version; not a version for `If-Match`.
    pub checklist_version: u32,
    /// Since when no new audits start on it.
    pub withdrawn_at: String,
}

/// Withdraw a checklist version
///
/// No new round and no new visit starts on it; audits that were begun on it are judged by it as before.
#[utoipa::path(post, path = "/v1/checklists/{id}/versions/{version}/withdraw", tag = "checklists",
    params(("id" = String, Path), ("version" = u32, Path), ("Idempotency-Key" = Uuid, Header)),
    responses((status = 200, body = Withdrawn), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn withdraw(
    State(app): State<App>,
    caller: Caller,
    At((id, version)): At<(String, u32)>,
    key: Key,
    input: Input<Nothing>,
) -> Result<Response> {
    // A checklist belongs to the whole network: a role for a part of it does not reach.
    if !caller.scope(WITHDRAW)?.is_everything() {
        return Err(Problem::new(crate::problem::Kind::Forbidden));
    }
    app.checklists.get(&id, version).ok_or_else(Problem::not_found)?;
    let now = app.clock.now_ms();
    repeat::once(&app, &caller, key, input.sha256, "withdraw_checklist", move |tx| {
        Box::pin(async move {
            let number = i32::try_from(version).map_err(|_| Problem::not_found())?;
            if !rounds::withdraw_checklist(&**tx, &id, number, now).await? {
                return Err(Problem::wrong_state("withdrawn"));
            }
            Reply::ok(Withdrawn { id, checklist_version: version, withdrawn_at: rfc3339(now) })
        })
    })
    .await
}
