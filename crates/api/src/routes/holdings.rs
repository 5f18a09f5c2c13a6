//! `POST /v1/devices/{device_id}/holdings`: what a phone still holds, so that the office sees it too.

use axum::{extract::State, http::StatusCode};
use forecourt_core::{
    states::Role,
    violation::{Code, Violation},
};
use forecourt_store::devices;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    auth::Caller,
    body::Input,
    extract::At,
    problem::{Problem, ProblemDocument, Result},
    state::App,
};

/// What a phone holds that is not complete on the server.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Holdings {
    /// Visits under way or not yet finished.
    #[validate(length(max = 1000))]
    pub drafts: Vec<Uuid>,
    /// Finished, not yet received by the server.
    #[validate(length(max = 1000))]
    pub queued: Vec<Uuid>,
    /// Received, photos still on the phone.
    #[validate(length(max = 1000))]
    pub incomplete: Vec<Uuid>,
    /// When the oldest of them was finished, epoch ms by the phone.
    #[serde(default)]
    #[validate(range(min = 0))]
    pub oldest_at_ms: Option<i64>,
    /// Whether the phone promised to keep its storage.
    #[serde(default)]
    pub persistent: Option<bool>,
}

/// Report what the phone holds
///
/// Safe to repeat; the newest report counts. The device is made for the caller if it is new; of more than 20 phones of a
/// person the one that was silent longest is forgotten.
#[utoipa::path(post, path = "/v1/devices/{device_id}/holdings", tag = "phone", request_body = Holdings,
    params(("device_id" = Uuid, Path, description = "Random v4 UUID made at the first start of the app")),
    responses((status = 204), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn post(
    State(app): State<App>,
    caller: Caller,
    At(device_id): At<Uuid>,
    input: Input<Holdings>,
) -> Result<StatusCode> {
    caller.require(&[Role::Shopper])?;
    if device_id.get_version_num() != 4 {
        return Err(Problem::invalid(vec![Violation::new("path:device_id", Code::NotAUuid)]));
    }
    let said = &input.value;
    let held = devices::Holdings {
        report: serde_json::to_value(said).map_err(Problem::internal)?,
        drafts: said.drafts.len(),
        queued: said.queued.len(),
        incomplete: said.incomplete.len(),
        oldest_at: said.oldest_at_ms,
    };
    app.store.put_holdings(device_id, caller.person_id, held, app.clock.now_ms()).await?;
    Ok(StatusCode::NO_CONTENT)
}
