//! Visits under way, backed up by the phone of the caller: `/v1/me/drafts`.

use axum::{Json, extract::State, http::StatusCode};
use forecourt_core::{
    states::Role,
    violation::{Code, Violation},
};
use forecourt_store::{drafts::Kept, entity::draft, pack, unpack};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    auth::Caller,
    body::Input,
    extract::At,
    problem::{Kind, Problem, ProblemDocument, Result},
    state::App,
};

/// A visit under way as the phone saved it, without photos.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// Which visit it is.
    pub assignment_id: Uuid,
    /// The phone that it is on.
    pub device_id: Uuid,
    /// When the phone saved it, epoch ms by the phone.
    #[validate(range(min = 0))]
    pub saved_at: i64,
    /// The app's own form of an open visit: the server keeps it and does not look into it.
    #[schema(value_type = Object)]
    pub content: Map<String, Value>,
}

/// A draft in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct DraftLine {
    /// The audit that the visit will become.
    pub audit_id: Uuid,
    /// Which visit it is.
    pub assignment_id: Uuid,
    /// The phone that it is on.
    pub device_id: Uuid,
    /// When the phone saved it, epoch ms by the phone.
    pub saved_at: i64,
    /// Size of the content, bytes.
    pub bytes: i32,
}

/// The caller's drafts.
#[derive(Debug, Serialize, ToSchema)]
pub struct Drafts {
    /// The newest first; at most 20.
    pub drafts: Vec<DraftLine>,
}

/// Back up a visit under way
///
/// Only its owner ever reads it. It takes the place of the one that is there, unless another phone saved a later one
/// (409 `draft-newer`). At most 20 a person (409 `drafts-full`), each at most `body_bytes` of `/v1/limits` with all around it.
/// It ends with the submission that it becomes, or 30 days after it was saved last.
#[utoipa::path(put, path = "/v1/me/drafts/{audit_id}", tag = "phone", request_body = Draft,
    params(("audit_id" = Uuid, Path, description = "Id of the audit that the visit will become, made by the phone")),
    responses((status = 204), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 409, description = "draft-newer or drafts-full", body = ProblemDocument),
        (status = 413, body = ProblemDocument), (status = 415, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn put(
    State(app): State<App>,
    caller: Caller,
    At(audit_id): At<Uuid>,
    input: Input<Draft>,
) -> Result<StatusCode> {
    caller.require(&[Role::Shopper])?;
    let said = &input.value;
    let mut violations = Vec::new();
    for (id, place) in [(audit_id, "path:audit_id"), (said.device_id, "/device_id")] {
        if id.get_version_num() != 4 {
            violations.push(Violation::new(place, Code::NotAUuid));
        }
    }
    let held = app.store.assignment_place(said.assignment_id, caller.person_id).await?;
    if held.first().is_none_or(|place| place.held_since.is_none()) {
        violations.push(Violation::new("/assignment_id", Code::UnknownAssignment));
    }
    if !violations.is_empty() {
        violations.sort();
        return Err(Problem::invalid(violations));
    }
    let content = serde_json::to_vec(&said.content).map_err(Problem::internal)?;
    let row = draft::Model {
        person_id: caller.person_id,
        audit_id,
        assignment_id: said.assignment_id,
        device_id: said.device_id,
        saved_at: said.saved_at,
        received_at: app.clock.now_ms(),
        bytes: i32::try_from(content.len()).unwrap_or(i32::MAX),
        content: pack(&content)?,
    };
    match app.store.put_draft(row).await? {
        Kept::Stored => Ok(StatusCode::NO_CONTENT),
        Kept::Newer => Err(Problem::new(Kind::DraftNewer)),
        Kept::Full => Err(Problem::new(Kind::DraftsFull)),
    }
}

/// List my visits under way
///
/// As phones backed them up last, so that a new phone can go on.
#[utoipa::path(get, path = "/v1/me/drafts", tag = "phone",
    responses((status = 200, body = Drafts), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument)))]
pub async fn list(State(app): State<App>, caller: Caller) -> Result<Json<Drafts>> {
    caller.require(&[Role::Shopper])?;
    let rows = app.store.drafts_of(caller.person_id).await?;
    let line = |row: forecourt_store::drafts::Brief| DraftLine {
        audit_id: row.audit_id,
        assignment_id: row.assignment_id,
        device_id: row.device_id,
        saved_at: row.saved_at,
        bytes: row.bytes,
    };
    Ok(Json(Drafts { drafts: rows.into_iter().map(line).collect() }))
}

/// Read a visit under way
#[utoipa::path(get, path = "/v1/me/drafts/{audit_id}", tag = "phone",
    params(("audit_id" = Uuid, Path, description = "Id of the audit that the visit will become")),
    responses((status = 200, body = Draft), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller, At(audit_id): At<Uuid>) -> Result<Json<Draft>> {
    caller.require(&[Role::Shopper])?;
    let row = app.store.draft(caller.person_id, audit_id).await?.ok_or_else(Problem::not_found)?;
    Ok(Json(Draft {
        assignment_id: row.assignment_id,
        device_id: row.device_id,
        saved_at: row.saved_at,
        content: serde_json::from_slice(&unpack(&row.content)?).map_err(Problem::internal)?,
    }))
}

/// Discard a visit under way
///
/// One that is not there is discarded already.
#[utoipa::path(delete, path = "/v1/me/drafts/{audit_id}", tag = "phone",
    params(("audit_id" = Uuid, Path, description = "Id of the audit that the visit would have become")),
    responses((status = 204), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument)))]
pub async fn discard(State(app): State<App>, caller: Caller, At(audit_id): At<Uuid>) -> Result<StatusCode> {
    caller.require(&[Role::Shopper])?;
    app.store.discard_draft(caller.person_id, audit_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
